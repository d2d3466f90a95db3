"""Whose words run on? A quotation that goes on in the next paragraphs, or that a line ending with a colon announces."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.types.text import Analysis, Attribution, Span

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*")
_OPENS = ("“", '"', "‘", "'")
_CLOSED = re.compile(r"[”\"’'][.,;]?\s*$")
_AFTERWORD = re.compile(
    r"(?:notes?\s+(?:to|for)\s+editors?|background|further\s+information|media\s+enquiries|for\s+(?:further|more)\s+information|follow\s+|read\s+more|contact|ends?\s*$)",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|us|my)\b")
LONGEST_RUN = 12


def with_whole_quotes(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions of an analysis, each with the paragraphs in which its words run on."""
    text = analysis.report.text
    paragraphs = [Span(m.start(), m.start() + len(m[0].rstrip())) for m in _PARAGRAPH.finditer(text)]
    return tuple(_grown(attribution, paragraphs, analysis) for attribution in analysis.attributions)


def _grown(attribution: Attribution, paragraphs: list[Span], analysis: Analysis) -> Attribution:
    """An attribution with the paragraphs after its own as content: announced by a colon, or opened by a quotation mark not yet closed."""
    text = analysis.report.text
    if not attribution.source:
        return attribution
    end = max(piece.end for piece in attribution.cue + attribution.content)
    at = next((i for i, p in enumerate(paragraphs) if p.begin <= attribution.cue[0].begin < p.end), None)
    if at is None:
        return attribution
    own = paragraphs[at].of(text)
    announced = own.endswith(":") and paragraphs[at].end - max(p.end for p in attribution.cue) <= 60
    open_quote = "“" in own and own.rfind("“") > own.rfind("”") and paragraphs[at].end - end <= 3
    if not announced and not open_quote:
        return attribution
    run = _run(paragraphs[at + 1 : at + 1 + LONGEST_RUN], text, analysis, quoted=open_quote)
    return replace(attribution, content=attribution.content + tuple(run)) if run else attribution


def _run(paragraphs: list[Span], text: str, analysis: Analysis, *, quoted: bool) -> list[Span]:
    """The paragraphs that belong to a speaker: while they open with a quotation mark and none is closed, or, unquoted, until another speaks."""
    out: list[Span] = []
    for span in paragraphs:
        words = span.of(text)
        opens = words.startswith(_OPENS)
        if _AFTERWORD.match(words) or (quoted and not opens) or (out and not quoted and opens != out[0].of(text).startswith(_OPENS)):
            break
        if not opens and (_another_speaks(span, analysis) or (out and not _goes_on(span, out, analysis))):
            break
        out.append(span)
        if opens and _CLOSED.search(words):
            break
    return out


def _goes_on(span: Span, out: list[Span], analysis: Analysis) -> bool:
    """Whether an unquoted paragraph still is the speaker's: inside the same post, or in the first person."""
    posts = [p.span for p in analysis.report.parts if p.kind == "post"]
    inside = next((p for p in posts if p.covers(out[0])), None)
    return inside.covers(span) if inside is not None else bool(_FIRST_PERSON.search(span.of(analysis.report.text)))


def _another_speaks(span: Span, analysis: Analysis) -> bool:
    """Whether a paragraph has a named source of its own near its beginning or end, told from outside a quotation."""
    text = analysis.report.text
    for attribution in analysis.attributions:
        if attribution.source and span.covers(attribution.cue[0]):
            source = attribution.source[0].of(text)
            if source[:1].isupper() and source.split()[0].lower() not in ("i", "we", "he", "she", "they", "it"):
                return True
    return False

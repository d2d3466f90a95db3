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
SHORTEST_QUOTATION = 20
QUOTED_SHARE = 0.3


def with_whole_quotes(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions of an analysis, each with the whole of the quotations it quotes from and the paragraphs in which its words run on."""
    text = analysis.report.text
    paragraphs = [Span(m.start(), m.start() + len(m[0].rstrip())) for m in _PARAGRAPH.finditer(text)]
    quotations = [q for paragraph in paragraphs for q in _quotations(paragraph, text)]
    return tuple(_grown(_near(_whole(a, quotations, text), paragraphs), paragraphs, analysis) for a in analysis.attributions)


def _near(attribution: Attribution, paragraphs: list[Span]) -> Attribution:
    """An attribution without the pieces that a paragraph of others' words parts from it."""

    def at(span: Span) -> int:
        return next((i for i, p in enumerate(paragraphs) if span.begin < p.end), len(paragraphs))

    held = {at(piece) for piece in attribution.cue}
    told = sorted({at(piece) for piece in attribution.content}, key=lambda i: min(abs(i - h) for h in held))
    for paragraph in told:
        if any(abs(paragraph - other) <= 1 for other in held):
            held.add(paragraph)
    return replace(attribution, content=tuple(piece for piece in attribution.content if at(piece) in held))


def _quotations(paragraph: Span, text: str) -> list[Span]:
    """What stands between quotation marks in a paragraph, the marks included; to its end where they are not closed."""
    out: list[Span] = []
    begin: int | None = None
    for at in range(paragraph.begin, paragraph.end):
        mark = text[at]
        if begin is None and mark in '“"':
            begin = at
        elif begin is not None and mark == {"“": "”", '"': '"'}[text[begin]]:
            out.append(Span(begin, at + 1))
            begin = None
    if begin is not None:
        out.append(Span(begin, paragraph.end))
    return [q for q in out if q.end - q.begin >= SHORTEST_QUOTATION]


def _whole(attribution: Attribution, quotations: list[Span], text: str) -> Attribution:
    """An attribution whose words cover a good part of a quotation speaks the whole of it; lone words far from the rest are none of its own."""
    content = list(attribution.content)
    for quotation in quotations:
        inside = any(quotation.covers(piece) for piece in attribution.cue)
        shared = sum(piece.shared(quotation) for piece in content)
        if not inside and shared >= QUOTED_SHARE * (quotation.end - quotation.begin):
            joined = [piece for piece in content if piece.overlaps(quotation)]
            whole = Span(min(quotation.begin, *(p.begin for p in joined)), max(quotation.end, *(p.end for p in joined)))
            content = [piece for piece in content if not piece.overlaps(quotation)] + [whole]
    content.sort()
    longest = max((len(piece.of(text).split()) for piece in content), default=0)
    kept = [piece for piece in content if longest < 4 or len(piece.of(text).split()) > 1]
    return replace(attribution, content=tuple(kept))


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
    """Whether an unquoted paragraph still is the speaker's: inside the same post, or after a beginning in the first person."""
    posts = [p.span for p in analysis.report.parts if p.kind == "post"]
    inside = next((p for p in posts if p.covers(out[0])), None)
    text = analysis.report.text
    return inside.covers(span) if inside is not None else any(_FIRST_PERSON.search(p.of(text)) for p in (*out, span))


def _another_speaks(span: Span, analysis: Analysis) -> bool:
    """Whether a paragraph has a named source of its own near its beginning or end, told from outside a quotation."""
    text = analysis.report.text
    for attribution in analysis.attributions:
        if attribution.source and span.covers(attribution.cue[0]):
            source = attribution.source[0].of(text)
            if source[:1].isupper() and source.split()[0].lower() not in ("i", "we", "he", "she", "they", "it"):
                return True
    return False

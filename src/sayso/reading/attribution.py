"""Who says so? The chain of an act: credits, then the attributions around it, outermost first."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.knowledge.reporting import reporting_words
from sayso.types.claim import Link, Party, Step
from sayso.types.text import Analysis, Attribution, Span, Trigger

RELATIVE = 24  # characters between a party and the "which" that takes it up
LEAST_STAND = 0.25  # how sure an act of taking a stand must be, so that its content needs no source
_ARTICLE = re.compile(r"(?:the|a|an|this|that|his|her|its|their|our)\s+", re.IGNORECASE)
_OUTLET_TOLD = re.compile(
    r"\b(?:told|tells|interview(?:ed)?\s+(?:with|by|on)|reached\s+by|quoted\s+by|spoke\s+to)\s+(?:the\s+)?"
    r"((?:[A-Z][\w'’&.-]*\s+){0,3}[A-Z][\w'’&.-]*\w)"
)
_TRIM = " \t\n,;:.\"'“”‘’()-–—"


def chain_of(trigger: Trigger, analysis: Analysis, parties: tuple[Party, ...]) -> tuple[tuple[Link, ...], tuple[Step, ...]]:
    """The links of an act, nearest the reader first, each with the step that gave it; empty where the report tells it in its own voice."""
    links: list[Link] = [*_credits(trigger, analysis)]
    around = [
        a for a in analysis.attributions if a.holds(trigger.span) and not _is_own(a, trigger) and not _presupposes(a, trigger, analysis)
    ]
    nested = sorted(_distinct(around), key=_reach, reverse=True)
    for attribution in nested:
        links += _links(attribution, trigger, analysis, parties, innermost=attribution is nested[-1])
    kept = _without_repeats(links)
    return kept, tuple(Step("chain", link.rule, link.span, link.score) for link in kept)


def _reach(attribution: Attribution) -> int:
    return sum(piece.end - piece.begin for piece in attribution.content)


def _is_own(attribution: Attribution, trigger: Trigger) -> bool:
    """Whether the cue is the act itself: "threatened to bomb" is told by the reporter."""
    return any(piece.overlaps(trigger.span) for piece in attribution.cue)


def _presupposes(attribution: Attribution, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether the words only take a stand on what is told already: "condemned the attack", "welcomed the release", "called for an inquiry into it"."""
    if any(mark in piece.of(analysis.report.text) for piece in attribution.content for mark in '“"'):
        return False
    return any(
        act is not trigger
        and (act.type in ("SUPPORT", "REQUEST") or (act.type, act.mode) == ("ACCUSE", "disapprove"))
        and any(act.span.overlaps(piece) for piece in attribution.cue)
        for act in analysis.triggers
        if act.type_score >= LEAST_STAND
    )


def _distinct(around: Iterable[Attribution]) -> list[Attribution]:
    """One attribution for each source; of two readings of one cue, the surer."""
    out: list[Attribution] = []
    for attribution in sorted(around, key=lambda a: -a.score):
        cue = Span(attribution.cue[0].begin, attribution.cue[-1].end)
        if not any(cue.overlaps(piece) for other in out for piece in other.cue) and not any(
            attribution.source and attribution.source == other.source for other in out
        ):
            out.append(attribution)
    return out


def _credits(trigger: Trigger, analysis: Analysis) -> list[Link]:
    """The agencies and posts that the report names as carrying its words: credits and datelines for all of it, posts and captions for theirs."""
    report, out = analysis.report, []
    for part in report.parts:
        if part.source is None or (part.kind in ("post", "caption") and not part.span.covers(trigger.span)):
            continue
        if part.kind in ("credit", "dateline", "post", "caption"):
            name = part.source.of(report.text)
            if report.outlet is None or name.casefold() not in report.outlet.casefold():
                out.append(Link(part.source, name, f"{part.kind} line"))
    order = {"credit line": 0, "dateline line": 0, "caption line": 1, "post line": 2}
    return sorted(out, key=lambda link: (order[link.rule], link.span.begin))


def _links(attribution: Attribution, trigger: Trigger, analysis: Analysis, parties: tuple[Party, ...], *, innermost: bool) -> list[Link]:
    """The links of one attribution: the document or outlet that carried the words, then the source."""
    text = analysis.report.text
    out: list[Link] = []
    carrier = _carrier(attribution, analysis, parties)
    if carrier is not None:
        out.append(Link(carrier, _name(carrier, text, parties), "carried by", attribution.score))
    own = innermost and (_announces(attribution, trigger, text) or (trigger.type in SPEECH_ACTS and _speaks(attribution, trigger, text)))
    if attribution.source and (not own or _is_document(attribution.source[0], text)):
        source = _antecedent(_trimmed(attribution.source[0], text), text, parties)
        out.append(Link(source, _name(source, text, parties), "attribution head", attribution.score))
    elif not attribution.source and carrier is None and (cue := _document(attribution, text)) is not None:
        out.append(Link(cue, _name(cue, text, parties), "document in the cue", attribution.score))
    return out


def _is_document(span: Span, text: str) -> bool:
    """Whether a source is a document that carries somebody's words: it stays a link of that somebody's acts of speech."""
    words = _trimmed(span, text).of(text)
    found = reporting_words().document.search(words)
    return found is not None and found.end() == len(words)


def _announces(attribution: Attribution, trigger: Trigger, text: str) -> bool:
    """Whether the doer announces the deed: "Washington announced sanctions" is Washington's act, told by the reporter."""
    cue = " ".join(piece.of(text).lower() for piece in attribution.cue).split()
    own = any(piece.overlaps(actor.span) for piece in attribution.source for actor in trigger.role_spans("actor"))
    return own and any(word in reporting_words().announcing for word in cue)


def _speaks(attribution: Attribution, trigger: Trigger, text: str) -> bool:
    """Whether the source is the actor of this act of speech: by its role, in the first person, or because nobody else is named for it."""
    actors = trigger.role_spans("actor")
    if not actors:
        return True
    own = any(piece.overlaps(actor.span) for piece in attribution.source for actor in actors)
    return own or any(actor.span.of(text).lower().split()[:1] in (["we"], ["i"], ["our"], ["my"]) for actor in actors)


def speaker_of(trigger: Trigger, analysis: Analysis) -> Span | None:
    """The source phrase of whoever performs an act of speech that names no actor: the speaker whose words it stands in."""
    if trigger.type not in SPEECH_ACTS or trigger.role_spans("actor"):
        return None
    text = analysis.report.text
    voiced = [a for a in analysis.attributions if a.source and not _is_document(a.source[0], text)]
    around = [a for a in voiced if a.holds(trigger.span) or _is_own(a, trigger)]
    return _trimmed(min(around, key=_reach).source[0], text) if around else None


def _carrier(attribution: Attribution, analysis: Analysis, parties: tuple[Party, ...]) -> Span | None:
    """ "said in a statement", "told Rudaw": what carried the words, in or just after the cue."""
    if not attribution.source:
        return None
    text = analysis.report.text
    begin, end = attribution.cue[0].begin, attribution.cue[-1].end
    sentence = analysis.sentence_at(begin)
    limit = sentence.span.end if sentence is not None else end
    told = text[begin:end].lower().split()
    after = text[end : min(limit, end + 80)]
    words = reporting_words()
    pattern = words.carrier.search(text[begin:end] + after)
    if pattern is not None and pattern.start(1) <= end - begin + 25:
        return Span(begin + pattern.start(1), begin + pattern.end(1))
    if any(word in words.telling for word in told):
        for party in parties:
            named = party.span.of(text)[:1].isupper()
            if party.sector == "JRN" and named and end <= party.span.begin <= end + 5:
                return party.span
    return _told(Span(begin, end), analysis, parties)


def _told(cue: Span, analysis: Analysis, parties: tuple[Party, ...]) -> Span | None:
    """ "Told the Denver Sentinel", "in an interview with Al Jazeera": of those told, a cue holds only the outlet that carries the words."""
    text = analysis.report.text
    found = _OUTLET_TOLD.search(text, cue.begin, cue.end)
    if found is None:
        return None
    span = Span(*found.span(1))
    others = [p for p in parties if p.span.overlaps(span) and p.sector not in (None, "JRN", "BUS")]
    own = analysis.report.outlet is not None and span.of(text).casefold() in analysis.report.outlet.casefold()
    return None if others or own else span


def _document(attribution: Attribution, text: str) -> Span | None:
    """ "According to a statement" without a source of its own: the document itself."""
    for piece in attribution.cue:
        if found := reporting_words().document.search(piece.of(text)):
            return Span(piece.begin + found.start(1), piece.begin + found.end(1))
    return None


def _trimmed(span: Span, text: str) -> Span:
    """A source without the marks around it, and without "told the" articles; never empty."""
    begin, end = span.begin, span.end
    while begin < end and text[begin] in _TRIM:
        begin += 1
    while end > begin and text[end - 1] in _TRIM:
        end -= 1
    return Span(begin, end) if end > begin else span


def _antecedent(span: Span, text: str, parties: tuple[Party, ...]) -> Span:
    """Whom "which" and "who" take up: the party right before, also as "the board's report, which found"."""
    if span.of(text).lower() not in ("which", "who", "that", "whom"):
        return span
    before = [
        p.span
        for p in parties
        if p.span.end <= span.begin and span.begin - p.span.end <= RELATIVE and "." not in text[p.span.end : span.begin]
    ]
    return before[-1] if before else span


def _name(span: Span, text: str, parties: tuple[Party, ...]) -> str:
    """The fullest name of the party in a source phrase, else its words without the article."""
    inside = [p for p in parties if span.covers(p.span)]
    words = span.of(text)
    if inside:
        # in "an official in the Diyala council" the official speaks: the party must stand first
        party = min(inside, key=lambda p: (p.span.begin, -p.span.end))
        if party.span.begin - span.begin <= 4 or party.rule == "pronoun":
            return party.name
    found = _ARTICLE.match(words)
    return words[found.end() :] if found and found.end() < len(words) else words


def _same_name(one: Link, other: Link) -> bool:
    """Whether two links have one name; of credits and datelines, also where one is the other's beginning: "Meridian", "Meridian Wire"."""
    names = sorted((one.name.casefold(), other.name.casefold()), key=len)
    lines = one.rule.endswith(" line") and other.rule.endswith(" line")
    return names[0] == names[1] or (lines and names[1].startswith(names[0] + " "))


def _without_repeats(links: list[Link]) -> tuple[Link, ...]:
    out: list[Link] = []
    for link in links:
        if not any(link.span.overlaps(other.span) or _same_name(link, other) for other in out):
            out.append(link)
    return tuple(out)

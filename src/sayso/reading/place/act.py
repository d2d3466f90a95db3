"""Where did the act happen?"""

from __future__ import annotations

import re
from collections import Counter

from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.knowledge.word_lists import place_cues
from sayso.types.claim import Place, Step
from sayso.types.text import Analysis, Span, Trigger

_IN = re.compile(r"\b(?:in|at|near|outside|inside|across|around|into|over|of)\s+(?:the\s+)?$", re.IGNORECASE)
_REST_OF_NAME = re.compile(r"(?:\s(?:of\s)?[A-Z][\w’'-]+)+")
NEAR = 60


def place_of(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Place | None, tuple[Step, ...]]:
    """The place of an act, and why; None where none is told. An act of speech has a place only by its role link."""
    for role in sorted(trigger.role_spans("place"), key=lambda r: r.span.begin):
        touched = [p for p in places if p.span.overlaps(role.span) and (p.literal or p.rule != "adjective or people")]
        written = _as_written(role.span, touched, analysis, places)
        if written is not None:
            return written, (Step("place", "role link", role.span, role.score), Step("place", written.rule, written.span))
        if touched:
            best = max(touched, key=lambda p: (p.literal, p.kind != "country", p.span.shared(role.span)))
            return best, (Step("place", "role link", role.span, role.score), Step("place", best.rule, best.span, best.score))
    if trigger.type in SPEECH_ACTS:
        return None, ()
    found = _beside(trigger, analysis, places)
    return (
        (found, (Step("place", "place beside the act", found.span), Step("place", found.rule, found.span, found.score)))
        if found
        else (None, ())
    )


def _as_written(span: Span, touched: list[Place], analysis: Analysis, places: tuple[Place, ...]) -> Place | None:
    """A place that no table knows ("Mezzeh military airport"), by its own words, in the country that the report's places lie in most."""
    text = analysis.report.text
    words = span.of(text)
    lead = re.match(r"(?:the|a|an)\s+", words, re.IGNORECASE)
    span = Span(span.begin + lead.end(), span.end) if lead and lead.end() < len(words) else span
    grown = _REST_OF_NAME.match(text, span.end)
    span = Span(span.begin, grown.end()) if grown is not None and "\n" not in grown[0] else span
    words = span.of(text)
    known = max((p.span.shared(span) for p in touched), default=0)
    named = any(m.span.overlaps(span) and m.kind in ("person", "organization") for m in analysis.mentions)
    rest = re.sub(r"\W+", " ", "".join(words.replace(p.span.of(text), " ") for p in touched)).lower().split()
    if (
        not words[:1].isupper()
        or known * 2 > len(words)
        or named
        or (touched and all(word in place_cues()["unit"] | place_cues()["town"] for word in rest))
    ):
        return None
    codes = Counter(p.code for p in places if p.code is not None and p.literal)
    code = codes.most_common(1)[0][0] if codes else None
    return Place(span, words, code, None, None, None, None, 0.3, "as written")


def _beside(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> Place | None:
    """The first literal place after the act, near it in its sentence, behind "in" or "at", that is no other act's."""
    sentence = analysis.sentence_at(trigger.span.begin)
    if sentence is None:
        return None
    text = analysis.report.text
    for place in places:
        close = 0 <= place.span.begin - trigger.span.end <= NEAR and sentence.span.covers(place.span)
        if (
            place.literal
            and close
            and _IN.search(text[max(0, place.span.begin - 14) : place.span.begin])
            and not _taken(place.span, trigger, analysis)
        ):
            return place
    return None


def _taken(span: Span, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether another act stands between, or links these words as its own place."""
    for other in analysis.triggers:
        if other is not trigger and other.sentence == trigger.sentence:
            if trigger.span.end <= other.span.begin <= span.begin or any(r.span.overlaps(span) for r in other.role_spans("place")):
                return True
    return False

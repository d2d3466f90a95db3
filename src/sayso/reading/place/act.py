"""Where did the act happen?"""

from __future__ import annotations

import re

from sayso.types.claim import Place, Step
from sayso.types.text import Analysis, Span, Trigger

_IN = re.compile(r"\b(?:in|at|near|outside|inside|across|around|into|over|of)\s+(?:the\s+)?$", re.IGNORECASE)
SPEECH_ACTS = frozenset(("ACCUSE", "THREATEN", "REQUEST", "REJECT", "AGREE", "SUPPORT", "CONCEDE"))
NEAR = 60


def place_of(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Place | None, tuple[Step, ...]]:
    """The place of an act, and why; None where none is told. An act of speech has a place only by its role link."""
    for role in sorted(trigger.role_spans("place"), key=lambda r: r.span.begin):
        touched = [p for p in places if p.span.overlaps(role.span)]
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

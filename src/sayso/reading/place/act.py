"""Where did the act happen?"""

from __future__ import annotations

import re
from collections import defaultdict

from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.knowledge.word_lists import place_cues
from sayso.types.claim import Place, Step
from sayso.types.text import Analysis, Span, Trigger

_IN = re.compile(r"\b(?:in|at|near|outside|inside|across|around|into|over|of)\s+(?:the\s+)?(?:(?:[a-z-]+ern|central)\s+)?$", re.IGNORECASE)
_REST_OF_NAME = re.compile(r"(?:\s(?:of\s)?[A-Z][\w’'-]+)+")
_FAR = re.compile(r"[.;:\n]|,.*,")
NEAR = 60


def place_of(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Place | None, tuple[Step, ...]]:
    """The place of an act, and why; None where none is told. An act of speech has a place only by its role link."""
    for role in sorted(trigger.role_spans("place"), key=lambda r: r.span.begin):
        touched = [p for p in places if p.span.overlaps(role.span) and (p.literal or p.rule != "adjective or people")]
        written = _as_written(role.span, touched, analysis, places)
        if written is not None:
            return written, (Step("place", "role link", role.span, role.score), Step("place", written.rule, written.span), *_lies(written))
        if touched:
            best = max(touched, key=lambda p: (p.literal, p.kind != "country", p.span.shared(role.span)))
            linked = Step("place", "role link", role.span, role.score)
            return best, (linked, Step("place", best.rule, best.span, best.score), *_lies(best))
    if trigger.type in SPEECH_ACTS:
        return None, ()
    for rule, question in (("place beside the act", _beside), ("place that the act is done to", _done_to)):
        found = question(trigger, analysis, places)
        if found is not None:
            return found, (Step("place", rule, found.span), Step("place", found.rule, found.span, found.score), *_lies(found))
    return None, ()


def _lies(place: Place) -> tuple[Step, ...]:
    """The step that says how the spot lies to the named place."""
    return (Step("place", f"relation: {place.relation.kind}", place.relation.span),) if place.relation is not None else ()


def _as_written(span: Span, touched: list[Place], analysis: Analysis, places: tuple[Place, ...]) -> Place | None:
    """A place that no table knows ("Mezzeh military airport"), by its own words, in the country that the report tells for it."""
    text = analysis.report.text
    relation = next((p.relation for p in _after(span, places) if p.relation is not None and p.relation.span.begin > span.begin), None)
    if relation is not None and not _FAR.search(text[span.begin : relation.span.begin]):
        # "Barzeh checkpoint near Aleppo": the name ends where its relation to a known place begins
        span = Span(span.begin, min(span.end, span.begin + len(text[span.begin : relation.span.begin].rstrip(" ,"))))
        touched = [p for p in touched if p.span.overlaps(span)]
    else:
        # "the Turkish border" is the border's own name
        relation = next(
            (p.relation for p in places if p.span.overlaps(span) and p.relation is not None and p.relation.kind == "border"), None
        )
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
    anchor = next((p.code for p in places if p.relation is relation), None) if relation is not None else None
    told = _country_of(words, span, analysis, places)
    # a border has two sides, so that the report's other places speak first
    code = (told or anchor) if relation is not None and relation.kind == "border" else (anchor or told)
    return Place(span, words, code, None, None, None, None, 0.3, "as written", relation=relation)


def _after(span: Span, places: tuple[Place, ...]) -> list[Place]:
    """The known places in a link and right after it."""
    return [p for p in places if p.span.begin > span.begin and p.span.begin - span.end <= NEAR]


def _country_of(words: str, span: Span, analysis: Analysis, places: tuple[Place, ...]) -> str | None:
    """The country of an unknown place: the one told behind a comma where it is named, else where most of the report's places lie.

    Of two countries told as often, the one named nearest. A country that acts ("the United States condemns") counts half.
    """
    text = analysis.report.text
    for place in places:
        beside = text[max(0, place.span.begin - len(words) - 2) : place.span.begin]
        if place.code is not None and beside.casefold() == f"{words}, ".casefold():
            return place.code
    told = [p for p in places if p.code is not None and p.literal]
    votes = defaultdict[str | None, float](float)
    for place in told:
        votes[place.code] += 0.5 if _acts(place, analysis) else 1.0
    if not votes:
        return None
    most = max(votes.values())
    nearest = min((p for p in told if votes[p.code] == most), key=lambda p: abs(p.span.begin - span.begin))
    return nearest.code


def _acts(place: Place, analysis: Analysis) -> bool:
    """Whether the name of a country is the subject of its clause."""
    sentence = analysis.sentence_at(place.span.begin) if place.kind == "country" else None
    return sentence is not None and any(token.deprel == "nsubj" for token in sentence.within(place.span))


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


def _done_to(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> Place | None:
    """The town that is the object of the act, or its subject in the passive: "captured Goma", "an advance to take Goma", "Goma was shelled"."""
    sentence = analysis.sentence_at(trigger.span.begin)
    if sentence is None:
        return None
    verbs = list(sentence.within(trigger.span))
    verbs += [child for verb in verbs for child in sentence.children(verb, "acl", "xcomp")]
    for place in places:
        if not place.literal or place.kind == "country" or not sentence.span.covers(place.span):
            continue
        for token in sentence.within(place.span):
            above = sentence.head(token)
            done_to = above in verbs and token.deprel in ("obj", "nsubj:pass")
            if done_to and not _linked_elsewhere(place.span, trigger, analysis):
                return place
    return None


def _taken(span: Span, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether another act stands between, or links these words as its own place."""
    return _linked_elsewhere(span, trigger, analysis) or any(
        trigger.span.end <= other.span.begin <= span.begin for other in _others(trigger, analysis)
    )


def _linked_elsewhere(span: Span, trigger: Trigger, analysis: Analysis) -> bool:
    return any(role.span.overlaps(span) for other in _others(trigger, analysis) for role in other.role_spans("place"))


def _others(trigger: Trigger, analysis: Analysis) -> list[Trigger]:
    """The other acts of a sentence."""
    return [other for other in analysis.triggers if other is not trigger and other.sentence == trigger.sentence]

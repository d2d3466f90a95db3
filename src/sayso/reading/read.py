"""Ask each question in turn, join the answers: an analysis into claims."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.reading.actors import forget as forget_actors
from sayso.reading.actors import participants_of, parties, party_of
from sayso.reading.attribution import chain_of, speaker_of
from sayso.reading.contexts import Told, contexts_of, told_of_contexts
from sayso.reading.events import events
from sayso.reading.numbers import numbers, numbers_of
from sayso.reading.place import forget as forget_places
from sayso.reading.place import place_of, places
from sayso.reading.quotes import with_whole_quotes
from sayso.reading.status import status_of
from sayso.reading.time import times, when_of
from sayso.types.claim import Claim, Number, Party, Place, Reading, Step, When
from sayso.types.text import Analysis, Trigger

NEARBY = 600  # characters within which a time or place told for an act still holds for its later mention


def read(analysis: Analysis, *, threshold: float) -> Reading:
    """The claims of a report in text order, with the times, places, parties and numbers they rest on.

    `threshold` is how sure a trigger must be. Never raises on a report without sentences or date: it has then fewer answers.
    """
    if not analysis.report.text.strip():
        return Reading()
    analysis = replace(analysis, attributions=with_whole_quotes(analysis))
    found_places = places(analysis)
    found_times, found_numbers = times(analysis), numbers(analysis)
    sources = tuple(piece for a in analysis.attributions for piece in a.source)
    found_parties = parties(analysis, sources, places=found_places)
    layers = Reading((), found_parties, found_times, found_places, found_numbers)
    claims = [_claim(trigger, analysis, layers) for trigger in events(analysis, threshold)]
    claims = _without_repetitions(_carried(claims))
    told = told_of_contexts(analysis.report) if claims else ()
    return replace(layers, claims=tuple(_in_context(claim, analysis, told) for claim in claims))


def forget() -> None:
    """Ask the tables again: they have changed since the last reading."""
    forget_actors()
    forget_places()


def _claim(trigger: Trigger, analysis: Analysis, layers: Reading) -> Claim:
    """One trigger with the answer to every question."""
    chain, why_chain = chain_of(trigger, analysis, layers.parties)
    when, why_when = when_of(trigger, analysis, layers.times)
    place, why_place = place_of(trigger, analysis, layers.places)
    actors, recipients, why_parties = participants_of(trigger, analysis, layers.parties, layers.places)
    speaker = speaker_of(trigger, analysis) if not actors else None
    if speaker is not None:
        # "Assad must go", said the minister: it is the minister who demands
        actors = (party_of(speaker, analysis, known=layers.parties, places=layers.places),)
        why_parties += (Step("actors", "speaker of the act of speech", speaker),)
    counts, why_numbers = numbers_of(trigger, analysis, layers.numbers)
    status, why_status = status_of(trigger, analysis, chain, when=when)
    why = (
        Step("type", "trigger head", trigger.span, trigger.type_score),
        Step("mode", "mode head", trigger.span, trigger.mode_score),
        *why_status,
        *why_chain,
        *why_when,
        *why_place,
        *why_parties,
        *why_numbers,
    )
    return Claim(
        id=claim_id(analysis.report.id, trigger),
        report=analysis.report.id,
        trigger=trigger.span,
        type=trigger.type,
        mode=trigger.mode,
        status=status,
        chain=chain,
        when=when,
        place=place,
        actors=actors,
        recipients=recipients,
        numbers=counts,
        score=trigger.type_score,
        why=why,
    )


def _in_context(claim: Claim, analysis: Analysis, told: tuple[Told, ...]) -> Claim:
    contexts, why = contexts_of(claim, analysis, told)
    return replace(claim, contexts=contexts, why=claim.why + why) if contexts else claim


def claim_id(report: str, trigger: Trigger) -> str:
    """The same for the same act in the same report, in every run and on every machine."""
    told = f"{report}\0{trigger.span.begin}\0{trigger.span.end}\0{trigger.type}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _carried(claims: list[Claim]) -> list[Claim]:
    """A time or place told for an act holds for its other mentions: those of one type with a party in common, later ones and the headline."""
    out: list[Claim] = []
    for at, claim in enumerate(claims):
        near = [*reversed(claims[:at]), *claims[at + 1 :]] if at == 0 else list(reversed(claims[:at]))
        same = [c for c in near if _same_act(c, claim)]
        when = claim.when or next((c.when for c in same if c.when is not None), None)
        body = [c for c in claims[1:] if _may_be_headline_of(claim, c)] if at == 0 else []
        place = claim.place or next((c.place for c in [*same, *body] if c.place is not None), None)
        steps: tuple[Step, ...] = ()
        if when is not claim.when and when is not None:
            steps += (Step("when", "carried from another mention of the act", when.span),)
        if place is not claim.place and place is not None:
            steps += (Step("place", "carried from another mention of the act", place.span),)
        out.append(replace(claim, when=when, place=place, why=claim.why + steps) if steps else claim)
    return out


def _same_act(one: Claim, other: Claim) -> bool:
    """Whether two claims may tell of one act: type, status, a shared party, and close in the text or in the headline."""
    if one.type != other.type or one.status != other.status or (one.mode and other.mode and one.mode != other.mode):
        return False
    close = abs(one.trigger.begin - other.trigger.begin) <= NEARBY
    return close and (_share(one.actors, other.actors) or _share(one.recipients, other.recipients))


def _may_be_headline_of(headline: Claim, told: Claim) -> bool:
    """Whether the first claim of a report, mostly its headline, may tell of an act of the body: a like deed by nobody else, close in the text."""
    if headline.type != told.type or headline.type in SPEECH_ACTS or (headline.mode and told.mode and headline.mode != told.mode):
        return False
    others = headline.actors and told.actors and not _share(headline.actors, told.actors)
    return not others and abs(headline.trigger.begin - told.trigger.begin) <= NEARBY


def _share(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    return bool({p.name.casefold() for p in one} & {p.name.casefold() for p in other})


def _without_repetitions(claims: list[Claim]) -> list[Claim]:
    """A later claim that adds nothing to an earlier one of its act is the bare repetition that the codebook leaves out."""
    out: list[Claim] = []
    for claim in claims:
        if not any(_adds_nothing(claim, earlier) for earlier in out):
            out.append(claim)
    return out


def _adds_nothing(claim: Claim, earlier: Claim) -> bool:
    """Whether every field of a claim is told by an earlier one already, and something ties the two."""
    if (claim.type, claim.status) != (earlier.type, earlier.status) or (claim.mode is not None and claim.mode != earlier.mode):
        return False
    if [link.name.casefold() for link in claim.chain] != [link.name.casefold() for link in earlier.chain]:
        return False
    tied = _share(claim.actors, earlier.actors) or _share(claim.recipients, earlier.recipients) or not (claim.actors or claim.recipients)
    return (
        tied
        and _within(claim.actors, earlier.actors)
        and _within(claim.recipients, earlier.recipients)
        and _day(claim.when) in (None, _day(earlier.when))
        and _spot(claim.place) in (None, _spot(earlier.place))
        and {_count(n) for n in claim.numbers} <= {_count(n) for n in earlier.numbers}
    )


def _within(some: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    return {p.name.casefold() for p in some} <= {p.name.casefold() for p in others}


def _day(when: When | None) -> tuple[object, object] | None:
    return None if when is None or when.earliest is None else (when.earliest, when.latest)


def _spot(place: Place | None) -> str | None:
    return None if place is None else place.name.casefold()


def _count(number: Number) -> tuple[str, int | None, int | None]:
    return number.role, number.low, number.high

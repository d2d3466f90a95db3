"""Every mention of a place in a report, resolved."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.knowledge.names import fold
from sayso.knowledge.outlets import outlet_at, outlet_named
from sayso.knowledge.places import KnownPlace
from sayso.reading.place.evidence import ACCEPTED, Scene, surnames, weigh
from sayso.reading.place.naming import Named, is_cue, named
from sayso.reading.place.relation import related
from sayso.reading.place.resolving import Answer, resolve
from sayso.reading.words import Word, words_of
from sayso.types.claim import Place, RunnerUp
from sayso.types.text import Analysis


def places(analysis: Analysis) -> tuple[Place, ...]:
    """Every mention of a place, resolved; `literal` is False for peoples, adjectives, states that act, and places within other names.

    A name that more than one place bears goes to the one that size and the report's other places speak for; `score` says by how much.
    """
    text = analysis.report.text
    words = words_of(text)
    names = named(text, words)
    scene = Scene(
        text=text,
        words=words,
        names=names,
        by_first={name.first: name for name in names},
        by_last={name.last: name for name in names},
        surnames=frozenset(surnames(words)),
        mentions=tuple(m for m in analysis.mentions if m.kind in ("place", "person", "organization", "time", "other")),
        home=_home(analysis.report.outlet),
    )
    weights = {name: weigh(name, scene) for name in names}
    kept = [name for name in names if weights[name] >= ACCEPTED]
    found = [
        _place(name, answer, literal=_literal(name, scene), text=text) for name, answer in zip(kept, resolve(kept, scene), strict=True)
    ]
    return related(found, text)


def _place(name: Named, answer: Answer, *, literal: bool, text: str) -> Place:
    found = answer.place
    return Place(
        span=name.span,
        name=name.span.of(text),
        code=found.code,
        latitude=found.latitude,
        longitude=found.longitude,
        radius_km=found.radius_km,
        source_id=found.source_id,
        score=answer.score,
        rule=answer.rule,
        kind=found.kind,
        literal=literal,
        runner_up=_runner_up(answer.runner_up),
    )


def _home(outlet: str | None) -> str | None:
    """The country that the report's outlet sits in; None where no table knows it."""
    known = (outlet_named(outlet) or outlet_at(outlet)) if outlet else None
    return known.code if known is not None else None


def _runner_up(place: KnownPlace | None) -> RunnerUp | None:
    return RunnerUp(place.code, place.kind, place.latitude, place.longitude, place.source_id) if place is not None else None


def _literal(name: Named, scene: Scene) -> bool:
    """Whether the words stand for the place itself: not for a people, a state that acts, or a part of another name."""
    if name.people or any(m.kind == "organization" and m.span.covers(name.span) and m.span != name.span for m in scene.mentions):
        return False
    after, before = scene.word(name.last + 1), scene.word(name.first - 1)
    if after is not None and after.is_word and after.capital and is_cue(after, "body"):
        return False
    if before is not None and before.form == "of" and _capital_body(scene.words, name.first - 2):
        return False
    locative = before is not None and is_cue(before, "before") and before.form.lower() not in ("of", "from", "between", "to", "over", "off")
    return locative or not (is_cue(after, "state_verb") and _state(name))


def _capital_body(words: Sequence[Word], at: int) -> bool:
    return at >= 0 and words[at].capital and is_cue(words[at], "body")


def _state(name: Named) -> bool:
    """Whether the name can stand for a government."""
    from sayso.knowledge.countries import by_capital

    return any(place.kind == "country" for place in name.candidates) or fold(name.key) in by_capital()

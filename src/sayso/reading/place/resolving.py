"""Which place of this name? The known ones are weighed by size, by the words beside the name and by the report's other places."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.knowledge.countries import by_capital, countries
from sayso.knowledge.places import ALTERNATE, KnownPlace
from sayso.reading.place.evidence import Scene
from sayso.reading.place.naming import Named, is_cue

_NEAR_KM = 150.0
_ROUNDS = 2
_MOST_WEIGHED = 40
_AT_HOME = 1.5
_SIBLING = 1.0  # for each other state of one country that the report names, two at most


@dataclass(frozen=True, slots=True)
class Answer:
    """The place chosen for a name, the rule that decided, and by how much it beat the runner-up (0 to 1)."""

    place: KnownPlace
    rule: str
    score: float
    runner_up: KnownPlace | None


def resolve(names: Sequence[Named], scene: Scene) -> list[Answer]:
    """One answer for each name, in order. A name means the same place all through a report, unless a place beside it says which."""
    beside = [_container(name, scene) for name in names]
    groups: dict[tuple[str, bool, str | None], list[int]] = defaultdict(list)
    # "Springfield, Ill." tells what a bare "Springfield" elsewhere in the report means
    told: dict[str, str] = {}
    for name, holder in zip(names, beside, strict=True):
        if holder is not None:
            told.setdefault(name.key, _label(holder))
    for index, name in enumerate(names):
        holder = beside[index]
        groups[name.key, name.people, _label(holder) if holder is not None else told.get(name.key)].append(index)
    holders = {_label(holder): holder for holder in beside if holder is not None}
    weights = [
        _first_weights(names[members[0]], holders.get(label) if label else None, [names[m] for m in members], scene)
        for (_, _, label), members in groups.items()
    ]
    chosen = [max(weighed, key=lambda pair: pair[1])[0] for weighed in weights]
    sizes = [len(members) for members in groups.values()]
    final = weights
    for _ in range(_ROUNDS):
        final = [_with_company(weighed, at, chosen, sizes) for at, weighed in enumerate(weights)]
        chosen = [max(weighed, key=lambda pair: pair[1])[0] for weighed in final]
    out: list[Answer | None] = [None] * len(names)
    for (key, members), weighed in zip(groups.items(), final, strict=True):
        answer = _answer(weighed, contained=key[2] is not None, people=key[1])
        for member in members:
            out[member] = answer
    return [answer for answer in out if answer is not None]


def _label(place: KnownPlace) -> str:
    return f"{place.kind}:{place.code}:{place.unit if place.kind == 'admin1' else ''}"


def _container(name: Named, scene: Scene) -> KnownPlace | None:
    """The country or first-level unit told beside the name: "Norfolk, Va.", "Tripoli in Lebanon", "Turkey's Hatay"."""
    for larger in _larger(name, scene):
        for place in larger.candidates:
            if place.kind == "country" and any(c.code == place.code and c.kind != "country" for c in name.candidates):
                return place
            if place.kind == "admin1" and any(
                c.code == place.code and c.unit == place.unit and c.kind not in ("admin1", "country") for c in name.candidates
            ):
                return place
    return None


def _larger(name: Named, scene: Scene) -> list[Named]:
    """Names that may say where this one lies."""
    out = []
    after, before = scene.word(name.last + 1), scene.word(name.first - 1)
    if (after is not None and after.form in (",", "(")) or (after is not None and after.form == "in"):
        out.append(scene.by_first.get(name.last + 2))
    if before is not None and before.form in ("'s", "’s"):
        out.append(scene.by_last.get(name.first - 2))
    elif before is not None:
        # "the Iraqi city of Mosul", "Syrian town of Azaz"
        of_town = before.form == "of" and is_cue(scene.word(name.first - 2), "town")
        out.append(scene.by_last.get(name.first - 3 if of_town else name.first - 1))
    return [other for other in out if other is not None and other is not name]


def _first_weights(name: Named, holder: KnownPlace | None, all_names: Sequence[Named], scene: Scene) -> list[tuple[KnownPlace, float]]:
    """Each known place with what speaks for it before the report's other places are asked."""
    unit_told = any(is_cue(scene.word(n.last + 1), "unit") for n in all_names)
    town_told = any(
        (word := scene.word(n.first - 1)) is not None and word.form == "of" and is_cue(scene.word(n.first - 2), "town") for n in all_names
    )
    weighed = []
    for place in name.candidates:
        weight = _prior(place, name.key)
        if holder is not None:
            inside = place.code == holder.code and (holder.kind == "country" or place.unit == holder.unit)
            weight += 5.0 if inside and place.kind not in ("country", holder.kind) else 0.0
        if unit_told:
            weight += 3.0 if place.kind in ("admin1", "admin2", "region") else 0.0
        if town_told:
            weight += 2.0 if place.kind == "city" else 0.0
        # "Georgia", "Luxembourg", "Niger" are countries unless the outlet or other states of the same country speak for the state
        if place.kind == "admin1" and place.code == scene.home and place.code is not None:
            weight += _AT_HOME
        weighed.append((place, weight))
    return sorted(weighed, key=lambda pair: -pair[1])[:_MOST_WEIGHED]


def _prior(place: KnownPlace, key: str) -> float:
    """How likely a place is meant by its name alone."""
    size = math.log10(place.population + 10)
    if place.kind == "country":
        return 9.0
    if place.kind == "continent":
        return 8.0
    if place.kind in ("region", "water", "island", "mountain", "site", "district") and place.geonames_id is None:
        return 5.5  # of our own table, which holds what news writes of; a gazetteer of the user's has every creek
    alternate = -1.5 if place.how == ALTERNATE else 0.0
    if place.kind == "admin1":
        return 2.6 + 0.45 * size + alternate
    if place.kind == "admin2":
        return 0.8 + 0.35 * size + alternate
    capital = 1.5 if any(c.code == place.code for c in by_capital().get(key, ())) else 0.0
    return 0.8 * size + capital + alternate


def _with_company(
    weighed: list[tuple[KnownPlace, float]], at: int, chosen: Sequence[KnownPlace], sizes: Sequence[int]
) -> list[tuple[KnownPlace, float]]:
    """The same weights with the support of the report's other places: their countries, units and nearness."""
    if len(weighed) < 2:
        return weighed
    votes, units, total = defaultdict[str | None, float](float), defaultdict[tuple[str | None, str | None], float](float), 0.0
    for other, (place, count) in enumerate(zip(chosen, sizes, strict=True)):
        if other != at:
            vote = 1.0 + math.log(count)
            votes[place.code] += vote
            units[place.code, place.unit] += vote if place.unit else 0.0
            total += vote
    if not total:
        return weighed
    state_or_country = any(place.kind == "country" for place, _ in weighed)
    states = Counter(other.code for i, other in enumerate(chosen) if i != at and other.kind == "admin1")
    out = []
    for place, weight in weighed:
        if state_or_country and place.kind == "admin1":
            weight += _SIBLING * min(2, states[place.code])
        near = sum(
            math.exp(-_km(place, other) / _NEAR_KM)
            for i, other in enumerate(chosen)
            if i != at and other.kind not in ("country", "continent")
        )
        support = 2.2 * votes[place.code] / total + 1.5 * units[place.code, place.unit] / total * bool(place.unit) + min(2.5, 0.9 * near)
        out.append((place, weight + support))
    return sorted(out, key=lambda pair: -pair[1])


def _km(one: KnownPlace, other: KnownPlace) -> float:
    """Distance on a flat earth, good enough to tell near from far."""
    height = one.latitude - other.latitude
    width = abs(one.longitude - other.longitude)
    width = min(width, 360 - width) * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return 111.2 * math.hypot(height, width)


def _answer(weighed: list[tuple[KnownPlace, float]], *, contained: bool, people: bool) -> Answer:
    best, weight = weighed[0]
    rivals = [(place, w) for place, w in weighed[1:] if _km(best, place) > 100]
    margin = weight - rivals[0][1] if rivals else 4.0
    score = 1 / (1 + math.exp(-margin))
    if people:
        rule = "adjective or people"
    elif contained:
        rule = "larger place beside it"
    elif not rivals:
        rule = "only place of this name"
    elif best.kind == "country" or best.code not in countries():
        rule = best.kind
    else:
        rule = "size and the report's other places"
    return Answer(best, rule, round(score, 3), rivals[0][0] if rivals else None)

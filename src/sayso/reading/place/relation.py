"""How does the spot lie to the named place? "40 km (25 miles) west of Tikrit", "off Iran's coast", "the border between A and B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import cast

from sayso.knowledge.calendar import SMALL, TENS
from sayso.knowledge.names import plain_case
from sayso.knowledge.word_lists import bearings, lengths, place_cues, place_relations
from sayso.reading.place.geodesy import Point, bearing_degrees, destination, distance_km
from sayso.types.claim import Place, Relation, RelationKind
from sayso.types.text import Span

WINDOW = 90  # characters before a name in which words of relation are sought
_VAGUE = 0.15  # of a told distance: how far off it may be
_LEAST_KM = 2.0
_BEYOND_KM = 15.0  # from the edge of a place, where only the bearing is told
_FARTHEST_KM = 20_000.0  # half way round the earth


def related(places: Sequence[Place], text: str) -> tuple[Place, ...]:
    """The same places, each with its relation where the words around its name tell one."""
    out, text = list(places), plain_case(text)
    for at, place in enumerate(places):
        following = places[at + 1] if at + 1 < len(places) else None
        relation = None
        if following is not None and following.span.begin - place.span.end <= WINDOW:
            relation = _of_two(place, following, text)
            if relation is not None:
                # whichever of the two an act is linked to, it lies between both
                out[at + 1] = replace(following, relation=replace(relation, anchor=following.name, other=place.name))
        relation = relation or out[at].relation or _of_one(place, text)
        if relation is not None:
            out[at] = replace(place, relation=relation)
    return tuple(out)


def _of_two(one: Place, other: Place, text: str) -> Relation | None:
    """ "between A and B", "the border between A and B", "A's border with B", "the A-B border"."""
    gap = text[one.span.end : other.span.begin]
    before = text[max(0, one.span.begin - WINDOW) : one.span.begin]
    lead = _BETWEEN.search(before)
    if lead is not None and _AND.fullmatch(gap):
        begin = one.span.begin - len(lead[0])
        return _between(one, other, Span(begin, begin + len(lead[0].rstrip())), border=lead["border"] is not None)
    middle = _BORDER_WITH.fullmatch(gap)
    if middle is not None:
        return _between(one, other, Span(one.span.end + middle.start("border"), one.span.end + middle.end("border")), border=True)
    after = _BORDER.match(text, other.span.end)
    if after is not None and _DASH.fullmatch(gap):
        return _between(one, other, Span(*after.span("border")), border=True)
    return None


def _between(one: Place, other: Place, span: Span, *, border: bool) -> Relation | None:
    start, end = _point(one), _point(other)
    if start is None or end is None or start == end:
        return None
    whole = distance_km(start, end)
    # A border runs where the two places meet, nearer to the smaller one.
    sizes = (one.radius_km or 0) + (other.radius_km or 0)
    share = (one.radius_km or 0) / sizes if border and sizes else 0.5
    point = destination(start, bearing_degrees(start, end), whole * share)
    radius = min(one.radius_km or whole, other.radius_km or whole) if border else whole / 2
    return _relation(one, "border" if border else "between", span, point, radius, other=other.name)


def _of_one(place: Place, text: str) -> Relation | None:
    """What the words right before a name tell of it, else the words after it."""
    if place.latitude is None or place.longitude is None:
        return None
    before = text[max(0, place.span.begin - WINDOW) : place.span.begin].rpartition("\n")[2]
    measured = _measured().search(before)
    if measured is not None and (measured["amount"] or measured["bearing"]):
        return _at_distance(place, measured, place.span.begin - len(before))
    if (possessed := _off_coast_after(place, before, text)) is not None:
        return possessed
    if (coast := _coast().search(before)) is not None:
        return _around(place, "off", _words(place, coast[0]), coast["bearing"], reach_km=100.0)
    cue = _cues().search(before) if place.literal and not _OWNS.match(text, place.span.end) else None
    if cue is not None:
        kind, reach = place_relations()[" ".join(cue["cue"].lower().split())]
        begin = place.span.begin - len(before) + cue.start("cue")
        return _around(place, cast(RelationKind, kind), Span(begin, begin + len(cue["cue"])), None, reach_km=reach)
    border = _BORDER.match(text, place.span.end)
    of_border = _BORDER_OF.search(before)
    if border is not None and place.kind != "water":
        return _around(place, "border", Span(*border.span("border")), None, reach_km=0.0)
    if of_border is not None:
        return _around(place, "border", _words(place, of_border[0]), None, reach_km=0.0)
    return None


def _words(place: Place, before: str) -> Span:
    """The span of the words that end where a name begins, without the blank between."""
    begin = place.span.begin - len(before)
    return Span(begin, begin + len(before.rstrip()))


def _off_coast_after(place: Place, before: str, text: str) -> Relation | None:
    """ "off Iran's southern coast", "off the Yemeni coast": the words on both sides."""
    lead, after = _OFF.search(before), _OWN_COAST.match(text, place.span.end)
    if lead is None or after is None:
        return None
    return _around(place, "off", Span(place.span.begin - len(lead[0]), after.end()), after["bearing"], reach_km=100.0)


def _at_distance(place: Place, found: re.Match[str], shift: int) -> Relation | None:
    """ "40 km west of", "25 miles from", "north of": the span ends with the word before the name."""
    start = _point(place)
    if start is None:
        return None
    told, turn = found["amount"], found["bearing"]
    span = Span(shift + found.start("whole"), shift + found.end("whole"))
    km = _count(told) * lengths()[" ".join(found["unit"].lower().split())] if told is not None else None
    bearing = _degrees(turn) if turn is not None else None
    if km is not None and km > _FARTHEST_KM:
        return None
    edge = place.radius_km or 0.0
    if bearing is None:
        return _relation(place, "distance", span, start, max(_LEAST_KM, km * (1 + _VAGUE)), km=km) if km is not None else None
    reach = km if km is not None else edge + _BEYOND_KM
    radius = max(_LEAST_KM, km * _VAGUE) if km is not None else reach
    return _relation(place, "bearing", span, destination(start, bearing, reach), radius, bearing=bearing, km=km)


def _around(place: Place, kind: RelationKind, span: Span, turn: str | None, *, reach_km: float) -> Relation | None:
    """Somewhere within reach of a place, or beyond its edge in a bearing."""
    start = _point(place)
    if start is None:
        return None
    edge, bearing = place.radius_km or 0.0, _degrees(turn) if turn else None
    point = destination(start, bearing, edge) if bearing is not None else start
    return _relation(place, kind, span, point, reach_km if bearing is not None else edge + reach_km, bearing=bearing)


def _relation(
    place: Place,
    kind: RelationKind,
    span: Span,
    point: Point,
    radius_km: float,
    *,
    other: str | None = None,
    bearing: float | None = None,
    km: float | None = None,
) -> Relation:
    return Relation(
        span=span,
        kind=kind,
        anchor=place.name,
        other=other,
        bearing_degrees=bearing,
        distance_km=round(km, 2) if km is not None else None,
        latitude=round(point[0], 4),
        longitude=round(point[1], 4),
        radius_km=round(radius_km, 1),
    )


def _count(written: str) -> float:
    """ "1,200", "3.5", "ten", "a"."""
    low = written.lower()
    return float(low.replace(",", "")) if low[0].isdigit() else float(SMALL.get(low, TENS.get(low, 1)))


def _point(place: Place) -> Point | None:
    return (place.latitude, place.longitude) if place.latitude is not None and place.longitude is not None else None


def _degrees(word: str) -> float | None:
    return bearings().get(re.sub(r"[\s-]+", "", word.lower()))


# "the Syrian town of" may stand between the words of relation and the name.
_BETWEEN = re.compile(r"(?P<border>\b(?:border|frontier)\s+)?\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_DASH = re.compile(r"\s?[-–—/]\s?")
_BORDER = re.compile(r"(?:['’]s?)?\s+(?P<border>(?:borders?|frontier)\b)(?!\s+(?:with|guards?|police|patrol|between)\b)")
_BORDER_WITH = re.compile(r"(?:['’]s?)?\s+(?:\w+\s+)?(?P<border>(?:border|frontier)\s+with)\s+(?:the\s+|neighbou?ring\s+)?")
_BORDER_OF = re.compile(r"\b(?:border|frontier)\s+(?:with|of)\s+(?:the\s+|neighbou?ring\s+)?$", re.IGNORECASE)
_OWNS = re.compile(r"['’]s\b")
_OFF = re.compile(r"\boff\s+(?:the\s+)?$", re.IGNORECASE)
_OWN_COAST = re.compile(r"(?:['’]s?)?\s+(?:(?P<bearing>\w+ern)\s+)?(?:\w+\s+)?(?:coast|coastline|shores?)\b")


@cache
def _bearing() -> str:
    """A pattern for a bearing, also with hyphens or blanks within: "north-east", "south southwest"."""
    parts = "north|south|east|west"
    return rf"(?:{parts})(?:[\s-]?(?:{parts}))*"


@cache
def _kinds() -> str:
    """A pattern for "the town of", "the Syrian city of"."""
    words = "|".join(sorted(map(re.escape, place_cues()["town"] | place_cues()["unit"]), key=len, reverse=True))
    return rf"(?:(?:the\s+)?(?:[\w-]+\s+){{0,2}}?(?:{words})\s+of\s+|the\s+)?"


@cache
def _measured() -> re.Pattern[str]:
    units = "|".join(sorted((re.escape(u).replace(r"\ ", r"\s+") for u in lengths()), key=len, reverse=True))
    words = "|".join(["an?", *SMALL, *TENS])
    amount = rf"(?P<amount>\d+(?:,\d{{3}})*(?:\.\d+)?|(?:{words})\b)[\s-]?(?P<unit>{units})\b"
    beside = rf"(?:\s*[(,]\s*(?:about\s+|some\s+)?[\d.,]+[\s-]?(?:{units})\b\s*[),]?)?"
    turn = rf"(?:(?:to\s+)?(?:the\s+)?(?P<bearing>{_bearing()})\s+of|from|outside|away\s+from|off)"
    return re.compile(rf"\b(?P<whole>(?:{amount}{beside}\s+)?{turn})\s+{_kinds()}$", re.IGNORECASE)


@cache
def _coast() -> re.Pattern[str]:
    turn = rf"(?:(?P<bearing>{_bearing()}(?:ern)?)\s+)?"
    return re.compile(rf"\boff\s+(?:the\s+)?{turn}(?:\w+\s+)?(?:coasts?|coastline|shores?)\s+of\s+{_kinds()}$", re.IGNORECASE)


@cache
def _cues() -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(place_relations(), key=len, reverse=True))
    return re.compile(rf"\b(?P<cue>{words})\s+{_kinds()}$", re.IGNORECASE)

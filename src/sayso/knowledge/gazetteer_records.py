"""What a gazetteer holds of its own, and how what is found elsewhere joins it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from sayso.knowledge.countries import countries
from sayso.knowledge.gazetteer_writer import Record
from sayso.knowledge.names import fold
from sayso.knowledge.places import ABBREVIATION, ALTERNATE, PREFERRED, AbbreviatedRegion, abbreviated_regions, own_places

# A place is large enough to be written of under its alternate names.
LEAST_WITH_ALTERNATES = 15000
ALTERNATE_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zA-ZÀ-ɏ'’ .-]{2,39}")
UNIT_WORDS = re.compile(
    r"\b(province of|province|governorate|muhafazat|region|oblast|wilaya de|wilaya|state of|state|sheng|shi|zizhiqu|prefecture|department"
    r"|departement|district|division|sha`biyat|kray|krai|respublika|republic of|republic|county|voivodeship|emirate|canton|mayorality of)\b",
    re.IGNORECASE,
)
Names = Mapping[tuple[str, str | None, str], Record]


def own_records() -> Iterator[Record]:
    """Countries and the places of our own table."""
    for c in countries().values():
        record = Record("country", c.code, c.latitude, c.longitude, c.radius_km, c.population, geonames_id=c.geonames_id)
        record.names = [(name, PREFERRED) for name in c.names]
        yield record
    for p in own_places():
        record = Record(p.kind, p.code, p.latitude, p.longitude, p.radius_km, 0)
        record.names = [(name, PREFERRED) for name in (p.name, *p.aliases)]
        yield record


def by_name(records: Iterable[Record]) -> Names:
    """Kind, code and folded name to the first record that bears it."""
    found: dict[tuple[str, str | None, str], Record] = {}
    for record in records:
        for name, _ in record.names:
            found.setdefault((record.kind, record.code, fold(name)), record)
    return found


def twin_of(record: Record, own: Names) -> Record | None:
    """The place of our own that a found one is: of the same name, kind and country, and near."""
    for name, how in record.names:
        twin = own.get((record.kind, record.code, fold(name))) if how == PREFERRED else None
        if twin is not None and abs(twin.latitude - record.latitude) + abs(twin.longitude - record.longitude) < 3 * _spread(twin):
            return twin
    return None


def take_over(twin: Record, record: Record) -> None:
    """A place of our own takes over population, unit, identity and names of the found one, which is then left out."""
    twin.population = max(twin.population, record.population)
    twin.unit, twin.geonames_id = twin.unit or record.unit, twin.geonames_id or record.geonames_id
    twin.names += record.names


def _spread(record: Record) -> float:
    """How far in degrees two points of one place may lie apart."""
    return 0.2 if record.kind == "city" else 1.0


def unit_names(kind: str, code: str, name: str) -> list[tuple[str, int]]:
    """The names of a first or second level unit: in full, and without "Province" or "County"."""
    bare = " ".join(UNIT_WORDS.sub(" ", name).split())
    if bare and bare != name and (kind == "admin1" or code != "USA"):
        return [(name, PREFERRED), (bare, PREFERRED if kind == "admin1" else ALTERNATE)]
    return [(name, PREFERRED)]


@cache
def _abbreviated() -> dict[tuple[str, str], AbbreviatedRegion]:
    return {(row.country, fold(row.name)): row for row in abbreviated_regions()}


def abbreviate(record: Record, names: Sequence[str]) -> None:
    """Give a first-level unit the short forms that our table has for one of its names ("Va."), and the point that stands there."""
    known = next((row for name in names if (row := _abbreviated().get((record.code or "", fold(name)))) is not None), None)
    if known is not None:
        record.latitude, record.longitude = known.latitude, known.longitude
        record.names += [(known.short, ABBREVIATION), *((short, ABBREVIATION) for short in known.written)]


def city_radius_km(population: int) -> float:
    """How far a city reaches, at three thousand people a square kilometre."""
    return max(2.0, min(30.0, 2 + math.sqrt(population / 3.14 / 3000)))


def alternates(names: Iterable[str], population: int) -> list[tuple[str, int]]:
    """Alternate names in Latin script, only where a place is large enough to be written of under them."""
    if population < LEAST_WITH_ALTERNATES:
        return []
    return [(name, ALTERNATE) for name in names if ALTERNATE_NAME.fullmatch(name)]

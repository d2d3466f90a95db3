"""The countries of ISO 3166 and Kosovo: names, adjectives, peoples, capitals, palaces, points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.names import fold
from sayso.knowledge.table import rows

COLUMNS = (
    "code",
    "alpha2",
    "name",
    "aliases",
    "adjectives",
    "people",
    "capitals",
    "metonyms",
    "latitude",
    "longitude",
    "radius_km",
    "population",
    "geonames_id",
    "source",
)


@dataclass(frozen=True, slots=True)
class Country:
    """One country. `people` are its inhabitants ("Iraqis"), `metonyms` the houses that stand for its government ("Kremlin")."""

    code: str
    alpha2: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    latitude: float
    longitude: float
    radius_km: float
    population: int
    geonames_id: int
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


def _country(row: dict[str, str]) -> Country:
    def listed(cell: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in cell.split("|") if part.strip())

    return Country(
        code=row["code"],
        alpha2=row["alpha2"],
        name=row["name"],
        aliases=listed(row["aliases"]),
        adjectives=listed(row["adjectives"]),
        people=listed(row["people"]),
        capitals=listed(row["capitals"]),
        metonyms=listed(row["metonyms"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        radius_km=float(row["radius_km"]),
        population=int(row["population"]),
        geonames_id=int(row["geonames_id"]),
        source=row["source"],
    )


@cache
def countries() -> dict[str, Country]:
    """Alpha-3 code to country."""
    return {row.code: row for row in rows("countries.tsv", COLUMNS, _country)}


@cache
def by_alpha2() -> dict[str, Country]:
    return {row.alpha2: row for row in countries().values()}


def _index(field: str) -> dict[str, tuple[Country, ...]]:
    """Folded word of one field to the countries that have it, the most populous first ("Congolese", "Dominican")."""
    found: dict[str, list[Country]] = {}
    for country in countries().values():
        for name in getattr(country, field):
            held = found.setdefault(fold(name), [])
            if country not in held:
                held.append(country)
    return {key: tuple(sorted(held, key=lambda c: -c.population)) for key, held in found.items()}


@cache
def by_name() -> dict[str, tuple[Country, ...]]:
    return _index("names")


@cache
def by_adjective() -> dict[str, tuple[Country, ...]]:
    return _index("adjectives")


@cache
def by_people() -> dict[str, tuple[Country, ...]]:
    return _index("people")


@cache
def by_capital() -> dict[str, tuple[Country, ...]]:
    return _index("capitals")


@cache
def by_metonym() -> dict[str, tuple[Country, ...]]:
    return _index("metonyms")


@cache
def country_words() -> dict[str, Country]:
    """Every folded word that points at a country, names before adjectives before peoples, metonyms and capitals."""
    found: dict[str, Country] = {}
    for index in (by_name(), by_adjective(), by_people(), by_metonym(), by_capital()):
        for key, held in index.items():
            found.setdefault(key, held[0])
    return found


@dataclass(frozen=True, slots=True)
class RegionWord:
    """An adjective or people of a part of the world or of a country ("Gazan", "Scottish", "European")."""

    word: str
    place: str
    code: str | None
    source: str


@cache
def by_region_word() -> dict[str, RegionWord]:
    found = rows(
        "region_people.tsv",
        ("word", "place", "code", "source"),
        lambda r: RegionWord(r["word"], r["place"], r["code"] or None, r["source"]),
    )
    return {fold(row.word): row for row in found}

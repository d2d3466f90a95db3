"""A full gazetteer from a GeoNames dump: allCountries.txt or the file of a country, plain or zipped."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO

from sayso.errors import InputError
from sayso.knowledge.countries import by_alpha2
from sayso.knowledge.gazetteer_records import abbreviate, alternates, by_name, city_radius_km, own_records, take_over, twin_of, unit_names
from sayso.knowledge.gazetteer_writer import GazetteerWriter, Record
from sayso.knowledge.places import KINDS, PREFERRED, Gazetteer, KnownPlace
from sayso.knowledge.table import path_of, rows

CELLS = 19  # the columns of the main table of GeoNames, by its readme.txt
NAMED_LINES = 10
_LONGEST_LINE = 1 << 20
_POPULATED = ("admin1", "admin2", "city")
# Before the code of a first-level unit, until its name is known.
_UNIT = "geonames:"


@dataclass(slots=True)
class Built:
    """What became of a dump: places and names written, lines left out by reason, damaged lines and the first of them, the file's size."""

    places: int = 0
    names: int = 0
    size_bytes: int = 0
    read: int = 0
    carried: int = 0
    """Places of countries that the dump does not hold, from the gazetteer of the package."""
    left_out: Counter[str] = field(default_factory=Counter)
    damaged: int = 0
    first_damaged: list[str] = field(default_factory=list)


@cache
def features() -> dict[str, tuple[str, float]]:
    """Feature class and code ("P.PPL") to a kind of place and its radius in kilometres, 0 where it goes by the population."""
    columns = ("feature", "kind", "radius_km", "source")
    return dict(rows("geonames_features.tsv", columns, lambda r: (r["feature"], (KINDS[KINDS.index(r["kind"])], float(r["radius_km"])))))


def build(dump: Path, out: Path) -> Built:
    """Write a gazetteer of all places of a dump whose feature code is in `geonames_features.tsv`, with the places of our own tables.

    Countries of which the dump holds no towns or units keep those of the package. One pass; lines that are not of the format are counted.
    Raises InputError where the file cannot be read to its end, holds no place, or the gazetteer cannot be written; then nothing is written.
    """
    built, units, seen = Built(), dict[str, str](), set[str | None]()
    own = list(own_records())
    names = by_name(own)
    with GazetteerWriter(out, reserved=len(own)) as writer:
        for record in _records(dump, built, units):
            if record.kind in _POPULATED:
                seen.add(record.code)
                if (twin := twin_of(record, names)) is not None:
                    take_over(twin, record)
                    continue
            elif twin_of(record, names) is not None:
                continue  # a sea or a mountain of our own keeps its point and its reach
            writer.add(record)
        if not built.read:
            first = f"; {built.first_damaged[0]}" if built.first_damaged else ""
            raise InputError(f"{dump}: holds no place of GeoNames{first}; expected allCountries.txt or the file of a country")
        for record in _of_package(seen):
            built.carried += 1
            if (twin := twin_of(record, names)) is not None:
                take_over(twin, record)
            else:
                writer.add(record)
        for number, record in enumerate(own):
            writer.put(number, record)
        built.size_bytes = writer.write(lambda unit: units.get(unit, "") if unit.startswith(_UNIT) else unit)
        built.places, built.names = len(writer), writer.names
    return built


def _records(dump: Path, built: Built, units: dict[str, str]) -> Iterator[Record]:
    """The places of a dump; `units` comes to hold the names of first-level units by their codes."""
    for number, line in _lines(dump):
        try:
            found = record_of(line)
        except ValueError as error:
            built.damaged += 1
            if len(built.first_damaged) < NAMED_LINES:
                built.first_damaged.append(f"line {number}: {error}")
            continue
        if isinstance(found, str):
            built.left_out[found] += 1
            continue
        built.read += 1
        if found.kind == "admin1":
            units.setdefault(found.unit, found.names[0][0])
        yield found


def record_of(line: bytes) -> Record | str:
    """The place of a line, or why it is left out. Raises ValueError that says what is expected where the line is damaged."""
    try:
        cells = line.decode("utf8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} is not UTF-8") from error
    if len(cells) != CELLS:
        raise ValueError(f"{len(cells)} cells; expected {CELLS} parted by tabs")
    identity = _number(cells[0], "column 1 (geonameid)", 0xFFFFFFFF)
    latitude, longitude = _degrees(cells[4], "column 5 (latitude)", 90), _degrees(cells[5], "column 6 (longitude)", 180)
    population = _number(cells[14] or "0", "column 15 (population)", 1 << 40)
    name, ascii_name = cells[1].strip(), cells[2].strip()
    if not name:
        raise ValueError("column 2 (name) is empty; expected the place's name")
    kind, radius_km = features().get(f"{cells[6]}.{cells[7]}", (None, 0.0))
    country = by_alpha2().get(cells[8])
    if kind is None:
        return f"features {cells[6]}"
    if kind == "country":
        return "countries, which are ours"
    if country is None and kind in _POPULATED:
        return "of no country of today"
    unit = f"{_UNIT}{cells[8]}.{cells[10]}" if cells[10] and country is not None else ""
    code = country.code if country is not None else None
    record = Record(kind, code, latitude, longitude, radius_km or city_radius_km(population), population, unit, identity)
    record.names = unit_names(kind, code, name) if kind in ("admin1", "admin2") and code else [(name, PREFERRED)]
    if ascii_name and ascii_name != name:
        record.names.append((ascii_name, PREFERRED))
    if kind == "admin1":
        abbreviate(record, [written for written, _ in record.names])
    record.names += alternates(cells[3].split(","), population)
    return record


def _number(cell: str, column: str, most: int) -> int:
    if not (cell.isascii() and cell.isdigit()) or int(cell) > most:
        raise ValueError(f"{column} is {cell[:40]!r}; expected a whole number")
    return int(cell)


def _degrees(cell: str, column: str, most: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = most + 1.0
    if not -most <= value <= most:
        raise ValueError(f"{column} is {cell[:40]!r}; expected degrees from -{most} to {most}")
    return value


def _lines(dump: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a dump with their numbers, empty ones left out."""
    try:
        with _opened(dump) as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if not line.isspace():
                    yield number, line
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{dump}: cannot be read: {getattr(error, 'strerror', None) or error}; download it again") from error


@contextmanager
def _opened(dump: Path) -> Iterator[IO[bytes]]:
    """The table itself, also where it is the largest text in a zip file."""
    with dump.open("rb") as file:
        if file.read(2) != b"PK":
            file.seek(0)
            yield file
            return
    with zipfile.ZipFile(dump) as archive:
        texts = [member for member in archive.infolist() if member.filename.endswith(".txt")]
        if not texts:
            raise InputError(f"{dump}: holds no text; expected a zip file with allCountries.txt or the file of a country")
        with archive.open(max(texts, key=lambda member: member.file_size)) as file:
            yield file


def _of_package(seen: set[str | None]) -> Iterator[Record]:
    """Towns and units of the package's gazetteer in countries that were not seen; their names come folded, as they are looked up."""
    names: dict[int, list[tuple[str, int]]] = defaultdict(list)
    found: dict[int, KnownPlace] = {}
    for key, places in Gazetteer(path_of("gazetteer.bin")).entries():
        for place in places:
            if place.kind in _POPULATED and place.code not in seen:
                names[place.number].append((key, place.how))
                found.setdefault(place.number, place)
    for number, place in sorted(found.items()):
        record = Record(place.kind, place.code, place.latitude, place.longitude, place.radius_km, place.population)
        record.unit, record.geonames_id = place.unit or "", place.geonames_id or 0
        record.names = names[number]
        yield record

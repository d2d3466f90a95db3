"""The gazetteer: which places bear a name. One memory-mapped file, opened on the first question."""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sayso.errors import TableError
from sayso.knowledge.names import fold
from sayso.knowledge.table import path_of, rows
from sayso.knowledge.user_tables import GAZETTEER, user_file

MAGIC = b"SAYSOGZ1"
KINDS = ("country", "continent", "admin1", "admin2", "city", "region", "water", "island", "mountain", "site", "district")
PREFERRED, ALTERNATE, ABBREVIATION = 0, 1, 2
_ARRAYS = (
    "key_text",
    "key_at",
    "post_at",
    "post",
    "latitude",
    "longitude",
    "radius_km",
    "population",
    "geonames_id",
    "kind",
    "country",
    "unit",
)


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer, as one name led to it. `unit` is its first-level unit, `how` PREFERRED, ALTERNATE or ABBREVIATION."""

    number: int
    kind: str
    code: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    unit: str | None
    geonames_id: int | None
    how: int

    @property
    def source_id(self) -> str:
        return f"geonames:{self.geonames_id}" if self.geonames_id else f"sayso:{self.number}"


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A row of our own table of regions, waters, sites and disputed or historic names."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    code: str | None
    latitude: float
    longitude: float
    radius_km: float
    source: str


@dataclass(frozen=True, slots=True)
class AbbreviatedRegion:
    """A state or province with the short forms that stand after a comma ("Norfolk, Va.")."""

    country: str
    name: str
    short: str
    written: tuple[str, ...]
    latitude: float
    longitude: float
    source: str


def own_places() -> tuple[OwnPlace, ...]:
    """Our own table, as written; the gazetteer holds it compiled."""
    return rows(
        "places.tsv",
        ("name", "aliases", "kind", "code", "latitude", "longitude", "radius_km", "source"),
        lambda r: OwnPlace(
            name=r["name"],
            aliases=tuple(part for part in r["aliases"].split("|") if part),
            kind=KINDS[KINDS.index(r["kind"])],
            code=r["code"] or None,
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            radius_km=float(r["radius_km"]),
            source=r["source"],
        ),
    )


def abbreviated_regions() -> tuple[AbbreviatedRegion, ...]:
    """The states and provinces that news abbreviates."""
    return rows(
        "abbreviated_regions.tsv",
        ("country", "name", "short", "written", "latitude", "longitude", "source"),
        lambda r: AbbreviatedRegion(
            country=r["country"],
            name=r["name"],
            short=r["short"],
            written=tuple(part for part in r["written"].split("|") if part),
            latitude=float(r["latitude"]),
            longitude=float(r["longitude"]),
            source=r["source"],
        ),
    )


class Gazetteer:
    """Names to places. Raises TableError where the file is not a whole gazetteer."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise TableError(f"{path}: the gazetteer cannot be opened ({error}); reinstall sayso or build it again") from error
        try:
            self._arrange(path)
        except (ValueError, KeyError, TypeError, IndexError, struct.error) as error:
            raise self._damaged(error) from error
        self._remembered: dict[str, tuple[KnownPlace, ...]] = {}

    def _damaged(self, error: object) -> TableError:
        return TableError(f"{self._path}: the gazetteer is damaged ({error}); reinstall sayso or build it again")

    def _arrange(self, path: Path) -> None:
        if self._bytes[: len(MAGIC)] != MAGIC:
            raise ValueError(f"it does not begin with {MAGIC.decode()}")
        (length,) = struct.unpack_from("<I", self._bytes, len(MAGIC))
        start = len(MAGIC) + 4 + length
        head = json.loads(self._bytes[len(MAGIC) + 4 : start])
        self._countries: list[str] = head["countries"]
        self._units: list[str] = head["units"]
        self._arrays: dict[str, Any] = {}
        for name in _ARRAYS:
            kind, at, count = head["arrays"][name]
            self._arrays[name] = np.frombuffer(self._bytes, dtype=kind, count=count, offset=start + at)
        self._text_at = start + head["arrays"]["key_text"][1]
        self._key_at: memoryview = memoryview(self._arrays["key_at"])
        self._size = len(self._key_at) - 1

    def __len__(self) -> int:
        return len(self._arrays["kind"])

    def entries(self) -> Iterator[tuple[str, tuple[KnownPlace, ...]]]:
        """Every name in its folded form with the places that bear it, in the order of the file."""
        post_at, post = self._arrays["post_at"], self._arrays["post"]
        for at in range(self._size):
            key = self._bytes[self._text_at + self._key_at[at] : self._text_at + self._key_at[at + 1]].decode("utf8")
            yield key, tuple(self._place(int(p) >> 2, int(p) & 3) for p in post[int(post_at[at]) : int(post_at[at + 1])])

    def lookup(self, name: str) -> tuple[KnownPlace, ...]:
        """Every place of this name, however it is accented, hyphenated or capitalised; empty where there is none.

        Raises TableError where what the file holds of the name is damaged.
        """
        key = fold(name)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) > 50_000:
                self._remembered.clear()
            try:
                found = self._remembered[key] = self._found(key)
            except (IndexError, ValueError) as error:
                raise self._damaged(f"at {key!r}: {error}") from error
        return found

    def _found(self, key: str) -> tuple[KnownPlace, ...]:
        wanted, low, high = key.encode("utf8"), 0, self._size
        at, base, held = self._key_at, self._text_at, self._bytes
        while low < high:
            half = (low + high) // 2
            if held[base + at[half] : base + at[half + 1]] < wanted:
                low = half + 1
            else:
                high = half
        if low == self._size or not wanted or held[base + at[low] : base + at[low + 1]] != wanted:
            return ()
        post_at, post = self._arrays["post_at"], self._arrays["post"]
        return tuple(self._place(int(p) >> 2, int(p) & 3) for p in post[int(post_at[low]) : int(post_at[low + 1])])

    def _place(self, number: int, how: int) -> KnownPlace:
        held = self._arrays
        latitude, longitude = round(float(held["latitude"][number]), 5), round(float(held["longitude"][number]), 5)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError(f"place {number} lies at {latitude}, {longitude}; expected degrees from -90 to 90 and -180 to 180")
        country, identity = int(held["country"][number]), int(held["geonames_id"][number])
        return KnownPlace(
            number=number,
            kind=KINDS[int(held["kind"][number])],
            code=self._countries[country - 1] if country else None,
            latitude=latitude,
            longitude=longitude,
            radius_km=float(held["radius_km"][number]),
            population=int(held["population"][number]),
            unit=self._units[int(held["unit"][number])] or None,
            geonames_id=identity or None,
            how=how,
        )


@cache
def gazetteer() -> Gazetteer:
    """The user's own gazetteer where there is one, else the package's. Raises TableError where it is damaged."""
    return Gazetteer(gazetteer_path())


def gazetteer_path() -> Path:
    """The file that names are looked up in."""
    return user_file(GAZETTEER) or path_of(GAZETTEER)


def forget() -> None:
    """Open the gazetteer again when next asked."""
    gazetteer.cache_clear()

"""Writes a gazetteer place by place; names are sorted in runs on disk, so that millions of places fit into little memory."""

from __future__ import annotations

import hashlib
import heapq
import json
import os
import shutil
import struct
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from sayso.errors import InputError
from sayso.knowledge.names import fold
from sayso.knowledge.places import KINDS, MAGIC

# Some 80 bytes a name are in memory until a run is written.
NAMES_PER_RUN = 1_000_000
_TYPES = {
    "latitude": "f",
    "longitude": "f",
    "radius_km": "H",
    "population": "I",
    "geonames_id": "I",
    "kind": "B",
    "country": "I",
    "unit": "I",
}
_MOST = 0xFFFFFFFF


@dataclass
class Record:
    """One place of the file, with the names that lead to it, each PREFERRED, ALTERNATE or ABBREVIATION."""

    kind: str
    code: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    unit: str = ""
    geonames_id: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)


class GazetteerWriter:
    """Takes places and writes them to `path` at the end, at once or not at all. A context manager.

    The first `reserved` numbers are for places that are put later, as what is found may still add to them.
    """

    def __init__(self, path: Path, *, reserved: int = 0) -> None:
        self._path = path.resolve()
        self._columns: dict[str, array[Any]] = {name: array(kind, bytes(array(kind).itemsize * reserved)) for name, kind in _TYPES.items()}
        self._codes: dict[str, int] = {}
        self._units: dict[str, int] = {}
        self._lines: list[bytes] = []
        self._runs: list[Path] = []
        self.names = 0

    def __enter__(self) -> GazetteerWriter:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._folder = tempfile.TemporaryDirectory(dir=self._path.parent, prefix=f".{self._path.name}.")
        except OSError as error:
            raise InputError(f"{self._path}: cannot be written: {error.strerror}; check the folder") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def __len__(self) -> int:
        return len(self._columns["kind"])

    def add(self, record: Record) -> None:
        """A place with the next number."""
        for column in self._columns.values():
            column.append(0)
        self.put(len(self) - 1, record)

    def put(self, number: int, record: Record) -> None:
        """A place with a number that was reserved."""
        cells = {
            "latitude": record.latitude,
            "longitude": record.longitude,
            "radius_km": min(65535, max(1, round(record.radius_km))),
            "population": min(record.population, _MOST),
            "geonames_id": record.geonames_id,
            "kind": KINDS.index(record.kind),
            "country": self._codes.setdefault(record.code, len(self._codes) + 1) if record.code else 0,
            "unit": self._units.setdefault(record.unit, len(self._units)),
        }
        for name, cell in cells.items():
            self._columns[name][number] = cell
        for written, how in record.names:
            # sorted by bytes, a tab comes before whatever else a key holds
            if (key := fold(written)) and key.isprintable():
                self._lines.append(b"%s\t%08x\n" % (key.encode("utf8"), number << 2 | how))
        if len(self._lines) >= NAMES_PER_RUN:
            self._end_run()

    def _end_run(self) -> None:
        run = Path(self._folder.name) / f"run-{len(self._runs)}"
        with run.open("wb") as file:
            file.writelines(sorted(self._lines))
        self._runs.append(run)
        self._lines.clear()

    def _sorted(self) -> Iterator[tuple[bytes, int]]:
        """Every key with what it leads to, in order."""
        with ExitStack() as opened:
            runs = [opened.enter_context(run.open("rb")) for run in self._runs]
            for line in heapq.merge(*runs, sorted(self._lines)):
                yield line[:-10], int(line[-9:-1], 16)

    def write(self, unit_name: Callable[[str], str] = str) -> int:
        """Write the file: header, then arrays, each at a multiple of eight bytes. `unit_name` names the units of the records.

        Returns its size in bytes. Raises InputError where it cannot be written.
        """
        try:
            partial = Path(self._folder.name) / "whole"
            with partial.open("wb") as file:
                self._assemble(file, unit_name)
                file.flush()
                os.fsync(file.fileno())
            size = partial.stat().st_size
            partial.replace(self._path)
        except OSError as error:
            raise InputError(f"{self._path}: cannot be written: {error.strerror}; make room, or write elsewhere with --out") from error
        return size

    def _assemble(self, file: BinaryIO, unit_name: Callable[[str], str]) -> None:
        keys = Path(self._folder.name) / "keys"
        with keys.open("wb") as text:
            key_at, post_at, post = self._index(text)
        codes, country = _renumbered(list(self._codes), self._columns["country"], shift=1)
        units, unit = _renumbered([unit_name(key) for key in self._units], self._columns["unit"], shift=0)
        if len(units) > 0xFFFF:
            raise InputError(f"{self._path}: {len(units)} first-level units, more than a gazetteer holds; is the file one of GeoNames?")
        columns = {name: np.frombuffer(column, dtype=column.typecode) for name, column in self._columns.items()}
        columns |= {"country": country.astype(np.uint8), "unit": unit.astype(np.uint16)}
        indexes = {"key_at": key_at, "post_at": post_at, "post": post}
        arrays = {name: np.frombuffer(held, dtype=np.uint32) for name, held in indexes.items()} | columns
        layout, at, digest = {"key_text": ["|u1", 0, key_at[-1]]}, _padded(key_at[-1]), hashlib.sha256()
        with keys.open("rb") as text:
            while piece := text.read(1 << 20):
                digest.update(piece)
        for name, values in arrays.items():
            layout[name] = [values.dtype.str, at, len(values)]
            at += _padded(values.nbytes)
            digest.update(values)
        head = {"countries": codes, "units": units, "arrays": layout, "sha256": digest.hexdigest()}
        header = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        header += b" " * (-(len(header) + len(MAGIC) + 4) % 8)
        file.write(MAGIC + struct.pack("<I", len(header)) + header)
        with keys.open("rb") as text:
            shutil.copyfileobj(text, file)
        file.write(bytes(-key_at[-1] % 8))
        for values in arrays.values():
            file.write(values.data)
            file.write(bytes(-values.nbytes % 8))

    def _index(self, text: BinaryIO) -> tuple[array[int], array[int], array[int]]:
        """Write each key once; where it ends, where what it leads to ends, and what it leads to. Of two ways to one place, the better."""
        key_at, post_at, post, last, end = array("I", [0]), array("I", [0]), array("I"), None, 0
        for key, value in self._sorted():
            if key != last:
                if last is not None:
                    post_at.append(len(post))
                text.write(key)
                end, last = end + len(key), key
                key_at.append(end)
            elif value >> 2 == post[-1] >> 2:
                continue
            post.append(value)
        if last is not None:
            post_at.append(len(post))
        self.names = len(post)
        return key_at, post_at, post


def _renumbered(names: list[str], column: array[int], *, shift: int) -> tuple[list[str], Any]:
    """Names sorted, each once, and the column with their new numbers; numbers begin with `shift`, below it nothing is named."""
    ordered = sorted(set(names))
    number = {name: at + shift for at, name in enumerate(ordered)}
    table = np.array([*range(shift), *(number[name] for name in names)], dtype=np.uint32)
    return ordered, table[np.frombuffer(column, dtype=np.uint32)]


def _padded(size: int) -> int:
    return size + -size % 8

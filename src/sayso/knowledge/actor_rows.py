"""A user's rows of actors: read from TSV or CSV, checked cell by cell, kept in a table of their own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sayso.errors import InputError, TableError
from sayso.knowledge.actors import Actor
from sayso.knowledge.countries import countries
from sayso.knowledge.names import fold
from sayso.knowledge.table import BadCell, replaced

COLUMNS = ("id", "name", "aliases", "code", "sector", "from", "to", "source")
REQUIRED = ("name", "source")
GROUPS = ("UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM")
SECTORS = (
    *("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "CRM", "BUS", "JRN", "EDU", "MED"),
    *("REL", "LAB", "AGR", "REF", "ELI", "SOC", "CVL", "UNK"),
)
# Before an id that is made from a name, so that it is never one of ours by chance.
OWN = "own-"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_IDENTITY = re.compile(r"[^\s|#][^\s|]*")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be taken: the line it stands in, the column, and what is expected there."""

    line: int
    column: str | None
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: " + (f"column {self.column}: " if self.column is not None else "") + self.message


def actor_of(row: dict[str, str]) -> Actor:
    """The actor of a row; columns that are not there are empty, and an empty id is made from the name. Raises BadCell."""
    cells = {column: " ".join(row.get(column, "").split(" ")).strip(" ") for column in COLUMNS}
    for column, cell in cells.items():
        if _CONTROL.search(cell):
            raise BadCell(column, "holds a tab, a line break or another control character; expected plain text")
    for column in REQUIRED:
        if not cells[column]:
            raise BadCell(column, "is empty; expected " + ("the actor's name" if column == "name" else "where the row comes from"))
    if not fold(cells["name"]) or "|" in cells["name"]:
        raise BadCell("name", f"{cells['name']!r} is no name; expected letters or digits, without |")
    if cells["id"] and not _IDENTITY.fullmatch(cells["id"]):
        raise BadCell("id", f"{cells['id']!r} holds a space or |, or begins with #; expected one word, such as free-highland-front")
    code = _one_of("code", cells["code"], lambda c: c in GROUPS or c in countries(), f"ISO 3166 alpha-3 such as IRQ, {_listed(GROUPS)}")
    sector = _one_of("sector", cells["sector"], lambda c: c in SECTORS, f"one of {_listed(SECTORS)}")
    earliest, latest = _day("from", cells["from"]), _day("to", cells["to"])
    if earliest is not None and latest is not None and latest < earliest:
        raise BadCell("to", f"{latest} is before {earliest} in column from; expected the last day on which the row holds")
    aliases = tuple(dict.fromkeys(alias.strip() for alias in cells["aliases"].split("|") if fold(alias)))
    return Actor(
        cells["id"] or OWN + fold(cells["name"]).replace(" ", "-"), cells["name"], aliases, code, sector, earliest, latest, cells["source"]
    )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}"


def _one_of(column: str, cell: str, known: Callable[[str], bool], expected: str) -> str | None:
    if cell and not known(cell):
        raise BadCell(column, f"{cell!r} is not known; expected {expected}, or nothing")
    return cell or None


def _day(column: str, cell: str) -> date | None:
    try:
        day = date.fromisoformat(cell) if cell else None
    except ValueError:
        day = None
    if cell and (day is None or day.isoformat() != cell):
        raise BadCell(column, f"{cell!r} is no day; expected one such as 2014-01-01, or nothing")
    return day


def read(path: Path) -> tuple[tuple[Actor, ...], tuple[BadRow, ...]]:
    """The rows of a TSV or CSV file with the columns of actors.tsv in any order, and those that are wrong.

    `name` and `source` must be there, the other columns may be left out. Tabs, commas or semicolons part the cells, as the header shows.
    Raises InputError where the file cannot be read or its header is wrong.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be opened: {error.strerror}; check the path") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8 and try again") from error
    header, delimiter = _header(text, path)
    good, bad, taken = list[Actor](), list[BadRow](), dict[str, int]()
    for line, cells in _rows(text, delimiter, path):
        try:
            if len(cells) != len(header):
                raise ValueError(f"{len(cells)} cells; expected {len(header)} ({', '.join(header)})")
            row = dict(zip(header, cells, strict=True))
            actor = actor_of(row)
            if actor.id in taken and row.get("id", "").strip():
                raise BadCell("id", f"{actor.id} stands in line {taken[actor.id]} too; expected an id of its own")
        except ValueError as error:
            bad.append(BadRow(line, getattr(error, "column", None), getattr(error, "message", str(error))))
        else:
            taken.setdefault(actor.id, line)
            good.append(actor)
    return tuple(good), tuple(bad)


def _header(text: str, path: Path) -> tuple[list[str], str]:
    """The columns of a table and what parts them."""
    first = text.partition("\n")[0].rstrip("\r")
    delimiter = max("\t,;", key=first.count)
    header = [cell.strip().strip('"').strip() for cell in first.split(delimiter)]
    expected = f"expected {', '.join(COLUMNS)} in any order, of which {_listed(REQUIRED).replace(' or ', ' and ')} must be there"
    for at, column in enumerate(header):
        if column not in COLUMNS:
            raise InputError(
                f"{path}: line 1: " + (f"there is no column {column}" if column else f"column {at + 1} has no name") + f"; {expected}"
            )
        if column in header[:at]:
            raise InputError(f"{path}: line 1: column {column} stands twice; {expected}")
    missing = [column for column in REQUIRED if column not in header]
    if missing:
        raise InputError(f"{path}: line 1: column {missing[0]} is missing; {expected}")
    return header, delimiter


def _rows(text: str, delimiter: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows behind the header, each with the line it begins in; empty lines and those that begin with # are left out."""
    lines = io.StringIO(text, newline="")
    # a tab parts cells and nothing else, as in our own tables: a quotation mark is a letter there
    reader = (
        csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if delimiter == "\t"
        else csv.reader(lines, delimiter=delimiter, strict=True)
    )
    line = 1
    try:
        for cells in reader:
            begin, line = line, reader.line_num + 1
            if begin > 1 and any(cells) and not cells[0].startswith("#"):
                yield begin, cells
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num}: {error}; expected cells parted by {delimiter!r}, quotes closed") from error


def kept(path: Path) -> tuple[Actor, ...]:
    """The user's own table, none where there is no such file. Raises TableError that names file, line and column where a row is wrong."""
    if not path.exists():
        return ()
    try:
        good, bad = read(path)
    except InputError as error:
        raise TableError(str(error)) from error
    if bad:
        more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        raise TableError(f"{path}: {bad[0]}{more}; mend the row, or take it out with a text editor")
    return joined((), good).rows


def keep(path: Path, actors: Iterable[Actor]) -> None:
    """Write the user's own table anew, at once or not at all."""
    lines = ["\t".join(COLUMNS), *("\t".join(cells_of(actor)) for actor in actors)]
    replaced(path, "\n".join(lines) + "\n")


def cells_of(actor: Actor) -> tuple[str, ...]:
    """The cells of an actor in the order of COLUMNS."""
    days = (day.isoformat() if day is not None else "" for day in (actor.earliest, actor.latest))
    return (actor.id, actor.name, "|".join(actor.aliases), actor.code or "", actor.sector or "", *days, actor.source)


@dataclass(frozen=True, slots=True)
class Joined:
    """Rows with new ones among them, and how many of the new were added, took the place of an older one, or stood there already."""

    rows: tuple[Actor, ...]
    added: tuple[Actor, ...]
    replaced: int
    unchanged: int


def joined(rows: Iterable[Actor], new: Iterable[Actor]) -> Joined:
    """Rows and new ones. A new one takes the place of the row of its id; where its id was made from its name, of the row of its name and days."""
    held = {actor.id: actor for actor in rows}
    made = {_same(actor): actor.id for actor in held.values() if actor.id.startswith(OWN)}
    added, changed, unchanged = list[Actor](), 0, 0
    for actor in new:
        if actor.id.startswith(OWN) and _same(actor) in made:
            actor = replace(actor, id=made[_same(actor)])
        elif actor.id.startswith(OWN) and actor.id in held:
            number = next(n for n in range(2, len(held) + 3) if f"{actor.id}-{n}" not in held)
            actor = replace(actor, id=f"{actor.id}-{number}")
        before = held.get(actor.id)
        held[actor.id] = actor
        if actor.id.startswith(OWN):
            made[_same(actor)] = actor.id
        if before is None:
            added.append(actor)
        elif before == actor:
            unchanged += 1
        else:
            changed += 1
    return Joined(tuple(held.values()), tuple(added), changed, unchanged)


def _same(actor: Actor) -> tuple[str, date | None, date | None]:
    return fold(actor.name), actor.earliest, actor.latest

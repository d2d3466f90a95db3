"""One TSV into typed rows; a bad row is named by file, line and column."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Container
from importlib import resources
from pathlib import Path
from typing import TypeVar

from sayso.errors import InputError, TableError

Row = TypeVar("Row")


class BadCell(ValueError):
    """A cell that is not what its column holds."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(f"column {column}: {message}")
        self.column, self.message = column, message


class _Cells(dict[str, str]):
    """The cells of a row by column; `asked` is the column asked for last, which is the wrong one where making the row fails."""

    asked = ""

    def __getitem__(self, column: str) -> str:
        self.asked = column
        return super().__getitem__(column)


def rows(name: str, columns: tuple[str, ...], make: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    """All rows of `tables/<name>`, each made by `make` from column name to cell; an empty cell is "".

    Raises TableError that names file, line and column: a wrong header, a wrong number of cells, or what `make` raised as ValueError.
    """
    return parse(text_of(name), name, columns, make)


def text_of(name: str) -> str:
    """A table of the package as it is written."""
    return (resources.files("sayso.knowledge") / "tables" / name).read_text("utf8")


def parse(text: str, name: str, columns: tuple[str, ...], make: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    """The same for the text of a table from anywhere, such as a user's own."""
    lines = text.split("\n")
    header = tuple(lines[0].rstrip("\r").split("\t"))
    if header != columns:
        raise TableError(f"{name}: line 1: the columns are {', '.join(header)}; they should be {', '.join(columns)}")
    out: list[Row] = []
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise TableError(f"{name}: line {number}: {len(cells)} cells, there should be {len(columns)} ({', '.join(columns)})")
        row = _Cells(zip(columns, cells, strict=True))
        try:
            out.append(make(row))
            if not row.get("source", "general").strip():
                raise BadCell("source", "is empty; expected where the row comes from")
        except BadCell as error:
            raise TableError(f"{name}: line {number}: {error}") from error
        except (ValueError, KeyError) as error:
            raise TableError(f"{name}: line {number}: column {row.asked}: {error}") from error
    return tuple(out)


def one_of(column: str, cell: str, known: Container[str]) -> str:
    """A cell that must be one of the known ones. Raises BadCell, which names the column and, where they are few, what is expected."""
    if cell not in known:
        few = f"; expected one of {', '.join(sorted(known))}" if isinstance(known, frozenset | set | tuple) and len(known) < 30 else ""
        raise BadCell(column, f"{cell!r} is not known{few}")
    return cell


def path_of(name: str) -> Path:
    """The file of a binary table in the package."""
    return Path(str(resources.files("sayso.knowledge") / "tables" / name))


def replaced(path: Path, text: str) -> None:
    """Write a user's table in place of what was there, at once or not at all. Raises InputError where it cannot be written."""
    partial = None
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            partial = Path(file.name)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        if partial is not None:
            partial.unlink(missing_ok=True)
        raise InputError(f"{path}: cannot be written: {error.strerror}; check the folder") from error

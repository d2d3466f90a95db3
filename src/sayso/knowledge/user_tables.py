"""The user's own tables: where they lie, told once by an entry point before anything is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sayso.errors import TableError

ACTORS, GAZETTEER = "actors.tsv", "gazetteer.bin"
# The head of a gazetteer holds the hash of all behind it.
_HEAD_BYTES = 1 << 20
_folder: Path | None = None
_mark: str | None = None


def use(folder: Path | None) -> None:
    """Read the tables of a folder beside those of the package; None reads the package's alone, which is how sayso begins.

    Entry points call it before the first report. What the tables of knowledge remember is forgotten; `sayso.pipeline.use_tables`
    also makes reading forget.
    """
    global _folder, _mark
    from sayso.knowledge import actors, places

    _folder, _mark = folder, None
    actors.forget()
    places.forget()


def user_file(name: str) -> Path | None:
    """The user's own table of this name, where there is one."""
    path = _folder / name if _folder is not None else None
    return path if path is not None and path.is_file() else None


def mark() -> str | None:
    """What tells these tables from others: the beginning of a hash of their content; None where the package's alone are used.

    Raises TableError where one cannot be opened.
    """
    global _mark
    found = [path for name in (ACTORS, GAZETTEER) if (path := user_file(name)) is not None]
    if _mark is None and found:
        digest = hashlib.sha256()
        for path in found:
            try:
                with path.open("rb") as file:
                    digest.update(path.name.encode() + file.read(_HEAD_BYTES if path.name == GAZETTEER else -1))
            except OSError as error:
                raise TableError(f"{path}: cannot be opened: {error.strerror}; check its permissions, or take it away") from error
        _mark = digest.hexdigest()[:8]
    return _mark

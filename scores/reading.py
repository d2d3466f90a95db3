"""What the scores share: reports of a gold set through the reader, as the rows of `sayso code --layers`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso.intake.jsonl import from_row
from sayso.pipeline import Reader
from sayso.settings import THRESHOLD, Limits
from sayso.views.exports.jsonl import code_row

DATA = Path("../shared/data")
GOLD = Path("../shared/gold")
PUBLIC = Path(__file__).parent / "public"


def missing(*paths: Path) -> bool:
    """Whether the data of a score are not on this machine; says so."""
    lacking = [str(path) for path in paths if not path.exists()]
    if lacking:
        print(f"not scored: {', '.join(lacking)} is not here")
    return bool(lacking)


def public(name: str) -> Any:
    """One of the public scorers as a module."""
    sys.path.insert(0, str(PUBLIC))
    try:
        return __import__(name)
    finally:
        sys.path.remove(str(PUBLIC))


def rows(
    reports: Iterable[dict[str, Any]], *, layers: bool = False, threshold: float = THRESHOLD, model: Path | None = None
) -> Iterator[dict[str, Any]]:
    """Each report read, in order."""
    reader = Reader(model, threshold=threshold)
    for report in reports:
        told = {key: report.get(key) for key in ("id", "text", "published", "outlet", "title", "url")}
        yield code_row(reader.read(from_row(told, Limits())), layers=layers)


def written(made: Iterable[dict[str, Any]], path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in made)
    return path

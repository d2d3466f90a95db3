"""Actors from a Wikidata dump: one entity a line, as the dumps of Wikidata are written."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from sayso.errors import InputError
from sayso.knowledge.actor_rows import BadRow, actor_of
from sayso.knowledge.actors import Actor
from sayso.knowledge.countries import countries
from sayso.knowledge.table import BadCell, rows

SOURCE = "Wikidata (CC0)"
SUFFIXES = (".json", ".jsonl", ".ndjson")
# A name without a language of its own is under "mul": "Nokia".
_LANGUAGES = ("en", "mul")
_LONGEST_LINE = 50_000_000
_INSTANCE_OF, _COUNTRIES, _CODE = "P31", ("P17", "P27"), "P298"


@dataclass(frozen=True, slots=True)
class ActorClass:
    """What an item of a class (P31) or occupation (P106) is as an actor."""

    property: str
    item: str
    code: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """The actors of a dump, the lines that are damaged, and how many entities were left out, by reason."""

    actors: tuple[Actor, ...]
    bad: tuple[BadRow, ...]
    left_out: dict[str, int]


@cache
def classes() -> tuple[ActorClass, ...]:
    """The classes that are taken, the most telling first."""
    return rows(
        "wikidata_classes.tsv",
        ("property", "item", "label", "code", "sector", "source"),
        lambda r: ActorClass(r["property"], r["item"], r["code"] or None, r["sector"] or None),
    )


@cache
def country_items() -> dict[str, str]:
    """The item of each country to its alpha-3 code."""
    return dict(rows("wikidata_countries.tsv", ("item", "code", "source"), lambda r: (r["item"], r["code"])))


def is_dump(path: Path) -> bool:
    """Whether a file's name says that it is a Wikidata dump.

    >>> is_dump(Path("latest-all.json.gz")), is_dump(Path("groups.csv"))
    (True, False)
    """
    return path.name.lower().removesuffix(".gz").endswith(SUFFIXES)


def read(path: Path) -> Found:
    """The actors of a dump. Each has its English label and aliases, the sector of its class and the alpha-3 code of its country.

    Left out and counted are entities of no class in `wikidata_classes.tsv` and those without an English name.
    Raises InputError where the file cannot be read to its end.
    """
    found, bad, left_out, told = list[tuple[Actor, str | None]](), list[BadRow](), Counter[str](), dict[str, str]()
    for number, line in _lines(path):
        try:
            entity = _entity(line)
            identity = entity["id"]
            if (code := _string(entity, _CODE)) in countries():
                told[identity] = str(code)
            reason = _why_not(entity)
            if reason is None:
                found.append((_actor(entity), next(iter(_items(entity, *_COUNTRIES)), None)))
            else:
                left_out[reason] += 1
        except BadCell as error:
            left_out[f"{error.column} cannot be used"] += 1
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            bad.append(BadRow(number, None, "is no entity; expected a JSON object with id, labels and claims"))
    known = country_items() | told
    coded = (replace(a, code=known.get(country or "")) if a.code is None else a for a, country in found)
    return Found(tuple({actor.id: actor for actor in coded}.values()), tuple(bad), dict(left_out))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold an entity, without the brackets and commas of the list around them."""
    try:
        with _opened(path) as file:
            number = 0
            while line := file.readline(_LONGEST_LINE):
                number += 1
                line = line.strip().removesuffix(b",")
                if line not in (b"", b"[", b"]"):
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}; check the file") from error


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _entity(line: bytes) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict) or not isinstance(found["id"], str):
        raise ValueError("no entity")
    return found


def _why_not(entity: dict[str, Any]) -> str | None:
    if _class_of(entity) is None:
        return "of no class that is an actor"
    return None if _label(entity) is not None else "without an English name"


def _class_of(entity: dict[str, Any]) -> ActorClass | None:
    held = {name: set(_items(entity, name)) for name in {c.property for c in classes()}}
    return next((c for c in classes() if c.item in held[c.property]), None)


def _label(entity: dict[str, Any]) -> str | None:
    labels = entity.get("labels") or {}
    return next((labels[language]["value"] for language in _LANGUAGES if language in labels), None)


def _actor(entity: dict[str, Any]) -> Actor:
    told = entity.get("aliases") or {}
    names = [alias["value"] for language in _LANGUAGES for alias in told.get(language, ())]
    known = _class_of(entity)
    row = {
        "id": entity["id"],
        "name": _label(entity) or "",
        "aliases": "|".join(name for name in names if "|" not in name and name.isprintable() and len(name) > 1),
        "code": (known and known.code) or "",
        "sector": (known and known.sector) or "",
        "source": f"{SOURCE} {entity['id']}",
    }
    return actor_of(row)


def _values(entity: dict[str, Any], name: str) -> Iterator[Any]:
    """The values of a property, preferred ones first, deprecated ones left out."""
    claims = (entity.get("claims") or {}).get(name, ())
    for rank in ("preferred", "normal"):
        for claim in claims:
            if claim.get("rank", "normal") == rank and "datavalue" in claim["mainsnak"]:
                yield claim["mainsnak"]["datavalue"]["value"]


def _items(entity: dict[str, Any], *names: str) -> Iterator[str]:
    return (value["id"] if "id" in value else f"Q{value['numeric-id']}" for name in names for value in _values(entity, name))


def _string(entity: dict[str, Any], name: str) -> str | None:
    return next((value for value in _values(entity, name) if isinstance(value, str)), None)

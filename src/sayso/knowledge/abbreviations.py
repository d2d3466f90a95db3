"""Abbreviations that end in a stop, and whether a sentence can end with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.table import rows


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One abbreviation, in lower case, with its stop."""

    form: str
    can_end: bool
    source: str


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Form to row."""
    found = rows("abbreviations.tsv", ("form", "can_end", "source"), lambda r: Abbreviation(r["form"], r["can_end"] == "yes", r["source"]))
    return {row.form: row for row in found}

"""The 16 types of PLOVER 2 with their modes, quad classes and intensities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.knowledge.table import rows

QUAD_CODES = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}

# To threaten, accuse or ask is an act of speech: its speaker is its actor, and no link of its chain.
SPEECH_ACTS = frozenset(("ACCUSE", "THREATEN", "REQUEST", "REJECT", "AGREE", "SUPPORT", "CONCEDE"))


@dataclass(frozen=True, slots=True)
class EventType:
    """A type, or a type with a mode; `intensity` runs from -10 (conflict) to 10 (cooperation)."""

    type: str
    mode: str | None
    intensity: float
    source: str


@cache
def event_types() -> dict[tuple[str, str | None], EventType]:
    """(type, mode) to its row; mode None is the type alone."""
    found = rows(
        "event_types.tsv",
        ("type", "mode", "intensity", "source"),
        lambda r: EventType(r["type"], r["mode"] or None, float(r["intensity"]), r["source"]),
    )
    return {(row.type, row.mode): row for row in found}


def intensity(kind: str, mode: str | None) -> float:
    """PLOVER's intensity of an act; the type's own where the mode has none."""
    table = event_types()
    return (table.get((kind, mode)) or table[(kind, None)]).intensity

"""Claims as one table: a row per claim, the field's own column names, every cell beside the words it was read from."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Any, TextIO

from sayso.knowledge.event_types import QUAD_CODES, intensity
from sayso.types.claim import Claim, NumberRole
from sayso.types.report import Report

COLUMNS = (
    "claim_id", "event_type", "event_mode", "event_context", "status", "quad_code", "intensity", "score",
    "actor_name", "actor_country", "actor_sector", "actor_raw", "recipient_name", "recipient_country", "recipient_sector", "recipient_raw",
    "location", "country", "latitude", "longitude", "location_raw", "event_date", "event_date_end", "time_precision", "event_date_raw",
    "fatalities_low", "fatalities_high", "injured_low", "injured_high", "size_low", "size_high", "numbers",
    "source_chain", "source_chain_raw", "outlet", "title", "url", "language", "published", "quote", "quote_start", "quote_end", "report_id",
    "text_sha256",
)  # fmt: skip
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write(pairs: Iterable[tuple[Report, Claim]], out: TextIO, *, spreadsheet: bool = False) -> int:
    """Write a header and a row per claim, and give their count. `spreadsheet` puts ' before cells that a spreadsheet would take for formulas."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for report, claim in pairs:
        row = claim_row(report, claim)
        writer.writerow({name: guarded(cell) for name, cell in row.items()} if spreadsheet else row)
        count += 1
    return count


def guarded(cell: Any) -> Any:
    """A cell that no spreadsheet runs as a formula.

    >>> guarded("=SUM(A1)"), guarded("Goma"), guarded(-3)
    ("'=SUM(A1)", 'Goma', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell


def claim_row(report: Report, claim: Claim) -> dict[str, Any]:
    """One claim; several values in a cell are joined by "; ", contexts, which are codes, by ";", a chain by " < " from the reader to the act."""
    text, when, place = report.text, claim.when, claim.place

    def joined(values: Iterable[str | None], mark: str = "; ") -> str:
        return mark.join(value or "" for value in values)

    def bounds(role: NumberRole, name: str) -> dict[str, Any]:
        found = next((n for n in claim.numbers if n.role == role), None)
        return {f"{name}_low": found.low if found else None, f"{name}_high": found.high if found else None}

    return {
        "claim_id": claim.id,
        "event_type": claim.type,
        "event_mode": claim.mode,
        "event_context": joined((c.name for c in claim.contexts), ";"),
        "status": claim.status,
        "quad_code": QUAD_CODES[claim.type],
        "intensity": intensity(claim.type, claim.mode),
        "score": claim.score,
        **{
            f"{side}_{column}": joined(values)
            for side, held in (("actor", claim.actors), ("recipient", claim.recipients))
            for column, values in (
                ("name", [p.name for p in held]),
                ("country", [p.code for p in held]),
                ("sector", [p.sector for p in held]),
                ("raw", [p.span.of(text) for p in held]),
            )
        },
        "location": place.name if place else None,
        "country": place.code if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "location_raw": place.span.of(text) if place else None,
        "event_date": when.earliest.isoformat() if when and when.earliest else None,
        "event_date_end": when.latest.isoformat() if when and when.latest else None,
        "time_precision": time_precision(claim),
        "event_date_raw": when.span.of(text) if when else None,
        **bounds("dead", "fatalities"),
        **bounds("injured", "injured"),
        **bounds("size", "size"),
        "numbers": joined(f"{n.role}: {n.span.of(text)}" for n in claim.numbers),
        "source_chain": joined((link.name for link in claim.chain), " < "),
        "source_chain_raw": joined((link.span.of(text) for link in claim.chain), " < "),
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "language": report.language,
        "published": report.published.isoformat() if report.published else None,
        "quote": claim.trigger.of(text),
        "quote_start": claim.trigger.begin,
        "quote_end": claim.trigger.end,
        "report_id": report.id,
        "text_sha256": report.text_sha256,
    }


def time_precision(claim: Claim) -> int | None:
    """ACLED's time precision: 1 a day, 2 up to a week, 3 longer; None where no time is told."""
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    days = (when.latest - when.earliest).days
    return 1 if days == 0 else 2 if days < 7 else 3

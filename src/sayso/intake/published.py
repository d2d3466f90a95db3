"""When was it published? A day and the evidence for it; none where trustworthy sources clash."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from sayso.types.report import Evidence

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d-])")
EARLIEST_YEAR = 1600


def given_day(value: object, today: date | None = None) -> tuple[date | None, Evidence | None]:
    """The day of an ISO date or datetime that came with a report, with its evidence. A day that cannot be is refused with the reason.

    >>> given_day("2024-02-31")
    (None, Evidence(field='published', value='2024-02-31', place='given: no such day', taken=False))
    """
    if value is None or value == "":
        return None, None
    written = str(value)[:100]
    found = _ISO.match(written)
    if found is None:
        return None, Evidence("published", written, "given: not an ISO date such as 2024-05-07", taken=False)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None, Evidence("published", written, "given: no such day", taken=False)
    if reason := implausible(day, today):
        return None, Evidence("published", written, f"given: {reason}", taken=False)
    return day, Evidence("published", written, "given")


def implausible(day: date, today: date | None = None) -> str | None:
    """Why nothing can have been published on a day; None where it can. East of here it may be tomorrow already."""
    today = today or datetime.now(UTC).date()
    if day > today + timedelta(days=1):
        return "lies in the future"
    return f"before {EARLIEST_YEAR}" if day.year < EARLIEST_YEAR else None

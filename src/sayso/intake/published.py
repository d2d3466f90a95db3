"""When was it published? A day and the evidence for it; none where trustworthy sources clash."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from sayso.types.report import Evidence

_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_IN_URL = re.compile(r"[/_.-](20[0-3]\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?=\D|$)")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_WORDED = re.compile(
    rf"\b(?:(?P<m>{'|'.join(_MONTHS)}|[A-Z][a-z]{{2}}\.?)\s+(?P<d>\d{{1,2}}),?|(?P<d2>\d{{1,2}})\.?\s+(?P<m2>{'|'.join(_MONTHS)}))\s+(?P<y>\d{{4}})",
    re.IGNORECASE,
)
EARLIEST_YEAR = 1600
# Sources of a day in the order of trust; those of one rank that clash leave the day open.
_RANKS = (
    ("json-ld", "meta[article:published_time]", "meta[og:article:published_time]", "itemprop"),
    ("meta",),
    ("url",),
    ("time",),
    ("text",),
)
HEAD_CHARACTERS = 400


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


def day_told(told: Iterable[tuple[str, str]], url: str | None, text: str) -> tuple[date | None, tuple[Evidence, ...]]:
    """The day of a page from what it tells (value, place), its address and the head of its text, with the evidence of each.

    The most trusted rank that tells a day decides; where that rank's own days lie more than a day apart, the address or the next rank
    must side with one of them, else the day stays open.
    """
    found: list[tuple[date, str, str]] = []
    refused: list[Evidence] = []
    sources = [*told, *(((url, "url"),) if url else ()), (text[:HEAD_CHARACTERS], "text")]
    for value, place in sources:
        day = _in_url(value) if place == "url" else parsed(value)
        if day is None:
            continue
        shown = value[:60] if place != "text" else day.isoformat()
        if reason := implausible(day):
            refused.append(Evidence("published", shown, f"{place}: {reason}", taken=False))
        else:
            found.append((day, shown, place))
    day = _agreed(found)
    taken = next((i for i, (d, _, _) in enumerate(found) if d == day), None)
    return day, (*(Evidence("published", shown, place, taken=i == taken) for i, (_, shown, place) in enumerate(found)), *refused)


def _rank(place: str) -> int:
    return next((i for i, names in enumerate(_RANKS) if place.startswith(names)), len(_RANKS))


def _agreed(found: list[tuple[date, str, str]]) -> date | None:
    """The day of the first rank whose days agree, or with which a later rank sides."""
    for rank in range(len(_RANKS)):
        own = [day for day, _, place in found if _rank(place) == rank]
        if not own:
            continue
        if max(own) - min(own) <= timedelta(days=1):
            return own[0]
        others = {day for day, _, place in found if _rank(place) > rank}
        sided = [day for day in own if day in others]
        return sided[0] if sided else None
    return None


def parsed(value: str) -> date | None:
    """The first day written in a string, as ISO 8601, as 20240507, or in English words.

    >>> parsed("2024-05-07T09:00:00Z"), parsed("20240507"), parsed("Tue, May 7, 2024"), parsed("7 May 2024")
    (datetime.date(2024, 5, 7), datetime.date(2024, 5, 7), datetime.date(2024, 5, 7), datetime.date(2024, 5, 7))
    """
    iso = re.search(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", value) or re.match(r"\s*(\d{4})(\d{2})(\d{2})(?!\d)", value)
    try:
        if iso is not None:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if (worded := _WORDED.search(value)) is not None:
            name = (worded["m"] or worded["m2"]).lower().rstrip(".")[:3]
            month = next((i for i, full in enumerate(_MONTHS, 1) if full.startswith(name)), None)
            return date(int(worded["y"]), month, int(worded["d"] or worded["d2"])) if month else None
    except ValueError:
        return None
    return None


def _in_url(url: str) -> date | None:
    found = _IN_URL.search(url)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None

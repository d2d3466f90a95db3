"""Quarters, halves and the years of companies and states: "the third quarter", "fiscal 2012", "the year ended March 31"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sayso.knowledge.calendar import MONTHS, add_months, month_days
from sayso.reading.time.expressions import Rule, length
from sayso.reading.time.value import Anchor, Value, shifted, year_value
from sayso.reading.time.words import MONTH, YEAR, number

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def quarter(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The third quarter", "first half of 2014", "this year's second quarter", "Q3 2012": a part of a year, of its own or the one told last."""
    told = match.groupdict()
    half = told["span"].lower() in ("half", "h")
    count = int(told["digit"]) if told.get("digit") else _NTH[told["nth"].lower()]
    if half:
        count = 2 if (told.get("nth") or "").lower() in ("last", "final") else count
    if count > (2 if half else 4):
        return None
    year = _year_told(match, anchor)
    if year is None and anchor.published is None:
        return None
    if year is None and anchor.published is not None:
        year = anchor.published.year
        begins = date(year, 6 * count - 5 if half else 3 * count - 2, 1)
        year -= not half and begins > anchor.published and not anchor.ahead
    assert year is not None
    months = (6 * count - 5, 6 * count) if half else (3 * count - 2, 3 * count)
    value = Value("DATE", f"{year}-{'H' if half else 'Q'}{count}", date(year, months[0], 1), month_days(year, months[1])[1], "quarter")
    # the quarters of a fiscal year lie where its company puts them
    return replace(value, earliest=None, latest=None, grain=None) if re.search(r"fiscal|financial", match[0], re.IGNORECASE) else value


def _year_told(match: re.Match[str], anchor: Anchor) -> int | None:
    told = match.groupdict()
    for name in ("year", "before", "y"):
        if told.get(name):
            return int(told[name])
    which = (told.get("which") or told.get("whose") or "").lower()
    if not which or anchor.published is None:
        return None
    return anchor.published.year + {"last": -1, "next": 1}.get(which, 0)


def quarter_before(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The year-earlier quarter", "the latest quarter": the quarter last told, a year before, or itself; else the last that has ended."""
    if (ended := _end_told(match, anchor)) is not None:
        return replace(shifted(ended, "Q", 0), earliest=add_months(ended + timedelta(days=1), -3), latest=ended)
    base = anchor.quarter or (shifted(anchor.published, "Q", -1).earliest if anchor.published else None)
    if base is None:
        return None
    back = 4 if "year" in match[0].lower() else 0
    return shifted(base, "Q", -back)


def fiscal_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Fiscal 2012", "FY2012", "the current fiscal year": a year whose first day is not told, and so no stretch of days."""
    told = match.groupdict()
    if told.get("year"):
        year = int(told["year"])
    elif told.get("short"):
        year = 2000 + int(told["short"])
    elif anchor.published is not None:
        year = anchor.published.year + {"last": -1, "latest": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(
            (told.get("which") or "").lower(), 0
        )
    else:
        return None
    return replace(year_value(year), earliest=None, latest=None, grain=None)


def period_ended(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The fiscal year ended in September", "the nine months ended Sept. 30": a length, with the days that lead up to its end."""
    months = {"year": 12, "half": 6, "half-year": 6, "months": 0}[match["period"].lower()] or int(number(match["count"]) or 0)
    value = length(1, "year") if months == 12 else length(months or None, "month")
    ended = _end_told(match, anchor)
    if ended is None or not months:
        return value
    return replace(value, earliest=add_months(ended + timedelta(days=1), -months), latest=ended)


def _end_told(match: re.Match[str], anchor: Anchor) -> date | None:
    """The day on which a period ended; the last of a month where no day is told."""
    told = match.groupdict()
    if not told.get("end_month"):
        return None
    month = MONTHS[told["end_month"].lower().rstrip(".")]
    year = int(told["end_year"]) if told.get("end_year") else anchor.published.year if anchor.published else None
    if year is None:
        return None
    end = date(year, month, int(told["end_day"])) if told.get("end_day") else month_days(year, month)[1]
    ending = "ending" in match.string[match.end() : match.end() + 12]
    if not told.get("end_year") and anchor.published is not None and (end > anchor.published) != ending:
        end = add_months(end, 12 if ending else -12)
    return end


_NTH_OF = r"(?P<nth>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[\s-](?:fiscal[\s-]|financial[\s-])?(?P<span>quarter|half)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:the\s+year|(?:the\s+)?(?P<which>this|last|next)\s+year|(?:fiscal\s+(?:year\s+)?)?{YEAR}))?"
_ENDED = (
    rf"(?=\s*,?\s+(?:that\s+)?(?:ended|ending)\s+(?:in\s+|on\s+)?{MONTH.replace('<month>', '<end_month>')}"
    r"(?:\s+(?P<end_day>[12]\d|3[01]|[1-9])\b)?(?:\s*,?\s+(?P<end_year>(?:19|20)\d\d))?)"
)
RULES: tuple[tuple[str, Rule], ...] = (
    (
        rf"\b(?:the\s+|a\s+)?(?:(?P<before>(?:19|20)\d\d)\s+|(?P<whose>this|last|next)\s+year\s?['’]s\s+)?(?:fiscal\s+|financial\s+)?{_NTH_OF}{_OF_YEAR}\b"
        r"(?!\s+of\s)",  # "the first half of May" is no half of a year
        quarter,
    ),
    (r"\b(?P<span>Q|H)(?P<digit>[1-4])(?:[\s,/-]+(?:of\s+)?(?P<year>(?:19|20)\d\d))?\b", quarter),
    (r"\b(?P<y>(?:19|20)\d\d)[\s-]?(?P<span>Q|H)(?P<digit>[1-4])\b", quarter),
    (
        r"\b(?:the\s+|that\s+)?(?:comparable\s+|corresponding\s+|same\s+)?(?:year-earlier|year-ago)(?:\s+(?:quarter|period))?\b",
        quarter_before,
    ),
    (
        r"\b(?:the|that|its)\s+(?:latest\s+|most\s+recent\s+|just-ended\s+)?(?:quarter)\b(?!\s+of\b)|\bthe\s+latest\s+period\b",
        quarter_before,
    ),
    (rf"\b(?:the|its|a)\s+(?:latest\s+)?(?:fiscal\s+)?quarter{_ENDED}", quarter_before),
    (rf"\b(?:the|its|a)\s+(?:fiscal\s+|financial\s+|full\s+)?(?P<period>year|half-year|half){_ENDED}", period_ended),
    (rf"\b(?:the\s+)?(?:first\s+)?(?P<count>three|six|nine|twelve|3|6|9|12)[\s-](?P<period>months){_ENDED}", period_ended),
    (rf"\b(?:the\s+)?(?:fiscal|financial)\s+(?:year\s+)?{YEAR}(?:[-/–]\d\d(?:\d\d)?)?\b", fiscal_year),
    (r"\bFY\s?['’]?(?:(?P<year>(?:19|20)\d\d)|(?P<short>\d\d))(?:[-/–]\d\d(?:\d\d)?)?\b", fiscal_year),
    (
        r"\b(?:(?:the|its|this|their|a)\s+)?(?:(?P<which>current|last|latest|previous|past|next|coming|full)\s+)?(?:fiscal|financial)\s+year\b",
        fiscal_year,
    ),
)

"""Stretches of time: from one year or day to another, until the report, and lengths that lie nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sayso.knowledge.calendar import SMALL, TENS, UNITS, add_months
from sayso.reading.time.expressions import Rule, calendar_date, length
from sayso.reading.time.value import Anchor, Value, shifted, year_value
from sayso.reading.time.words import COUNT, COUNTED, DAY, MONTH, UNIT, YEAR, any_of, number


def end_of_years(match: re.Match[str], anchor: Anchor) -> Value | None:
    """The "15" of "2014-15"."""
    first = int(match.string[match.start() - 5 : match.start() - 1])
    year = first // 100 * 100 + int(match["short"])
    return year_value(year) if year > first else None


def years_from_to(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "1914-1918", "2014/15": the first year, which stands for all to the last."""
    first, last = int(match["year"]), int(match["last"])
    last = last if last > 99 else first // 100 * 100 + last
    if last <= first:
        return None
    return Value("DATE", f"{first}", date(first, 1, 1), date(last, 12, 31), "year")


def duration(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "For three days", "a two-week truce": a length of time, the least told, which is no stretch of days; an age and a fraction are none."""
    if match[0].lower().endswith("old") or match[0].lower() in (
        "a second",
        "a quarter",
        "three quarters",
        "three-quarters",
        "some quarters",
    ):
        return None
    return length(number(match.groupdict().get("least") or match["count"]), match["unit"].lower())


def plural_duration(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "For years", "months of talks", "the coming weeks": a length that is not told."""
    if re.search(r"recent\s+years$", match[0], re.IGNORECASE):
        return Value("DATE", "PAST_REF")
    return length(None, match["unit"].lower())


def stretch_until_now(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The past three days", "the last 24 hours": a duration that ends with the report."""
    count = number(match["count"]) if match["count"] else None
    value = length(count, match["unit"].lower())
    if anchor.published is None or count is None:
        return value
    unit, whole = match["unit"].lower(), int(count)
    ahead = "next" in match[0].lower() or "coming" in match[0].lower()
    days = {"day": whole, "week": 7 * whole, "hour": -(-whole // 24)}.get(unit)
    if ahead:
        return value
    if days is not None:
        begin = anchor.published - timedelta(days=days)
    else:
        begin = shifted(anchor.published, UNITS[unit], -whole).earliest or anchor.published
    return Value(value.type, value.value, begin, anchor.published, None)


def days_from_to(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "May 15-24", "4 to 6 April": the first day, which stands for all to the last."""
    first = calendar_date(match, anchor)
    if first is None or first.earliest is None or int(match["until"]) <= first.earliest.day:
        return None
    return Value("DATE", first.value, first.earliest, first.earliest.replace(day=int(match["until"])), "day")


def until_now(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Over the past year": a year, month, week or decade that ends with the day of the report; in a narrative a mere length."""
    unit = match["unit"].lower()
    value = length(1, unit)
    if anchor.published is None or anchor.narrative:
        return value
    months = {"year": 12, "month": 1, "decade": 120}.get(unit)
    begin = add_months(anchor.published, -months) if months is not None else anchor.published - timedelta(days=7)
    # called by the unit before, as TimeBank does; decades by their length
    value = value if unit == "decade" else shifted(anchor.published, UNITS[unit], -1)
    return replace(value, earliest=begin, latest=anchor.published)


def length_within(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The last week" of a month, "the first days" of a war: a length that lies in another time."""
    return length(1, match["unit"].lower())


def rest_of_unit(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The rest of the year": a length, from the day of the report to the end of its week, month or year."""
    value = length(1, match["unit"].lower())
    if anchor.published is None:
        return value
    return replace(value, earliest=anchor.published, latest=shifted(anchor.published, UNITS[match["unit"].lower()], 0).latest)


RULES: tuple[tuple[str, Rule], ...] = (
    (rf"\b{YEAR}(?=\s*(?:-|–|/|to)\s*(?P<last>\d{{4}}|\d\d)\b(?!-))", years_from_to),
    (r"(?<=\b[12]\d{3}[-–/])(?P<short>\d\d)\b(?!-)", end_of_years),
    (rf"\b(?:the\s+)?\b(?:last|past|previous|next|coming)\s+(?P<count>{COUNTED})\s+{UNIT}\b", stretch_until_now),
    (rf"\b{COUNT}[\s-]{UNIT}(?:[\s-](?:long|old))?\b", duration),
    (rf"\b(?P<least>\d+|{any_of([*SMALL, *TENS])})(?:\s+(?:to|or)\s+|\s?[-–]\s?){COUNT}[\s-]{UNIT}\b", duration),
    (
        r"\b(?:for\s+|in\s+)?(?:the\s+)?(?:past\s+|recent\s+|coming\s+)?(?P<unit>days|weeks|months|years|decades|centuries|hours|minutes)\b",
        plural_duration,
    ),
    (r"\b(?:over|during|within|in|for|through)\s+the\s+(?:last|past)\s+(?P<unit>year|month|week|decade)\b(?!\s+of\b)", until_now),
    (r"\bthe\s+(?:first|last|final)\s+(?P<unit>year|month|week|decade)(?=\s+of\b)", length_within),
    (r"\bthe\s+past\s+(?P<unit>year|month|week|decade)\b(?!\s+of\b)", until_now),
    (r"\b(?:the\s+)?(?:rest|remainder)\s+of\s+(?:the|this)\s+(?P<unit>week|month|quarter|year)\b", rest_of_unit),
    (
        rf"\b{MONTH}\s+{DAY}\s?(?:-|–|to|and|or|until|through|&)\s?(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?:,?\s+{YEAR})?\b(?!:\d)",
        days_from_to,
    ),
    (
        rf"\b{DAY}\s?(?:-|–|to|and|or|until|through|&)\s?(?P<until>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+{MONTH}(?:,?\s+{YEAR})?\b",
        days_from_to,
    ),
)

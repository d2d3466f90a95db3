"""Times that recur: "every Friday", "annual", "twice a week", "$5 million a year"."""

from __future__ import annotations

import re

from sayso.knowledge.calendar import PARTS_OF_DAY, SEASONS, WEEKDAYS
from sayso.reading.time.expressions import Rule, length
from sayso.reading.time.value import Anchor, Value
from sayso.reading.time.words import COUNT, DAYPART, MONTH, UNIT, WEEKDAY, any_of, month_told, number, weekday_told

_OFTEN = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annual": "P1Y",
    "annually": "P1Y",
    "biennial": "P2Y",
}

_WEEKDAY = any_of(word for word in WEEKDAYS if word.endswith("day"))
# "$5 million a year", "twice a week": an amount for each unit, no length
_SO_MUCH = "(?:" + "|".join(rf"(?<=\b{word} )" for word in ("once", "twice", "times", "million", "billion", "trillion", "percent")) + ")"


def often(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Daily", "weekly", "annual": a time that recurs after a unit of the calendar."""
    return Value("SET", _OFTEN[match[0].lower()])


def every(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Every two weeks", "each Friday", "every other day", "every March": a unit, weekday, month or season again and again."""
    told = match.groupdict()
    if told.get("weekday"):
        return Value("SET", f"XXXX-WXX-{weekday_told(match) + 1}{_part(told)}")
    if told.get("month"):
        return Value("SET", f"XXXX-{month_told(match):02}")
    if told.get("season"):
        return Value("SET", f"XXXX-{SEASONS[match['season'].lower()]}")
    if told.get("daypart"):
        return Value("SET", f"XXXX-XX-XX{_part(told)}")
    count = 2 if told.get("other") else number(match["count"]) if told.get("count") else 1
    return Value("SET", length(count, match["unit"].lower()).value)


def _part(told: dict[str, str | None]) -> str:
    part = told.get("daypart")
    return f"T{PARTS_OF_DAY[part.lower()]}" if part else ""


def per_unit(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Twice a week", "$5 million a year", "per day": for each of a unit."""
    return Value("SET", length(1, match["unit"].lower()).value)


RULES: tuple[tuple[str, Rule], ...] = (
    (rf"\b(?:{'|'.join(sorted(_OFTEN, key=len, reverse=True))})\b", often),
    (rf"\b(?:every|each)\s+(?:(?P<other>other)\s+|{COUNT}\s+)?{UNIT}\b", every),
    (rf"\b(?:every|each)\s+{WEEKDAY}(?:\s+{DAYPART})?\b", every),
    (rf"\b(?:every|each)\s+{DAYPART}\b", every),
    (rf"\b(?:every|each)\s+(?:{MONTH}|(?P<season>spring|summer|autumn|winter))\b", every),
    (rf"\b(?P<weekday>{_WEEKDAY})s(?:\s+{DAYPART}s?)?\b", every),
    (rf"\b(?P<weekday>{_WEEKDAY})\s+(?P<daypart>morning|afternoon|evening|night)s\b", every),
    (r"\bper\s+(?P<unit>day|week|month|year|hour|quarter|minute)\b", per_unit),
    (rf"{_SO_MUCH}an?\s+(?P<unit>day|week|month|year)\b", per_unit),
)

"""Expressions told from another time of the text, or from a feast: "two days later", "the same month", "a year earlier" of a quarter, "Christmas"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sayso.knowledge.calendar import SMALL, TENS, UNITS
from sayso.knowledge.feasts import feast_day, hijri_days
from sayso.reading.time.expressions import Rule, calendar_date, month_and_year, weekday
from sayso.reading.time.value import Anchor, Value, day_value, shifted
from sayso.reading.time.words import (
    COUNT,
    DAY,
    DAYPART,
    FEAST,
    HIJRI_MONTH,
    MONTH,
    ORDINAL,
    SHORT,
    UNIT,
    WEEKDAY,
    YEAR,
    ZONE,
    any_of,
    daypart,
    number,
    units_told,
)

_ONES = [word for word, count in SMALL.items() if 1 <= count <= 9]
_CLOCK = (
    r"(?:at\s+)?(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?:\s*(?P<half>[ap]\.?m\.?))?"
    r"(?:\s+(?P<zone>" + ZONE + r"))?|(?P<word>noon|midnight|midday))(?:\s?,)?\s+(?:on\s+)?"
)


def later(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Two days later": so many units after the last time told; a vague count is some time after."""
    count, unit = units_told(match)
    if match["unit"].lower() in SHORT:
        return None
    base = anchor.told(unit)
    if count is None or base is None or int(count) != count:
        return Value("DATE", "FUTURE_REF")
    return shifted(base, unit, int(count))


def same_unit(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "That same day", "later that year", "the end of the year": the unit that holds the last time told, else the report's."""
    words, unit = match[0].lower().split(), UNITS[match["unit"].lower()]
    base = anchor.told(unit) or (None if "that" in words else anchor.published)
    if not anchor.narrative and "that" not in words and "same" not in words:
        base = anchor.published
    if base is None:
        return None
    return daypart(match, shifted(base, unit, 0))


def same_time_of_another_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The same month a year ago", "the same period last year": the month or quarter last told, a year before."""
    if anchor.quarter is not None and match["span"].lower() in ("quarter", "period"):
        return shifted(anchor.quarter, "Q", -4)
    base = anchor.told("M") if match["span"].lower() != "quarter" else None
    return shifted(base, "M", -12) if base is not None else None


def unit_of_the_telling(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Ended the day lower", "sales for the year": the day last told, the week or year of the report; in a narrative those it has reached."""
    base = (anchor.last_day if match["unit"].lower() == "day" else None) or anchor.base
    return shifted(base, UNITS[match["unit"].lower()], 0) if base is not None else None


def unit_in_a_row(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "A third straight day", "the fourth week in a row", "its worst day since 2008": the unit that holds the last time told, else the report's."""
    base = anchor.told(UNITS[match["unit"].lower()]) or anchor.published
    return shifted(base, UNITS[match["unit"].lower()], 0) if base is not None else None


def week_of(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The week of March 6", "the last week of October": the week that holds a day, or begins or ends a month; in a narrative a mere length."""
    if anchor.narrative:
        return Value("DURATION", "P1W")
    if match.groupdict().get("day"):
        told = calendar_date(match, anchor)
        return shifted(told.earliest, "W", 0) if told is not None and told.earliest is not None else None
    month = month_and_year(match, anchor)
    if month is None or month.earliest is None or month.latest is None:
        return None
    nth = {"first": 0, "second": 1, "third": 2, "fourth": 3}.get(match["nth"].lower())
    # a week belongs to the month that has most of its days
    return shifted(month.latest - timedelta(days=3) if nth is None else month.earliest + timedelta(days=3, weeks=nth), "W", 0)


def day_beside(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The next day", "the previous year": the unit beside the last time told; in news without one, beside the report's day."""
    unit, which = UNITS[(match.groupdict().get("unit") or "day").lower()], match["which"].lower()
    from_text = anchor.narrative or which != "next" or unit == "D"
    base = (anchor.told(unit) if from_text else None) or anchor.base
    if base is None:
        return None
    return daypart(match, shifted(base, unit, -1 if which in ("previous", "preceding", "before") else 1))


def daypart_of_the_telling(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "In the morning": that part of the day last told, else of the report's."""
    base = anchor.last_day or anchor.published
    return daypart(match, day_value(base)) if base is not None else None


def feast(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Christmas Day", "Orthodox Easter", "Eid al-Fitr": the feast nearest to the report or to the last time told."""
    year = int(match["year"]) if match.groupdict().get("year") else None
    near = anchor.base
    if year is None and near is None:
        return None
    years = [year] if year is not None else [near.year - 1, near.year, near.year + 1] if near is not None else []
    days = [day for y in years for day in feast_day(match["feast"], y)]
    if year is None and anchor.past and near is not None:
        days = [day for day in days if day <= near]
    if not days:
        return None
    # one just past is likelier than one as far ahead
    day = days[0] if near is None else min(days, key=lambda d: abs((d - near).days) * (1 if d <= near else 2))
    return daypart(match, day_value(day))


def islamic_date(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Ramadan", "Muharram 1447 AH", "27 Rajab": a month or day of the tabular Islamic calendar, a day off where the moon is sighted otherwise."""
    day, year = (int(match[name]) if match[name] else None for name in ("day", "hijri"))
    if day is None and year is None and not re.search(r"ram[ad]|muharram|month of", match[0], re.IGNORECASE):
        return None  # Rajab and Safar are names of people too
    first, last = hijri_days(match["islamic"], day, year, anchor.base)
    if first is None or last is None:
        return None
    return day_value(first) if first == last else Value("DATE", f"{first.isoformat()}/{last.isoformat()}", first, last, "month")


def spelled_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Nineteen ninety-six", "two thousand and one": a year in words."""
    if match["thousand"]:
        year = 2000 + int(number(match["rest"]) or 0) if match["rest"] else 2000
    else:
        year = 100 * (SMALL[match["hundreds"].lower()]) + TENS[match["tens"].lower()] + SMALL.get((match["ones"] or "zero").lower(), 0)
    return Value("DATE", f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year")


def before_christ(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "490 BC": a year before the calendar of days begins."""
    return Value("DATE", f"BC{int(match['bc']):04}")


def clock_on_a_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "10 p.m. Wednesday", "noon on May 7": a time of a day told beside it."""
    near = (match.groupdict().get("near") or "").lower()
    if match.groupdict().get("month"):
        told = calendar_date(match, anchor)
    elif near:
        shift = {"yesterday": -1, "tomorrow": 1}.get(near, 0)
        told = day_value(anchor.published + timedelta(days=shift)) if anchor.published else None
    else:
        told = weekday(match, anchor)
    if told is None:
        return None
    if match["word"]:
        clock = "24:00" if match["word"].lower() == "midnight" else "12:00"
    else:
        half = (match["half"] or "").lower().replace(".", "")
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if not (half or match["minute"] or match["zone"]) or hour > 24:
            return None
        hour = hour % 12 + 12 if half == "pm" else (hour % 12 if half == "am" else hour)
        clock = f"{hour:02}:{minute:02}"
    zone = "Z" if (match["zone"] or "").upper() in ("GMT", "UTC") else ""
    return Value("TIME", f"{told.value}T{clock}{zone}", told.earliest, told.latest, "time")


RULES: tuple[tuple[str, Rule], ...] = (
    (rf"\b(?:(?:about|around|almost|nearly|over|more than|some|just|only)\s+)?{COUNT}\s+{UNIT}\s+(?:later|afterwards?)\b", later),
    (
        r"\bthe\s+same\s+(?P<span>month|quarter|period)(?:\s+(?:of|in))?\s+"
        r"(?:last\s+year|(?:a|one)\s+year\s+(?:ago|earlier|before)|the\s+(?:previous\s+year|year\s+before))\b",
        same_time_of_another_year,
    ),
    (rf"\b(?:later\s+|earlier\s+)?(?:on\s+)?(?:that|the|this)\s+same\s+{UNIT}(?<!s)\b", same_unit),
    (rf"\b(?:later\s+|earlier\s+)?(?:on\s+)?that\s+(?:same\s+)?(?P<unit>day|week|month|year)(?:['’]s)?(?:\s+{DAYPART})?\b", same_unit),
    (
        r"\b(?:(?:the\s+)?(?:beginning|start|middle|end)\s+of|(?:late|later|early|earlier)(?:\s+on)?\s+in)"
        r"\s+(?:the|that|this)\s+(?P<unit>week|month|quarter|year|decade|century)\b",
        same_unit,
    ),
    (r"\b(?P<unit>week|month|quarter|year)(?:\s?['’]s)?[\s-]end\b", same_unit),
    (rf"\bthe\s+(?P<which>next|following|previous|preceding)\s+(?P<unit>day|week|month|year)(?:\s+{DAYPART})?\b", day_beside),
    (r"\bthe\s+(?P<unit>day|week|month|year)\s+(?P<which>before|after)\b(?=\s*(?:[.,;:)]|$))", day_beside),
    (rf"\bthe\s+week\s+(?:of|beginning|starting|ending)\s+(?:on\s+)?{MONTH}\s+{DAY}(?:,?\s+{YEAR})?\b", week_of),
    (rf"\bthe\s+(?P<nth>first|second|third|fourth|last|final)\s+week\s+(?:of|in)\s+{MONTH}(?:,?\s+{YEAR})?\b", week_of),
    (rf"\bthe\s+(?P<which>next|following|previous|preceding)\s+{DAYPART}\b", day_beside),
    (r"\bthe\s+(?:early\s+|late\s+)?(?P<daypart>morning|afternoon|evening)\b(?!\s+(?:of|after)\b)", daypart_of_the_telling),
    (r"\b(?:early\s+|late\s+)?(?P<daypart>morning|afternoon|evening)(?=\s+(?:trade|trading)\b)", daypart_of_the_telling),
    (rf"\b{FEAST}(?:,?\s+{YEAR})?(?:\s+{DAYPART})?\b(?!\s+(?-i:[A-Z]))", feast),
    (
        rf"\b(?:(?:the\s+)?month\s+of\s+|(?:the\s+)?(?P<day>[12]\d|30|0?[1-9])(?:st|nd|rd|th)?\s+(?:of\s+)?)?{HIJRI_MONTH}"
        r"\b(?:,?\s+(?P<hijri>1[34]\d\d)(?:\s+(?:AH|A\.H\.))?)?\b(?!\s+(?-i:[A-Z][a-z]))",
        islamic_date,
    ),
    (
        rf"\b(?:the|an?|its|their|for)\s+{ORDINAL}\s+(?:consecutive|straight|successive)\s+(?P<unit>day|week|month|quarter|year)\b",
        unit_in_a_row,
    ),
    (rf"\b(?:the\s+)?{ORDINAL}\s+(?P<unit>day|week|month|quarter|year)\s+(?:in\s+a\s+row|running)\b", unit_in_a_row),
    (
        r"\b(?:best|worst|biggest|busiest|deadliest|bloodiest|quietest)\s+(?P<article>(?:single\s+|trading\s+)?)(?P<unit>day|week|month|quarter|year)\b"
        r"(?=\s+(?:since|in|of|for|on\s+record|ever)\b)",
        unit_in_a_row,
    ),
    (
        r"\b(?:(?:start|begin|beginning|middle|end|ended|ending|finish|finished|close|closed|closing|rest|for)"
        r"\b(?:\s+of)?)\s+(?P<article>the)\s+(?P<unit>day)\b(?!\s+(?:before|after|of|that|when|to)\b)",
        unit_of_the_telling,
    ),
    (r"\b(?:later?|earlier|early)\s+in\s+(?P<article>the)\s+(?P<unit>day)\b", unit_of_the_telling),
    (
        r"\b(?:for|of|in|during|throughout|through|by|over|so\s+far)\s+(?P<article>the)\s+(?:full\s+)?(?P<unit>(?-i:year|month|week|decade))"
        r"\b(?!\s+(?:two\s+thousand|\d|(?-i:[IVX]+\b)|before|after|of|that|when|to|ago|earlier|ended|ending)\b|[-\s](?:\d|earlier|ago|end))",
        unit_of_the_telling,
    ),
    (
        rf"\b(?:the\s+year\s+)?(?:(?P<hundreds>eighteen|nineteen)\s+(?P<tens>{any_of(TENS)})(?:[\s-](?P<ones>{any_of(_ONES)}))?"
        rf"|(?P<thousand>two\s+thousand)(?:\s+and)?(?:\s+(?P<rest>{any_of(w for w in SMALL if SMALL[w])}))?"
        r"(?=\s*[,.;)]|\s+(?:and|the|was|is|in|when|to)\b))",
        spelled_year,
    ),
    (r"\b(?P<bc>\d{1,4})\s*B\.?\s?C(?:\.?\s?E)?(?:\.(?=\s+[a-z,]))?(?!\w)", before_christ),
    (
        r"\b" + _CLOCK + rf"(?:{WEEKDAY}|(?P<near>today|yesterday|tomorrow)|{MONTH}\s+{DAY}(?:,?\s+{YEAR})?)\b",
        clock_on_a_day,
    ),
)

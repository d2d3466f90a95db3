"""The expressions that tell a time, as a visible list of patterns, each with the function that values it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from sayso.knowledge.calendar import SEASONS, TENS, UNITS, add_months, month_days, season_days
from sayso.reading.time.value import Anchor, Value, day_value, month_value, shifted, year_value
from sayso.reading.time.words import (
    COUNT,
    DAY,
    DAYPART,
    MONTH,
    ORDINAL,
    PART,
    SHORT,
    UNIT,
    WEEKDAY,
    YEAR,
    ZONE,
    any_of,
    daypart,
    month_told,
    ordinal_told,
    part,
    units_told,
    weekday_told,
)

# "Since the September 11 attacks" tells of one year only
_ATTACKS = re.compile(r"\s+(?:terror\w*\s+)?attacks?\b", re.IGNORECASE)
Rule = Callable[[re.Match[str], Anchor], Value | None]


def calendar_date(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "7 February 2026", "Feb. 7": a day of a month; without a year the nearest past one, in a narrative the year it has reached."""
    year = int(match["year"]) if match.groupdict().get("year") else _year_of_day(match, anchor)
    if year is None:
        value = Value("DATE", f"XXXX-{month_told(match):02}-{int(match['day']):02}")
    else:
        value = day_value(date(year, month_told(match), int(match["day"])))
    return daypart(match, value)


def _year_of_day(match: re.Match[str], anchor: Anchor) -> int | None:
    """The year of a day told without one, such that it exists and falls on the weekday told beside it, if any year nearby does."""
    month, day = month_told(match), int(match["day"])
    year = _year_of(month, day, anchor)
    if year is None:
        return None
    if (month, day) == (9, 11) and _ATTACKS.match(match.string, match.end()):
        return min(year, 2001)
    weekday = weekday_told(match) if match.groupdict().get("weekday") else None
    near = [y for y in (year, year - 1, year + 1, year - 2, year - 3) if y >= 1 and day <= month_days(y, month)[1].day]
    if weekday is not None:
        near = [y for y in near[:3] if date(y, month, day).weekday() == weekday] or near
    return near[0] if near else year


def _year_of(month: int, day: int | None, anchor: Anchor) -> int | None:
    """The year of a month told without one: in a narrative its own; in news that by which the month has just been, or is just ahead."""
    if anchor.narrative and anchor.last is not None:
        near = anchor.last
        around = [date(year, month, min(day or 15, 28)) for year in range(max(near.year - 1, 1), near.year + 2)]
        return min(around, key=lambda d: abs((d - near).days) + (20 if d < near else 0)).year
    if anchor.published is None:
        return None
    told = date(anchor.published.year, month, min(day or 1, 28))
    if anchor.ahead:
        # "will release the findings of the September 17 raid", in November: it is past all the same
        return anchor.published.year + (told.replace(day=28) < anchor.published.replace(day=1) and (anchor.published - told).days > 100)
    # a day that is a season ahead or less is ahead; half a year ahead it is last year's
    ahead = (told - anchor.published).days
    if anchor.past and ahead > 0:
        return anchor.published.year - 1
    return anchor.published.year - (1 if ahead > 125 else 0) + (1 if ahead < -330 else 0)


def iso_date(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "2026-02-07": a day as ISO 8601 writes it."""
    return day_value(date(int(match["year"]), int(match["m"]), int(match["d"])))


def slashed_date(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "25/12/2024", "25.12.2024": a day in digits; where both orders are possible, the order of the report's other dates or of its outlet's country."""
    one, two, year = int(match["a"]), int(match["b"]), int(match["y"])
    year += 0 if year > 99 else (1900 if year > 50 else 2000)
    if one > 12 or two > 12 or match["mark"] == ".":
        return day_value(date(year, one, two) if two > 12 else date(year, two, one))
    value = day_value(date(year, one, two) if anchor.order.startswith("month") else date(year, two, one))
    return replace(value, note=None if one == two else anchor.order)


def month_and_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "February 2026", "early last March": a month, of a year told or inferred."""
    year = int(match["year"]) if match.groupdict().get("year") else None
    if year is None and (told := (match.groupdict().get("which") or "").lower()) and anchor.published:
        month = date(anchor.published.year, month_told(match), 1)
        if told == "last":
            year = anchor.published.year - (month > anchor.published.replace(day=1) or month.month == anchor.published.month)
        elif told == "next":
            year = anchor.published.year + (month <= anchor.published.replace(day=1))
        else:
            year = anchor.published.year
    if year is None:
        year = _year_of(month_told(match), None, anchor)
    if year is None:
        return Value("DATE", f"XXXX-{month_told(match):02}")
    return part(match, month_value(year, month_told(match)))


def bare_year(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "In 2014", "mid-1996", "since '82": a year."""
    if match.groupdict().get("short"):
        # the last year so called before the report, or before the time that a narrative has reached
        latest = anchor.base.year if anchor.base is not None else 2000
        year = latest // 100 * 100 + int(match["short"])
        return year_value(year if year <= latest else year - 100)
    return part(match, year_value(int(match["year"])))


def decade(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The 1990s", "the '90s", "the eighties": ten years."""
    told = match.groupdict().get("decade")
    first = int(told) if told else 1900 + TENS[match["tens"].lower().replace("ties", "ty")]
    first += 1900 if first < 100 else 0
    return part(match, Value("DATE", f"{first // 10:03}", date(first, 1, 1), date(first + 9, 12, 31), "decade"))


def century(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The 19th century": a hundred years, counted as news does, 1800 to 1899."""
    count = ordinal_told(match)
    first = (count - 1) * 100
    if not 1 <= count <= 30:
        return None
    return part(match, Value("DATE", f"{count - 1:02}", date(max(first, 1), 1, 1), date(first + 99, 12, 31), "century"))


def weekday(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "On Friday", "next Monday", "Friday night": the weekday nearest before the report, the day itself included; ahead where its clause looks ahead."""
    if anchor.published is None:
        return daypart(match, Value("DATE", f"XXXX-WXX-{weekday_told(match) + 1}"))
    which = (match.groupdict().get("which") or "").lower()
    if which == "following" and anchor.last_day is not None:
        after = (weekday_told(match) - anchor.last_day.weekday()) % 7
        return daypart(match, day_value(anchor.last_day + timedelta(days=after or 7)))
    back = (anchor.published.weekday() - weekday_told(match)) % 7
    # On the day itself "Tuesday" is today: "Troops fired on Tuesday" (Tue)
    if which in ("next", "coming", "this coming") or (anchor.ahead and which not in ("last", "past")):
        day = anchor.published + timedelta(days=(7 - back) % 7 or (7 if which else 0))
    else:
        day = anchor.published - timedelta(days=back or (7 if which in ("last", "past", "previous") else 0))
    return daypart(match, day_value(day))


def near_day(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Today", "yesterday", "tomorrow", "tonight", "last night", "this morning": days beside that of the report."""
    told = match["near"].lower()
    if anchor.published is None:
        return Value("DATE", "PRESENT_REF") if told in ("today", "this day") else None
    count = {"yesterday": -1, "last": -1, "tomorrow": 1}.get(told.split()[0], 0)
    count -= 1 if told.startswith("the day before") else 0
    count += 1 if told.startswith("the day after") else 0
    value = day_value(anchor.published + timedelta(days=count))
    if told in ("tonight", "last night", "overnight"):
        return Value("TIME", f"{value.value}TNI", value.earliest, value.latest, "part of day")
    return daypart(match, value)


def near_unit(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Last week", "earlier this month", "next year", "the current quarter": the unit before, around or after the report's day."""
    unit, which = UNITS[match["unit"].lower()], match["which"].lower()
    if match["unit"].lower() in SHORT or anchor.published is None:
        return None
    count = {"last": -1, "past": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1, "following": 1}.get(which.split()[-1], 0)
    if unit == "D" and count == 0:
        return day_value(anchor.published)
    value = shifted(anchor.published, unit, count * (2 if match["unit"].lower() == "fortnight" else 1))
    when = (match["when"] or "").lower()
    if count == 0 and value.earliest is not None and value.latest is not None:
        # "this week" is Monday to the report's date for past acts
        if when == "later":
            return replace(value, earliest=anchor.published)
        if when == "earlier" or not anchor.ahead:
            value = replace(value, latest=min(value.latest, anchor.published))
    return part(match, value)


def weekday_of_week(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Thursday last week", "Monday of next week", "Friday week": a day of the week before, of or after the report's, or after the coming one."""
    if anchor.published is None:
        return None
    if match["week"].lower() not in ("last", "this", "next"):
        ahead = (weekday_told(match) - anchor.published.weekday() - 1) % 7 + 1
        return day_value(anchor.published + timedelta(days=ahead + 7))
    weeks = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
    monday = anchor.published - timedelta(days=anchor.published.weekday()) + timedelta(weeks=weeks)
    return daypart(match, day_value(monday + timedelta(days=weekday_told(match))))


def day_of_month(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "On the 7th": that day of the month last told, else of the month that has it nearest before the report, or ahead."""
    number_told = int(match["day"])
    if anchor.last is not None:
        return day_value(anchor.last.replace(day=number_told))
    if anchor.published is None:
        return None
    day = anchor.published.replace(day=1)
    if number_told > anchor.published.day and not anchor.ahead:
        day = add_months(day, -1)
    elif number_told < anchor.published.day and anchor.ahead:
        day = add_months(day, 1)
    return day_value(day.replace(day=number_told))


def weekend(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "The weekend", "last weekend": the Saturday and Sunday nearest before the report, or ahead."""
    if anchor.published is None:
        return None
    saturday = anchor.published - timedelta(days=(anchor.published.weekday() - 5) % 7)
    which = (match.groupdict().get("which") or "").lower()
    if which in ("next", "coming") or (anchor.ahead and which != "last"):
        saturday = saturday + timedelta(days=7) if anchor.published.weekday() < 5 or which == "next" else saturday
    year, week, _ = saturday.isocalendar()
    return Value("DATE", f"{year}-W{week:02}-WE", saturday, saturday + timedelta(days=1), "week")


def bare_season(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "In the spring": the season that has begun last, or in a narrative that of the year it has reached."""
    if anchor.base is None:
        return None
    name, year = SEASONS[match["season"].lower()], anchor.base.year
    if not anchor.narrative and not anchor.ahead and anchor.published is not None and season_days(year, name)[0] > anchor.published:
        year -= 1
    return part(match, Value("DATE", f"{year}-{name}", *season_days(year, name), "season"))


def season(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Last summer", "the spring of 2014": a season of the north."""
    name, told = SEASONS[match["season"].lower()], match.groupdict()
    if told.get("year"):
        return Value("DATE", f"{told['year']}-{name}", *season_days(int(told["year"]), name), "season")
    if anchor.base is None:
        return None
    year, which = anchor.base.year, (told.get("which") or "").lower()
    first, last = season_days(year, name)
    if anchor.published is not None and which in ("last", "this past") and last >= anchor.published:
        year -= 1
    elif anchor.published is not None and which in ("next", "coming", "this coming") and first <= anchor.published:
        year += 1
    return Value("DATE", f"{year}-{name}", *season_days(year, name), "season")


def ago(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Three days ago", "a fortnight ago", "two years earlier": so many units before the report; vague counts are the past."""
    count, unit = units_told(match)
    told_ago = match[0].lower().endswith("ago")
    if match["unit"].lower() in SHORT:
        return _hours_ago(match["unit"].lower(), count, anchor) if told_ago else None
    if count is None or int(count) != count:
        return Value("DATE", "PAST_REF") if count is None else None
    if unit == "Y" and count == 1 and anchor.quarter is not None:
        # "a year earlier" of a company's quarter is that quarter a year before
        return shifted(anchor.quarter, "Q", -4)
    base = anchor.told(unit) if not told_ago and (anchor.narrative or unit in ("D", "W")) else None
    base = base or anchor.published
    try:
        return shifted(base, unit, -int(count)) if base is not None else Value("DATE", "PAST_REF")
    except (ValueError, OverflowError):  # "30,000 years ago"
        return Value("DATE", "PAST_REF")


def _hours_ago(unit: str, count: float | None, anchor: Anchor) -> Value:
    """The day of the report, or the days before it that so many hours can reach back to."""
    if anchor.published is None or count is None:
        return Value("TIME", "PAST_REF")
    days = -(-count // 24) if unit == "hour" else 0 if unit == "second" else -(-count // 1440)
    return Value("TIME", f"{anchor.published}TXX:XX", anchor.published - timedelta(days=int(days)), anchor.published, "time")


def hence(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Two weeks from now": so many units after the report."""
    count, unit = units_told(match)
    if count is None or anchor.published is None or match["unit"].lower() in SHORT:
        return Value("DATE", "FUTURE_REF")
    return shifted(anchor.published, unit, int(count))


def length(count: float | None, unit: str) -> Value:
    """A duration of so many units, None for a number that is not told."""
    unit = unit if unit in UNITS else unit.removesuffix("s")
    if unit in ("decade", "fortnight"):
        times, unit = (10, "year") if unit == "decade" else (2, "week")
        count = None if count is None else times * count
    time = "T" if unit in SHORT else ""
    amount = "X" if count is None else f"{count:g}"
    return Value("DURATION", f"P{time}{amount}{UNITS[unit]}")


def clock(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "8 a.m.", "at 15:30 GMT", "noon": a time of day, of the day last told, else of the report's."""
    told = match.groupdict()
    hour, minute = int(told["hour"]), int(told["minute"] or 0)
    half = (told.get("half") or "").lower().replace(".", "")
    half = {"morning": "am", "afternoon": "pm", "evening": "pm"}.get(half, half)
    hour = hour % 12 + 12 if half == "pm" else (hour % 12 if half == "am" else hour)
    if hour > 24 or minute > 59:
        return None
    day = anchor.last_day or anchor.published
    zone = "Z" if re.search(r"GMT|UTC", match[0]) else ""
    return Value("TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{hour:02}:{minute:02}{zone}", day, day, "time")


def now_and_then(match: re.Match[str], anchor: Anchor) -> Value | None:
    """ "Now", "recently", "soon": the present, past or future without a day."""
    told = match[0].lower()
    if told == "soon" and anchor.narrative:
        return None  # "soon the army fell back"
    if re.search(r"future|coming|term$|\blater\b|soon", told):
        return Value("DATE", "FUTURE_REF")
    if re.search(r"now|current|present|these days|moment|time being", told):
        return Value("DATE", "PRESENT_REF")
    return Value("DATE", "PAST_REF")


_WHICH = r"(?P<which>last|past|previous|next|coming|this coming|this past|this|following|current|prior)"
_AFTER_A_DAY = r"(?=\s*[.,;:)]|\s+(?:and|but|in|at|when|as|the|by|for|to|with|after|before|near|was|were|that)\b|$)"
RULES: tuple[tuple[str, Rule], ...] = (
    (rf"\b(?:{WEEKDAY}(?:,\s+|[ \t]+))?{MONTH}\s+{DAY}(?:(?:\s?,|\s+in)?\s+{YEAR}(?!\s+(?:people|troops|dead)))?\b(?!:\d)", calendar_date),
    (rf"\b(?:{WEEKDAY}(?:,\s+|[ \t]+))?(?:the\s+)?{DAY}\s+(?:of\s+)?{MONTH}(?:(?:\s?,)?\s+{YEAR})?\b", calendar_date),
    (r"\b(?P<year>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b", iso_date),
    (r"\b(?P<year>\d{4})[/.](?P<m>0?[1-9]|1[0-2])[/.](?P<d>[12]\d|3[01]|0?[1-9])\b", iso_date),
    (r"\b(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|(?<=/)\d\d)\b(?![/.-]\d)", slashed_date),
    (rf"\b{DAY}-{MONTH}-{YEAR}\b", calendar_date),
    (rf"\bon\s+the\s+(?P<day>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b{_AFTER_A_DAY}", day_of_month),
    (rf"\b{WEEKDAY}(?:\s+{DAYPART})?,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b", weekday_of_week),
    (rf"\b(?:{PART}[\s-]+)?{MONTH},?\s+(?:of\s+)?{YEAR}\b", month_and_year),
    (rf"\b(?:{PART}[\s-]+)?(?:{_WHICH}\s+)?{MONTH}(?!\s*\d)(?!\w)", month_and_year),
    (rf"\b(?:{PART}[\s-]+)?(?:the\s+)?(?P<decade>(?:1[0-9]|20)\d0)['’]?s\b", decade),
    (r"(?:\bthe\s+(?:early\s+|late\s+|mid-)?)?['’`‘](?P<decade>[2-9]0)s\b", decade),
    (r"\bthe\s+(?:early\s+|late\s+|mid-)?(?P<decade>[2-9]0)s\b", decade),
    (r"(?:(?<=\d0s and )|(?<=\d0s or ))(?P<decade>[2-9]0)s\b", decade),
    (r"\b(?:in|of|since|by|from|until)\s+['’`‘](?P<short>\d\d)\b(?!['’]?s\b)", bare_year),
    (rf"\b(?:{PART}[\s-]+)?(?:the\s+)(?P<tens>{any_of(t.replace('ty', 'ties') for t in TENS)})\b", decade),
    (rf"\b(?:{PART}[\s-]+)?(?:the\s+)?{ORDINAL}[\s-]+centur(?:y|ies)\b", century),
    (rf"\ba\s+(?P<week>week)\s+on\s+{WEEKDAY}\b", weekday_of_week),
    (rf"\b{WEEKDAY}\s+(?P<week>week)\b", weekday_of_week),
    (rf"\b(?:the\s+)?(?:(?:early|late|small)\s+hours|(?:early\s+|late\s+)?{DAYPART}(?:\s+hours)?)\s+(?:of|on)\s+{WEEKDAY}\b", weekday),
    (rf"\b(?:the\s+)?(?:{PART}\s+)?(?:{_WHICH}\s+)?{WEEKDAY}(?:\s+{DAYPART})?\b", weekday),
    (
        rf"\b(?P<near>today|yesterday|tomorrow|tonight|last night|overnight|the day before yesterday|the day after tomorrow)(?:\s+{DAYPART})?\b",
        near_day,
    ),
    (rf"\b(?P<near>this)\s+{DAYPART}\b", near_day),
    (rf"\b(?:(?P<when>earlier|later|sometime)\s+)?(?:{PART}\s+)?(?:the\s+)?{_WHICH}\s+{UNIT}(?<!s)\b", near_unit),
    (rf"\b(?:the\s+)?(?:{_WHICH}\s+)?weekend\b", weekend),
    (
        rf"\b(?:the\s+)?(?:{_WHICH}\s+|in\s+the\s+|early\s+|late\s+|mid-)?(?P<season>spring|summer|autumn|fall|winter)(?:\s+of)?\s+{YEAR}\b",
        season,
    ),
    (r"\b(?P<which>last|this past|this|next|coming|this coming)\s+(?P<season>spring|summer|autumn|fall|winter)\b", season),
    (
        r"\b(?:in\s+the|the|in|during|by|since|until|that)\s+(?:(?P<part>early|mid|late)[\s-])?(?P<season>spring|summer|autumn|winter)\b(?!\s+of\b)",
        bare_season,
    ),
    (r"\b(?P<part>early|mid|late)[\s-](?P<season>spring|summer|autumn|winter)\b(?!\s+(?:of\b|\d))", bare_season),
    (
        rf"\b(?:the\s+)?(?:early\s+|late\s+)?{DAYPART}(?:\s+hours)?\s+(?:of|on)\s+(?:{WEEKDAY},?\s+)?{MONTH}\s+{DAY}(?:,?\s+{YEAR})?\b(?!:\d)",
        calendar_date,
    ),
    (rf"\b(?:the\s+)?(?:early\s+|late\s+)?{DAYPART}(?:\s+hours)?\s+(?:of|on)\s+{DAY}\s+{MONTH}(?:,?\s+{YEAR})?\b", calendar_date),
    (rf"\b(?:(?:about|around|almost|nearly|over|more than|some|just|at least)\s+)?{COUNT}\s+{UNIT}\s+(?:ago|earlier|before)\b", ago),
    (rf"\b{COUNT}\s+{UNIT}\s+(?:from now|hence)\b", hence),
    (rf"\b(?:at\s+)?(?P<hour>[01]?\d|2[0-4])(?::(?P<minute>[0-5]\d))?\s*(?P<half>[ap]\.?m\.?)(?:\s+(?:{ZONE}))?", clock),
    (r"\b(?:at\s+)?(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5]\d))?\s+in\s+the\s+(?P<half>morning|afternoon|evening)\b", clock),
    (rf"\b(?P<hour>[01]?\d|2[0-3])[:.]?(?P<minute>[0-5]\d)\s+(?:{ZONE}|hours)\b", clock),
    (
        rf"\b(?:{PART}[\s-]+)?{YEAR}\b(?![\s-]?(?:people|troops|soldiers|men|dead|km|miles|index\b|[-/]\d|,\d))(?!\.\d)(?<!\d,\d\d\d)",
        bare_year,
    ),
    (
        r"\b(?:now(?!-)|currently|current|nowadays|right now|at present|at the moment|recently|recent"
        r"|the past|the future|these days|(?:the\s+)?(?:near|immediate|foreseeable|not too distant)\s+future|the (?:near|short) term"
        r"|soon(?<!as soon)(?<!too soon)(?<!how soon)(?!\s+(?:after|as|before)\b)|past years|(?:the )?coming quarters|future (?:quarters|years)"
        r"|a later (?:date|time|stage)|the time being|long ago)\b",
        now_and_then,
    ),
)

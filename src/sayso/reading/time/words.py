"""The words of time expressions: pieces of patterns, and what the words in them denote."""

from __future__ import annotations

import re

from sayso.knowledge.calendar import MONTHS, PARTS_OF_DAY, SMALL, TENS, UNITS, WEEKDAYS
from sayso.reading.time.value import Value, early_middle_late


def any_of(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?P<month>{any_of(m for m in MONTHS if m not in ('may', 'mar', 'march'))}|May|March|Mar)\.?"
WEEKDAY = rf"(?P<weekday>{any_of(w for w in WEEKDAYS if len(w) > 5)}|(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)"
COUNTED = (
    rf"\d+(?:\.\d+)?|an?|{any_of([*SMALL, *TENS])}(?:-(?:{any_of(SMALL)}))?|(?:a )?few|several|(?:a )?couple(?: of)?|many|dozens of|some"
)
COUNT = rf"(?P<count>(?:{COUNTED})(?: and a half)?)"
UNIT = rf"(?:(?:consecutive|straight|successive|trading|working|business|whole|more)\s+)?(?P<unit>{any_of(u for u in UNITS if u != 'centurie')}|centurie)s?"
PART = r"(?P<part>early|mid|middle of|late|the (?:beginning|start|middle|end) of|beginning of|start of|end of)"
DAYPART = rf"(?P<daypart>{any_of(PARTS_OF_DAY)})"
PARTS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late"}


def part(match: re.Match[str], value: Value | None) -> Value | None:
    told = match.groupdict().get("part")
    if value is None or not told:
        return value
    word = next((w for w in PARTS if w in told.lower()), None)
    return early_middle_late(value, PARTS[word]) if word else value


def daypart(match: re.Match[str], value: Value | None) -> Value | None:
    told = match.groupdict().get("daypart")
    if value is None or not told:
        return value
    return Value("TIME", f"{value.value}T{PARTS_OF_DAY[told.lower()]}", value.earliest, value.latest, "part of day")


def month_told(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def weekday_told(match: re.Match[str]) -> int:
    return WEEKDAYS[match["weekday"].lower().rstrip(".")]


def number(word: str) -> float | None:
    """A count in digits or words; None where it is vague ("several").

    >>> number("three"), number("twenty-one"), number("a"), number("two and a half"), number("several")
    (3, 21, 1, 2.5, None)
    """
    if word.lower().endswith(" and a half"):
        whole = number(word[: -len(" and a half")])
        return None if whole is None else whole + 0.5
    low = word.lower().replace("a ", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", low):
        return float(low) if "." in low else int(low)
    if low in ("a", "an"):
        return 1
    if low.startswith("couple"):
        return 2
    tens, _, ones = low.partition("-")
    if tens in TENS:
        return TENS[tens] + (SMALL.get(ones, 0) if ones else 0)
    return SMALL.get(low)

"""The words of time expressions: pieces of patterns, and what the words in them denote."""

from __future__ import annotations

import re

from sayso.knowledge.calendar import MONTHS, ORDINALS, PARTS_OF_DAY, SMALL, TENS, UNITS, WEEKDAYS
from sayso.knowledge.feasts import FEASTS, HIJRI_MONTHS
from sayso.reading.time.value import Value, early_middle_late


def any_of(words: object) -> str:
    """A pattern for any of some words, the longest tried first."""
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?P<month>{any_of(m for m in MONTHS if m not in ('may', 'mar', 'march'))}|May|March|Mar)\.?"
WEEKDAY = rf"(?P<weekday>{any_of(w for w in WEEKDAYS if len(w) > 5)}|(?-i:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?)"
DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)"
_ONES = any_of(word for word, count in SMALL.items() if 1 <= count <= 9)
COUNTED = (
    rf"\d+(?:\.\d+)?|an?|single|{any_of([*SMALL, *TENS])}(?:[-\s](?:{_ONES}))?|(?:an? )?hundred|(?:a )?few|several|(?:a )?couple(?: of)?"
    r"|many|dozens of|some"
)
# "the 1988 quarter" is no count of quarters
COUNT = rf"(?!(?:1[89]|20)\d\d[\s-]quarter)(?P<count>(?:{COUNTED})(?: and a half|[\s-]1/2|½)?)"
UNIT = (
    r"(?:(?:consecutive|straight|successive|trading|working|business|calendar|full|whole|more|additional)\s+)?"
    rf"(?P<unit>{any_of(u for u in UNITS if u != 'centurie')}|centurie)s?"
)
ORDINAL = rf"(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|{any_of(ORDINALS)})"
FEAST = rf"(?P<feast>{any_of(re.escape(f).replace(chr(39), '[’' + chr(39) + ']') for f in FEASTS)})"
HIJRI_MONTH = rf"(?P<islamic>{any_of(m.replace(chr(39), '[’' + chr(39) + ']') for m in HIJRI_MONTHS)})"
PART = r"(?P<part>early|mid|middle of|late|the (?:beginning|start|middle|end) of|beginning of|start of|end of)"
# Read past, but for GMT and UTC: the day is the one that the text names
ZONE = r"GMT|UTC|[ECMP][SD]T|BST|CET|CEST|EET|EEST|MSK|IST|PKT|JST|(?:local|Moscow|Beijing|Eastern|Pacific)\s+time"
DAYPART = rf"(?P<daypart>{any_of(PARTS_OF_DAY)})"
PARTS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late"}


def part(match: re.Match[str], value: Value | None) -> Value | None:
    """The early, middle or late part of a time where the match tells one, else the time as it is."""
    told = match.groupdict().get("part")
    if value is None or not told:
        return value
    word = next((w for w in PARTS if w in told.lower()), None)
    return early_middle_late(value, PARTS[word]) if word else value


def daypart(match: re.Match[str], value: Value | None) -> Value | None:
    """The part of a day where the match tells one, else the time as it is."""
    told = match.groupdict().get("daypart")
    if value is None or not told:
        return value
    return Value("TIME", f"{value.value}T{PARTS_OF_DAY[told.lower()]}", value.earliest, value.latest, "part of day")


def month_told(match: re.Match[str]) -> int:
    """The month of a match, 1 to 12."""
    return MONTHS[match["month"].lower().rstrip(".")]


def weekday_told(match: re.Match[str]) -> int:
    """The weekday of a match; Monday is 0."""
    return WEEKDAYS[match["weekday"].lower().rstrip(".")]


def number(word: str) -> float | None:
    """A count in digits or words; None where it is vague ("several").

    >>> number("three"), number("twenty-one"), number("a"), number("two and a half"), number("several")
    (3, 21, 1, 2.5, None)
    """
    if half := re.search(r"(?:\sand a half|[\s-]1/2|½)$", word.lower()):
        whole = number(word[: half.start()])
        return None if whole is None else whole + 0.5
    low = word.lower().replace("a ", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", low):
        return float(low) if "." in low else int(low)
    if low in ("a", "an", "single"):
        return 1
    if low.endswith("hundred"):
        return 100
    if low.startswith("couple"):
        return 2
    tens, _, ones = low.replace(" ", "-").partition("-")
    if tens in TENS:
        return TENS[tens] + (SMALL.get(ones, 0) if ones else 0)
    return SMALL.get(low)


def ordinal_told(match: re.Match[str]) -> int:
    """The ordinal of a match, in digits or words: "3rd" and "third" are 3."""
    told = match["ordinal"].lower()
    return int(re.sub(r"\D", "", told)) if told[0].isdigit() else ORDINALS[told]


def units_told(match: re.Match[str]) -> tuple[float | None, str]:
    """How many of which unit: "two fortnights" are four weeks; None for a count that is not told."""
    count, unit = number(match["count"]), match["unit"].lower()
    return (None if count is None else count * (2 if unit == "fortnight" else 1)), UNITS[unit]


SHORT = ("second", "minute", "hour")  # units below a day

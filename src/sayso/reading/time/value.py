"""What a time expression denotes, before it is tied to its words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sayso.knowledge.calendar import add_months, iso_week, month_days, week_days
from sayso.types.claim import Grain

NO_SUCH_DAY = "no such day"  # the rule of a date that cannot be


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 type and value, with the days it covers, both included; None where it is no stretch of days. `note` says what was assumed."""

    type: str
    value: str
    earliest: date | None = None
    latest: date | None = None
    grain: Grain | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is told from: the day of the report, and whether its clause looks ahead; the last time told before it, by its
    first day, and the last of these that was a day; the quarter last told, by its first day; whether the text is a narrative of the past;
    whether its verb is in the past; and the order of dates in digits, "day first" or "month first", with the reason."""

    published: date | None
    ahead: bool = False
    last: date | None = None
    last_day: date | None = None
    quarter: date | None = None
    narrative: bool = False
    past: bool = False
    order: str = "month first, no outlet to go by"

    @property
    def base(self) -> date | None:
        """The day that the telling has reached: in a narrative the last time told, else the day of the report."""
        return (self.last if self.narrative else None) or self.published

    def told(self, unit: str) -> date | None:
        """The last time told that is as fine as a unit: "the next day" never counts from a year."""
        return self.last_day if unit in ("D", "W") else self.last


def day_value(day: date) -> Value:
    """One day."""
    return Value("DATE", day.isoformat(), day, day, "day")


def month_value(year: int, month: int) -> Value:
    """A whole month."""
    return Value("DATE", f"{year:04}-{month:02}", *month_days(year, month), "month")


def year_value(year: int) -> Value:
    """A whole year. Raises ValueError outside years 1 to 9999."""
    return Value("DATE", f"{year:04}", date(year, 1, 1), date(year, 12, 31), "year")


def week_value(day: date) -> Value:
    """The week of a day."""
    return Value("DATE", iso_week(day), *week_days(day), "week")


def shifted(day: date, unit: str, count: int) -> Value:
    """So many units before or after a day, as coarse as the unit is. Raises ValueError or OverflowError outside years 1 to 9999."""
    if unit == "D":
        return day_value(day + timedelta(days=count))
    if unit == "W":
        return week_value(day + timedelta(weeks=count))
    if unit == "M":
        then = add_months(day, count)
        return month_value(then.year, then.month)
    if unit == "Q":
        then = add_months(day, 3 * count)
        quarter = (then.month - 1) // 3
        first, last = date(then.year, 3 * quarter + 1, 1), month_days(then.year, 3 * quarter + 3)[1]
        return Value("DATE", f"{then.year}-Q{quarter + 1}", first, last, "quarter")
    if unit == "DE":
        decade = (day.year // 10 + count) * 10
        return Value("DATE", f"{decade // 10:03}", date(decade, 1, 1), date(decade + 9, 12, 31), "decade")
    if unit == "CE":
        century = day.year // 100 + count
        return Value("DATE", f"{century:02}", date(century * 100, 1, 1), date(century * 100 + 99, 12, 31), "century")
    return year_value(day.year + count)


def early_middle_late(value: Value, part: str) -> Value:
    """The early, middle or late part of a month, year or longer: days 1 to 10, 11 to 20, 21 to the end; thirds of a year from mid-May to August."""
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return value
    if value.grain == "month":
        bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}[part]
        return Value(value.type, value.value, first.replace(day=bounds[0]), first.replace(day=bounds[1]), value.grain)
    if value.grain == "year":
        months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[part]
        return Value(value.type, value.value, date(first.year, months[0], 1), month_days(first.year, months[1])[1], value.grain)
    third = (last - first).days // 3
    begin = {"early": first, "mid": first + timedelta(days=third), "late": first + timedelta(days=2 * third)}[part]
    end = {"early": first + timedelta(days=third), "mid": first + timedelta(days=2 * third), "late": last}[part]
    return Value(value.type, value.value, begin, end, value.grain)

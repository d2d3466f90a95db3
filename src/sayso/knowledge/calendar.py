"""Words of the calendar: months, weekdays, seasons, parts of day, units, numbers in words. Gregorian, ISO 8601 weeks."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_DAYS = (
    ("monday", "mon"),
    ("tuesday", "tues", "tue"),
    ("wednesday", "wed"),
    ("thursday", "thurs", "thu"),
    ("friday", "fri"),
    ("saturday", "sat"),
    ("sunday", "sun"),
)
WEEKDAYS = {name: number for number, names in enumerate(_DAYS) for name in names}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
PARTS_OF_DAY = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "MI",
    "midday": "MI",
    "dawn": "MO",
    "daybreak": "MO",
    "midnight": "NI",
    "overnight": "NI",
}
UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "week": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
}
SMALL = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {word: 10 * number for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
} | {"twenty-first": 21}


def month_days(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else date.max
    return date(year, month, 1), following if following == date.max else following - timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day of a month so many months later, the last of a shorter month. Raises ValueError outside years 1 to 9999."""
    total = day.year * 12 + day.month - 1 + count
    year, month = divmod(total, 12)
    last = month_days(year, month + 1)[1].day
    return date(year, month + 1, min(day.day, last))


def week_days(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def iso_week(day: date) -> str:
    """ISO 8601, "2024-W11"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def season_days(year: int, season: str) -> tuple[date, date]:
    """Meteorological seasons of the north; the winter of a year begins in its December."""
    first, last = SEASON_MONTHS[season]
    return date(year, first, 1), month_days(year + (last < first), last)[1]


FEASTS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year’s eve": (12, 31),
    "new year's day": (1, 1),
    "new year’s day": (1, 1),
    "halloween": (10, 31),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "nowruz": (3, 20),
    "newroz": (3, 21),
    "thanksgiving day": None,
    "thanksgiving": None,
    "orthodox easter": None,
    "easter sunday": None,
    "easter monday": None,
    "good friday": None,
    "palm sunday": None,
    "easter": None,
    "eid al-fitr": None,
    "eid al-adha": None,
    "ashura": None,
}
_FROM_EASTER = {"easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "palm sunday": -7}
_HIJRI_FEASTS = {"eid al-fitr": (10, 1), "eid al-adha": (12, 10), "ashura": (1, 10)}
_HIJRI_MONTHS = {"muharram": 1, "rajab": 7, "shaban": 8, "ramadan": 9, "ramadhan": 9, "ramazan": 9, "shawwal": 10}


def easter(year: int, *, orthodox: bool = False) -> date:
    """Easter Sunday by the rule of Meeus (Astronomical Algorithms, ch. 8), the Orthodox one carried over from the Julian calendar.

    >>> easter(2024), easter(2024, orthodox=True)
    (datetime.date(2024, 3, 31), datetime.date(2024, 5, 5))
    """
    if orthodox:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        month, day = divmod(d + (2 * a + 4 * b - d + 34) % 7 + 114, 31)
        return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def hijri(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (30-year cycle, civil epoch) as a Gregorian one; a sighted moon may move it by a day.

    >>> hijri(1445, 9, 1)
    datetime.date(2024, 3, 11)
    """
    days = day + -(-(59 * (month - 1)) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(days + 227014)


def feast_day(name: str, year: int) -> list[date]:
    """The days of a feast in a Gregorian year: one as a rule, none or two for those of the Islamic year."""
    low = name.lower()
    if low in _FROM_EASTER:
        return [easter(year) + timedelta(days=_FROM_EASTER[low])]
    if low == "orthodox easter":
        return [easter(year, orthodox=True)]
    if low.startswith("thanksgiving"):
        first = date(year, 11, 1)
        return [first + timedelta(days=(3 - first.weekday()) % 7 + 21)]
    if low in _HIJRI_FEASTS:
        about = int((year - 622) * 33 / 32)
        days = [hijri(h, *_HIJRI_FEASTS[low]) for h in range(about - 1, about + 3)]
        return [day for day in days if day.year == year]
    fixed = FEASTS.get(low)
    return [date(year, *fixed)] if fixed is not None else []


def hijri_month(name: str, year: int | None, near: date | None) -> tuple[date | None, date | None]:
    """First and last day of an Islamic month, of a year told or of that nearest to a day; (None, None) without either."""
    month = _HIJRI_MONTHS[name.lower()]
    if year is None and near is None:
        return None, None
    about = int((near.year - 622) * 33 / 32) if near is not None else 0
    years = [year] if year is not None else list(range(about - 1, about + 3))
    spans = [(hijri(y, month, 1), hijri(y, month + 1, 1) - timedelta(days=1)) for y in years]
    if near is None:
        return spans[0]
    told = near
    return min(spans, key=lambda s: 0 if s[0] <= told <= s[1] else min(abs((s[0] - told).days), abs((s[1] - told).days)))

"""On which days do the feasts and fasts of the world fall? Computed, or by hand from general knowledge, unchecked."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

# Month and day, the same each year.
_FIXED = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "orthodox christmas": (1, 7),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "epiphany": (1, 6),
    "valentine's day": (2, 14),
    "st. patrick's day": (3, 17),
    "international women's day": (3, 8),
    "anzac day": (4, 25),
    "may day": (5, 1),
    "victory day": (5, 9),
    "fourth of july": (7, 4),
    "bastille day": (7, 14),
    "all saints' day": (11, 1),
    "armistice day": (11, 11),
    "remembrance day": (11, 11),
    "veterans day": (11, 11),
    "halloween": (10, 31),
    "newroz": (3, 21),
}
# Month, weekday (Monday is 0), which of them: 1 the first, -1 the last.
_WEEKDAYS = {
    "martin luther king day": (1, 0, 3),
    "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1),
    "columbus day": (10, 0, 2),
    "thanksgiving day": (11, 3, 4),
    "thanksgiving": (11, 3, 4),
}
# Days after Easter Sunday.
_FROM_EASTER = {
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "holy saturday": -1,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "ascension day": 39,
    "pentecost": 49,
    "whit monday": 50,
}
_FROM_ORTHODOX_EASTER = {f"orthodox {name}": days for name, days in _FROM_EASTER.items() if name != "ash wednesday"}
# Month and day of the Islamic year.
_HIJRI = {
    "islamic new year": (1, 1),
    "ashura": (1, 10),
    "arbaeen": (2, 20),
    "mawlid": (3, 12),
    "laylat al-qadr": (9, 27),
    "eid al-fitr": (10, 1),
    "eid ul-fitr": (10, 1),
    "eid al-adha": (12, 10),
    "eid ul-adha": (12, 10),
}
_HEBREW = ("rosh hashanah", "yom kippur", "sukkot", "simchat torah", "hanukkah", "purim", "passover", "pesach", "shavuot", "tisha b'av")
_BY_THE_SKY = (
    "lunar new year",
    "chinese new year",
    "spring festival",
    "seollal",
    "tet holiday",
    "tet festival",
    "diwali",
    "deepavali",
    "nowruz",
    "norouz",
    "vesak",
)
FEASTS: tuple[str, ...] = (*_FIXED, *_WEEKDAYS, *_FROM_EASTER, *_FROM_ORTHODOX_EASTER, *_HIJRI, *_HEBREW, *_BY_THE_SKY, "eid")
HIJRI_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("muharram",),
            ("safar",),
            ("rabi al-awwal", "rabi i"),
            ("rabi al-thani", "rabi al-akhir", "rabi ii"),
            ("jumada al-ula", "jumada al-awwal", "jumada i"),
            ("jumada al-thani", "jumada al-akhira", "jumada ii"),
            ("rajab",),
            ("shaban", "sha'ban", "shaaban"),
            ("ramadan", "ramadhan", "ramazan"),
            ("shawwal",),
            ("dhu al-qadah", "dhul qadah", "dhul-qadah", "zulqada"),
            ("dhu al-hijjah", "dhul hijjah", "dhul-hijjah", "dhu al-hijja", "zulhijja"),
        ),
        1,
    )
    for name in names
}


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


def _hebrew_days(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + (3 * (days + 1) % 7 < 3)


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah of a Hebrew year, by the fixed calendar (Reingold and Dershowitz, Calendrical Calculations).

    >>> hebrew_new_year(5785)
    datetime.date(2024, 10, 3)
    """
    before, this, after = (_hebrew_days(y) for y in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(this + delay - 1373427)


def _hebrew_feast(name: str, year: int) -> date:
    """The feast in a Gregorian year: all but those of autumn are counted back from the new year that follows them."""
    new_year, next_year = hebrew_new_year(year + 3761), hebrew_new_year(year + 3762)
    long_second_month = (next_year - new_year).days in (355, 385)
    ninth_of_av = new_year - timedelta(days=51)
    days = {
        "rosh hashanah": 0,
        "yom kippur": 9,
        "sukkot": 14,
        "simchat torah": 22,
        "hanukkah": 83 + long_second_month,
        "purim": -193,
        "passover": -163,
        "pesach": -163,
        "shavuot": -113,
        "tisha b'av": -51 + (ninth_of_av.weekday() == 5),
    }
    return new_year + timedelta(days=days[name])


def new_moon(after: datetime) -> datetime:
    """The first new moon after a moment, both in universal time, within some minutes (Meeus, Astronomical Algorithms, ch. 49, main terms).

    >>> new_moon(datetime(2024, 1, 21)).date()
    datetime.date(2024, 2, 9)
    """
    number = math.floor((after - datetime(2000, 1, 6)) / timedelta(days=29.530588861)) - 1
    while (moon := _moon(number)) <= after:
        number += 1
    return moon


def _moon(number: int) -> datetime:
    sun = math.radians(2.5534 + 29.10535670 * number)
    moon = math.radians(201.5643 + 385.81693528 * number)
    node = math.radians(160.7108 + 390.67050284 * number)
    days = 2451550.09766 + 29.530588861 * number
    days += -0.40720 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon) + 0.01039 * math.sin(2 * node)
    days += 0.00739 * math.sin(moon - sun) - 0.00514 * math.sin(moon + sun) + 0.00208 * math.sin(2 * sun)
    return datetime(2000, 1, 1, 12) + timedelta(days=days - 2451545)


def _equinox(year: int) -> datetime:
    """The March equinox in universal time, within half an hour (Meeus, ch. 27, without its periodic terms)."""
    y = (year - 2000) / 1000
    days = 2451623.80984 + 365242.37404 * y + 0.05169 * y**2 - 0.00411 * y**3 - 0.00057 * y**4
    return datetime(2000, 1, 1, 12) + timedelta(days=days - 2451545)


def _by_the_sky(name: str, year: int) -> date:
    if name in ("nowruz", "norouz"):
        # the day of the equinox in Iran, the next where it falls after noon
        return (_equinox(year) + timedelta(hours=3.5 + 12)).date()
    if name in ("diwali", "deepavali"):
        # the evening before the new moon of autumn ends, in India
        return (new_moon(datetime(year, 10, 17)) + timedelta(hours=5.5 - 20)).date()
    if name == "vesak":
        return (new_moon(datetime(year, 4, 18)) + timedelta(days=14.765)).date()
    return (new_moon(datetime(year, 1, 20, 16)) + timedelta(hours=8)).date()


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    days = [first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * week) for week in range(5)]
    return [day for day in days if day.month == month][nth - 1 if nth > 0 else nth]


def feast_day(name: str, year: int) -> list[date]:
    """The days of a feast in a Gregorian year: one as a rule, none or two for those of the Islamic year.

    >>> feast_day("Yom Kippur", 2023), feast_day("Lunar New Year", 2026), feast_day("Diwali", 2024), feast_day("Nowruz", 2025)
    ([datetime.date(2023, 9, 25)], [datetime.date(2026, 2, 17)], [datetime.date(2024, 10, 31)], [datetime.date(2025, 3, 21)])
    """
    low = name.lower().replace("’", "'")
    if low in _FIXED:
        return [date(year, *_FIXED[low])]
    if low in _WEEKDAYS:
        return [_nth_weekday(year, *_WEEKDAYS[low])]
    if low in _FROM_EASTER:
        return [easter(year) + timedelta(days=_FROM_EASTER[low])]
    if low in _FROM_ORTHODOX_EASTER:
        return [easter(year, orthodox=True) + timedelta(days=_FROM_ORTHODOX_EASTER[low])]
    if low == "eid":
        return feast_day("eid al-fitr", year) + feast_day("eid al-adha", year)
    if low in _HIJRI:
        return [day for h in _hijri_years(year) if (day := hijri(h, *_HIJRI[low])).year == year]
    return [_hebrew_feast(low, year) if low in _HEBREW else _by_the_sky(low, year)]


def _hijri_years(year: int) -> range:
    """The Islamic years that may touch a Gregorian one, and those beside them."""
    about = int((year - 622) * 33 / 32)
    return range(about - 1, about + 3)


def hijri_days(name: str, day: int | None, year: int | None, near: date | None) -> tuple[date | None, date | None]:
    """First and last day of an Islamic month, or of one day of it, in a year told or nearest to a day; (None, None) without either.

    Raises ValueError for a day that no Islamic month has.
    """
    month = HIJRI_MONTHS[name.lower().replace("’", "'")]
    if day is not None and not 1 <= day <= 30:
        raise ValueError(f"no Islamic month has {day} days")
    if year is None and near is None:
        return None, None
    years = [year] if year is not None else list(_hijri_years(near.year if near is not None else 0))
    spans = []
    for y in years:
        following = hijri(y, month + 1, 1) if month < 12 else hijri(y + 1, 1, 1)
        whole = (hijri(y, month, 1), following - timedelta(days=1))
        spans.append(whole if day is None else (hijri(y, month, day),) * 2)
    if near is None:
        return spans[0]
    told = near
    return min(spans, key=lambda s: 0 if s[0] <= told <= s[1] else min(abs((s[0] - told).days), abs((s[1] - told).days)))

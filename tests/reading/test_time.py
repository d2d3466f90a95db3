"""Each time expression has its TIMEX3 value and the days it covers, told from the day of the report."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.reading.time import times
from sayso.types.report import Report
from sayso.types.text import Analysis

# Thursday
TODAY = date(2024, 5, 16)
CASES = [
    # words, sentence, value, first day, last day
    ("Thursday", "Troops fired on Thursday.", "2024-05-16", "2024-05-16", "2024-05-16"),
    ("Friday", "Troops fired on Friday.", "2024-05-10", "2024-05-10", "2024-05-10"),
    ("Friday", "The two sides will meet on Friday.", "2024-05-17", "2024-05-17", "2024-05-17"),
    ("yesterday", "The raid took place yesterday.", "2024-05-15", "2024-05-15", "2024-05-15"),
    ("tomorrow", "Talks resume tomorrow.", "2024-05-17", "2024-05-17", "2024-05-17"),
    ("last week", "The town fell last week.", "2024-W19", "2024-05-06", "2024-05-12"),
    ("this week", "Two men died this week.", "2024-W20", "2024-05-13", "2024-05-16"),
    ("next week", "An envoy will arrive next week.", "2024-W21", "2024-05-20", "2024-05-26"),
    ("last month", "He resigned last month.", "2024-04", "2024-04-01", "2024-04-30"),
    ("early last month", "He resigned early last month.", "2024-04", "2024-04-01", "2024-04-10"),
    ("late last month", "He resigned late last month.", "2024-04", "2024-04-21", "2024-04-30"),
    ("last year", "The pact was signed last year.", "2023", "2023-01-01", "2023-12-31"),
    ("7 February 2026", "It opened on 7 February 2026.", "2026-02-07", "2026-02-07", "2026-02-07"),
    ("Feb. 7, 2026", "It opened on Feb. 7, 2026.", "2026-02-07", "2026-02-07", "2026-02-07"),
    ("March 3", "It opened on March 3.", "2024-03-03", "2024-03-03", "2024-03-03"),
    ("December", "The strike began in December.", "2023-12", "2023-12-01", "2023-12-31"),
    ("March 2011", "Protests began in March 2011.", "2011-03", "2011-03-01", "2011-03-31"),
    ("2014", "Crimea was annexed in 2014.", "2014", "2014-01-01", "2014-12-31"),
    ("mid-1996", "Fighting resumed in mid-1996.", "1996", "1996-05-01", "1996-08-31"),
    ("since 2011", "The war since 2011 has gone on.", "2011", "2011-01-01", "2024-05-16"),
    ("two years ago", "He fled two years ago.", "2022", "2022-01-01", "2022-12-31"),
    ("three days ago", "He fled three days ago.", "2024-05-13", "2024-05-13", "2024-05-13"),
    ("the last 24 hours", "Ten died in the last 24 hours.", "PT24H", "2024-05-15", "2024-05-16"),
    ("the 1990s", "In the 1990s it was calm.", "199", "1990-01-01", "1999-12-31"),
    ("the 19th century", "It was built in the 19th century.", "18", "1800-01-01", "1899-12-31"),
    ("2024-03-12", "Dated 2024-03-12.", "2024-03-12", "2024-03-12", "2024-03-12"),
    ("Monday night", "Shells fell on Monday night.", "2024-05-13TNI", "2024-05-13", "2024-05-13"),
    ("last summer", "It burned last summer.", "2023-SU", "2023-06-01", "2023-08-31"),
    ("three days", "The siege lasted three days.", "P3D", None, None),
    ("recently", "He was recently freed.", "PAST_REF", None, None),
    ("every day", "They march every day.", "P1D", None, None),
]


def read(text: str, today: date | None = TODAY):  # type: ignore[no-untyped-def]
    return times(Analysis(Report("r", text, today)))


@pytest.mark.parametrize(("words", "sentence", "value", "first", "last"), CASES, ids=[f"{c[0]} | {c[1]}" for c in CASES])
def test_a_time_has_its_value_and_days(words: str, sentence: str, value: str, first: str | None, last: str | None) -> None:
    (when,) = read(sentence)
    assert when.value == value
    assert (when.earliest and when.earliest.isoformat(), when.latest and when.latest.isoformat()) == (first, last)
    assert words.removeprefix("the ") in when.span.of(sentence) or when.span.of(sentence) in words


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister Theresa May resigned.",
        "They march on the capital.",
        "It fell on 31 February 2024.",
        "About 2000 people came.",
        "He paid $1999.",
    ],
)
def test_what_is_no_time_is_left_alone(sentence: str) -> None:
    assert all(t.earliest is None or t.value == "2024-02" for t in read(sentence))


def test_without_a_day_of_publication_nothing_is_guessed() -> None:
    assert [t.earliest for t in read("Troops fired on Friday and again last week.", None)] == [None]


def test_in_history_a_month_belongs_to_the_year_that_the_story_has_reached() -> None:
    found = read("In 1941 the army advanced. In October it stood before the city.")
    assert [t.value for t in found] == ["1941", "1941-10"]

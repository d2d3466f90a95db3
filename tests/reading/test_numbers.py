"""Each count has its bounds and its role by what is counted; what is measured, dated or aged is no count."""

from __future__ import annotations

import pytest

from sayso.reading.numbers import numbers
from sayso.types.report import Report
from sayso.types.text import Analysis

CASES = [
    ("At least 12 people were killed.", 12, None, "dead"),
    ("Almost 5,000 people gathered.", 4500, 5000, "size"),
    ("More than 20 fighters died.", 21, None, "dead"),
    ("Up to 30 hostages were held.", None, 30, "abducted"),
    ("Some 40 soldiers entered.", 36, 44, "size"),
    ("Dozens were wounded.", 24, 99, "injured"),
    ("Thousands of protesters marched.", 2000, 9999, "size"),
    ("Tens of thousands of refugees crossed.", 20000, 99999, "displaced"),
    ("Hundreds of thousands fled.", 200000, 999999, "displaced"),
    ("Between 20 and 30 fighters died.", 20, 30, "dead"),
    ("They fired 12 to 15 rockets.", 12, 15, "other"),
    ("Police arrested 25 people.", 25, 25, "arrested"),
    ("It sent $5 million in aid.", 5_000_000, 5_000_000, "money"),
    ("It took in 1.2 million refugees.", 1_200_000, 1_200_000, "displaced"),
    ("Twenty-one men enlisted.", 21, 21, "size"),
    ("The list holds 4,947 names.", 4947, 4947, "size"),
    ("A dozen officers resigned.", 12, 12, "size"),
    ("Several villages were burned.", 3, 9, "other"),
    ("Fewer than 100 soldiers remain.", None, 99, "size"),
]


def read(text: str):  # type: ignore[no-untyped-def]
    return numbers(Analysis(Report("r", text)))


@pytest.mark.parametrize(("sentence", "low", "high", "role"), CASES, ids=[c[0] for c in CASES])
def test_a_count_has_its_bounds_and_role(sentence: str, low: int | None, high: int | None, role: str) -> None:
    (found,) = read(sentence)
    assert (found.low, found.high, found.role) == (low, high, role)


def test_no_casualties_are_none_dead_and_none_injured() -> None:
    assert [(n.low, n.high, n.role) for n in read("There were no casualties.")] == [(0, 0, "dead"), (0, 0, "injured")]


def test_two_counts_of_one_act_have_each_their_role() -> None:
    assert [(n.low, n.role) for n in read("The blast killed 3 people and wounded seven.")] == [(3, "dead"), (7, "injured")]


@pytest.mark.parametrize(
    "sentence",
    [
        "A 35-year-old man spoke.",
        "It lies 200 km north.",
        "On May 7 at 5 p.m. it rained.",
        "The two sides met.",
        "Prices rose 12 percent.",
        "In 2014 he left.",
        "It is 12 degrees.",
        "They used 120 mm mortars.",
    ],
)
def test_what_is_measured_dated_or_aged_is_no_count(sentence: str) -> None:
    assert read(sentence) == ()


def test_a_number_beyond_all_counting_is_no_count() -> None:
    assert numbers(Analysis(Report("r", f"It lies 1{'0' * 400} steps away."))) == ()


def test_a_dotted_capital_is_read_as_the_letter_it_stands_for() -> None:
    assert [n.low for n in numbers(Analysis(Report("r", "FİVE SOLDIERS WERE KİLLED.")))] == [5]

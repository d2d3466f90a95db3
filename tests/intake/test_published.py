"""The day of a page: the most trusted place that tells it, and none where the trusted clash or the day cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.intake.published import day_told, given_day

MARCH = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("told", "url", "text", "day"),
    [
        ([("2026-03-03T09:00:00Z", "json-ld datePublished")], None, "", MARCH),
        ([], "https://x.example/2026/03/03/market", "", MARCH),
        ([], "https://x.example/20260303-market", "", MARCH),
        ([], None, "Tuesday, March 3, 2026\n\nTELMA - ...", MARCH),
        ([("2026-03-03", "json-ld datePublished"), ("2025-01-01", "meta[date]")], None, "", MARCH),
        ([("2026-03-03", "json-ld datePublished"), ("2026-03-09", "meta[article:published_time]")], None, "", None),
        (
            [("2026-03-03", "json-ld datePublished"), ("2026-03-09", "meta[article:published_time]")],
            "https://x.example/2026/03/03/a",
            "",
            MARCH,
        ),
        ([("2090-03-03", "json-ld datePublished")], None, "", None),
        ([("2026-02-31", "meta[date]")], None, "", None),
        ([], None, "No day here.", None),
    ],
)
def test_the_day_is_told_by_the_most_trusted_place(told: list[tuple[str, str]], url: str | None, text: str, day: date | None) -> None:
    assert day_told(told, url, text)[0] == day


def test_every_candidate_is_kept_as_evidence_and_one_is_taken() -> None:
    _, evidence = day_told([("2026-03-03", "json-ld datePublished"), ("2026-03-04", "meta[date]")], None, "")
    assert [(e.value, e.taken) for e in evidence] == [("2026-03-03", True), ("2026-03-04", False)]


@pytest.mark.parametrize("value", ["2090-01-01", "soon", "1066-01-01", 7, "2024-02-31"])
def test_an_impossible_given_day_is_refused_with_a_reason(value: object) -> None:
    day, evidence = given_day(value)
    assert day is None
    assert evidence is not None
    assert not evidence.taken

"""Hand-checked trees (`tests/cases`): what each rule of reading answers, without a model."""

from __future__ import annotations

import pytest

from sayso.reading import status
from sayso.reading.read import read
from tests.trees import CASES, Case, cases, told

ALL = [(path.stem, case) for path in sorted(CASES.glob("*.conllu")) for case in cases(path)]


def _marked() -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{stem}: {case.label}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.known_failure)] if case.known_failure else [],
        )
        for stem, case in ALL
    ]


@pytest.mark.parametrize("case", _marked())
def test_case(case: Case) -> None:
    reading = read(case.analysis, threshold=0.25)
    claims = {claim.trigger: claim for claim in reading.claims}
    found = [(t.span.of(case.analysis.report.text), f"{t.type} {t.value}", t.rule) for t in reading.times]
    assert [time for time in case.times if time not in found] == [], found
    for expected in case.expected:
        claim = claims.get(expected.trigger)
        if expected.nothing:
            assert claim is None
        elif expected.fields or expected.steps:
            assert claim is not None
            assert {name: told(claim, name) for name in expected.fields} == expected.fields
            steps = [(step.field, step.rule) for step in claim.why]
            assert [step for step in expected.steps if step not in steps] == [], steps


def test_words_of_a_tree_make_the_text() -> None:
    for _, case in ALL:
        for sentence in case.analysis.sentences:
            assert all(t.span.of(case.analysis.report.text) == t.form for t in sentence.tokens)
            assert sum(t.head is None for t in sentence.tokens) == 1, case.label


def test_every_rule_has_a_case() -> None:
    answered = {(name, rule) for _, case in ALL for expected in case.expected for name, rule in expected.steps}
    visible = [("status", rule.__name__) for rule in status.RULES]
    without = {(name, rule.replace("_", " ")) for name, rule in visible} - answered
    assert without == set()

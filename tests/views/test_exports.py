"""The contexts of a claim as other tools and a person get them."""

from __future__ import annotations

import csv
import io

import pytest

from sayso.views.cli.asking import _one
from sayso.views.exports.csv import write
from sayso.views.exports.jsonl import claim_row
from tests.made import claim, report


def test_contexts_in_json_have_name_and_score() -> None:
    assert claim_row(report(), claim())["contexts"] == [{"name": "military", "score": 0.62}, {"name": "human_security", "score": 0.5}]


def test_contexts_in_the_table_are_joined_in_one_column() -> None:
    out = io.StringIO()
    write([(report(), claim())], out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert row["event_context"] == "military;human_security"


def test_one_claim_is_shown_with_its_contexts(capsys: pytest.CaptureFixture[str]) -> None:
    _one(report(), claim(), as_json=False)
    assert "Contexts: military (0.62), human_security (0.50)" in capsys.readouterr().out

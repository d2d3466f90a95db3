"""The shipped model and rules together, on made reports: a claim has who, whom, where, when, how many, how sure, on whose say-so."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.language.encoder.packed import model_path
from sayso.pipeline import Reader
from sayso.types.claim import Claim
from sayso.types.report import Report

pytestmark = pytest.mark.skipif(not model_path().exists(), reason="the model is not in this checkout")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threshold=0.3)


def claims(reader: Reader, text: str, outlet: str | None = None) -> tuple[Claim, ...]:
    from sayso.intake.parts import parts_of

    report = Report("r", text, date(2024, 3, 12), outlet=outlet, parts=parts_of(text))
    return reader.read(report).reading.claims


def test_a_wire_report_is_read_whole(reader: Reader) -> None:
    text = "GOMA, March 12 (Reuters) - M23 rebels shelled a market in Goma on Tuesday, killing at least 12 people, the Congolese army said."
    claim = next(c for c in claims(reader, text) if c.type == "ASSAULT")
    assert claim.trigger.of(text) == "shelled"
    assert [p.code for p in claim.actors] == ["COD"]
    assert claim.place is not None
    assert (claim.place.name, claim.place.code) == ("Goma", "COD")
    assert claim.when is not None
    assert claim.when.earliest == date(2024, 3, 12)
    assert [(n.low, n.high, n.role) for n in claim.numbers] == [(12, None, "dead")]
    assert [link.name for link in claim.chain] == ["Reuters", "Congolese army"]
    assert claim.status == "actual"
    assert {"type", "mode", "status", "chain", "when", "place", "actors", "numbers"} <= {s.field for s in claim.why}


def test_a_denial_is_no_fact(reader: Reader) -> None:
    text = "The government denied that its troops had bombed the hospital in Aleppo."
    assert [c.status for c in claims(reader, text) if c.type == "ASSAULT"] == ["denied"]


def test_a_report_in_another_language_is_kept_unread_with_its_reason(reader: Reader) -> None:
    text = "L'armée a bombardé le marché mardi, selon un communiqué du ministère de la défense, et douze personnes sont mortes. " * 3
    found = reader.read(Report("r", text, language="fr"))
    assert found.reading.claims == ()
    assert found.problem is not None
    assert "fr" in found.problem.message


@pytest.mark.parametrize("text", ["", "…", "Rain fell.", "\n\n\n", "“" * 50, "killed " * 300])
def test_no_text_is_too_odd_to_be_read(reader: Reader, text: str) -> None:
    for claim in claims(reader, text):
        assert claim.trigger.of(text)

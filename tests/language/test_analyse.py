"""The shipped model answers with spans of the text, the same each time, whatever the text is like."""

from __future__ import annotations

from itertools import chain

import pytest

from sayso.language.analyse import Model, analyse, lemma
from sayso.language.encoder.packed import model_path
from sayso.types.report import Report

pytestmark = pytest.mark.skipif(not model_path().exists(), reason="the model is not in this checkout")

WIRE = (
    "Army says rebels shelled market\n\n"
    "GOMA, March 12 (Reuters) - M23 rebels shelled a crowded market in Goma on Tuesday, killing at least 12 people, the Congolese army said.\n\n"
    "The rebels denied the attack."
)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load()


def test_a_wire_report_has_its_trees_its_acts_and_its_voices(model: Model) -> None:
    analysis = analyse(Report("a", WIRE), model)
    assert len(analysis.sentences) == 3
    said = next(t for t in analysis.sentences[1].tokens if t.form == "said")
    assert (said.lemma, said.upos) == ("say", "VERB")
    assert "shelled" in {t.span.of(WIRE) for t in analysis.triggers if t.type == "ASSAULT"}
    assert any("Congolese army" in s.of(WIRE) for a in analysis.attributions for s in a.source)


def test_the_same_report_gives_the_same_analysis_whatever_came_before(model: Model) -> None:
    first = analyse(Report("a", WIRE), model)
    analyse(Report("b", "Quite another text. " * 60), model)
    assert analyse(Report("a", WIRE), model) == first


@pytest.mark.parametrize("text", ["", " \n", "…", "word " * 3000, "x" * 5000, "a-" * 2000, "🇺🇦 e\u0301 \u202e" * 50, "مرحبا 你好. " * 100])
def test_no_text_is_too_odd_to_be_analysed(model: Model, text: str) -> None:
    analysis = analyse(Report("odd", text), model)
    for token in chain.from_iterable(s.tokens for s in analysis.sentences):
        assert token.span.of(text) == token.form


def test_a_lemma_script_that_cuts_all_of_a_short_word_leaves_the_word() -> None:
    assert lemma("ab", "fold|2|") == "ab"

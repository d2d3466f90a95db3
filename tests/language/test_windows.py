"""Every sentence is answered for once, with context before it, and no word is encoded more than 1.25 times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.language.encoder.pieces import windows


@given(st.lists(st.integers(1, 120), max_size=60))
def test_windows_cover_every_sentence_once(lengths: list[int]) -> None:
    plan = windows(lengths, room=220)
    assert [n for w in plan for n in range(w.new, w.last)] == list(range(len(lengths)))
    assert all(w.first <= w.new < w.last for w in plan)
    assert all(sum(lengths[w.first : w.last]) <= 220 or w.last - w.first == 1 for w in plan)


def test_ordinary_sentences_are_encoded_at_most_one_and_a_quarter_times() -> None:
    lengths = [31, 24, 40, 12, 28, 35, 19] * 40
    plan = windows(lengths, room=220)
    assert sum(sum(lengths[w.first : w.last]) for w in plan) <= 1.25 * sum(lengths)

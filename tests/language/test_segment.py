"""A text is cut into sentences of words as UD English cuts it; every word is exactly a stretch of the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.segment import sentences


def cut(text: str) -> list[list[str]]:
    return [[word.of(text) for word in words] for words in sentences(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. Haidar met U.S. officials. Talks failed.", 2),
        ('"We will fight," he said. "We will win."', 2),
        ("Army shells town\n\nTroops fired on Tuesday.", 2),
        ("Prices rose 3.5 percent to $1.2 million on Jan. 5, officials said.", 1),
        ("KYIV, May 7 (Reuters) - Russia struck Kyiv.", 1),
        ("The attack came at 5 p.m. The army denied it.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(cut(text)) == count


def test_clitics_and_compounds_are_parted_and_prefixes_are_not() -> None:
    assert cut("Iran's pro-Iran, Iran-backed groups didn't fire.") == [
        ["Iran", "'s", "pro-Iran", ",", "Iran", "-", "backed", "groups", "did", "n't", "fire", "."]
    ]


@given(st.text(max_size=300))
def test_words_are_disjoint_in_order_and_leave_out_only_white_space(text: str) -> None:
    words = [word for row in sentences(text) for word in row]
    assert all(a.end <= b.begin for a, b in itertools.pairwise(words))
    left = list(text)
    for word in words:
        left[word.begin : word.end] = " " * (word.end - word.begin)
    assert not "".join(left).strip()

"""Heads of words always make one tree with one root, and the best one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language.trees import heads


def total(scores: np.ndarray, found: tuple[int | None, ...] | list[int | None]) -> float:
    return sum(float(scores[w, w if h is None else h]) for w, h in enumerate(found))


def is_tree(found: tuple[int | None, ...] | list[int | None]) -> bool:
    if list(found).count(None) != 1:
        return False
    for word in range(len(found)):
        at, steps = word, 0
        while found[at] is not None and steps <= len(found):
            at, steps = found[at], steps + 1  # type: ignore[assignment]
        if steps > len(found):
            return False
    return True


def best_of_all(scores: np.ndarray) -> float:
    size = len(scores)
    choices = [[None if h == w else h for h in range(size)] for w in range(size)]
    return max(total(scores, found) for found in product(*choices) if is_tree(found))


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_best_tree_is_found_where_all_trees_can_be_tried(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    found = heads(scores)
    assert is_tree(found)
    # the three likeliest roots are tried: with up to three words, all of them
    if size <= 3:
        assert total(scores, found) == pytest.approx(best_of_all(scores), abs=1e-5)


@pytest.mark.parametrize("size", [1, 2, 17, 60])
def test_a_long_sentence_of_noise_is_still_a_tree(size: int) -> None:
    for seed in range(5):
        assert is_tree(heads(np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)))

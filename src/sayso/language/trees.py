"""Scores of heads into trees: the best head for every word, and where these make no tree, the best tree.

Maximum spanning arborescence after Chu and Liu (1965) and Edmonds (1967), with one root.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

# A root whose score lies this far below the best is not tried.
UNLIKELY = 6.0
Scores = NDArray[np.floating[Any]]


def heads(scores: Scores) -> list[int | None]:
    """The head of each word of a sentence, None for its one root. `scores` is [W,W], dependents by heads; the diagonal scores a root.

    >>> heads(np.array([[0, 5, 0], [0, 9, 0], [0, 8, 1]], dtype=np.float32))
    [1, None, 1]
    """
    best = scores.argmax(axis=1)
    found = [None if head == word else int(head) for word, head in enumerate(best)]
    if found.count(None) == 1 and _is_tree(found):
        return found
    return _one_root(scores)


def _is_tree(found: list[int | None]) -> bool:
    """Whether every word leads to a root."""
    for word in range(len(found)):
        at: int | None = word
        for _ in range(len(found)):
            if at is None or (at := found[at]) is None:
                break
        if at is not None:
            return False
    return True


def _one_root(scores: Scores) -> list[int | None]:
    """The best tree under the best root: the words' scores as roots settle which, among the three most likely."""
    size = len(scores)
    own = np.diagonal(scores)
    roots = [root for root in np.argsort(-own)[:3] if own[root] > own.max() - UNLIKELY]
    best: tuple[float, list[int | None]] | None = None
    for root in roots:
        arcs = scores.astype(np.float64).copy()
        np.fill_diagonal(arcs, -np.inf)
        chosen = _arborescence(arcs, int(root))
        total = float(scores[root, root]) + sum(float(scores[w, h]) for w, h in enumerate(chosen) if w != root)
        if best is None or total > best[0]:
            best = total, [None if w == root else chosen[w] for w in range(size)]
    assert best is not None
    return best[1]


def _arborescence(arcs: NDArray[np.float64], root: int) -> list[int]:
    """Heads of the best tree below a root; the root's own entry is itself."""
    found = arcs.argmax(axis=1)
    found[root] = root
    ring = _ring(found, root)
    if ring is None:
        return [int(h) for h in found]
    rest = [w for w in range(len(arcs)) if w not in ring]
    within = sum(arcs[w, found[w]] for w in ring)
    size = len(rest) + 1
    small = np.full((size, size), -np.inf)
    enter: dict[int, int] = {}
    leave: dict[int, int] = {}
    small[:-1, :-1] = arcs[np.ix_(rest, rest)]
    members = sorted(ring)
    for at, word in enumerate(rest):
        # into the ring from outside: one word of the ring takes a new head
        gains = [arcs[w, word] - arcs[w, found[w]] + within for w in members]
        small[-1, at] = max(gains)
        enter[at] = members[int(np.argmax(gains))]
        below = [arcs[word, w] for w in members]
        small[at, -1] = max(below)
        leave[at] = members[int(np.argmax(below))]
    inner = _arborescence(small, rest.index(root))
    out = [int(h) for h in found]
    for at, word in enumerate(rest):
        if word != root:
            out[word] = leave[at] if inner[at] == size - 1 else rest[inner[at]]
    entered = enter[inner[-1]]
    out[entered] = rest[inner[-1]]
    return out


def _ring(found: NDArray[np.int64], root: int) -> set[int] | None:
    """The words of one cycle among the heads; None where there is none."""
    settled = {root}
    for start in range(len(found)):
        path: list[int] = []
        at = start
        while at not in settled and at not in path:
            path.append(at)
            at = int(found[at])
        if at in path:
            return set(path[path.index(at) :])
        settled.update(path)
    return None

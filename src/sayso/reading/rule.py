"""Try a visible list of rules, in order; the first that answers is noted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def first(rules: Sequence[Callable[Given, Answer | None]], *args: Given.args, **kwargs: Given.kwargs) -> tuple[Answer, str] | None:
    """The answer of the first rule that has one, with the rule's name as a reader sees it; None where no rule answers.

    >>> def long(word: str) -> int | None: return len(word) if len(word) > 3 else None
    >>> first((long,), "Goma"), first((long,), "at")
    ((4, 'long'), None)
    """
    for rule in rules:
        answer = rule(*args, **kwargs)
        if answer is not None:
            return answer, rule.__name__.strip("_").replace("_", " ")
    return None

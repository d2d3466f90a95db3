"""What is counted: nouns and verbs that give a count its role, words of quantity, and what is measured rather than counted."""

from __future__ import annotations

from functools import cache

from sayso.knowledge.table import rows


@cache
def counted() -> dict[str, str]:
    """Lower-case word beside a count to the role it gives: "killed" dead, "troops" size."""
    return dict(rows("counted.tsv", ("word", "role", "source"), lambda r: (r["word"], r["role"])))


@cache
def vague_amounts() -> dict[str, tuple[int, int | None]]:
    """Lower-case words to their bounds: "dozens" 24 to 99; None is open."""
    return dict(
        rows(
            "amounts.tsv", ("word", "low", "high", "source"), lambda r: (r["word"], (int(r["low"]), int(r["high"]) if r["high"] else None))
        )
    )

"""Word lists that tell names apart: what is also an ordinary word, a first name, or a cue beside a place name."""

from __future__ import annotations

from functools import cache

from sayso.knowledge.names import fold
from sayso.knowledge.table import rows


@cache
def ordinary_words() -> frozenset[str]:
    """Folded names of places that are also written in lower case as ordinary words ("reading", "mobile")."""
    return frozenset(rows("ordinary_words.tsv", ("word", "source"), lambda r: r["word"]))


@cache
def first_names() -> dict[str, str | None]:
    """Folded first name to "male" or "female"; None where both bear it."""
    return dict(rows("first_names.tsv", ("name", "sex", "source"), lambda r: (fold(r["name"]), r["sex"] or None)))


@cache
def place_cues() -> dict[str, frozenset[str]]:
    """Kind of cue to the lower-case words that are one: `before`, `title`, `body`, `unit`, `town`, `compass`, `way`, `verb` and others."""
    found: dict[str, set[str]] = {}
    for word, cue in rows("place_cues.tsv", ("word", "cue", "source"), lambda r: (r["word"], r["cue"])):
        found.setdefault(cue, set()).add(word)
    return {cue: frozenset(words) for cue, words in found.items()}

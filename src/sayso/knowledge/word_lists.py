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


@cache
def bearings() -> dict[str, float]:
    """Lower-case word without hyphens to degrees clockwise from north: "northeast" and "northeastern" 45."""
    return dict(rows("bearings.tsv", ("word", "degrees", "source"), lambda r: (r["word"], float(r["degrees"]))))


@cache
def place_relations() -> dict[str, tuple[str, float]]:
    """Words before a place name to how what they tell of lies to it, and how far from its edge at most (km): "near" near, 10."""
    columns = ("words", "kind", "reach_km", "source")
    return dict(rows("place_relations.tsv", columns, lambda r: (r["words"], (r["kind"], float(r["reach_km"])))))


@cache
def lengths() -> dict[str, float]:
    """Lower-case unit of length to kilometres: "miles" 1.609344."""
    return dict(rows("lengths.tsv", ("unit", "km", "source"), lambda r: (r["unit"], float(r["km"]))))

"""PLOVER's 37 contexts and the words that tell of them in news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.knowledge.table import rows

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy", "pro_autocracy", "economic",
    "legal", "reparations", "human_rights", "rights_freedoms", "repression", "human_security", "gender", "lgbt", "religion_ethnicity",
    "inequality", "diplomatic", "territory", "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resource", "environment",
    "technology", "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
WEIGHTS = (1, 2, 3)
# Words kept of all that reports have: enough for a language's common ones, and never more memory than that.
KEPT = 65536


@dataclass(frozen=True, slots=True)
class ContextWords:
    """Lower-case words, in order, that tell of a context; one that ends in "*" is the beginning of a word. Weight 3 says it alone."""

    context: str
    words: tuple[str, ...]
    weight: int

    def match(self, forms: list[str], at: int) -> bool:
        """Whether the words stand in `forms` from `at` on.

        >>> ContextWords("cbrn", ("nerve", "agent*"), 3).match(["the", "nerve", "agents"], 1)
        True
        """
        told = forms[at : at + len(self.words)]
        return len(told) == len(self.words) and all(map(is_written, self.words, told))


def is_written(word: str, form: str) -> bool:
    """Whether a word of the table, or the beginning of one, is written so."""
    return form.startswith(word[:-1]) if word.endswith("*") else form == word


@cache
def context_words() -> tuple[ContextWords, ...]:
    """Every row of the table."""
    return rows("contexts.tsv", ("context", "words", "weight", "source"), _made)


@lru_cache(maxsize=KEPT)
def beginning_with(form: str) -> tuple[ContextWords, ...]:
    """The rows whose first word is written so, those of most words first; nothing is tried for a word but its own beginnings."""
    whole, stems, longest = _index()
    found = list(whole.get(form, ()))
    for length in range(1, min(longest, len(form)) + 1):
        found += stems.get(form[:length], ())
    return tuple(sorted(found, key=lambda row: -len(row.words)))


@cache
def _index() -> tuple[dict[str, list[ContextWords]], dict[str, list[ContextWords]], int]:
    """First words that are whole and first words that are beginnings, each to its rows, and the length of the longest beginning."""
    whole: dict[str, list[ContextWords]] = {}
    stems: dict[str, list[ContextWords]] = {}
    for row in context_words():
        word = row.words[0]
        if word.endswith("*"):
            stems.setdefault(word[:-1], []).append(row)
        else:
            whole.setdefault(word, []).append(row)
    return whole, stems, max(map(len, stems), default=0)


def _made(row: dict[str, str]) -> ContextWords:
    words, weight = tuple(row["words"].split(" ")), int(row["weight"])
    if row["context"] not in CONTEXTS:
        raise ValueError(f"{row['context']} is no context of PLOVER")
    if weight not in WEIGHTS:
        raise ValueError(f"weight {weight}: it is one of {WEIGHTS}")
    if not all(word.rstrip("*") and word == word.lower() for word in words):
        raise ValueError(f"{row['words']}: lower-case words with a space between them")
    return ContextWords(row["context"], words, weight)

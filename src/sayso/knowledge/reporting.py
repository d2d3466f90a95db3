"""Words of reporting: verbs of saying and telling, documents that carry words, and marks of doubt and denial."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sayso.knowledge.table import rows


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """Sets of lower-case words by kind; `carrier` and `document` find "in a statement" or "on Twitter", and "a statement"; the words are group 1."""

    telling: frozenset[str]
    announcing: frozenset[str]
    denying: frozenset[str]
    doubt: frozenset[str]
    negation: frozenset[str]
    carrier: re.Pattern[str]
    document: re.Pattern[str]


@cache
def reporting_words() -> ReportingWords:
    """The table `reporting.tsv`."""
    found: dict[str, list[str]] = {}
    for word, kind in rows("reporting.tsv", ("word", "kind", "source"), lambda r: (r["word"], r["kind"])):
        found.setdefault(kind, []).append(word)
    documents = "|".join(sorted(map(re.escape, found["document"]), key=len, reverse=True))
    platforms = "|".join(sorted(map(re.escape, found["platform"]), key=len, reverse=True))
    phrase = rf"(?<!\w)((?:(?:a|an|the|its|his|her|their)\s+)?(?:(?!(?:to|in|of|by|from|with|on|for|that|and)\b)[\w-]+\s+){{0,3}}?(?:{documents}))\b"
    return ReportingWords(
        telling=frozenset(found["telling"]),
        announcing=frozenset(found["announcing"]),
        denying=frozenset(found["denying"]),
        doubt=frozenset(found["doubt"]),
        negation=frozenset(found["negation"]),
        carrier=re.compile(rf"\b(?:in|on|through|via|during|by)\s+({phrase}|(?-i:{platforms})\b)", re.IGNORECASE),
        document=re.compile(phrase, re.IGNORECASE),
    )

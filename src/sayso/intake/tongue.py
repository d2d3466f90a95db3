"""Which language is a text in, and does sayso read it?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso.types.report import Report

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Shorter texts do not tell their language: "Kyiv, Moscow trade accusations" is taken for half a dozen.
ENOUGH_CHARACTERS = 200
_SAMPLE_CHARACTERS = 4_000
_WORD = re.compile(r"[^\W\d_]+")
# Words that make up a fifth of English prose and next to nothing of any other language's.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "that",
        "said",
        "for",
        "was",
        "on",
        "with",
        "by",
        "is",
        "has",
        "have",
        "were",
        "from",
        "at",
        "which",
        "their",
        "its",
        "would",
        "been",
        "are",
        "not",
    ]
)
_ENGLISH_SHARE = 0.18


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it is too short to tell.

    >>> language_of("Kyiv, Moscow trade accusations") is None
    True
    """
    words = _WORD.findall(text[:_SAMPLE_CHARACTERS].lower())
    if len(text) < ENOUGH_CHARACTERS or not words:
        return None
    if sum(word in _ENGLISH for word in words) / len(words) > _ENGLISH_SHARE:
        return "en"
    code, _ = _identifier().classify(text[:_SAMPLE_CHARACTERS])
    return str(code)


def unread_reason(report: Report) -> str | None:
    """Why a report that was kept is not read: it holds no words, or is not in English. None where it is read."""
    if not _WORD.search(report.text):
        return "no text: the report holds no words"
    language = (report.language or "en").lower()
    if language.split("-")[0].split("_")[0] in ("en", "eng"):
        return None
    return f"not read: the report's language is {report.language}, and sayso reads English; the text is kept"


@cache
def _identifier() -> LanguageIdentifier:
    """py3langid's own model, loaded with the first text that is not plainly English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)

"""What is kept of a report? Its text, clean and from now on unchanged, its identity, its parts, its language."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sayso.errors import LimitError
from sayso.intake.clean import clean, one_line
from sayso.intake.parts import parts_of
from sayso.intake.tongue import language_of
from sayso.settings import Limits
from sayso.types.report import Evidence, Part, Report


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told about a report beside its text; None is not told."""

    id: str | None = None
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    fetched: str | None = None
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()


def freeze(text: str, facts: Facts, limits: Limits, parts: tuple[Part, ...] | None = None) -> Report:
    """A report of this very text. Where `parts` are not told they are found; where the language is not told it is recognised.

    Raises LimitError where the text is too long, and where it holds nothing but white space.
    """
    if len(text) > limits.text_characters:
        raise LimitError(f"the text has {len(text)} characters; the limit text_characters is {limits.text_characters}")
    text, replaced = clean(text)
    if not text.strip(" \t\r\n\v\f\x85\u2028\u2029\ufeff\u200b\ufffd\xa0"):
        raise LimitError("no text")
    evidence = facts.evidence
    if replaced:
        evidence += (Evidence("text", f"{replaced} characters that cannot be kept became U+FFFD", "clean"),)
    language = facts.language
    if language is None and (language := language_of(text)) is not None:
        evidence += (Evidence("language", language, "text"),)
    return Report(
        id=facts.id or report_id(facts.url or facts.path, text),
        text=text,
        published=facts.published,
        path=facts.path,
        url=facts.url,
        outlet=one_line(facts.outlet),
        title=one_line(facts.title),
        authors=facts.authors,
        fetched=facts.fetched,
        language=language,
        parts=parts_of(text, facts.title) if parts is None else parts,
        evidence=evidence,
    )


def report_id(place: str | None, text: str) -> str:
    """The same for the same text at the same address or path, in every run and on every machine.

    >>> report_id(None, "Talks failed.") == report_id("a.html", "Talks failed.")
    False
    """
    return hashlib.sha256(f"{place or ''}\0{text}".encode()).hexdigest()[:16]

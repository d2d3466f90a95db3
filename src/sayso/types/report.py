"""What an outlet published: one report, its parts and where each fact about it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sayso.types.text import Span

PartKind = Literal["headline", "byline", "dateline", "body", "caption", "post", "credit"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a report's text with a function of its own; a post has its own author and date."""

    kind: PartKind
    span: Span
    author: str | None = None
    published: date | None = None
    source: Span | None = None  # of a credit, dateline or post: the words that name the agency, outlet or author


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact about a report was read: `meta[article:published_time]`, `json-ld datePublished`, `url`, `text`."""

    field: str
    value: str
    place: str
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """One report as one outlet published it. `text` never changes after intake; all offsets are into it.

    `text` is headline, blank line, body, credits, as parts. `published` is the day in the outlet's own time, None where not known.
    """

    id: str
    text: str
    published: date | None = None
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    fetched: str | None = None
    language: str | None = None
    parts: tuple[Part, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def text_sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf8")).hexdigest()

    @property
    def body(self) -> str:
        """The article's own words: its body parts with their dateline and the posts among them, or all of the text where no parts are told."""
        own = self.parts_of("body", "dateline", "post")
        gaps = ["", *(" " if part.kind == "dateline" else "\n\n" for part in own)]
        return "".join(gap + part.span.of(self.text) for gap, part in zip(gaps, own, strict=False)) if self.parts else self.text

    def parts_of(self, *kinds: PartKind) -> tuple[Part, ...]:
        return tuple(p for p in self.parts if p.kind in kinds)

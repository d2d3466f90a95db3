"""One self-contained page per report: its text with the claims marked, each claim beside it, nothing loaded from anywhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from sayso.types.claim import Claim
from sayso.types.report import Report
from sayso.types.text import Span
from sayso.views import wording
from sayso.views.explanation import Reason, reasons

# Characters that change how text is shown without being seen, and the names under which the page shows them.
INVISIBLE = {
    "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI",
    "\u2069": "PDI", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u2060": "WJ", "\ufeff": "BOM", "\u00ad": "SHY",
}  # fmt: skip


# A span, the number of a claim, and what the span is to it.
Mark = tuple[Span, int, str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text between two borders of spans.

    `claims` are the numbers of the claims that touch it, `roles` what it is to them, `act` the one it names.
    """

    text: str
    claims: tuple[int, ...]
    roles: tuple[str, ...]
    status: str | None
    act: int | None
    part: str | None
    invisible: str | None = None
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as the page shows it."""

    number: int
    claim: Claim
    quote: str
    chain: tuple[str, ...]
    when: str | None
    numbers: tuple[str, ...]
    reasons: tuple[Reason, ...]


def segments(report: Report, claims: tuple[Claim, ...]) -> tuple[Segment, ...]:
    """The whole text, cut at every border; joined again it is the text, character for character."""
    marks = sorted(mark for number, claim in enumerate(claims, 1) for mark in _marks(number, claim))
    hidden = [at for at, char in enumerate(report.text) if char in INVISIBLE]
    borders = {0, len(report.text), *hidden, *(at + 1 for at in hidden)}
    borders |= {edge for span, _, _ in marks for edge in (span.begin, span.end)}
    borders |= {edge for part in report.parts for edge in (part.span.begin, part.span.end)}
    found, over, coming = [], list[Mark](), iter([*marks, None])
    following = next(coming)
    for begin, end in itertools.pairwise(sorted(borders)):
        # only the marks that reach so far are held: a long report has thousands
        over = [mark for mark in over if mark[0].end > begin]
        while following is not None and following[0].begin <= begin:
            over.append(following)
            following = next(coming)
        found.append(_segment(Span(begin, end), report, claims, over))
    return tuple(found)


def _marks(number: int, claim: Claim) -> Iterator[Mark]:
    """Every span that a claim rests on, with what it is to it."""
    yield claim.trigger, number, "trigger"
    yield from ((p.span, number, "actor") for p in claim.actors)
    yield from ((p.span, number, "recipient") for p in claim.recipients)
    yield from ((link.span, number, "source") for link in claim.chain)
    yield from ((n.span, number, "number") for n in claim.numbers)
    if claim.place:
        yield claim.place.span, number, "place"
    if claim.when:
        yield claim.when.span, number, "time"


def _segment(span: Span, report: Report, claims: tuple[Claim, ...], marks: list[Mark]) -> Segment:
    over = sorted((number, role, whole) for whole, number, role in marks if whole.covers(span))
    acts = [number for number, role, _ in over if role == "trigger"]
    text = span.of(report.text)
    return Segment(
        text=text,
        claims=tuple(dict.fromkeys(number for number, _, _ in over)),
        roles=tuple(dict.fromkeys(role for _, role, _ in over)),
        status=claims[acts[0] - 1].status if acts else None,
        act=acts[0] if acts else None,
        part=next((p.kind for p in report.parts if p.span.covers(span) and p.kind != "body"), None),
        invisible=INVISIBLE.get(text),
        starts=tuple(number for number, role, whole in over if role == "trigger" and whole.begin == span.begin),
    )


def cards(report: Report, claims: tuple[Claim, ...]) -> tuple[Card, ...]:
    return tuple(
        Card(
            number=number,
            claim=claim,
            quote=claim.trigger.of(report.text),
            chain=tuple(link.name for link in claim.chain),
            when=wording.days(claim.when) if claim.when and claim.when.earliest else None,
            numbers=tuple(wording.number(n) for n in claim.numbers),
            reasons=reasons(report, claim),
        )
        for number, claim in enumerate(claims, 1)
    )


def report_page(report: Report, claims: tuple[Claim, ...], *, problem: str | None = None) -> str:
    """The page as one HTML document with its own style and script."""
    ordered = tuple(sorted(claims, key=lambda c: (c.trigger.begin, c.id)))
    page: str = _template("report.html").render(
        report=report,
        segments=segments(report, ordered),
        cards=cards(report, ordered),
        problem=problem,
        statuses=wording.STATUS_WORDS,
        style=_static("report.css"),
        script=_static("report.js"),
    )
    return page


def _static(name: str) -> str:
    return (resources.files("sayso.views") / "static" / name).read_text("utf8")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("sayso.views"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["exact"] = _exact
    return made


def _exact(text: str) -> Any:
    """Escaped so that a browser gives back these very characters: it would fold a carriage return that stands as itself."""
    from markupsafe import Markup, escape

    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _template(name: str) -> Any:
    return _environment().get_template(name)

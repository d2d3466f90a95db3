"""What is asked of a ledger: words and filters, as one statement that no input can break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, text

from sayso.ledger.tables import claims, links, parties, reports

_WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Query:
    """Every filter must hold; within `types` or `statuses` one of them. Names match without regard to case, as parts of the name."""

    text: str | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    report: str | None = None


def fts(words: str) -> str | None:
    """What people type as a query of FTS5 that cannot fail: each word quoted, all of them wanted; None where there is no word.

    >>> fts('rebels-town "AND'), fts("((((")
    ('"rebels" "town" "AND"', None)
    """
    found = _WORD.findall(words)[:MOST_WORDS]
    return " ".join(f'"{word}"' for word in found) or None


def statement(query: Query) -> Select[Any]:
    """The claims that a query asks for, in a stable order: day of publication, report, place in the text."""
    wanted = select(claims).join(reports, reports.c.id == claims.c.report_id)
    return wanted.where(and_(True, *_conditions(query))).order_by(
        reports.c.published.is_(None), reports.c.published, claims.c.report_id, claims.c.trigger_begin, claims.c.id
    )


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    if query.text is not None:
        words = fts(query.text)
        if words is None:
            out.append(false())
        else:
            match = text("SELECT claim_id FROM claim_words WHERE claim_words MATCH :words").bindparams(words=words)
            out.append(claims.c.id.in_(match))
    if query.types:
        out.append(claims.c.event_type.in_([kind.upper() for kind in query.types]))
    if query.statuses:
        out.append(claims.c.status.in_([status.lower() for status in query.statuses]))
    if query.report:
        out.append(claims.c.report_id == query.report)
    if query.actor:
        own = and_(parties.c.claim_id == claims.c.id, or_(_like(parties.c.name, query.actor), parties.c.country == query.actor.upper()))
        out.append(exists().where(own))
    if query.place:
        out.append(or_(_like(claims.c.place, query.place), claims.c.country == query.place.upper()))
    if query.source:
        link = exists().where(and_(links.c.claim_id == claims.c.id, _like(links.c.name, query.source)))
        out.append(or_(link, _like(reports.c.outlet, query.source)))
    if query.since:
        out.append(claims.c.event_date_end >= query.since.isoformat())
    if query.until:
        out.append(claims.c.event_date <= query.until.isoformat())
    return out


def _like(column: Any, part: str) -> ColumnElement[bool]:
    """Whether a column holds a part, its wildcards taken as letters."""
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found: ColumnElement[bool] = column.ilike(f"%{escaped}%", escape="\\")
    return found

"""Reports and claims into rows and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from sqlalchemy import RowMapping

from sayso.types.claim import Claim, Context, Grain, Link, Number, NumberRole, Party, Place, Relation, RunnerUp, Status, Step, When
from sayso.types.report import Evidence, Part, PartKind, Report
from sayso.types.text import Span

Row = RowMapping | Mapping[str, Any]
_SENTENCE_MARKS = (". ", "! ", "? ", "\n", ".” ", '." ')


def span_cells(span: Span | None, text: str, name: str = "") -> dict[str, Any]:
    """A span as its columns; all null where there is none."""
    lead = f"{name}_" if name else ""
    if span is None:
        return {f"{lead}begin": None, f"{lead}end": None, f"{lead}quote": None}
    return {f"{lead}begin": span.begin, f"{lead}end": span.end, f"{lead}quote": span.of(text)}


def _span(row: Row, name: str = "") -> Span | None:
    lead = f"{name}_" if name else ""
    return None if row[f"{lead}begin"] is None else Span(row[f"{lead}begin"], row[f"{lead}end"])


def _told(span: Span | None) -> Span:
    assert span is not None
    return span


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(cell: str | None) -> date | None:
    return None if cell is None else date.fromisoformat(cell)


def report_row(report: Report, *, state: str, reader: str | None) -> dict[str, Any]:
    return {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "published": _iso(report.published),
        "url": report.url,
        "path": report.path,
        "authors": json.dumps(list(report.authors), ensure_ascii=False),
        "fetched": report.fetched,
        "language": report.language,
        "text_sha256": report.text_sha256,
        "state": state,
        "reader": reader,
    }


def part_rows(report: Report) -> list[dict[str, Any]]:
    return [
        {"report_id": report.id, "position": at, "kind": part.kind, "author": part.author, "published": _iso(part.published)}
        | span_cells(part.span, report.text)
        | span_cells(part.source, report.text, "source")
        for at, part in enumerate(report.parts)
    ]


def evidence_rows(report: Report) -> list[dict[str, Any]]:
    return [
        {"report_id": report.id, "position": at, "field": e.field, "value": e.value, "place": e.place, "taken": int(e.taken)}
        for at, e in enumerate(report.evidence)
    ]


def report_of(row: Row, text: str, parts: Sequence[Row], evidence: Sequence[Row]) -> Report:
    return Report(
        id=row["id"],
        text=text,
        published=_day(row["published"]),
        path=row["path"],
        url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        authors=tuple(json.loads(row["authors"])),
        fetched=row["fetched"],
        language=row["language"],
        parts=tuple(Part(cast(PartKind, p["kind"]), _told(_span(p)), p["author"], _day(p["published"]), _span(p, "source")) for p in parts),
        evidence=tuple(Evidence(e["field"], e["value"], e["place"], bool(e["taken"])) for e in evidence),
    )


def claim_row(claim: Claim, text: str) -> dict[str, Any]:
    when, place = claim.when, claim.place
    return {
        "id": claim.id,
        "report_id": claim.report,
        "event_type": claim.type,
        "event_mode": claim.mode,
        "status": claim.status,
        "score": claim.score,
        "sentence": sentence_around(claim.trigger, text),
        **span_cells(claim.trigger, text, "trigger"),
        "event_date": _iso(when.earliest) if when else None,
        "event_date_end": _iso(when.latest) if when else None,
        "when_type": when.type if when else None,
        "when_value": when.value if when else None,
        "when_grain": when.grain if when else None,
        "when_rule": when.rule if when else None,
        **span_cells(when.span if when else None, text, "when"),
        "place": place.name if place else None,
        "country": place.code if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "radius_km": place.radius_km if place else None,
        "place_source_id": place.source_id if place else None,
        "place_score": place.score if place else None,
        "place_rule": place.rule if place else None,
        "place_kind": place.kind if place else None,
        "place_literal": int(place.literal) if place else None,
        "place_relation": _as_json(place.relation) if place else None,
        "place_runner_up": _as_json(place.runner_up) if place else None,
        **span_cells(place.span if place else None, text, "place"),
    }


def sentence_around(span: Span, text: str) -> str:
    """The sentence that holds a span, as far as stops and line ends tell; what is shown and searched, never an anchor."""
    begin = max((text.rfind(mark, 0, span.begin) + len(mark) for mark in _SENTENCE_MARKS if mark in text[: span.begin]), default=0)
    ends = [at + len(mark.rstrip(" \n")) for mark in _SENTENCE_MARKS if (at := text.find(mark, span.end)) >= 0]
    return text[begin : min(ends, default=len(text))].strip()


def child_rows(claim: Claim, text: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a claim in the tables that hang on it, by table."""
    return {
        "parties": [
            {"claim_id": claim.id, "side": side, "position": at, "name": p.name, "country": p.code, "sector": p.sector, "known": p.known}
            | {"rule": p.rule, "score": p.score}
            | span_cells(p.span, text)
            for side, held in (("actor", claim.actors), ("recipient", claim.recipients))
            for at, p in enumerate(held)
        ],
        "numbers": [
            {"claim_id": claim.id, "position": at, "role": n.role, "low": n.low, "high": n.high, "counted": n.of, "rule": n.rule}
            | span_cells(n.span, text)
            for at, n in enumerate(claim.numbers)
        ],
        "links": [
            {"claim_id": claim.id, "position": at, "name": k.name, "rule": k.rule, "score": k.score} | span_cells(k.span, text)
            for at, k in enumerate(claim.chain)
        ],
        "contexts": [{"claim_id": claim.id, "position": at, "name": c.name, "score": c.score} for at, c in enumerate(claim.contexts)],
        "steps": [
            {"claim_id": claim.id, "position": at, "field": s.field, "rule": s.rule, "score": s.score} | span_cells(s.span, text)
            for at, s in enumerate(claim.why)
        ],
    }


def claim_of(row: Row, children: Mapping[str, Sequence[Row]]) -> Claim:
    """The claim of a row and of those that hang on it, each in order of position."""
    sides = {side: tuple(_party(p) for p in children["parties"] if p["side"] == side) for side in ("actor", "recipient")}
    return Claim(
        id=row["id"],
        report=row["report_id"],
        trigger=_told(_span(row, "trigger")),
        type=row["event_type"],
        mode=row["event_mode"],
        status=cast(Status, row["status"]),
        chain=tuple(Link(_told(_span(k)), k["name"], k["rule"], k["score"]) for k in children["links"]),
        when=_when(row),
        place=_place(row),
        actors=sides["actor"],
        recipients=sides["recipient"],
        numbers=tuple(
            Number(_told(_span(n)), n["low"], n["high"], cast(NumberRole, n["role"]), n["counted"], n["rule"]) for n in children["numbers"]
        ),
        score=row["score"],
        why=tuple(Step(s["field"], s["rule"], _span(s), s["score"]) for s in children["steps"]),
        contexts=tuple(Context(c["name"], c["score"]) for c in children["contexts"]),
    )


def _party(row: Row) -> Party:
    return Party(_told(_span(row)), row["name"], row["country"], row["sector"], row["rule"], row["score"], row["known"])


def _when(row: Row) -> When | None:
    span = _span(row, "when")
    if span is None:
        return None
    days = _day(row["event_date"]), _day(row["event_date_end"])
    return When(span, row["when_type"], row["when_value"], *days, cast("Grain | None", row["when_grain"]), row["when_rule"])


def _place(row: Row) -> Place | None:
    span = _span(row, "place")
    if span is None:
        return None
    return Place(
        span=span,
        name=row["place"],
        code=row["country"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        radius_km=row["radius_km"],
        source_id=row["place_source_id"],
        score=row["place_score"],
        rule=row["place_rule"],
        kind=row["place_kind"],
        literal=bool(row["place_literal"]),
        relation=_relation(row["place_relation"]),
        runner_up=RunnerUp(**json.loads(row["place_runner_up"])) if row["place_runner_up"] else None,
    )


def _as_json(value: Relation | RunnerUp | None) -> str | None:
    return None if value is None else json.dumps(asdict(value), ensure_ascii=False)


def _relation(cell: str | None) -> Relation | None:
    if not cell:
        return None
    told = json.loads(cell)
    return Relation(**told | {"span": Span(**told["span"])})

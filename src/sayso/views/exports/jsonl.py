"""Claims and layers as JSON rows: the keys of the codebook, and beside them id, score, why and the quoted words."""

from __future__ import annotations

from typing import Any

from sayso.knowledge.event_types import QUAD_CODES, intensity
from sayso.pipeline import Read
from sayso.types.claim import Claim, Link, Number, Party, Place, Relation, RunnerUp, When
from sayso.types.report import Report
from sayso.types.text import Span

SCHEMA = "sayso.code/1"


def code_row(read: Read, *, layers: bool = False) -> dict[str, Any]:
    """One line of `sayso code`: a report's claims, `problem` where it was not read, and with `layers` what the claims rest on."""
    row: dict[str, Any] = {"schema": SCHEMA, "id": read.report.id, "claims": [claim_row(read.report, c) for c in read.reading.claims]}
    if read.problem is not None:
        row["problem"] = read.problem.message
    return row | layers_row(read) if layers else row


def claim_row(report: Report, claim: Claim) -> dict[str, Any]:
    """A claim by the codebook, section 1; spans are [begin, end) in code points of the report's text."""
    return {
        "id": claim.id,
        "trigger": _span(claim.trigger),
        "type": claim.type,
        "mode": claim.mode,
        "actors": [party_row(p) for p in claim.actors],
        "recipients": [party_row(p) for p in claim.recipients],
        "place": place_row(claim.place) if claim.place else None,
        "when": when_row(claim.when) if claim.when and claim.when.earliest and claim.when.latest else None,
        "numbers": [number_row(n) for n in claim.numbers],
        "status": claim.status,
        "chain": [link_row(link) for link in claim.chain],
        "contexts": [{"name": c.name, "score": c.score} for c in claim.contexts],
        "score": claim.score,
        "quote": claim.trigger.of(report.text),
        "intensity": intensity(claim.type, claim.mode),
        "quad_code": QUAD_CODES[claim.type],
        "why": [{"field": s.field, "rule": s.rule, "span": _span(s.span) if s.span else None, "score": s.score} for s in claim.why],
    }


def _span(span: Span) -> list[int]:
    return [span.begin, span.end]


def party_row(party: Party) -> dict[str, Any]:
    return {"span": _span(party.span), "name": party.name, "code": party.code, "sector": party.sector, "rule": party.rule}


def place_row(place: Place) -> dict[str, Any]:
    told = {"span": _span(place.span), "name": place.name, "code": place.code, "lat": place.latitude, "lon": place.longitude}
    return told | {
        "radius_km": place.radius_km,
        "source_id": place.source_id,
        "score": place.score,
        "rule": place.rule,
        "literal": place.literal,
        "runner_up": runner_up_row(place.runner_up) if place.runner_up else None,
        "relation": relation_row(place.relation) if place.relation else None,
    }


def runner_up_row(place: RunnerUp) -> dict[str, Any]:
    """The best other place of a name."""
    return {"code": place.code, "kind": place.kind, "lat": place.latitude, "lon": place.longitude, "source_id": place.source_id}


def relation_row(relation: Relation) -> dict[str, Any]:
    """How the spot lies to a place, and where that is."""
    told: dict[str, Any] = {"span": _span(relation.span), "kind": relation.kind, "anchor": relation.anchor, "other": relation.other}
    told |= {"bearing_degrees": relation.bearing_degrees, "distance_km": relation.distance_km}
    return told | {"lat": relation.latitude, "lon": relation.longitude, "radius_km": relation.radius_km}


def when_row(when: When) -> dict[str, Any]:
    days = {"from": when.earliest.isoformat() if when.earliest else None, "to": when.latest.isoformat() if when.latest else None}
    return {"span": _span(when.span), "type": when.type, "value": when.value} | days | {"grain": when.grain, "rule": when.rule}


def number_row(number: Number) -> dict[str, Any]:
    return {"span": _span(number.span), "of": number.of, "role": number.role, "low": number.low, "high": number.high, "rule": number.rule}


def link_row(link: Link) -> dict[str, Any]:
    return {"span": _span(link.span), "name": link.name, "rule": link.rule, "score": link.score}


def layers_row(read: Read) -> dict[str, Any]:
    """What the claims of a report rest on; empty lists where it was not read."""
    analysis, reading = read.analysis, read.reading
    return {
        "sentences": [
            {
                "span": _span(sentence.span),
                "tokens": [
                    {
                        "span": _span(t.span),
                        "form": t.form,
                        "lemma": t.lemma,
                        "upos": t.upos,
                        "feats": t.feats,
                        "head": t.head,
                        "deprel": t.deprel,
                    }
                    for t in sentence.tokens
                ],
            }
            for sentence in (analysis.sentences if analysis else ())
        ],
        "mentions": [{"span": _span(m.span), "kind": m.kind, "score": m.score} for m in (analysis.mentions if analysis else ())],
        "attributions": [
            {
                "source": [_span(s) for s in a.source],
                "cue": [_span(s) for s in a.cue],
                "content": [_span(s) for s in a.content],
                "score": a.score,
            }
            for a in (analysis.attributions if analysis else ())
        ],
        "times": [when_row(t) for t in reading.times],
        "places": [place_row(p) for p in reading.places],
        "parties": [party_row(p) for p in reading.parties],
        "numbers": [number_row(n) for n in reading.numbers],
    }

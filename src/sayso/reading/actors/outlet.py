"""Who publishes a report, where that is a party."""

from __future__ import annotations

from sayso.knowledge.countries import countries
from sayso.knowledge.outlets import outlet_at, outlet_named
from sayso.reading.actors.phrase import clues
from sayso.types.claim import Party
from sayso.types.text import Analysis, Span


def outlet_party(analysis: Analysis) -> Party | None:
    """Whoever publishes the report, where that is a party by the tables: "we" of a ministry's own statement."""
    outlet = analysis.report.outlet
    if outlet is None:
        return None
    known = outlet_named(outlet) or outlet_at(outlet)
    if known is not None and known.family == "government":
        country = countries().get(known.code or "")
        return Party(Span(0, 0), country.name if country is not None else known.name, known.code, "GOV", "outlet")
    told = clues(outlet, analysis.report.published)
    if told.actor is not None:
        return Party(Span(0, 0), told.actor.name, told.actor.code, told.actor.sector, "outlet", known=told.actor.id)
    return Party(Span(0, 0), outlet, told.country, told.sector or "GOV", "outlet") if told.country is not None else None

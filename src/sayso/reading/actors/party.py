"""Which party does a span denote?"""

from __future__ import annotations

import re

from sayso.knowledge.countries import country_words
from sayso.knowledge.names import fold
from sayso.reading.actors.phrase import trim
from sayso.types.claim import Party, Place
from sayso.types.text import Analysis, Span


def party_of(span: Span, analysis: Analysis, *, known: tuple[Party, ...] = (), places: tuple[Place, ...] = ()) -> Party:
    """The party that a span denotes."""
    kept = trim(span, analysis)
    words = kept.of(analysis.report.text)
    country = country_words().get(fold(words))
    return Party(kept, words, country.code if country else None, "GOV" if country else None, "country" if country else "as written")


def parties(analysis: Analysis, extra_spans: tuple[Span, ...] = (), *, places: tuple[Place, ...] = ()) -> tuple[Party, ...]:
    """Every mention of a person, group or state."""
    text = analysis.report.text
    spans = [Span(*m.span()) for m in re.finditer(r"[A-Z][\w.-]*\w", text) if fold(m.group()) in country_words()]
    return tuple(party_of(s, analysis, places=places) for s in (*spans, *extra_spans))

"""The smallest phrase that identifies a party."""

from __future__ import annotations

import re

from sayso.types.text import Analysis, Span

ARTICLES = re.compile(r"(?:the|a|an|this|these|that|those)\s+", re.IGNORECASE)


def trim(span: Span, analysis: Analysis) -> Span:
    """A span without the article before it."""
    found = ARTICLES.match(span.of(analysis.report.text))
    return Span(span.begin + found.end(), span.end) if found and span.begin + found.end() < span.end else span

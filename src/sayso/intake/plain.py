"""A text file into a report: its words as they are, its parts and the day at its head found."""

from __future__ import annotations

from sayso.intake.decode import decode
from sayso.intake.freeze import Facts, freeze
from sayso.intake.published import day_told
from sayso.settings import Limits
from sayso.types.report import Evidence, Report


def report_of_text(raw: bytes, path: str, limits: Limits) -> Report:
    """Raises InputError where the bytes are no text, LimitError where it is empty or too long."""
    decoded = decode(raw)
    published, days = day_told((), None, decoded.text)
    evidence = (Evidence("encoding", decoded.encoding, decoded.known_by), *days)
    return freeze(decoded.text, Facts(path=path, published=published, evidence=evidence), limits)

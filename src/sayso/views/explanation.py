"""Why does sayso say so? Each field of a claim with the rule or head that gave it, its score, and the words it looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.types.claim import Claim
from sayso.types.report import Report


@dataclass(frozen=True, slots=True)
class Reason:
    """One step in words."""

    field: str
    rule: str
    words: str | None
    score: float | None

    def __str__(self) -> str:
        seen = f" at “{self.words}”" if self.words else ""
        sure = f" ({self.score:.2f})" if self.score is not None else ""
        return f"{self.field}: {self.rule}{seen}{sure}"


def reasons(report: Report, claim: Claim) -> tuple[Reason, ...]:
    """The steps that led to a claim, in the order in which they were taken."""
    return tuple(Reason(s.field, s.rule, s.span.of(report.text) if s.span else None, s.score) for s in claim.why)

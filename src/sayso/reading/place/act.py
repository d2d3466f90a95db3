"""Where did the act happen?"""

from __future__ import annotations

from sayso.types.claim import Place, Step
from sayso.types.text import Analysis, Trigger


def place_of(trigger: Trigger, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Place | None, tuple[Step, ...]]:
    """The place of an act, and why; None where none is told."""
    for role in trigger.role_spans("place"):
        for place in places:
            if place.literal and place.span.overlaps(role.span):
                return place, (Step("place", "role link", role.span, role.score),)
    return None, ()

"""Who? The parties a report mentions, with country and sector."""

from sayso.reading.actors.party import parties, party_of
from sayso.reading.actors.phrase import trim

__all__ = ["parties", "party_of", "trim"]

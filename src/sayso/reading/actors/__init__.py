"""Who? The parties a report mentions, with country and sector, and those that take part in an act."""

from sayso.reading.actors.act import participants_of
from sayso.reading.actors.mentioned import forget, parties
from sayso.reading.actors.party import party_of
from sayso.reading.actors.phrase import trim

__all__ = ["forget", "participants_of", "parties", "party_of", "trim"]

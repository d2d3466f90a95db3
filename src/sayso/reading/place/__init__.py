"""Where? Every place a report mentions, resolved, and the place where an act happened."""

from sayso.reading.place.act import place_of
from sayso.reading.place.mentions import places
from sayso.reading.place.naming import forget

__all__ = ["forget", "place_of", "places"]

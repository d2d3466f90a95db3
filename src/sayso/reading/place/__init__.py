"""Where? Every place a report mentions, resolved, and the place where an act happened."""

from sayso.reading.place.act import place_of
from sayso.reading.place.mentions import places

__all__ = ["place_of", "places"]

"""When? Every time a report tells, and the time of an act."""

from sayso.reading.time.act import when_of
from sayso.reading.time.tagging import times

__all__ = ["times", "when_of"]

"""Stretches of two times or of one and the report's day: "from Monday to Wednesday", "since June", "until Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso.types.claim import When

_TO = re.compile(r"\s*(?:-|–|—|,?\s*(?:up\s+)?(?:to|until|till|through))\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
# "put off from Monday to Wednesday" is no stretch
_MOVED = re.compile(r"\b(?:postpon|mov|delay|shift|reschedul|put\s+(?:off|back)|brought\s+forward|push)\w*\b[^.;]*$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:the\s+|at\s+least\s+|about\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till)\s+(?:the\s+|at\s+least\s+)?$", re.IGNORECASE)
REACH = 60  # characters before a time that say what it bounds


def stretched(text: str, times: Sequence[When], published: date | None) -> tuple[When, ...]:
    """The times, with those that begin or end a stretch covering it: the first of two covers both, the second stays as it is told."""
    out = list(times)
    for at, time in enumerate(out):
        if time.type != "DATE" or time.earliest is None or time.latest is None:
            continue
        before = text[max(0, time.span.begin - REACH) : time.span.begin]
        following = out[at + 1] if at + 1 < len(out) else None
        if following is not None and (both := _from_to(text, before, time, following)) is not None:
            out[at] = both
        elif published is not None and _SINCE.search(before) and time.earliest <= published:
            out[at] = replace(time, latest=max(published, time.earliest), rule="since")
        elif published is not None and _UNTIL.search(before) and time.latest >= published:
            out[at] = replace(time, earliest=min(published, time.earliest), rule="until")
    return tuple(out)


def _from_to(text: str, before: str, first: When, last: When) -> When | None:
    between = text[first.span.end : last.span.begin]
    joined = _TO.fullmatch(between) or (_BETWEEN.search(before) and _AND.fullmatch(between))
    if not joined or first.rule.endswith("from to") or last.type != "DATE" or last.grain != first.grain or _MOVED.search(before):
        return None
    if first.earliest is None or last.earliest is None or last.latest is None:
        return None
    begin, value = first.earliest, first.value
    if first.rule == last.rule == "weekday" and begin > last.earliest:
        # "from Monday to Wednesday" on a Tuesday: the Monday before that Wednesday
        begin -= timedelta(days=7)
        value = begin.isoformat()
    return replace(first, value=value, earliest=begin, latest=last.latest, rule="from to") if begin <= last.latest else None

"""A claim as one plain sentence, and its parts in words."""

from __future__ import annotations

from datetime import date

from sayso.types.claim import Claim, Number, Status, When
from sayso.types.report import Report

TYPE_WORDS = {
    "AGREE": "agreed or promised",
    "CONSULT": "met or talked",
    "SUPPORT": "expressed support",
    "CONCEDE": "conceded",
    "COOPERATE": "cooperated",
    "AID": "gave aid",
    "RETREAT": "yielded or withdrew",
    "REQUEST": "asked or demanded",
    "ACCUSE": "accused or criticised",
    "REJECT": "refused",
    "THREATEN": "threatened",
    "PROTEST": "protested",
    "SANCTION": "cut or reduced relations",
    "MOBILIZE": "mobilized forces",
    "COERCE": "coerced",
    "ASSAULT": "attacked",
}
STATUS_WORDS: dict[Status, str] = {
    "actual": "told as a fact",
    "denied": "denied",
    "possible": "told with doubt",
    "conditional": "only under a condition",
    "future": "planned or expected",
    "historical": "background, more than a year old",
}
_ROLE_WORDS = {
    "dead": "dead",
    "injured": "injured",
    "arrested": "arrested",
    "abducted": "abducted",
    "displaced": "displaced",
    "size": "taking part",
}


def sentence(report: Report, claim: Claim) -> str:
    """ "Reuters, citing the Congolese army: M23 rebels attacked (shelled) ... in Goma on 12 March 2024; at least 12 dead. [denied]"."""
    who = " and ".join(p.name for p in claim.actors) or "Somebody"
    whom = f", towards {' and '.join(p.name for p in claim.recipients)}" if claim.recipients else ""
    mode = f", {claim.mode}" if claim.mode else ""
    where = f", in {claim.place.name}" if claim.place else ""
    on = f", {days(claim.when)}" if claim.when and claim.when.earliest else ""
    counts = "".join(f"; {number(n)}" for n in claim.numbers)
    act = f"{who} {TYPE_WORDS[claim.type]} (“{claim.trigger.of(report.text)}”{mode}){whom}{where}{on}{counts}"
    told = "" if claim.status == "actual" else f" [{STATUS_WORDS[claim.status]}]"
    return f"{say_so(report, claim)}: {act}.{told}"


def say_so(report: Report, claim: Claim) -> str:
    """Who says so, from the one nearest the reader to the one nearest the act."""
    outlet = report.outlet or "The report"
    if not claim.chain:
        return f"{outlet}, in its own voice"
    return f"{outlet}, citing " + ", citing ".join(link.name for link in claim.chain)


def days(when: When) -> str:
    """ "12 March 2024", "1 to 31 March 2024", "1 January 2011 to 7 February 2026"."""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return when.value
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def number(told: Number) -> str:
    """ "at least 12 dead", "24 to 99 injured", "14 vessels"."""
    low, high = told.low, told.high
    if low is not None and low == high:
        amount = f"{low:,}"
    elif high is None:
        amount = f"at least {low:,}"
    elif low is None:
        amount = f"up to {high:,}"
    else:
        amount = f"{low:,} to {high:,}"
    what = _ROLE_WORDS.get(told.role)
    noun = told.of if told.of and told.role in ("size", "other", "money") else None
    return " ".join(word for word in (amount, noun, what if told.role != "size" or not noun else None) if word)

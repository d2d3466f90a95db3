"""Which words tell a time, and which time? The longest expression at each place, valued from the report's day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sayso.knowledge.names import plain_case
from sayso.knowledge.outlets import outlet_at, outlet_named
from sayso.reading.time import expressions, quarters, recurring, stretches, told_from
from sayso.reading.time.cues import Surroundings
from sayso.reading.time.expressions import Rule
from sayso.reading.time.ranges import stretched
from sayso.reading.time.value import NO_SUCH_DAY, Anchor, Value
from sayso.types.claim import When
from sayso.types.report import Report
from sayso.types.text import Analysis, Span

# The first listed wins where two are equally long.
RULES: tuple[tuple[str, Rule], ...] = (*recurring.RULES, *told_from.RULES, *quarters.RULES, *stretches.RULES, *expressions.RULES)
_DATES = (expressions.calendar_date, expressions.iso_date, expressions.slashed_date, expressions.day_of_month, stretches.days_from_to)
_LEADING = re.compile(r"(?:the|in|for|at|since|on|by|of|from|until|during|through|throughout|over)\s+", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|plans?|planned|set to|due|expect(?:ed|s)?|forecasts?|hopes? to|hoping to|intends?|aims? to|scheduled"
    r"|going to|upcoming|ahead of|effective|payable|slated|(?:is|are) to|tak(?:e|es|ing) effect)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till)\s+$", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:if|unless)\b.*\bby\s+$", re.IGNORECASE)
_FINITE_PAST = re.compile(
    r"\b(?:said|told|was|were|had|did|lasted|stayed|ran|went|kept|fought|(?<!has\s)(?<!have\s)(?:remained|continued|held))\b", re.IGNORECASE
)
_ENDED = re.compile(r"\bended\s+(?:in\s+|on\s+)?(?:\w{3,9}\s+)?$", re.IGNORECASE)
_NAMED_DAY = re.compile(r"\b(?:Black|Bloody|Super|Cyber|Giving|Fat|Holy|Spy)\s+$")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)\b")
# Countries whose papers write the month before the day (general knowledge, unchecked).
MONTH_FIRST = ("USA", "PHL", "FSM", "PLW")
_PAST = re.compile(r"\b(?:said|told|was|were|had|did|killed|announced|happened|\w{3,}ed)\b", re.IGNORECASE)
# A report is history where the years it names lie this far before it.
NARRATIVE_YEARS = 5
_YEARS = re.compile(r"(?<![\d,.$£€-])(?<!since )(1[0-9]\d\d|20[0-4]\d)(?![\d,]|\.\d)")
_OF_THE_DAY = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:this|last|next) (?:week|month|year))\b"
)
BEGINNING = 200  # characters in which a narrative names its first year
LASTS = 600  # characters for which a time stays the last one told, in news


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    match: re.Match[str]
    rule: Rule


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), rule) for pattern, rule in RULES)


def times(analysis: Analysis) -> tuple[When, ...]:
    """Every time expression of a report in text order; a date that cannot be ("31 February") has no days and the rule "no such day"."""
    report = replace(analysis.report, text=plain_case(analysis.report.text))
    text, order = report.text, _order_of_digits(report)
    published_on = _published(report)
    narrative = not _is_dated(report) and _is_narrative(text, published_on)
    posts = [(part.span, part.published) for part in report.parts if part.published is not None]
    out: list[When] = []
    last: tuple[int, date] | None = None
    last_day: tuple[int, date] | None = None
    quarter: tuple[int, date] | None = None
    for found in _expressions(text):
        begin = found.span.begin
        published = next((day for span, day in posts if span.covers(found.span)), published_on)
        ahead = _looks_ahead(text, found.span)
        anchor = Anchor(
            published,
            ahead,
            last[1] if last is not None and (narrative or begin - last[0] <= LASTS) else None,
            last_day[1] if last_day is not None and (narrative or begin - last_day[0] <= LASTS) else None,
            quarter[1] if quarter is not None and begin - quarter[0] <= LASTS else None,
            narrative,
            _is_past(analysis, found.span) if not ahead else False,
            order,
        )
        value = _valued(found, anchor)
        if value is None:
            continue
        day = _reached(value, published if narrative else None)
        if day is not None:
            last = (begin, day)
            last_day = (begin, day) if value.grain in ("day", "time", "part of day") else last_day
        if value.grain == "quarter" and value.earliest is not None and "year" not in found.match[0].lower():
            quarter = (begin, value.earliest)
        out.append(_when(text, found, value))
    return stretched(text, out, published_on)


def _published(report: Report) -> date | None:
    """The day a report's times are told from: a date that stands alone in one of its first lines, where it is no later than the day of
    publication (a page may be put out again), else that day."""
    told = _day_told(report)
    if told is None or (report.published is not None and told > report.published):
        return report.published
    return told


def _is_dated(report: Report) -> bool:
    told = _day_told(report)
    return told is not None and (report.published is None or abs(report.published.year - told.year) < NARRATIVE_YEARS)


def _day_told(report: Report) -> date | None:
    return next((day for line in report.text[:BEGINNING].split("\n")[:5] if (day := _date_line(line.strip(" .,|"))) is not None), None)


def _date_line(line: str) -> date | None:
    if not line or not line[-1].isdigit() or len(line) > 40:
        return None
    for pattern, rule in _patterns():
        if rule is expressions.calendar_date and (match := pattern.fullmatch(line)):
            value = _valued(_Found(Span(0, len(line)), match, rule), Anchor(None))
            return value.earliest if value is not None else None
    return None


def _valued(found: _Found, anchor: Anchor) -> Value | None:
    try:
        return found.rule(found.match, anchor)
    except (ValueError, OverflowError):
        return Value("DATE", "XXXX-XX-XX", note=NO_SUCH_DAY) if found.rule in _DATES else None


def _order_of_digits(report: Report) -> str:
    """How the report writes dates in digits, and how that is known: by another date of it, by its outlet's country, else not."""
    dates = [(int(m[1]), int(m[2])) for m in _SLASHED.finditer(report.text)]
    if any(one > 12 >= two for one, two in dates):
        return "day first, as elsewhere in the report"
    if any(two > 12 >= one for one, two in dates):
        return "month first, as elsewhere in the report"
    outlet = (outlet_named(report.outlet) or outlet_at(report.outlet)) if dates and report.outlet is not None else None
    if outlet is None or outlet.code is None:
        return "month first, no outlet to go by"
    return f"{'month' if outlet.code in MONTH_FIRST else 'day'} first, as in {outlet.code}"


def _reached(value: Value, published: date | None) -> date | None:
    """The day to which a time brings the telling: its first, of a month or year the middle; None where it brings it nowhere.

    In a narrative of the past, days near the report's own (`published`) are asides.
    """
    if value.type not in ("DATE", "TIME") or value.earliest is None or value.grain in ("decade", "century"):
        return None
    if published is not None and published.year - value.earliest.year < NARRATIVE_YEARS:
        return None
    if value.grain == "year":
        return value.earliest.replace(month=7)
    return value.earliest.replace(day=15) if value.grain == "month" else value.earliest


def _is_narrative(text: str, published: date | None) -> bool:
    """Whether most years that a text names lie long before it: it is history, not news."""
    years = [int(year) for year in _YEARS.findall(text)]
    old = [year for year in years if published is None or published.year - year >= NARRATIVE_YEARS]
    if len(old) >= 3 and len(old) * 5 >= len(years) * 3:
        return True
    begins = _YEARS.search(text)
    return begins is not None and begins.start() < BEGINNING and len(old) == len(years) and _OF_THE_DAY.search(text) is None


def _when(text: str, found: _Found, value: Value) -> When:
    span = found.span
    if found.match.groupdict().get("article") is not None:  # "ended the day"
        span = Span(found.match.start("article"), span.end)
    lead = _LEADING.match(span.of(text))
    if lead and span.of(text)[:3].lower() != "the":
        span = Span(span.begin + lead.end(), span.end)
    if span.of(text).endswith(".") and re.search(r"[^\W\d_]{5}\.$|\bmay\.$", span.of(text), re.IGNORECASE):
        span = Span(span.begin, span.end - 1)  # the stop of a sentence, no abbreviation's
    name = found.rule.__name__.replace("_", " ")
    if value.note is not None:
        name = value.note if value.note == NO_SUCH_DAY else f"{name}, {value.note}"
    return When(span, value.type, value.value, value.earliest, value.latest, value.grain, name)


def _expressions(text: str) -> list[_Found]:
    """The longest expression wherever two overlap, the rule listed first where they are equally long."""
    every: list[tuple[int, int, int, re.Match[str], Rule]] = []
    around = Surroundings(text)
    for order, (pattern, rule) in enumerate(_patterns()):
        for begin, end in around.of(rule):
            every += [(m.start(), m.end(), order, m, rule) for m in pattern.finditer(text, begin, end)]
    every.sort(key=lambda row: (-(row[1] - row[0]), row[2], row[0]))
    taken = bytearray(len(text))
    kept = []
    for begin, end, _, match, rule in every:
        if _is_whole(text, begin, end) and not any(taken[begin:end]):
            taken[begin:end] = b"\1" * (end - begin)
            kept.append(_Found(Span(begin, end), match, rule))
    return sorted(kept, key=lambda f: f.span.begin)


def _is_whole(text: str, begin: int, end: int) -> bool:
    """Whether no word is cut, and a name ("Black September", "May" the minister) is not taken for a time."""
    before, after = text[begin - 1 : begin], text[end : end + 1]
    if (before.isalnum() and text[begin].isalnum()) or (after.isalnum() and text[end - 1].isalnum()) or before in ("$", "£", "€", "#", "@"):
        return False
    if before == "." and text[begin].isdigit() and text[max(0, begin - 2) : begin - 1].isdigit():
        return False  # "4.1556"
    words = text[begin:end].rstrip(".")
    if words.endswith((" may", " march")):  # "this may have been": no month is written so
        return False
    if words.lower().endswith("day") and _NAMED_DAY.search(text, max(0, begin - 10), begin):  # "Bloody Sunday"
        return False
    if words.lower() in ("may", "march", "mar", "sun", "sat", "wed", "fall", "second", "spring"):
        return words in ("May", "March") and bool(
            re.search(
                r"\b(?:in|since|last|next|until|till|by|of|this|from|early|late|through|between)\s+$", text[max(0, begin - 10) : begin]
            )
        )
    return True


def _looks_ahead(text: str, span: Span) -> bool:
    """Whether the clause that holds an expression tells of what is to come."""
    begin = max(text.rfind(mark, 0, span.begin) for mark in (".", "\n", ";", ",", ":"))
    around = text[begin + 1 : span.begin]
    if _DEADLINE.search(around):
        return True
    if _AHEAD.search(around):
        return not re.search(r"\bsaid\s+on\s*$|\bsaid\s*$", around)
    after = text[span.end : span.end + 60]
    if _UNTIL.search(around):
        return not (_FINITE_PAST.search(around) or re.match(r",?\s+\w+\s+(?:had|was|were)\b", after))
    return bool(re.match(r"\s+will\b", re.split(r"[.\n;,]", after)[0])) and not _PAST.search(around)


def _is_past(analysis: Analysis, span: Span) -> bool:
    """Whether an expression hangs on a verb in the past, and bounds nothing: "attacked on 1 June", but not "delayed until 1 June"."""
    if _ENDED.search(analysis.report.text, max(0, span.begin - 20), span.begin):
        return True
    sentence = analysis.sentence_at(span.begin)
    if sentence is None:
        return False
    top = sentence.head_of(span)
    if top is None or top.head is None:
        return False
    bounds = {t.lemma for t in sentence.tokens if t.head == top.index and t.deprel == "case"}
    verb = sentence.tokens[top.head]
    if bounds & {"by", "until", "till", "to", "for", "from", "before"} or verb.upos != "VERB":
        return False
    helpers = [t for t in sentence.tokens if t.head == verb.index and t.deprel in ("aux", "aux:pass", "cop")]
    return any("Tense=Past" in t.feats and "VerbForm=Fin" in t.feats and t.lemma in ("be", "have", "do") for t in helpers) or (
        not helpers and "Tense=Past" in verb.feats and "VerbForm=Fin" in verb.feats
    )

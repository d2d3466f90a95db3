"""How many? Every count a report tells, as bounds, and those of an act."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sayso.knowledge.actors import agents
from sayso.knowledge.calendar import MONTHS, SMALL, TENS, UNITS
from sayso.knowledge.units import counted, vague_amounts
from sayso.types.claim import Number, NumberRole, Step
from sayso.types.text import Analysis, Span, Trigger

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
}
_WORDS = "|".join(sorted([*SMALL, *TENS], key=len, reverse=True))
_PLAIN = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORDS})(?:[\s-](?:{_WORDS}))?)"
_SCALED = rf"{_PLAIN}(?:[\s-]?(?:hundred|thousand|million|billion|trillion|bn|m|k)\b(?:\s+and\s+(?:{_WORDS}|\d+))?)?"
_LEAST = r"at least|no fewer than|no less than|not fewer than|a minimum of"
_MORE = r"more than|over|above|upwards of|in excess of|exceeding"
_ALMOST = r"almost|nearly|close to|just under|just short of"
_MOST = r"up to|as many as|at most|no more than|not more than|a maximum of|fewer than|less than|under"
_ABOUT = r"about|around|some|approximately|roughly|an estimated|estimated|circa"
_MONEY = r"(?P<currency>US\$|\$|£|€|¥)\s?"
_COINS = r"dollars|euros|pounds|rubles|roubles|yuan|yen|rupees|dinars|riyals|rials|francs|pesos"
_NOT_COUNTED = re.compile(
    r"\s*(?:%|percent|per cent|°|th\b|st\b|nd\b|rd\b|km\b|kilomet|mile|met(?:er|re)|mm\b|cm\b|feet\b|foot\b|inch"
    r"|hectare|acre|kg\b|kilogram|ton|degree|barrel|megawatt"
    r"|[-\s]?years?[-\s]old|a\.?m\.?\b|p\.?m\.?\b|o'clock|GMT|:\d|/\d|-(?:caliber|calibre|pounder)|points?\b|goals?\b|"
    rf"[-\s]?(?:{'|'.join(u for u in UNITS if u != 'centurie')})s?\b|times\b)",
    re.IGNORECASE,
)
_BEFORE_NOT_COUNTED = re.compile(
    rf"(?:\b(?:aged?|article|chapter|resolution|no\.|number|group of|unit|brigade|flight|room|route|highway|page"
    rf"|section|act of|since|year|{'|'.join(MONTHS)})\.?\s|[A-Z]\w*-|[#/:.]|\d,|\d-)$",
    re.IGNORECASE,
)
_NO_CASUALTIES = re.compile(
    r"\b(?:no|without(?: any)?)\s+(?:reports? of\s+|immediate\s+)?(?P<what>casualties|deaths|injuries|fatalities)"
    r"(?P<also>\s+(?:or|and)\s+(?:deaths|injuries))?",
    re.IGNORECASE,
)
_AHEAD, _BEHIND = 5, 4
MOST = 10**15  # more than this is no count of anything in the news
_NEXT_COUNT = re.compile(rf"[.;:\n()]|,\s|\b(?:\d|{_WORDS}|dozens|scores|hundreds|thousands|several)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Count:
    span: Span
    low: int | None
    high: int | None
    money: bool
    rule: str


@cache
def _pattern() -> re.Pattern[str]:
    vague = "|".join(sorted(map(re.escape, vague_amounts()), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<bound>(?P<least>{_LEAST})|(?P<more>{_MORE})|(?P<almost>{_ALMOST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))\s+)?"
        rf"(?:{_MONEY})?(?:(?P<between>between\s+)?(?P<one>{_SCALED})(?:\s*(?:-|–|to|and)\s*(?P<two>{_SCALED}))?|(?P<vague>{vague}))"
        rf"(?P<coins>\s+(?:U\.?S\.?\s+)?(?:{_COINS}))?(?![\w])",
        re.IGNORECASE,
    )


def value_of(words: str) -> int | None:
    """A number in digits, words or both; None where it is no whole number.

    >>> value_of("4,947"), value_of("twenty-one"), value_of("1.2 million"), value_of("three hundred and fifty")
    (4947, 21, 1200000, 350)
    """
    low = words.lower().replace(",", "").strip()
    match = re.fullmatch(r"(.+?)[\s-]?(hundred|thousand|million|billion|trillion|bn|m|k)?(?:\s+and\s+(.+))?", low)
    if match is None:
        return None
    base, rest = _small(match[1]), _small(match[3]) if match[3] else 0.0
    if base is None or rest is None:
        return None
    value = base * _SCALES.get(match[2] or "", 1) + rest
    return round(value) if abs(value - round(value)) < 1e-6 and value <= MOST else None


def _small(words: str) -> float | None:
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    parts = re.split(r"[\s-]+", words)
    total = 0
    for part in parts:
        if part not in SMALL and part not in TENS:
            return None
        total += SMALL.get(part, 0) or TENS.get(part, 0)
    return float(total)


def numbers(analysis: Analysis) -> tuple[Number, ...]:
    """Every count of a report in text order. Ages, dates, ordinals, measures, addresses and times are none."""
    text = analysis.report.text
    out = [made for match in _pattern().finditer(text) if (made := _number(match, text)) is not None]
    for match in _NO_CASUALTIES.finditer(text):
        out += _none_hurt(match)
    return tuple(sorted(out, key=lambda n: (n.span.begin, n.role)))


def _none_hurt(match: re.Match[str]) -> list[Number]:
    """ "No casualties": none dead and none injured."""
    span, what = Span(*match.span()), match[0].lower()
    roles: list[NumberRole] = []
    if "casualt" in what or "death" in what or "fatalit" in what:
        roles.append("dead")
    if "casualt" in what or "injur" in what:
        roles.append("injured")
    return [Number(span, 0, 0, role, None, "none hurt") for role in roles]


def _number(match: re.Match[str], text: str) -> Number | None:
    count = _bounded(match)
    if count is None or _is_no_count(match, text):
        return None
    if count.money:
        return Number(count.span, count.low, count.high, "money", "money", count.rule)
    role, what = _what(count.span, text)
    # "in 2014", "flight 370": a bare number of four digits with nothing counted after it
    if what is None and role == "other" and count.rule == "exact" and re.fullmatch(r"[12]\d{3}|\d{1,2}", match["one"] or ""):
        return None
    if what is None and (match["one"] or "").lower() == "one":
        return None
    return Number(count.span, count.low, count.high, role, what, count.rule)


def _bounded(match: re.Match[str]) -> _Count | None:
    """The bounds that the words around a count give it (codebook, section 6)."""
    span, money = Span(*match.span()), bool(match["currency"] or match["coins"])
    if match["vague"]:
        low, high = vague_amounts()[match["vague"].lower()]
        return _Count(span, low, high, money, "vague amount") if not match["most"] else _Count(span, None, high, money, "at most")
    one = value_of(match["one"])
    if one is None:
        return None
    if match["two"]:
        two = _second(match["one"], match["two"], one)
        if two is None or two <= one or (not match["between"] and " and " in match[0]):
            return None
        return _Count(span, one, two, money, "range")
    if match["least"]:
        return _Count(span, one, None, money, "at least")
    if match["more"]:
        return _Count(span, one + 1, None, money, "more than")
    if match["almost"]:
        return _Count(span, round(one * 0.9), one, money, "almost")
    if match["most"]:
        less = match["most"].lower() in ("fewer than", "less than", "under")
        return _Count(span, None, one - 1 if less else one, money, "at most")
    if match["about"]:
        return _Count(span, round(one * 0.9), round(one * 1.1), money, "about")
    return _Count(span, one, one, money, "exact")


def _second(one: str, two: str, low: int) -> int | None:
    """The upper end of a range; "10 to 15 thousand" does not scale the lower end, and is left out."""
    high = value_of(two)
    return high if high is not None and (high < 1000 * max(low, 1)) else None


def _is_no_count(match: re.Match[str], text: str) -> bool:
    after, before = text[match.end() : match.end() + 24], text[max(0, match.start() - 14) : match.start()]
    if _NOT_COUNTED.match(after) or (not match["bound"] and _BEFORE_NOT_COUNTED.search(before)):
        return True
    # "one of the", "the two sides" say who, not how many
    words = match[0].lower()
    return words in ("one", "two", "1", "k", "m", "zero") and bool(
        re.match(r"\s+(?:of|sides?|countries|leaders|another|day|man's)\b", after)
    )


def _what(span: Span, text: str) -> tuple[NumberRole, str | None]:
    """The role of a count by the word just before it, by those after it, then by those before it; and what is counted."""
    table = counted()
    ahead, behind = _around(span, text)
    words, back = [w.lower() for w in ahead], [w.lower() for w in behind]
    noun = next((ahead[i] for i, w in enumerate(words[:_AHEAD]) if table.get(w) in ("size", "other")), None)
    if _both(words, back):
        return "other", noun
    beside = back and table.get(back[-1]) not in (None, "size", "other")
    nearest = [*back[-1:], *words, *reversed(back[:-1])] if beside else [*words, *reversed(back)]
    harm = next((table[w] for w in nearest if table.get(w) not in (None, "size", "other")), None)
    counted_word = noun or (ahead[0] if ahead and ahead[0].islower() and len(ahead[0]) > 3 else None)
    if harm is not None:
        return _role(harm), counted_word
    return ("size" if noun is not None and table[noun.lower()] == "size" else "other"), counted_word


def _both(words: list[str], back: list[str]) -> bool:
    """Whether a count is of dead and injured together: "killed or wounded 40", "40 dead and injured"."""
    table = counted()
    harms = {table[w] for w in words if w in table}
    joined = len(back) > 2 and back[-2] in ("or", "and") and {table.get(back[-1]), table.get(back[-3])} == {"dead", "injured"}
    return harms >= {"dead", "injured"} or joined


def _around(span: Span, text: str) -> tuple[list[str], list[str]]:
    """The words after a count up to the next, and the last before it, as written."""
    stop = _NEXT_COUNT.split(text[span.end : span.end + 70])[0]
    before = re.split(r"[.;:\n]", text[max(0, span.begin - 45) : span.begin])[-1]
    return re.findall(r"[\w'’-]+", stop)[: _AHEAD + 2], re.findall(r"[\w'’-]+", before)[-_BEHIND:]


def _role(told: str) -> NumberRole:
    roles: dict[str, NumberRole] = {
        "dead": "dead",
        "injured": "injured",
        "arrested": "arrested",
        "abducted": "abducted",
        "displaced": "displaced",
        "size": "size",
    }
    return roles.get(told, "other")


def numbers_of(trigger: Trigger, analysis: Analysis, numbers: tuple[Number, ...]) -> tuple[tuple[Number, ...], tuple[Step, ...]]:
    """The counts of an act: those that its number roles touch, with the role that the act gives them; and why."""
    found: list[Number] = []
    steps: list[Step] = []
    for role in trigger.role_spans("number"):
        for number in numbers:
            known = any(n.span == number.span and n.role == number.role for n in found)
            if number.span.overlaps(role.span) and not known and not _is_anothers(number, trigger, analysis):
                found.append(_fitted(number, trigger, analysis))
                steps += [Step("numbers", "role link", role.span, role.score), Step("numbers", number.rule, number.span)]
    if not found:
        for number in _counted_parties(trigger, analysis, numbers):
            found.append(_fitted(number, trigger, analysis))
            steps += [Step("numbers", "counts whom the act is on", number.span), Step("numbers", number.rule, number.span)]
    if not found and (one := _one_of_them(trigger, analysis)) is not None:
        found.append(one)
        steps.append(Step("numbers", one.rule, one.span))
    return tuple(found), tuple(steps)


def _counted_parties(trigger: Trigger, analysis: Analysis, numbers: tuple[Number, ...]) -> list[Number]:
    """ "30 Britons were murdered": the count of those hurt or held, where it stands on the object of the act or the subject of its passive."""
    sentence = analysis.sentence_at(trigger.span.begin)
    inside = sentence.within(trigger.span) if sentence is not None else ()
    if sentence is None or not inside:
        return []
    head = min(inside, key=lambda t: sum(1 for _ in sentence.ancestors(t)))
    on = sentence.children(head, "obj", "nsubj:pass")
    heads = {t.index for t in on} | {c.index for t in on for c in sentence.children(t, "nummod")}
    return [n for n in numbers if n.role != "money" and any(t.index in heads for t in sentence.within(n.span))]


def _is_anothers(number: Number, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether a count belongs to the act beside it: in "killing 12 and wounding 30" the dead are not those wounded."""
    table, text = counted(), analysis.report.text
    own = table.get(trigger.span.of(text).lower())
    if own not in ("dead", "injured") or number.role not in ("dead", "injured") or number.role == own:
        return False
    beside = (t for t in analysis.triggers if t is not trigger and t.sentence == trigger.sentence)
    return any(table.get(t.span.of(text).lower()) == number.role for t in beside)


def _fitted(number: Number, trigger: Trigger, analysis: Analysis) -> Number:
    """A bare count takes its role from the act: dead, arrested, abducted, displaced; those who move or march are its size, those it is done to not."""
    ahead, behind = _around(number.span, analysis.report.text)
    if number.role not in ("size", "other") or _both([w.lower() for w in ahead], [w.lower() for w in behind]):
        return number
    done_to = any(_near(role.span, number.span) for role in trigger.role_spans("recipient"))
    doing = any(_near(role.span, number.span) for role in trigger.role_spans("actor"))
    if trigger.type in GATHERING:
        return replace(number, role="size") if doing or counted().get((number.of or "").lower()) == "size" else number
    given = _done(trigger, analysis)
    people = number.of is None or (number.of.lower() in agents() and number.of[-1:] == "s") or number.of.lower() == "people"
    if given is not None and not doing and (done_to or number.role == "size" or people):
        return replace(number, role=given)
    return replace(number, role="other") if number.role == "size" and done_to else number


GATHERING = frozenset(("MOBILIZE", "PROTEST"))
_BY_ACT: dict[tuple[str, str | None], NumberRole] = {
    ("COERCE", "arrest"): "arrested",
    ("ASSAULT", "abduct"): "abducted",
    ("SANCTION", "expel"): "displaced",
}


def _done(trigger: Trigger, analysis: Analysis) -> NumberRole | None:
    """What an act does to people, by its word, else by its type and mode."""
    told = [counted().get(word) for word in re.findall(r"[\w'’-]+", trigger.span.of(analysis.report.text).lower())]
    harm = next((role for role in told if role in ("dead", "injured", "arrested", "abducted", "displaced")), None)
    return _role(harm) if harm is not None else _BY_ACT.get((trigger.type, trigger.mode))


def _one_of_them(trigger: Trigger, analysis: Analysis) -> Number | None:
    """ "A marine was wounded": one, where the act's object or the subject of its passive has but "a" before it."""
    role = _done(trigger, analysis)
    sentence = analysis.sentence_at(trigger.span.begin)
    inside = sentence.within(trigger.span) if sentence is not None else ()
    if role is None or sentence is None or not inside:
        return None
    head = min(inside, key=lambda t: sum(1 for _ in sentence.ancestors(t)))
    for token in sentence.children(head, "obj", "nsubj:pass"):
        articles = [t for t in sentence.children(token, "det") if t.form.lower() in ("a", "an", "another")]
        if articles and token.upos == "NOUN" and token.form.lower() in agents() and token.form[-1:] != "s":
            return Number(Span(articles[0].span.begin, token.span.end), 1, 1, role, token.form, "a single one")
    return None


def _near(one: Span, other: Span) -> bool:
    return one.overlaps(other) or 0 <= one.begin - other.end <= 2

"""How many? Every count a report tells, as bounds, and those of an act."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sayso.knowledge.actors import agents
from sayso.knowledge.calendar import MONTHS, SMALL, TENS, UNITS
from sayso.knowledge.names import plain_case
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
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|m|k)\b"
_REST = rf"(?:{_WORDS})(?:[\s-](?:{_WORDS}))?\b(?:\s+hundred\b(?:\s+and\s+(?:{_WORDS})(?:[\s-](?:{_WORDS}))?)?)?"
_SCALED = (
    rf"(?:(?:half a|a quarter of a|three quarters of a|an?|{_PLAIN} and a half) (?:hundred|thousand|million|billion|trillion)\b"
    rf"|{_PLAIN} dozen\b|{_PLAIN} and a half\b"
    rf"|{_PLAIN}(?:[\s-]?{_SCALE}(?:\s+(?:and\s+)?{_REST}(?!\s+{_SCALE})|\s+and\s+\d+\b(?!\s*(?:{_SCALE}|[.,]\d)))?)?)"
)
_LEAST = r"at least|no fewer than|no less than|not fewer than|a minimum of|upwards of"
_MORE = r"more than|(?<!handed )(?<!handing )(?<!turned )(?<!took )over|above|in excess of|exceeding"
_ALMOST = r"almost|nearly|close to|just under|just short of"
_MOST = r"up to|as many as|at most|no more than|not more than|a maximum of|fewer than|less than|under"
_ABOUT = r"about|around|some|approximately|roughly|an estimated|estimated|circa"
_MONEY = r"(?P<currency>(?:US|A|C|NZ|HK|S)?\$|£|€|¥)\s?"
_COINS = r"dollars|euros|pounds|rubles|roubles|yuan|yen|rupees|dinars|riyals|rials|francs|pesos"
_NOT_COUNTED = re.compile(
    r"[\s-]*(?:%|percent|per cent|°|th\b|st\b|nd\b|rd\b|km\b|kilomet|mile|met(?:er|re)|mm\b|cm\b|feet\b|foot\b|inch"
    r"|degree|megawatt"
    r"|[-\s]?years?[-\s]old|a\.?m\.?\b|p\.?m\.?\b|o'clock|GMT|:\d|/\d|-(?:caliber|calibre|pounder)|points?\b|goals?\b|"
    rf"[-\s]?(?:{'|'.join(u for u in UNITS if u != 'centurie')})s?\b|times\b|(?:{'|'.join(m for m in MONTHS if len(m) > 3)})\b)",
    re.IGNORECASE,
)
_BEFORE_NOT_COUNTED = re.compile(
    rf"(?:\b(?:aged?|article|chapter|resolution|no\.|number|group of|unit|brigade|flight|room|route|highway|page"
    rf"|section|act of|since|year|past|{'|'.join(MONTHS)})\.?\s|[A-Z]\w*-|[#/:.]|\d,|\d-)$",
    re.IGNORECASE,
)
_IN_A_YEAR = re.compile(r"\b(?:in|by|since|until|from|to|of)\s$", re.IGNORECASE)
_NO_CASUALTIES = re.compile(
    r"\b(?:no|without(?: any)?)\s+(?:reports? of\s+|immediate\s+)?(?P<what>casualties|deaths|injuries|fatalities|losses|victims|arrests)"
    r"(?P<also>\s+(?:or|and)\s+(?:deaths|injuries))?",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:no one|nobody|no \w+)\s+(?:was|were|has been|had been|is|are)\s+(?:reported\s+)?(?P<harm>killed|hurt|injured|wounded|arrested|detained)\b",
    re.IGNORECASE,
)
_AHEAD, _BEHIND = 5, 4
MOST = 10**15  # more than this is no count of anything in the news
_NEXT_COUNT = re.compile(rf"[.;:\n()]|,\s|\b(?:\d[\d,.]*|{_WORDS}|dozens|scores|hundreds|thousands|several)\b", re.IGNORECASE)


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
        rf"(?:{_MONEY})?(?:(?P<between>between\s+)?(?P<one>{_SCALED})(?:\s*(?(between)(?:-|–|to|and)|(?:-|–|to|or))\s*(?P<two>{_SCALED}))?"
        rf"(?P<ormore>\s+or more\b)?"
        rf"|(?P<vague>{vague}))"
        rf"(?P<coins>\s+(?:U\.?S\.?\s+)?(?:{_COINS}))?(?![\w])",
        re.IGNORECASE,
    )


def value_of(words: str) -> int | None:
    """A number in digits, words or both; None where it is no whole number.

    >>> value_of("4,947"), value_of("twenty-one"), value_of("1.2 million"), value_of("three thousand two hundred and fifty")
    (4947, 21, 1200000, 3250)
    >>> value_of("half a million"), value_of("two and a half thousand"), value_of("three dozen")
    (500000, 2500, 36)
    """
    low = words.lower().replace(",", "").strip()
    if low.endswith(" dozen"):
        many = value_of(low.removesuffix(" dozen"))
        return None if many is None else 12 * many
    share = re.fullmatch(
        r"(half a|a quarter of a|three quarters of a|an?|(.+?) and a half)(?: (hundred|thousand|million|billion|trillion))?", low
    )
    if share is not None:
        whole = _small(share[2]) if share[2] else 0.0
        part = {"half a": 0.5, "a quarter of a": 0.25, "three quarters of a": 0.75, "a": 1.0, "an": 1.0}.get(share[1], 0.5)
        return None if whole is None else _whole((whole + part) * _SCALES.get(share[3] or "", 1))
    total = group = 0.0
    for piece in re.findall(r"\d+(?:\.\d+)?|[a-z]+", low):
        if piece in _SCALES:
            group = (group or 1.0) * _SCALES[piece]
            if piece != "hundred":
                total, group = total + group, 0.0
        elif piece != "and":
            told = _small(piece)
            if told is None:
                return None
            group += told
    return _whole(total + group)


def _whole(value: float) -> int | None:
    return round(value) if value <= MOST and abs(value - round(value)) < 1e-6 else None


def _small(words: str) -> float | None:
    if re.fullmatch(r"\d+(\.\d+)?", words):
        return float(words)
    parts = re.split(r"[\s-]+", words)
    if any(part not in SMALL and part not in TENS for part in parts):
        return None
    return float(sum(SMALL.get(part, 0) or TENS.get(part, 0) for part in parts))


def numbers(analysis: Analysis) -> tuple[Number, ...]:
    """Every count of a report in text order. Ages, dates, ordinals, measures, addresses and times are none."""
    text = plain_case(analysis.report.text)
    out = [made for match in _pattern().finditer(text) if (made := _number(match, text)) is not None]
    for match in _NO_CASUALTIES.finditer(text):
        out += _none_hurt(match)
    for match in _NOBODY.finditer(text):
        out.append(Number(Span(*match.span()), 0, 0, _role(counted()[match["harm"].lower()]), None, "none hurt"))
    out += _single_ones(text, [n.span for n in out])
    return tuple(sorted(out, key=lambda n: (n.span.begin, n.role)))


def _single_ones(text: str, taken: list[Span]) -> list[Number]:
    """ "A soldier was killed", "wounded a child": one, where a noun of agents in the singular has "a" before it and harm beside it."""
    out: list[Number] = []
    for match in _single().finditer(text):
        span = Span(match.start("who"), match.end("who"))
        harm = counted()[(match["before"] or match["after"]).lower()]
        if not any(span.overlaps(other) for other in taken):
            out.append(Number(span, 1, 1, _role(harm), match["noun"].lower(), "a single one"))
    return out


@cache
def _single() -> re.Pattern[str]:
    nouns = "|".join(
        sorted((re.escape(n) for n in agents() if n[-1:] != "s" and n not in ("people", "police", "troop")), key=len, reverse=True)
    )
    harms = "|".join(
        w for w, role in counted().items() if role in ("dead", "injured", "arrested", "abducted") and w.endswith(("ed", "shot", "slain"))
    )
    who = rf"(?:an?|another|a single)\s+(?:[\w’'-]+\s+){{0,3}}?(?P<noun>{nouns})"
    return re.compile(
        rf"(?:\b(?P<before>{harms})\s+)?\b(?P<who>{who})\b(?(before)|\s+(?:was|has been|had been|is|being|were)\s+(?:reported\s+)?(?P<after>{harms})\b)",
        re.IGNORECASE,
    )


def _none_hurt(match: re.Match[str]) -> list[Number]:
    """ "No casualties": none dead and none injured."""
    span, what = Span(*match.span()), match[0].lower()
    roles: list[NumberRole] = []
    if "arrest" in what:
        return [Number(span, 0, 0, "arrested", None, "none hurt")]
    if re.search("casualt|death|fatalit|loss|victim", what):
        roles.append("dead")
    if re.search("casualt|injur|victim", what):
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
        if low != high:
            return _Count(span, low, high, money, "vague amount") if not match["most"] else _Count(span, None, high, money, "at most")
        one: int | None = low
    else:
        one = value_of(match["one"])
    if one is None:
        return None
    if match["two"]:
        two = _second(match["one"], match["two"], one)
        if two is None or two <= one:
            return None
        return _Count(span, one, two, money, "range")
    if match["least"] or match["ormore"]:
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
    if re.fullmatch(r"(?:1[89]|20)\d\d", words) and _IN_A_YEAR.search(before) and not re.match(r"\s+[a-z]+s\b", after):
        return True
    if (
        words == "two"
        and before.lower().endswith("the ")
        and re.match(r"\s+(?:governments|armies|states|ministers|parties|capitals)\b", after)
    ):
        return True
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
    head = sentence.head_of(trigger.span) if sentence is not None else None
    if sentence is None or head is None:
        return []
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
    head = sentence.head_of(trigger.span) if sentence is not None else None
    if role is None or sentence is None or head is None:
        return None
    for token in sentence.children(head, "obj", "nsubj:pass"):
        articles = [t for t in sentence.children(token, "det") if t.form.lower() in ("a", "an", "another")]
        if articles and token.upos == "NOUN" and token.form.lower() in agents() and token.form[-1:] != "s":
            return Number(Span(articles[0].span.begin, token.span.end), 1, 1, role, token.form, "a single one")
    return None


def _near(one: Span, other: Span) -> bool:
    return one.overlaps(other) or 0 <= one.begin - other.end <= 2

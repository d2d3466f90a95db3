"""Which party does a span denote? Known actors, countries that act, nouns of agents with their country, short names, pronouns."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache


from sayso.knowledge.countries import by_adjective, by_capital, by_metonym, by_name, by_people, countries
from sayso.knowledge.names import fold
from sayso.reading.actors.phrase import PRONOUNS, Clues, clues, trim
from sayso.types.claim import Party, Place
from sayso.types.text import Analysis, Mention, Span

_PEOPLE = frozenset(("he", "she", "him", "her", "his", "i", "me", "my", "himself", "who"))
_OWN_VOICE = frozenset(("we", "us", "our", "i", "me", "my"))
_OFFICE = re.compile(r"(?:[A-Z][\w.'’-]*\s+|[a-z]+\s+){1,7}$")
# Sectors whose bare nouns mean those of the country in question: "the army", "police".
_OF_A_COUNTRY = frozenset("GOV MIL COP SPY JUD LEG PTY OPP CVL UNK REF MED EDU REL LAB AGR SOC BUS JRN REB PRM UAF CRM ELI".split())


def party_of(span: Span, analysis: Analysis, *, known: tuple[Party, ...] = (), places: tuple[Place, ...] = ()) -> Party:
    """The party that a span denotes, with the rule that said so; code and sector are None where nothing tells them."""
    kept = _whole_name(trim(span, analysis), analysis)
    words = kept.of(analysis.report.text)
    if words.lower() in PRONOUNS:
        return _antecedent(kept, words.lower(), analysis, known)
    found = _by_tables(kept, words, analysis)
    if found is not None and found.code is not None:
        return found
    longer = _fuller(words, analysis)
    if longer is not None and (full := _described(longer, analysis)) is not None:
        return Party(kept, longer.of(analysis.report.text), full.code, full.sector, "fuller name in the report")
    described = _described(kept, analysis)
    if described is not None:
        return Party(kept, words, described.code, described.sector, described.rule)
    told = clues(words, analysis.report.published)
    code = _country_in_question(kept, analysis, places) if told.noun is not None and told.sector in _OF_A_COUNTRY else None
    rule = "country in question" if code is not None else "as written"
    if found is not None:
        return Party(kept, found.name, found.code or code, found.sector, found.rule if found.code else rule)
    name = longer.of(analysis.report.text) if longer is not None else words
    return Party(kept, name, code, told.sector, rule)


def _whole_name(span: Span, analysis: Analysis) -> Span:
    """A span that cuts a name, grown to the whole of it."""
    for mention in _overlapping(span, analysis):
        if not span.covers(mention.span) and not mention.span.covers(span):
            return Span(min(span.begin, mention.span.begin), max(span.end, mention.span.end))
        if mention.span.covers(span) and mention.span != span and mention.kind != "place":
            return trim(mention.span, analysis)
    return span


def _overlapping(span: Span, analysis: Analysis) -> list[Mention]:
    return [m for m in analysis.mentions if m.span.overlaps(span)]


def _by_tables(span: Span, words: str, analysis: Analysis) -> Party | None:
    """A known actor, a country, a people, or agents of a country."""
    told = clues(words, analysis.report.published)
    key = fold(words)
    whole = _state(span, words, key)
    if whole is not None:
        return whole
    if told.actor is not None:
        actor = told.actor
        if fold(actor.name) == key or key in map(fold, actor.aliases) or told.noun is None:
            return Party(span, actor.name, actor.code, actor.sector, "known actor", known=actor.id)
        sector = actor.sector if actor.sector in ("REB", "PRM", None) or told.sector in ("CVL", "GOV") else told.sector
        return Party(span, words, actor.code or told.country, sector, "known actor with a noun", known=actor.id)
    if told.country is not None:
        return Party(span, words, told.country, told.sector or "GOV", "country with a noun" if told.noun else "country word")
    return None


def _state(span: Span, words: str, key: str) -> Party | None:
    """A country that acts, its palace or capital, or its people, where that is all the phrase says."""
    for index, rule, sector in (
        (by_name(), "country", "GOV"),
        (by_metonym(), "house of government", "GOV"),
        (by_capital(), "capital as government", "GOV"),
        (by_people(), "people", "CVL"),
        (by_adjective(), "adjective", "GOV"),
    ):
        held = index.get(key)
        if held and words[:1].isupper():
            country = held[0]
            name = country.name if rule in ("country", "house of government", "capital as government", "adjective") else words
            return Party(span, name, country.code, sector, rule)
    return None


def _described(span: Span, analysis: Analysis) -> Party | None:
    """What stands beside a name says who it is: an office or people before it, or an apposition after it."""
    text, day = analysis.report.text, analysis.report.published
    if not text[span.begin : span.begin + 1].isupper():
        return None
    before = _OFFICE.search(re.split(r"[.;:\n,“\"]\s*", text[max(0, span.begin - 60) : span.begin])[-1])
    after = re.match(r",\s+(?:(?:who|which)\s+(?:is|was|leads|heads)\s+)?((?:the|a|an)?\s*[^,.;\n]{3,90})", text[span.end : span.end + 110])
    for words, rule in ((before[0] if before else "", "office before the name"), (after[1] if after else "", "apposition")):
        told = clues(words.strip(), day) if words.strip() else None
        if told is not None and told.noun is not None and (code := _code(told)) is not None:
            return Party(span, span.of(text), code, told.sector, rule)
    return None


def _code(told: Clues) -> str | None:
    return told.country or (told.actor.code if told.actor is not None else None)


def _fuller(words: str, analysis: Analysis) -> Span | None:
    """The longest name in the report that ends or begins with these words; None where they are the fullest."""
    if not words[:1].isupper() or len(words) < 3:
        return None
    longest: Span | None = None
    for mention in analysis.mentions:
        name = mention.span.of(analysis.report.text)
        if len(name) > len(words) + 1 and (name.endswith(" " + words) or name.endswith("-" + words) or name.startswith(words + " ")):
            if longest is None or mention.span.end - mention.span.begin > longest.end - longest.begin:
                longest = mention.span
    return longest


def _antecedent(span: Span, word: str, analysis: Analysis, known: tuple[Party, ...]) -> Party:
    """Whom a pronoun means: for "we" the source of the words, else the nearest party before that it can mean."""
    if word in _OWN_VOICE:
        speaker = _speaker(span, analysis, known)
        if speaker is not None:
            return Party(span, speaker.name, speaker.code, speaker.sector, "pronoun", known=speaker.known)
    begin = _window_begin(span, analysis)
    before = [p for p in known if begin <= p.span.begin and p.span.end <= span.begin and p.span.of(analysis.report.text).lower() not in PRONOUNS]
    fitting = [p for p in before if _fits(word, p, analysis)]
    if fitting:
        best = fitting[-1] if word in ("who", "which") else _subject_first(fitting, analysis)
        return Party(span, best.name, best.code, best.sector, "pronoun", score=0.7, known=best.known)
    return Party(span, span.of(analysis.report.text), None, None, "pronoun without antecedent", score=0.3)


def _window_begin(span: Span, analysis: Analysis) -> int:
    sentence = analysis.sentence_at(span.begin)
    if sentence is None:
        return max(0, span.begin - 300)
    index = sentence.index
    begins = [s.span.begin for s in analysis.sentences if index - 2 <= s.index <= index]
    return min(begins, default=sentence.span.begin)


def _subject_first(fitting: list[Party], analysis: Analysis) -> Party:
    """The last sentence's first party: subjects stay the topic."""
    last = analysis.sentence_at(fitting[-1].span.begin)
    if last is None:
        return fitting[-1]
    return next((p for p in fitting if last.span.covers(p.span)), fitting[-1])


def _fits(word: str, party: Party, analysis: Analysis) -> bool:
    """Whether a pronoun can mean a party: he and she a person, it a state or body, they anybody of many."""
    words = party.span.of(analysis.report.text)
    person = any(m.kind == "person" and m.span.overlaps(party.span) for m in analysis.mentions)
    noun = clues(words, analysis.report.published).noun
    if word in _PEOPLE:
        return person or (noun is not None and not noun.endswith("s") and noun not in ("police", "people", "army", "military", "government"))
    if word in ("it", "its", "itself"):
        return not person and (noun is None or not noun.endswith("s"))
    return not person


def _speaker(span: Span, analysis: Analysis, known: tuple[Party, ...]) -> Party | None:
    holding = [a for a in analysis.attributions if a.holds(span) and a.source]
    if not holding:
        return None
    inner = min(holding, key=lambda a: sum(p.end - p.begin for p in a.content))
    return next((p for p in known if any(piece.overlaps(p.span) for piece in inner.source)), None)


@lru_cache(maxsize=8)
def _named_most(places: tuple[Place, ...]) -> str | None:
    votes = Counter(p.code for p in places if p.code in countries())
    return votes.most_common(1)[0][0] if votes else None


def _country_in_question(span: Span, analysis: Analysis, places: tuple[Place, ...]) -> str | None:
    """Whose army "the army" is: of the place beside it, else of the country that the report names most."""
    sentence = analysis.sentence_at(span.begin)
    if sentence is not None:
        beside = [p for p in places if p.code in countries() and sentence.span.covers(p.span) and 0 <= p.span.begin - span.end <= 12]
        if beside:
            return beside[0].code
    return _named_most(places)



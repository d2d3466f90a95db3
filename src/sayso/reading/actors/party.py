"""Which party does a span denote? Known actors, countries that act, nouns of agents with their country, short names, pronouns."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.knowledge.actors import agents, of_any_country
from sayso.knowledge.countries import by_adjective, by_capital, by_metonym, by_name, by_people, countries
from sayso.knowledge.names import fold
from sayso.reading.actors.phrase import PRONOUNS, TITLES, Clues, clues, trim, without_office
from sayso.reading.actors.pronoun import antecedent
from sayso.reading.actors.whose import OF_A_STATE, country_in_question
from sayso.types.claim import Party, Place
from sayso.types.text import Analysis, Mention, Span

# "Iran-backed groups": of whom they are, a backer does not say.
_BACKED = re.compile(r"-\s?(?:backed|aligned|allied|funded|linked|supported|sponsored)\b")
_COALITION = re.compile(r"\b(?:[A-Z][\w.]*-led|[a-z]+-led|Global|global|international)(?: (?:Global|[Mm]ilitary|air))? [Cc]oalition\b")
_ALLIED = re.compile(
    r"[Cc]oalition (?:[a-z]+ )*(?:forces|troops|aircraft|warplanes|jets|planes|pilots|soldiers|drones|commanders|strikes)$"
)
ACTING = frozenset(("country", "region", "admin1", "continent"))  # "Tigray said", "the Gulf wants": towns seldom act
_OF_ACTOR = re.compile(r"\s+(?:of|from)\s+(?:(?:the|a|an)\s+)?")
_TITLE = re.compile(r"(?<!\w)([A-Z][a-z]+\.?) $")
_BELONGS = re.compile(r"\b(?:at|of|for|from|with)\b|['’]s\b")
_OFFICE = re.compile(r"(?:[A-Z][\w.'’-]*\s+|[a-z]+\s+){1,7}$")


def party_of(span: Span, analysis: Analysis, *, known: tuple[Party, ...] = (), places: tuple[Place, ...] = ()) -> Party:
    """The party that a span denotes, with the rule that said so; code and sector are None where nothing tells them."""
    found = _party_of(span, analysis, known, places)
    # a name is compared across reports, which write it with one apostrophe or the other
    return replace(found, name=found.name.replace("’", "'")) if "’" in found.name else found


def _party_of(span: Span, analysis: Analysis, known: tuple[Party, ...], places: tuple[Place, ...]) -> Party:
    kept = _whole_name(trim(span, analysis), analysis)
    words = kept.of(analysis.report.text)
    first = words.split()[0] if words.split() else words
    if first.lower() in PRONOUNS and first != "US":
        return antecedent(Span(kept.begin, kept.begin + len(first)), first.lower(), analysis, known)
    found = _by_tables(kept, words, analysis)
    if found is not None and (found.code is not None or found.known is not None):
        return _without_office(found, analysis)
    return _without_office(_by_the_report(kept, words, analysis, places, known), analysis)


def _without_office(party: Party, analysis: Analysis) -> Party:
    """ "Armenian minister Nikol Aramyan" has the name "Nikol Aramyan", or the fuller one that the report gives elsewhere."""
    text = analysis.report.text
    person = person_of(party.span, analysis)
    if party.rule == "known actor" or person is None:
        return party
    longer = _fuller(without_office(person.of(text)), analysis)
    name = person_name(longer or person, text)
    plain = party.sector is None and party.rule in ("country in question", "as written")
    return replace(party, name=name, sector="CVL" if plain else party.sector)


def person_name(person: Span, text: str) -> str:
    """A person's name without office, but a surname alone with the title right before it: "Tobias Ellwood", "Secretary Kerry"."""
    whole, name = person.of(text), without_office(person.of(text))
    if " " in name:
        return name
    if len(whole.split()) == 2:
        return whole
    before = _TITLE.search(text, max(0, person.begin - 20), person.begin)
    title = before[1].lower().rstrip(".") if before is not None and name == whole else ""
    return f"{before[1]} {name}" if before is not None and (title in agents() or title in TITLES) else name


def person_of(span: Span, analysis: Analysis) -> Span | None:
    """The name of the person with which a phrase ends; None where it is no person's."""
    people = [m.span for m in analysis.mentions if m.kind == "person" and span.covers(m.span) and m.span.end == span.end]
    return min(people, default=None)


def _by_the_report(span: Span, words: str, analysis: Analysis, places: tuple[Place, ...], known: tuple[Party, ...]) -> Party:
    """What the rest of the report says of words that no table knows: a fuller name, what stands beside it, the country in question."""
    text, told = analysis.report.text, clues(words, analysis.report.published)
    short = _short_for_a_country(span, words, analysis)
    if short is not None:
        return short
    if words == "West":
        return Party(span, words, None, None, "as written", score=0.5)
    if told.country is None and (told.noun == "coalition" or _ALLIED.match(words)):
        return Party(span, _named_coalition(text) or words, "IGO", "MIL", "coalition of states", score=0.6)
    if (member := _of_known_actor(span, words, told, analysis, known)) is not None:
        return member
    longer = _fuller(words, analysis)
    name = longer.of(text) if longer is not None else words
    for named in (longer, span):
        if named is not None:
            full = _by_tables(named, named.of(text), analysis) if named is longer else None
            full = full if full is not None and full.code is not None else _described(named, analysis)
            if full is not None:
                rule = "fuller name in the report" if named is longer else full.rule
                return Party(
                    span, name if full.name == name or named is span else full.name, full.code, full.sector, rule, known=full.known
                )
    stated = next((p for p in places if p.span.overlaps(span) and p.code is not None and told.noun is None and p.kind in ACTING), None)
    if stated is not None and stated.span.shared(span) * 2 > span.end - span.begin:
        return Party(span, stated.name, stated.code, "GOV", "place that acts")
    if (told.noun is not None or words[:1].isupper()) and not _BACKED.search(words) and told.noun not in of_any_country():
        # in a government's own statement "the Foreign Secretary" is its own, "the regime" is not
        person = any(m.kind == "person" and m.span.overlaps(span) for m in analysis.mentions)
        governing = (told.sector in ("GOV", "MIL", "LEG") or person) and words[:1].isupper()
        code = country_in_question(span, told.sector, analysis, places, known, governing=governing)
        if code is not None and told.sector in OF_A_STATE and words.lower() == told.noun and countries()[code].adjectives:
            name = f"{countries()[code].adjectives[0]} {words if words[1:] != words[1:].lower() else words.lower()}"
        return Party(span, _with_whose(name, span, analysis), code, told.sector, "country in question", score=0.5)
    return Party(span, _with_whose(name, span, analysis), None, told.sector, "as written", score=0.3)


def _named_coalition(text: str) -> str | None:
    """The first name that a report gives to its coalition: "US-led coalition", "the Global Coalition"."""
    found = _COALITION.search(text)
    return found[0] if found is not None else None


def _with_whose(name: str, span: Span, analysis: Analysis) -> str:
    """ "Families of the victims": a noun of agents is named with whose it is."""
    text, sentence = analysis.report.text, analysis.sentence_at(span.begin)
    if sentence is None or not text.startswith(" of ", span.end) or name[-1:] == ".":
        return name
    after = [t for t in sentence.tokens if t.span.begin >= span.end + 4]
    of = next((t for t in after if t.deprel == "nmod" and t.upos in ("NOUN", "PROPN")), None)
    if of is None or of.span.begin - span.end > 40:
        return name
    flat = [t.span for t in sentence.children(of, "flat") if t.index > of.index] + [m.span for m in _overlapping(of.span, analysis)]
    whole = text[span.end : max(s.end for s in (of.span, *flat))]
    return name + whole if "\n" not in whole and "," not in whole else name


def _short_for_a_country(span: Span, words: str, analysis: Analysis) -> Party | None:
    """ "The South" in a report of South Korea."""
    if words not in ("North", "South", "East", "West"):
        return None
    for code, country in countries().items():
        if country.name.startswith(words + " ") and country.name in analysis.report.text:
            return Party(span, country.name, code, "GOV", "short for a country")
    return None


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
    whole = _state(span, words, key, before_noun=_is_before_noun(span, analysis))
    if whole is not None:
        return whole
    if told.actor is not None:
        actor = told.actor
        if fold(actor.name) == key or key in map(fold, actor.aliases) or told.noun is None:
            return Party(span, actor.name, actor.code, actor.sector, "known actor", known=actor.id)
        return Party(span, words, actor.code or told.country, _sector_among(actor.sector, told), "known actor with a noun", known=actor.id)
    if told.country is not None:
        return Party(span, words, told.country, told.sector if told.noun else "GOV", "country with a noun" if told.noun else "country word")
    return None


def _sector_among(sector: str | None, told: Clues) -> str | None:
    """Of whom a noun tells, behind or before the name of a known actor: the fighters of an armed group are that group, the soldiers of NATO soldiers."""
    if sector in ("REB", "PRM") or told.sector in ("CVL", "GOV") or (sector is None and told.sector != "MIL"):
        return sector
    return told.sector


def _of_known_actor(span: Span, words: str, told: Clues, analysis: Analysis, known: tuple[Party, ...]) -> Party | None:
    """ "Observers of the OSCE", "soldiers of an African Union mission": of the known actor behind "of"."""
    behind = next((p for p in known if p.known is not None and p.span.begin > span.end), None)
    if told.noun is None or behind is None or not _OF_ACTOR.fullmatch(analysis.report.text[span.end : behind.span.begin]):
        return None
    name = analysis.report.text[span.begin : behind.span.end]
    return Party(span, name, behind.code, _sector_among(behind.sector, told), "noun of a known actor", known=behind.known)


def _is_before_noun(span: Span, analysis: Analysis) -> bool:
    """Whether words stand before a noun as its adjective: "Israeli missile strike" is a state's, "an Israeli was hurt" is not."""
    sentence = analysis.sentence_at(span.begin)
    inside = sentence.within(span) if sentence is not None else ()
    return bool(inside) and inside[-1].deprel in ("amod", "compound") and inside[-1].head is not None and inside[-1].head > inside[-1].index


def _state(span: Span, words: str, key: str, *, before_noun: bool) -> Party | None:
    """A country that acts, its palace or capital, or its people, where that is all the phrase says."""
    for index, rule, sector in (
        (by_name(), "country", "GOV"),
        (by_metonym(), "house of government", "GOV"),
        (by_capital(), "capital as government", "GOV"),
        (by_people(), "people", "CVL"),
        (by_adjective(), "adjective", "GOV"),
    ):
        held = index.get(key) if not (before_noun and rule == "people") else None
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
        if told is None or (code := _code(told)) is None:
            continue
        if told.noun is not None:
            return Party(span, span.of(text), code, told.sector, rule)
        if told.actor is not None and rule == "apposition" and person_of(span, analysis) is not None and _BELONGS.search(words):
            # "deputy director at Human Rights Watch"
            return Party(span, span.of(text), code, told.actor.sector, rule)
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

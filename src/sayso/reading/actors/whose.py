"""Whose army is "the army"? The country for which most speaks, by where its names stand in the sentence and in the report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from sayso.knowledge.countries import countries
from sayso.reading.actors.outlet import outlet_party
from sayso.reading.actors.pronoun import antecedent
from sayso.types.claim import Party, Place
from sayso.types.text import Analysis, Sentence, Span

OF_A_STATE = frozenset(("GOV", "MIL", "COP", "LEG", "JUD", "SPY"))
# Rules that tell a country by a name, not by what is told of another party.
UNSURE = frozenset(("country in question", "as written", "pronoun", "same noun in the report", "the armed group of the report"))
OPENING = 250  # characters: a headline, a dateline and the first sentence
_OF = re.compile(r"\s*(?:of|in|from|,|at|near|on)?\s*(?:the\s+)?")
_COUNTRYS = re.compile(r"(?:country|nation|kingdom|republic)['’]s\s", re.IGNORECASE)
_THEIR = re.compile(r"\b(its|their|his|her|our|my)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much each kind of evidence weighs: coefficients of a conditional logit over the countries of a report, fitted on the corpus of `training/`."""

    share: float = 3.0  # of all names of countries in the report
    behind: float = 1.4  # "the army of Chad", "people in Lyon"
    before: float = 0.8  # the place told last before it in the sentence
    behind_people: float = 0.6  # the place told next in the sentence, of those who are no state's: "villagers fled to Goma"
    alike: float = 0.4  # the party of its sector told last before it: "soldiers" after "Turkish troops"
    topic: float = 0.5  # the first party of the sentence
    last: float = 0.5  # the party told last before it, in any sentence
    possessor: float = 1.2  # whom "its", "their" or "our" before it means
    opening: float = 0.9  # the first place of the report
    outlet: float = 1.2  # of the government that publishes it


WEIGHTS = Evidence()


def country_in_question(
    span: Span, sector: str | None, analysis: Analysis, places: tuple[Place, ...], known: tuple[Party, ...], *, governing: bool
) -> str | None:
    """The code of the country whose these words are, None where the report names too few.

    `governing` words, "the Foreign Secretary", are of the government that publishes the report, where one does.
    """
    outlet = outlet_party(analysis) if governing else None
    if outlet is not None and outlet.sector in ("GOV", "MIL") and outlet.code in countries():
        return outlet.code
    sited = tuple(p for p in places if p.code in countries())
    if _COUNTRYS.match(span.of(analysis.report.text)):
        before = [p for p in sited if p.kind == "country" and p.span.end <= span.begin]
        if before:
            return before[-1].code
    # an agency is named as the source, not for its country
    sure = (p for p in known if p.rule not in UNSURE and p.sector != "JRN")
    named = tuple(p for p in sure if p.code in countries() and not p.span.overlaps(span))
    told = _told(span, sector, analysis, sited, named)
    return max(told, key=lambda code: told[code]) if told else None


def _told(span: Span, sector: str | None, analysis: Analysis, places: tuple[Place, ...], named: tuple[Party, ...]) -> dict[str, float]:
    """Code of each country that the report names to how much speaks for it; empty where one name of a people or a state is all there is."""
    names = Counter[str]()
    for place in places:
        names[place.code or ""] += 2 if place.literal else 1
    if names.total() < 2:
        return {}
    for party in named:
        names[party.code or ""] += 1
    told = {code: WEIGHTS.share * count / names.total() for code, count in names.items()}
    for code, weight in _spoken_for(span, sector, analysis, places, named):
        if code is not None:
            told[code] = told.get(code, 0.0) + weight
    return told


def _spoken_for(
    span: Span, sector: str | None, analysis: Analysis, places: tuple[Place, ...], named: tuple[Party, ...]
) -> list[tuple[str | None, float]]:
    """Each piece of evidence beside the names of the report: the code of a country, and its weight."""
    text, sentence = analysis.report.text, analysis.sentence_at(span.begin)
    around = [p for p in places if _holds(sentence, p.span)]
    stated = [p for p in around if p.literal]
    behind = next((p for p in around if p.span.begin >= span.end), None)
    before = [p for p in stated if p.span.end <= span.begin]
    after = [p for p in stated if p.span.begin >= span.end]
    earlier = [p for p in named if p.span.end <= span.begin]
    beside = [p for p in earlier if _holds(sentence, p.span)]
    alike = [p for p in earlier if p.sector == sector and sector is not None]
    outlet = outlet_party(analysis)
    told: list[tuple[str | None, float]] = []
    if behind is not None and _OF.fullmatch(text[span.end : behind.span.begin]):
        told.append((behind.code, WEIGHTS.behind))
    if before:
        told.append((before[-1].code, WEIGHTS.before))
    if after and sector not in OF_A_STATE:
        told.append((after[0].code, WEIGHTS.behind_people))
    if alike:
        told.append((alike[-1].code, WEIGHTS.alike))
    if beside:
        told.append((beside[0].code, WEIGHTS.topic))
    if earlier:
        told.append((earlier[-1].code, WEIGHTS.last))
    if (theirs := _THEIR.search(text, max(0, span.begin - 40), span.begin)) is not None:
        whose = antecedent(Span(*theirs.span(1)), theirs[1].lower(), analysis, named)
        if whose.code in countries():
            told.append((whose.code, WEIGHTS.possessor))
    if places and places[0].span.begin < OPENING:
        told.append((places[0].code, WEIGHTS.opening))
    if outlet is not None and outlet.code in countries():
        told.append((outlet.code, WEIGHTS.outlet))
    return told


def _holds(sentence: Sentence | None, span: Span) -> bool:
    return sentence is not None and sentence.span.covers(span)

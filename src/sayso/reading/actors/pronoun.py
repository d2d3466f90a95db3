"""Whom does a pronoun mean? For "we" the source of the words, else the party before it for which most speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.knowledge.word_lists import first_names
from sayso.reading.actors.outlet import outlet_party
from sayso.reading.actors.phrase import PRONOUNS, clues
from sayso.types.claim import Party
from sayso.types.text import Analysis, Sentence, Span, Token

_OWN_VOICE = frozenset(("we", "us", "our", "i", "me", "my"))
_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her"))
_THEY = frozenset(("they", "them", "their", "themselves"))
_KINDS = (_HE, _SHE, _THEY, frozenset(("it", "its", "itself")))
_PLURAL = frozenset(("police", "people", "men", "women", "children"))
_BODIES = frozenset(("army", "military", "government"))  # "they" and "it" alike
_AND = re.compile(r" and (?:the )?[A-Z]")
_STATE = frozenset(("country", "capital as government", "house of government", "adjective", "people", "place that acts", "country word"))
FARTHEST = 8  # sentences back that a pronoun can reach


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much each trait of a party before a pronoun weighs: coefficients of a conditional logit over them, fitted on the corpus of `training/`;
    that of the network was set afterwards, on reports kept aside and on gold."""

    nearness: tuple[float, ...] = (0.9, 0.4, -0.2, -1.0)  # of the same sentence, the one before, the one before that, any other
    fits: float = 1.7  # a person for "he", many for "they", a body or a state for "it"; the other way round what cannot be meant
    told_often: float = 1.0  # five mentions or more; in proportion where it has fewer
    same_part: float = 0.6  # both are subjects, both objects
    same_verb: float = -1.4  # "the army said rebels had attacked it": not the rebels
    latest: float = 0.3
    first: float = 0.3  # of its sentence
    one_of_several: float = -0.6  # the second of "Turkey and Iran"
    network: float = 9.0  # times the score that its words mean the same


WEIGHTS = Evidence()


def antecedent(span: Span, word: str, analysis: Analysis, known: tuple[Party, ...]) -> Party:
    """Whom a pronoun means; with the rule "pronoun without antecedent", and no code, where nobody stands before it."""
    if word in _OWN_VOICE:
        speaker = _speaker(span, analysis, known) or outlet_party(analysis) or _spoke_before(span, analysis, known)
        if speaker is not None:
            return Party(span, speaker.name, speaker.code, speaker.sector, "pronoun", score=0.7, known=speaker.known)
    before = [p for p in known if p.span.end <= span.begin and _alike(word, p.span.of(analysis.report.text).lower())]
    if word in ("who", "which"):
        best = before[-1] if before else None
    else:
        best = _most_likely(span, word, analysis, before)
    if best is not None:
        return Party(span, best.name, best.code, best.sector, "pronoun", score=0.7, known=best.known)
    return Party(span, span.of(analysis.report.text), None, None, "pronoun without antecedent", score=0.3)


def _alike(word: str, other: str) -> bool:
    """Whether a pronoun can mean what other words mean: any name or noun, and a pronoun of its kind."""
    return other not in PRONOUNS or any(word in kind and other in kind for kind in _KINDS)


def _most_likely(span: Span, word: str, analysis: Analysis, before: list[Party]) -> Party | None:
    """The party for which most speaks; of equals, the later."""
    here = analysis.sentence_at(span.begin)
    pronoun = here.head_of(span) if here is not None else None
    best, most = None, float("-inf")
    told = [p.name.casefold() for p in before]
    same = next((r.same for r in analysis.references if r.span.overlaps(span)), ())
    for at, party in enumerate(before):
        there = analysis.sentence_at(party.span.begin)
        if here is None or there is None:
            best = party if best is None or _fitness(word, party, analysis) >= 0 else best
            continue
        back = here.index - there.index
        if back > FARTHEST:
            continue
        fitness = _fitness(word, party, analysis)
        speaks = WEIGHTS.nearness[min(back, len(WEIGHTS.nearness) - 1)]
        speaks += WEIGHTS.fits * fitness
        speaks += WEIGHTS.told_often * min(5, told.count(told[at])) / 5
        speaks += WEIGHTS.latest * (at == len(before) - 1)
        speaks += WEIGHTS.first * (at == 0 or not there.span.covers(before[at - 1].span))
        speaks += _by_tree(here, pronoun, party, there)
        if fitness >= 0:
            speaks += WEIGHTS.network * max((score for words, score in same if party.span.covers(words)), default=0.0)
        if speaks >= most:
            best, most = party, speaks
    return best


def _by_tree(here: Sentence, pronoun: Token | None, party: Party, there: Sentence) -> float:
    """What the parts of speech of a pronoun and of a party before it speak for."""
    other = there.head_of(party.span)
    if pronoun is None or other is None:
        return 0.0
    part, others = pronoun.deprel.split(":")[0], other.deprel.split(":")[0]
    same_verb = here is there and pronoun.head == other.head and part in ("obj", "iobj", "obl")
    return WEIGHTS.same_part * (part == others) + WEIGHTS.same_verb * same_verb + WEIGHTS.one_of_several * (others == "conj")


def _fitness(word: str, party: Party, analysis: Analysis) -> float:
    """How well a party suits a pronoun, 1 to -1: he and she are persons, it a state or body, they many; 0 where it could be."""
    words = party.span.of(analysis.report.text)
    if words.lower() in PRONOUNS:
        return 1
    person = any(m.kind == "person" and m.span.overlaps(party.span) and m.span.end == party.span.end for m in analysis.mentions)
    noun = clues(words, analysis.report.published).noun
    state = party.rule in _STATE and party.rule != "people"
    many = party.rule == "people" or (noun is not None and (noun.endswith("s") or noun in _PLURAL))
    if word in _HE or word in _SHE:
        sex = first_names().get(party.name.split()[0].casefold()) if person and party.name.split() else None
        if many or state or sex == ("female" if word in _HE else "male"):
            return -1
        return 1 if person else 0.6 if noun is not None else -1
    if word in _THEY:
        together = _AND.match(analysis.report.text, party.span.end) is not None
        return 1 if many or noun in _BODIES or together else -1 if person or state else 0
    return -1 if person or many else 1


def _spoke_before(span: Span, analysis: Analysis, known: tuple[Party, ...]) -> Party | None:
    """Whoever spoke last before a "we" that stands in no quotation: a statement goes on in its speaker's words."""
    before = [a for a in analysis.attributions if a.source and a.cue[0].begin < span.begin]
    for attribution in sorted(before, key=lambda a: -a.cue[0].begin):
        spoke = [p for p in known if attribution.source[0].overlaps(p.span) and p.rule != "pronoun" and p.sector is not None]
        if spoke:
            return spoke[0]
    return None


def _speaker(span: Span, analysis: Analysis, known: tuple[Party, ...]) -> Party | None:
    holding = [a for a in analysis.attributions if a.holds(span) and a.source]
    if not holding:
        return None
    inner = min(holding, key=lambda a: sum(p.end - p.begin for p in a.content))
    spoke = [p for p in known if any(piece.overlaps(p.span) for piece in inner.source)]
    # "the statement read": a document is nobody
    return next((p for p in spoke if p.sector is not None or p.code is not None), None)

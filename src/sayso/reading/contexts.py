"""What is it about? PLOVER's contexts of a claim, from the words around it, those of its report, and what the claim itself says."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sayso.knowledge.contexts import CONTEXTS, beginning_with
from sayso.reading.words import words_of
from sayso.types.claim import Claim, Context, Party, Step
from sayso.types.report import Report
from sayso.types.text import Analysis, Span

THRESHOLD = 0.5
MOST = 5
# How likely a context is for one word of weight 1, 2 and 3 in the claim's own paragraph. One of weight 3 passes the threshold alone.
CHANCES = {1: 0.25, 2: 0.35, 3: 0.6}
HEADLINE, ELSEWHERE = 0.5, 0.25  # what a word in the headline or elsewhere in the report is worth of that
# However many words a long report has of a context, they alone never say it of a claim that stands among other words.
MOST_ELSEWHERE = 0.45
# A text without paragraphs: what stands further off is of another.
REACH = 600

_PASSED_OVER = frozenset(("-", "‐", "‑", "'", "’", "'s", "’s"))  # "anti-drug", "women's rights"
_PARAGRAPH, _HEADLINE, _ELSEWHERE = "words of its paragraph", "words of the headline", "words of the report"

_UNARMED = frozenset(("CVL", "OPP", "JRN", "SOC", "LAB", "EDU", "REL", "REF", "MED"))
_CRITICS = frozenset(("OPP", "JRN", "SOC", "LAB"))
_STATE_FORCE = frozenset(("GOV", "COP", "MIL", "SPY", "PRM"))
_NOT_OF_A_STATE = frozenset(("REB", "PRM", "UAF", "CRM", "CVL", "OPP"))
_BODIES_OF_STATES = frozenset(("UNO", "EUR", "IGO"))
_ARMED_ACTS = frozenset(("ASSAULT", "MOBILIZE", "COOPERATE", "RETREAT"))
_MODES = {
    ("COERCE", "cyber"): ("cyber", 0.9),
    ("COERCE", "misinformation"): ("misinformation", 0.9),
    ("COERCE", "censor"): ("rights_freedoms", 0.6),
    ("COERCE", "martial-law"): ("pro_autocracy", 0.6),
    ("COERCE", "deport"): ("migration", 0.4),
    ("ASSAULT", "unconventional"): ("cbrn", 0.9),
    ("ASSAULT", "sexual"): ("gender", 0.6),
    ("CONSULT", "third-party"): ("diplomatic", 0.6),
    ("CONSULT", "multilateral"): ("diplomatic", 0.6),
    ("SANCTION", "convict"): ("legal", 0.9),
    ("SANCTION", "discontinue"): ("economic", 0.4),
    ("THREATEN", "territory"): ("territory", 0.7),
    ("THREATEN", "relations"): ("diplomatic", 0.6),
    ("ACCUSE", "investigate"): ("legal", 0.3),
}
_SECTORS = {
    "SPY": ("intelligence", 0.7),
    "JUD": ("legal", 0.7),
    "LEG": ("legislative", 0.7),
    "CRM": ("crime", 0.7),
    "REF": ("asylum", 0.4),
    "REL": ("religion_ethnicity", 0.4),
    "MED": ("health", 0.4),
    "PTY": ("political_institutions", 0.25),
}
Answer = tuple[str, float]  # a context and how likely it is by one rule


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a report that tell of a context, and how likely they make it for what stands beside them."""

    span: Span
    context: str
    words: tuple[str, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class _Sign:
    """One reason for a context: what it rests on, and how much it is worth for this claim."""

    rule: str
    span: Span
    chance: float


def told_of_contexts(report: Report) -> tuple[Told, ...]:
    """All words of a report that tell of a context, in one pass. At each place the longest stand: "war crimes" are no crime."""
    words = [word for word in words_of(report.text) if word.form not in _PASSED_OVER]
    forms = [_folded(word.form) for word in words]
    out: list[Told] = []
    past = 0
    for at, form in enumerate(forms):
        rows = beginning_with(form)
        if not rows or at < past:
            continue
        found = [row for row in rows if len(row.words) == 1 or row.match(forms, at)]
        if found:
            past = at + len(found[0].words)
            span = Span(words[at].begin, words[past - 1].end)
            out += (Told(span, row.context, row.words, CHANCES[row.weight]) for row in found if at + len(row.words) == past)
    return tuple(out)


def _folded(form: str) -> str:
    """A word as the table writes it: "U.N." is "un"; a mark stays what it is, so that no phrase runs over the end of a sentence."""
    return form.lower().replace(".", "") if "." in form and len(form) > 1 else form.lower()


def contexts_of(claim: Claim, analysis: Analysis, told: tuple[Told, ...]) -> tuple[tuple[Context, ...], tuple[Step, ...]]:
    """The contexts of a claim, likeliest first, and why each. Asked last: who takes part in the act says much of them.

    Every sign is taken as independent of the others (noisy or), so that many weak ones and one strong one weigh alike.
    """
    signs: dict[str, list[_Sign]] = {}
    for name, sign in (*_signs_of_words(claim, analysis.report, told), *_signs_of_claim(claim)):
        signs.setdefault(name, []).append(sign)
    scores = {name: round(_likely(found), 2) for name, found in signs.items()}
    names = sorted((n for n in scores if scores[n] >= THRESHOLD), key=lambda n: (-scores[n], CONTEXTS.index(n)))[:MOST]
    strongest = {name: max(signs[name], key=lambda sign: sign.chance) for name in names}
    steps = tuple(Step("contexts", f"{name}: {strongest[name].rule}", strongest[name].span, scores[name]) for name in names)
    return tuple(Context(name, scores[name]) for name in names), steps


def _likely(signs: list[_Sign]) -> float:
    near = elsewhere = 1.0
    for sign in signs:
        if sign.rule == _ELSEWHERE:
            elsewhere *= 1 - sign.chance
        else:
            near *= 1 - sign.chance
    return 1 - near * max(elsewhere, 1 - MOST_ELSEWHERE)


def _signs_of_words(claim: Claim, report: Report, told: tuple[Told, ...]) -> Iterator[tuple[str, _Sign]]:
    """Each word that tells of a context once, where it is worth most: a report that repeats itself is no surer."""
    paragraph = _paragraph(claim.trigger, report.text)
    headlines = [part.span for part in report.parts_of("headline")]
    best: dict[tuple[str, tuple[str, ...]], _Sign] = {}
    for word in told:
        if paragraph.covers(word.span):
            rule, worth = _PARAGRAPH, 1.0
        elif any(line.covers(word.span) for line in headlines):
            rule, worth = _HEADLINE, HEADLINE
        else:
            rule, worth = _ELSEWHERE, ELSEWHERE
        held = best.get((word.context, word.words))
        if held is None or word.chance * worth > held.chance:
            best[word.context, word.words] = _Sign(rule, word.span, word.chance * worth)
    for (context, _), sign in best.items():
        yield context, sign


def _paragraph(span: Span, text: str) -> Span:
    """The paragraph that a span stands in, and no more of it than is within reach."""
    begin, end = text.rfind("\n\n", 0, span.begin), text.find("\n\n", span.end)
    return Span(max(begin + 2 if begin >= 0 else 0, span.begin - REACH), min(end if end >= 0 else len(text), span.end + REACH))


def _signs_of_claim(claim: Claim) -> Iterator[tuple[str, _Sign]]:
    for rule in RULES:
        for name, chance in rule(claim):
            yield name, _Sign(rule.__name__.replace("_", " "), claim.trigger, chance)


def what_the_mode_says(claim: Claim) -> Iterator[Answer]:
    """A hack is of cyber, a conviction of the law, whoever takes part."""
    said = _MODES.get((claim.type, claim.mode or ""))
    if said is not None:
        yield said


def forces_of_a_state(claim: Claim) -> Iterator[Answer]:
    """ "The army shelled the village", "the navy exercised": armed acts by or against the forces of a state."""
    if claim.type not in _ARMED_ACTS:
        return
    if _of(claim.actors, ("MIL",)):
        yield "military", 0.8
        return
    moved = claim.type == "MOBILIZE" and claim.mode in ("troops", "weapons") and not _of(claim.actors, _NOT_OF_A_STATE)
    if moved or _of(claim.recipients, ("MIL",)):
        yield "military", 0.6


def peacekeepers(claim: Claim) -> Iterator[Answer]:
    """Forces of the United Nations are there to keep the peace."""
    if any(p.code == "UNO" and p.sector == "MIL" for p in (*claim.actors, *claim.recipients)):
        yield "peacekeeping", 0.8


def force_against_the_unarmed(claim: Claim) -> Iterator[Answer]:
    """ "Police fired tear gas at students", "police arrested an opposition leader"; not "police arrested a man", nor shells that fall on a town."""
    if not _of(claim.actors, _STATE_FORCE):
        return
    if claim.type == "ASSAULT" and claim.mode == "crowd-control":
        yield "repression", 0.8
    elif claim.type == "ASSAULT" and not _of(claim.actors, ("MIL",)) and _of(claim.recipients, _UNARMED):
        yield "repression", 0.7
    elif claim.type == "COERCE" and claim.mode not in ("cyber", "misinformation") and _of(claim.recipients, _CRITICS):
        yield "repression", 0.7
        if _of(claim.recipients, ("JRN",)):
            yield "rights_freedoms", 0.5
    elif claim.type == "COERCE" and claim.mode in ("arrest", "curfew", "martial-law") and _of(claim.recipients, _UNARMED):
        yield "repression", 0.3  # for other words to say


def between_governments(claim: Claim) -> Iterator[Answer]:
    """Governments of two countries that talk; less where one only speaks of the other."""
    states = {p.code for p in (*claim.actors, *claim.recipients) if p.code and _is_of_states(p)}
    if len(states) < 2:
        return
    if claim.type == "CONSULT" or (claim.type == "SANCTION" and claim.mode == "expel"):
        yield "diplomatic", 0.8
    elif claim.type in ("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"):
        yield "diplomatic", 0.4


def sectors_of_the_parties(claim: Claim) -> Iterator[Answer]:
    """A court, a parliament, a spy or a gang brings its own context into what it does."""
    sectors = dict.fromkeys(p.sector for p in (*claim.actors, *claim.recipients) if p.sector)
    yield from (_SECTORS[sector] for sector in sectors if sector in _SECTORS)


RULES = (
    what_the_mode_says,
    forces_of_a_state,
    peacekeepers,
    force_against_the_unarmed,
    between_governments,
    sectors_of_the_parties,
)


def _of(parties: tuple[Party, ...], sectors: Collection[str]) -> bool:
    return any(p.sector in sectors for p in parties)


def _is_of_states(party: Party) -> bool:
    """A government, or a body that states have made: the codebook gives the latter no sector."""
    return party.sector == "GOV" or (party.sector is None and party.code in _BODIES_OF_STATES)

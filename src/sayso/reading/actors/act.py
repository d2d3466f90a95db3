"""Who did it, and to whom? The parties that take part in an act."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.knowledge.actors import agents
from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.reading.actors.party import party_of
from sayso.reading.actors.phrase import APPOSED, clues, parted
from sayso.types.claim import Party, Place, Step
from sayso.types.text import Analysis, Role, RoleKind, Sentence, Span, Token, Trigger

_FLEEING = re.compile(r"(?:had |have |has )?(?:fle[ed]d?|fleeing|flee|left|escaped|escaping|leaving)(?: \w+)?", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:against|at|upon)\s+(?:the\s+|so-called\s+)*$", re.IGNORECASE)
_HEAD_OF = re.compile(r"\b([a-z]+)\s+of\s+(?:the\s+|its\s+|their\s+)?$")
_SUCH_AS = re.compile(r"\b(?:such as|like|including)\s+(?:the\s+)?$")
DONE_SOMEWHERE = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "RETREAT"))
SURE_LINK = 0.85  # a link as sure as this is to a party, whatever its words
LEAST_STAND = 0.25  # how sure an act of taking a stand must be, so that who takes it does not do what it is on
_THING = re.compile(
    r"(?:shell|rocket|missile|bomb|mortar|mine|landmine|bullet|grenade|blast|explosion|mosque|school|hospital|airport|building|house|bridge|road)s?$"
    r"|^\W*\d*\W*$",
    re.IGNORECASE,
)
_MACHINE = re.compile(r"(?:aircraft|gun|battery|batteries|(?:drone|plane|warplane|jet|helicopter|tank|vehicle|missile)s?)$")
_FIGHT = re.compile(
    r"(?:fight|fights|fighting|fought|clash|clashes|clashed|clashing|skirmish\w*|battle|battles|battling|war|civil war|exchang\w+"
    r"|gun ?battles?|firefights?|hostilities)\b",
    re.IGNORECASE,
)
_REFLEXIVE = re.compile(r"(?:its|their|his|her|our|my)\b|\w+sel(?:f|ves)\b", re.IGNORECASE)
# Acts whose object is whom they are done to; of the others it is what is sent, signed or asked for.
DONE_TO_OBJECT = frozenset(("SANCTION", "ACCUSE", "ASSAULT", "COERCE", "THREATEN", "CONSULT", "SUPPORT"))
_SUFFERED = frozenset(("die", "perish", "flee", "drown"))
_GAP = re.compile(r"\s*(?:-|of|the|'s|’s)?\s*")


def participants_of(
    trigger: Trigger, analysis: Analysis, parties: tuple[Party, ...], places: tuple[Place, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[Step, ...]]:
    """The actors and recipients of an act, and why: from its role links, else from the tree around it."""
    steps: list[Step] = []
    sides: list[tuple[Party, ...]] = []
    for kind in ("actor", "recipient"):
        found: list[Party] = []
        roles = _joined(trigger.role_spans(kind), analysis)
        if kind == "actor":
            roles = [r for r in roles if not _only_tells(r, trigger, analysis)]
        for role in roles:
            for span in parted(_from_its_head(_before_the_act(role.span, trigger), analysis), analysis):
                party = _party(span, analysis, parties, places)
                own = _REFLEXIVE.match(span.of(analysis.report.text))
                if kind == "recipient" and party.rule == "pronoun" and own is None and _is_same(party, sides[0]):
                    # "police took him": him is nobody who took
                    others = tuple(p for p in parties if p.name not in {actor.name for actor in sides[0]})
                    party = party_of(span, analysis, known=others, places=places)
                if _adjective(party, trigger, analysis):
                    continue
                if kind == "recipient" and _is_where(party, trigger, places):
                    continue
                if _is_party(party, analysis, link=role.score) and not _is_there(party, found) and not _cannot_act(party, kind, trigger):
                    found.append(party)
                    steps += [Step(f"{kind}s", "role link", role.span, role.score), Step(f"{kind}s", party.rule, party.span, party.score)]
        if not found and (span_ := _by_tree(trigger, analysis, kind)) is not None:
            party = _party(span_, analysis, parties, places)
            if (
                not (
                    kind == "recipient" and (_is_where(party, trigger, places) or party.span.end < span_.end or _MACHINE.search(party.name))
                )
                and (party.sector is not None or (party.code is not None and party.rule != "country in question"))
                and _is_party(party, analysis)
                and not _adjective(party, trigger, analysis)
            ):
                found.append(party)
                steps.append(Step(f"{kind}s", "subject or object of the act", party.span))
        sides.append(tuple(_told_once(found, analysis)))
    actors, recipients = sides
    if (trigger.type, trigger.mode) == ("SANCTION", "expel") and _FLEEING.fullmatch(trigger.span.of(analysis.report.text)):
        # "residents fled": it is done to them
        actors, recipients = (), (*actors, *(p for p in recipients if not _is_there(p, list(actors))))
        steps = [replace(s, field="recipients") for s in steps]
    against = [p for p in recipients if _AGAINST.search(analysis.report.text[max(0, p.span.begin - 14) : p.span.begin])]
    actors = tuple(p for p in actors if not any(p.span.overlaps(q.span) for q in against))
    others = tuple(p for p in recipients if not _is_there(p, list(actors)))
    if (trigger.type, trigger.mode) == ("SANCTION", "discontinue"):
        # those on a list are of any country
        others = tuple(replace(p, code=None) if p.rule == "country in question" else p for p in others)
    if (trigger.type == "CONSULT" and trigger.mode != "visit") or (actors and _fights(trigger, analysis)):
        # talks and fights are mutual: whoever is met takes part as well
        return (*actors, *others), (), tuple(replace(s, field="actors") if s.field == "recipients" else s for s in steps)
    return actors, others, tuple(steps)


def _fights(trigger: Trigger, analysis: Analysis) -> bool:
    """Whether an act is a fight of two sides: "clashed with", "fought", "fighting between"."""
    return trigger.type == "ASSAULT" and _FIGHT.match(trigger.span.of(analysis.report.text)) is not None


def _told_once(found: list[Party], analysis: Analysis) -> list[Party]:
    """ "John Kerry, the Secretary of State" is one party, and of "groups such as Hezbollah" only Hezbollah is named."""
    text, out = analysis.report.text, list[Party]()
    for party in sorted(found, key=lambda p: p.span.begin):
        between = text[out[-1].span.end : party.span.begin] if out and party.span.begin > out[-1].span.end else None
        if between is not None and _SUCH_AS.search(between) and len(between) < 40:
            out[-1] = party
        elif between is not None and APPOSED.fullmatch(between) and _one_is_office(out[-1], party, analysis):
            first = out[-1]
            person = party if clues(first.span.of(text), analysis.report.published).noun is not None else first
            out[-1] = replace(first, name=person.name, code=first.code or party.code, sector=first.sector or party.sector)
        else:
            out.append(party)
    return out


def _one_is_office(one: Party, other: Party, analysis: Analysis) -> bool:
    """Whether of two phrases one is an office and the other a person's name."""
    people = [any(m.kind == "person" and m.span.overlaps(p.span) for m in analysis.mentions) for p in (one, other)]
    offices = [clues(p.span.of(analysis.report.text), analysis.report.published).noun is not None for p in (one, other)]
    return (people[0] and offices[1]) or (people[1] and offices[0])


def _only_tells(role: Role, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether somebody is but the source of an act, or takes a stand on it: "the army says rebels shelled", "the UN condemned the attack"."""
    if trigger.type in SPEECH_ACTS:
        return False
    others = [r for r in trigger.role_spans("actor") if not r.span.overlaps(role.span)]
    sources = [piece for a in analysis.attributions if a.holds(trigger.span) and not a.holds(role.span) for piece in a.source]
    sentence = analysis.sentence_at(trigger.span.begin)
    head = sentence.head_of(trigger.span) if sentence is not None else None
    if sentence is None or head is None:
        return False
    subjects = [t for t in sentence.children(head, "nsubj") if not role.span.overlaps(t.span)]
    if (others or subjects) and any(piece.overlaps(role.span) for piece in sources):
        return True
    above = () if head.deprel == "conj" else tuple(sentence.ancestors(head))
    return any(
        act.type in ("ACCUSE", "SUPPORT", "REQUEST")
        and act.type_score >= LEAST_STAND
        and any(act.span.covers(token.span) for token in above)
        and any(r.span.overlaps(role.span) for r in act.role_spans("actor"))
        for act in analysis.triggers
        if act is not trigger
    )


def _from_its_head(span: Span, analysis: Analysis) -> Span:
    """ "The families of the victims", where the network took but the victims."""
    text = analysis.report.text
    found = _HEAD_OF.search(text[max(0, span.begin - 30) : span.begin])
    return Span(max(0, span.begin - 30) + found.start(1), span.end) if found is not None and found[1] in agents() else span


def _before_the_act(span: Span, trigger: Trigger) -> Span:
    """ "Coalition Strikes" of a headline: the party ends where the act begins."""
    cut = span.begin < trigger.span.begin < span.end <= trigger.span.end
    return Span(span.begin, trigger.span.begin - 1) if cut and trigger.span.begin - 1 > span.begin else span


def _party(span: Span, analysis: Analysis, parties: tuple[Party, ...], places: tuple[Place, ...]) -> Party:
    """The mention that these words are, as it was read in the report as a whole; else what the words alone say."""
    alike = [p for p in parties if p.span.overlaps(span)]
    if alike:
        best = max(alike, key=lambda p: (p.span.shared(span), -(p.span.end - p.span.begin)))
        if best.span.shared(span) * 2 >= span.end - span.begin:
            return best
    return party_of(span, analysis, known=parties, places=places)


def _is_where(party: Party, trigger: Trigger, places: tuple[Place, ...]) -> bool:
    """Whether words name but where it was done: a town that is shelled or entered is the place, whoever lives there."""
    if trigger.type not in DONE_SOMEWHERE or party.known is not None:
        return False
    return any(p.span == party.span and p.kind not in ("country", "region", "continent") for p in places)


def _adjective(party: Party, trigger: Trigger, analysis: Analysis) -> bool:
    """ "Terrorist attacks" says of what kind they are, not who made them."""
    return party.span.of(analysis.report.text).lower() == "terrorist" and party.span.end + 1 == trigger.span.begin


def _is_party(party: Party, analysis: Analysis, *, link: float = 0.0) -> bool:
    """Whether words can name somebody: a pronoun, a known or recognised name, a noun of agents, or what the network is very sure of; "the shell",
    "two" and "Iraq mosque" do not."""
    words = party.span.of(analysis.report.text)
    if link >= SURE_LINK and not _THING.search(words):
        return True
    told = clues(words, analysis.report.published)
    if party.rule.startswith("pronoun") or told.noun is not None or told.actor is not None:
        return True
    if party.rule == "country word":
        return words.split()[-1][:1].isupper()
    named = any(m.span.overlaps(party.span) and m.kind != "place" for m in analysis.mentions)
    return words[:1].isupper() and len(words) > 1 and (party.rule not in ("country in question", "as written") or named)


def _cannot_act(party: Party, kind: str, trigger: Trigger) -> bool:
    """Civilians do not shell or bomb: near such an act they are those it is done to."""
    armed = trigger.type == "ASSAULT" and trigger.mode in ("aerial", "drone", "heavy-weapons", "explosives", "unconventional")
    return kind == "actor" and armed and party.sector in ("CVL", "REF", "MED", "EDU")


def _is_same(party: Party, others: tuple[Party, ...]) -> bool:
    """Whether a party bears the name and code of one of others."""
    return any((p.name.casefold(), p.code) == (party.name.casefold(), party.code) for p in others)


def _is_there(party: Party, found: list[Party]) -> bool:
    """Whether a party is among those found, under this or an equal name, or as the shorter phrase for one of them."""
    last = party.name.casefold().split()[-1:]
    return any(
        p.span.overlaps(party.span)
        or (p.code == party.code and (p.name.casefold() == party.name.casefold() or p.name.casefold().split()[-1:] == last))
        for p in found
    )


def _joined(roles: tuple[Role, ...], analysis: Analysis) -> list[Role]:
    """Spans with but a hyphen or "of the" between them are one party."""
    out: list[Role] = []
    for role in sorted(roles, key=lambda r: r.span.begin):
        if out and role.span.begin > out[-1].span.end and _GAP.fullmatch(analysis.report.text[out[-1].span.end : role.span.begin]):
            last = out.pop()
            out.append(Role(role.kind, Span(last.span.begin, role.span.end), min(last.score, role.score)))
        else:
            out.append(role)
    return out


def _by_tree(trigger: Trigger, analysis: Analysis, kind: RoleKind) -> Span | None:
    """The subject of a verb, or its object; turned about in the passive; the possessor of a noun."""
    if kind == "recipient" and trigger.type not in DONE_TO_OBJECT:
        return None
    sentence = analysis.sentence_at(trigger.span.begin)
    head = sentence.head_of(trigger.span) if sentence is not None else None
    if sentence is None or head is None:
        return None
    passive = bool(sentence.children(head, "nsubj:pass") or sentence.children(head, "aux:pass"))
    if head.lemma in _SUFFERED and trigger.type in ("ASSAULT", "SANCTION"):
        # "forty people died": it is done to the subject
        return _dependent(sentence, head, ("nsubj",) if kind == "recipient" else ())
    wanted = {
        ("actor", False): ("nsubj", "nmod:poss"),
        ("actor", True): ("obl:agent",),
        ("recipient", False): ("obj",),
        ("recipient", True): ("nsubj:pass",),
    }[kind, passive]
    return _dependent(sentence, head, wanted)


def _dependent(sentence: Sentence, head: Token, relations: tuple[str, ...]) -> Span | None:
    """The phrase of the first dependent of these relations, in their order."""
    for relation in relations:
        for token in sentence.children(head):
            if token.deprel == relation and token.upos in ("NOUN", "PROPN", "PRON"):
                return _phrase(sentence, token)
    return None


def _phrase(sentence: Sentence, head: Token) -> Span:
    """A noun with the modifiers that stand before it and the rest of its name."""
    near = [
        head,
        *(
            t
            for t in sentence.children(head, "compound", "amod", "flat", "nmod:poss", "nmod:desc")
            if t.index < head.index or t.deprel == "flat"
        ),
    ]
    return Span(min(t.span.begin for t in near), max(t.span.end for t in near))

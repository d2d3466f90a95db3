"""Who did it, and to whom? The parties that take part in an act."""

from __future__ import annotations

import re
from dataclasses import replace

from sayso.reading.actors.party import party_of
from sayso.reading.actors.phrase import clues
from sayso.types.claim import Party, Place, Step
from sayso.types.text import Analysis, Role, RoleKind, Sentence, Span, Token, Trigger

_AND = re.compile(r",\s+(?:and\s+)?|\s+(?:and|as well as)\s+")
_GAP = re.compile(r"\s*(?:-|of|the|'s|’s)?\s*")


def participants_of(
    trigger: Trigger, analysis: Analysis, parties: tuple[Party, ...], places: tuple[Place, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[Step, ...]]:
    """The actors and recipients of an act, and why: from its role links, else from the tree around it."""
    steps: list[Step] = []
    sides: list[tuple[Party, ...]] = []
    for kind in ("actor", "recipient"):
        found: list[Party] = []
        for role in _joined(trigger.role_spans(kind), analysis):
            for span in _parted(_before_the_act(role.span, trigger), analysis):
                party = _party(span, analysis, parties, places)
                if _is_party(party, analysis) and not _is_there(party, found) and not _cannot_act(party, kind, trigger):
                    found.append(party)
                    steps += [Step(f"{kind}s", "role link", role.span, role.score), Step(f"{kind}s", party.rule, party.span, party.score)]
        if not found and (span_ := _by_tree(trigger, analysis, kind)) is not None:
            party = _party(span_, analysis, parties, places)
            if party.code is not None or party.sector is not None:
                found.append(party)
                steps.append(Step(f"{kind}s", "subject or object of the act", party.span))
        sides.append(tuple(found))
    actors, recipients = sides
    others = tuple(p for p in recipients if not _is_there(p, list(actors)))
    if trigger.type == "CONSULT" and trigger.mode != "visit":
        # talks are mutual: whoever is met takes part as well
        return (*actors, *others), (), tuple(replace(s, field="actors") if s.field == "recipients" else s for s in steps)
    return actors, others, tuple(steps)


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


def _is_party(party: Party, analysis: Analysis) -> bool:
    """Whether words can name somebody: a pronoun, a known or recognised name, or a noun of agents; "the shell", "two" and "Iraq mosque" do not."""
    words = party.span.of(analysis.report.text)
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


def _parted(span: Span, analysis: Analysis) -> list[Span]:
    """ "Turkey and Iran" are two parties; "Ministry of Trade and Industry" is one."""
    text = analysis.report.text
    cuts = [m.span() for m in _AND.finditer(text, span.begin, span.end)]
    if not cuts:
        return [span]
    begins, ends = [span.begin, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), span.end]
    pieces = [Span(b, e) for b, e in zip(begins, ends, strict=True) if e > b]
    told = [clues(piece.of(text), analysis.report.published) for piece in pieces]
    # "family and friends of the victims" are one: what is common to both stands behind
    shared = " of " in pieces[-1].of(text) and not any(t.actor or t.country for t in told)
    return pieces if all(t.actor or t.country or t.noun for t in told) and not shared else [span]


def _by_tree(trigger: Trigger, analysis: Analysis, kind: RoleKind) -> Span | None:
    """The subject of a verb, or its object; turned about in the passive; the possessor of a noun."""
    sentence = analysis.sentence_at(trigger.span.begin)
    inside = sentence.within(trigger.span) if sentence is not None else ()
    if sentence is None or not inside:
        return None
    head = min(inside, key=lambda t: sum(1 for _ in sentence.ancestors(t)))
    passive = bool(sentence.children(head, "nsubj:pass") or sentence.children(head, "aux:pass"))
    wanted = {
        ("actor", False): ("nsubj", "nmod:poss"),
        ("actor", True): ("obl:agent",),
        ("recipient", False): ("obj",),
        ("recipient", True): ("nsubj:pass",),
    }[kind, passive]
    for relation in wanted:
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

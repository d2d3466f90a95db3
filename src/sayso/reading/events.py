"""What happened? Which triggers become claims."""

from __future__ import annotations

import itertools

from sayso.types.text import Analysis, Sentence, Span, Trigger

# What is threatened, demanded, refused or promised belongs to that claim, unless the network is very sure of it as an act of its own.
HOLDERS = frozenset(("THREATEN", "REQUEST", "REJECT", "AGREE"))
CERTAIN = 0.42
_COMPLEMENT = ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nmod")


def events(analysis: Analysis, threshold: float) -> tuple[Trigger, ...]:
    """The triggers that are sure enough, without the content of threats, demands, refusals and promises, in text order."""
    sure = sorted((t for t in analysis.triggers if t.type_score >= threshold), key=lambda t: (t.span.begin, t.span.end))
    apart = [t for i, t in enumerate(sure) if not any(t.span.overlaps(o.span) and _wins(o, t) for j, o in enumerate(sure) if i != j)]
    return tuple(t for t in apart if t.type_score >= CERTAIN or not any(_holds(other, t, analysis) for other in apart))


def _wins(one: Trigger, other: Trigger) -> bool:
    return (one.type_score, -one.span.begin) > (other.type_score, -other.span.begin)


def _holds(holder: Trigger, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether a trigger is the content of another: the nearest verb or noun above it in the tree, as its complement."""
    if holder is trigger or holder.type not in HOLDERS or holder.sentence != trigger.sentence:
        return False
    sentence = analysis.sentence_at(trigger.span.begin)
    return sentence is not None and _is_complement(sentence, holder.span, trigger.span)


def _is_complement(sentence: Sentence, holder: Span, trigger: Span) -> bool:
    head = sentence.head_of(trigger)
    if head is None:
        return False
    steps = [head, *list(sentence.ancestors(head))[:3]]
    for below, above in itertools.pairwise(steps):
        if below.deprel.split(":")[0] not in _COMPLEMENT:
            return False
        if holder.overlaps(above.span):
            return below.deprel.split(":")[0] in ("xcomp", "ccomp", "acl") or below.upos == "VERB"
    return False

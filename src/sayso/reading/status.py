"""Is it so? How the text stands to an act: the network's answer, and the few constructions that settle it."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

from sayso.knowledge.event_types import SPEECH_ACTS
from sayso.knowledge.reporting import reporting_words
from sayso.reading.rule import first
from sayso.types.claim import Link, Status, Step, When
from sayso.types.text import Analysis, Sentence, Trigger

# Above this the network's word stands against the constructions.
SURE = 0.75
BACKGROUND = timedelta(days=365)


def status_of(
    trigger: Trigger, analysis: Analysis, chain: tuple[Link, ...] = (), *, when: When | None = None
) -> tuple[Status, tuple[Step, ...]]:
    """The status of an act and the step that gave it. The chain is no doubt: "X said it happened" is actual."""
    network = cast(Status, trigger.status)
    if network == "future" and trigger.type in ("THREATEN", "AGREE"):
        # what is threatened or promised is to come; the word is given
        return "actual", (Step("status", "the word is given", trigger.span),)
    by_date = _background(trigger, analysis, when)
    if by_date is not None and network in ("actual", "historical"):
        return by_date, (Step("status", "more than a year before the report", when.span if when else None),)
    if network != "actual" or trigger.status_score < SURE:
        sentence = analysis.sentence_at(trigger.span.begin)
        told = first(RULES, trigger, sentence) if sentence is not None and trigger.status_score < SURE else None
        if told is not None:
            answer, rule = cast(Status, told[0]), told[1]
            return answer, (Step("status", rule, trigger.span),)
    return network, (Step("status", "status head", trigger.span, trigger.status_score),)


def _background(trigger: Trigger, analysis: Analysis, when: When | None) -> Status | None:
    """An act whose last day lies more than a year before the report is background; a recent one is not."""
    published = analysis.report.published
    if published is None or when is None or when.latest is None:
        return None
    if published - when.latest > BACKGROUND:
        return "historical"
    return "actual" if trigger.status == "historical" else None


def under_a_condition(trigger: Trigger, sentence: Sentence) -> Status | None:
    """ "If the United States attacks": the clause of the act begins with if or unless."""
    head = sentence.head_of(trigger.span)
    marks = sentence.children(head, "mark") if head is not None else ()
    return "conditional" if any(t.form.lower() in ("if", "unless") for t in marks) else None


def negated(trigger: Trigger, sentence: Sentence) -> Status | None:
    """ "Did not attack", "no attack": a negation hangs on the act."""
    head = sentence.head_of(trigger.span)
    if head is None or trigger.type in ("REJECT", "COERCE"):
        return None
    words = reporting_words().negation
    return "denied" if any(t.form.lower() in words and not trigger.span.covers(t.span) for t in sentence.children(head)) else None


def denied_by_a_source(trigger: Trigger, sentence: Sentence) -> Status | None:
    """ "Denied that its forces shelled the town": the act lies below a verb of denying."""
    head = sentence.head_of(trigger.span)
    words = reporting_words().denying
    above = list(sentence.ancestors(head))[:3] if head is not None else []
    return "denied" if any(t.form.lower() in words and not trigger.span.covers(t.span) for t in above) else None


def doubted(trigger: Trigger, sentence: Sentence) -> Status | None:
    """ "Reportedly", "allegedly", "may have": a word of doubt hangs on the act."""
    head = sentence.head_of(trigger.span)
    words = reporting_words().doubt
    return "possible" if head is not None and any(t.form.lower() in words for t in sentence.children(head)) else None


def still_to_come(trigger: Trigger, sentence: Sentence) -> Status | None:
    """ "Will strike": an act of deeds under will or shall."""
    head = sentence.head_of(trigger.span)
    if head is None or trigger.type in SPEECH_ACTS:
        return None
    return "future" if any(t.form.lower() in ("will", "shall", "'ll", "’ll") for t in sentence.children(head, "aux")) else None


RULES = (under_a_condition, denied_by_a_source, negated, doubted, still_to_come)

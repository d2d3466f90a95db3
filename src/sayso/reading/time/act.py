"""When did the act happen?"""

from __future__ import annotations

from sayso.reading.time.value import NO_SUCH_DAY
from sayso.types.claim import Step, When
from sayso.types.text import Analysis, Sentence, Span, Trigger

# Further off than this a time in the sentence says little of an act.
FAR = 80


def when_of(trigger: Trigger, analysis: Analysis, times: tuple[When, ...]) -> tuple[When | None, tuple[Step, ...]]:
    """The time of an act, and why; None where none is told, or one that cannot be. Never a length of time without days."""
    text = analysis.report.text
    dated = [t for t in times if t.earliest is not None and not _is_date_line(t, text)]
    for role in trigger.role_spans("time"):
        if impossible := next((t for t in times if t.rule == NO_SUCH_DAY and t.span.overlaps(role.span)), None):
            return None, (Step("when", "role link", role.span, role.score), Step("when", NO_SUCH_DAY, impossible.span))
        touched = [t for t in dated if t.span.overlaps(role.span)]
        if touched:
            # "from Monday to Wednesday": Monday has the days of both
            best = max(touched, key=lambda t: (t.rule == "from to", t.span.shared(role.span)))
            return best, (Step("when", "role link", role.span, role.score), Step("when", best.rule, best.span))
    sentence = analysis.sentence_at(trigger.span.begin)
    if sentence is None:
        return None, ()
    near = [
        t for t in dated if t.type in ("DATE", "TIME") and sentence.span.covers(t.span) and _clause_mate(sentence, trigger.span, t.span)
    ]
    own = [t for t in near if not _belongs_elsewhere(t, trigger, analysis)]
    if not own:
        return None, ()
    best = min(own, key=lambda t: _gap(t.span, trigger.span))
    return best, (Step("when", "time in the clause", best.span), Step("when", best.rule, best.span))


def _is_date_line(time: When, text: str) -> bool:
    """Whether a date stands alone in its line: "Monday, May 18, 2015" is the report's, no act's."""
    begin = text.rfind("\n", 0, time.span.begin) + 1
    end = text.find("\n", time.span.end)
    return not (text[begin : time.span.begin] + text[time.span.end : end if end >= 0 else len(text)]).strip(" .,|-–—")


def _gap(one: Span, other: Span) -> int:
    return max(one.begin - other.end, other.begin - one.end, 0)


def _clause_mate(sentence: Sentence, trigger: Span, time: Span) -> bool:
    """Whether a time hangs on the act itself: on its word, or on the verb whose object it is."""
    act, told = sentence.within(trigger), sentence.within(time)
    if not act or not told or _gap(trigger, time) > FAR:
        return False
    heads = {t.head for t in told} - {t.index for t in told}
    return bool(heads & ({t.index for t in act} | {t.head for t in act if t.deprel in ("obj", "nsubj", "nsubj:pass", "obl")}))


def _belongs_elsewhere(time: When, trigger: Trigger, analysis: Analysis) -> bool:
    """Whether another act's own time role takes these words."""
    others = (t for t in analysis.triggers if t is not trigger and t.sentence == trigger.sentence)
    return any(role.span.overlaps(time.span) for other in others for role in other.role_spans("time"))

"""Who says so, on hand-made attributions: credits first, then the outermost source, and no link for the speaker of an act of speech."""

from __future__ import annotations

from datetime import date

from sayso.intake.parts import parts_of
from sayso.reading.attribution import chain_of
from sayso.reading.quotes import with_whole_quotes
from sayso.reading.status import status_of
from sayso.types.claim import Party, When
from sayso.types.report import Report
from sayso.types.text import Analysis, Attribution, Role, Sentence, Span, Token, Trigger


def span(text: str, words: str, nth: int = 1) -> Span:
    begin = -1
    for _ in range(nth):
        begin = text.index(words, begin + 1)
    return Span(begin, begin + len(words))


def saying(text: str, source: str, cue: str, content: str) -> Attribution:
    told = (span(text, source),) if source else ()
    return Attribution(told, (span(text, cue),), (span(text, content),), 0.9)


def trigger(text: str, words: str, kind: str = "ASSAULT", actor: str | None = None, status: str = "actual", sure: float = 0.95) -> Trigger:
    roles = (Role("actor", span(text, actor), 0.9),) if actor else ()
    return Trigger(span(text, words), 0, kind, 0.9, None, 0.9, status, sure, roles)


def names(text: str, acts: Trigger, *sayings: Attribution, parties: tuple[Party, ...] = (), outlet: str | None = None) -> list[str]:
    report = Report("r", text, outlet=outlet, parts=parts_of(text))
    sentence = Sentence(0, Span(0, len(text)), ())
    chain, why = chain_of(acts, Analysis(report, (sentence,), (), sayings), parties)
    assert len(why) == len(chain)
    return [link.name for link in chain]


def test_nested_sources_stand_outermost_first() -> None:
    text = "Reuters reports that state television quoted the army as saying rebels shelled Goma."
    outer = saying(text, "Reuters", "reports", "that state television quoted the army as saying rebels shelled Goma")
    middle = saying(text, "state television", "quoted", "the army as saying rebels shelled Goma")
    inner = saying(text, "the army", "as saying", "rebels shelled Goma")
    assert names(text, trigger(text, "shelled"), inner, outer, middle) == ["Reuters", "state television", "army"]


def test_the_statement_that_carried_the_words_stands_before_the_speaker() -> None:
    text = "Rebels shelled Goma, the army said in a statement."
    assert names(text, trigger(text, "shelled"), saying(text, "the army", "said", "Rebels shelled Goma")) == ["statement", "army"]


def test_an_outlet_that_was_told_stands_before_the_speaker() -> None:
    text = "Rebels shelled Goma, the general told Rudaw on Monday."
    rudaw = Party(span(text, "Rudaw"), "Rudaw", "IRQ", "JRN", "known actor")
    assert names(text, trigger(text, "shelled"), saying(text, "the general", "told", "Rebels shelled Goma"), parties=(rudaw,)) == [
        "Rudaw",
        "general",
    ]


def test_a_dateline_agency_is_a_link_of_every_claim_but_not_of_its_own_reports() -> None:
    text = "GOMA, March 12 (Reuters) - Rebels shelled Goma."
    assert names(text, trigger(text, "shelled")) == ["Reuters"]
    assert names(text, trigger(text, "shelled"), outlet="Reuters") == []


def test_an_act_of_speech_has_its_speaker_as_actor_not_as_link() -> None:
    text = "“We condemn the attack,” the minister said."
    said = saying(text, "the minister", "said", "We condemn the attack")
    assert names(text, trigger(text, "condemn", "ACCUSE", "We"), said) == []
    assert names(text, trigger(text, "attack"), said) == ["minister"]


def test_a_threat_told_by_the_reporter_has_no_link() -> None:
    text = "The group threatened to bomb the port."
    told = saying(text, "The group", "threatened", "to bomb the port")
    assert names(text, trigger(text, "threatened", "THREATEN", "The group"), told) == []


def test_a_quotation_runs_on_over_the_next_paragraphs() -> None:
    text = "The minister said:\n\n“Rebels shelled Goma.\n\n“They will answer for it.”\n\nTalks go on."
    said = saying(text, "The minister", "said", ":")
    whole = with_whole_quotes(Analysis(Report("r", text), attributions=(said,)))[0]
    assert whole.holds(span(text, "shelled"))
    assert whole.holds(span(text, "answer"))
    assert not whole.holds(span(text, "Talks"))


def token(index: int, text: str, form: str, head: int | None, deprel: str, upos: str = "VERB") -> Token:
    return Token(index, span(text, form), form, form, upos, "", head, deprel)


def test_a_conditional_clause_settles_what_the_network_doubts() -> None:
    text = "If rebels attack Goma"
    tokens = (
        token(0, text, "If", 2, "mark", "SCONJ"),
        token(1, text, "rebels", 2, "nsubj", "NOUN"),
        token(2, text, "attack", None, "root"),
        token(3, text, "Goma", 2, "obj", "PROPN"),
    )
    given = Analysis(Report("r", text), (Sentence(0, Span(0, len(text)), tokens),))
    assert status_of(trigger(text, "attack", status="actual", sure=0.5), given)[0] == "conditional"
    assert status_of(trigger(text, "attack", status="denied", sure=0.95), given)[0] == "denied"


def test_a_report_of_the_first_day_of_the_calendar_has_no_background() -> None:
    text, day = "Rebels attack Goma", date(1, 1, 1)
    when = When(Span(0, 6), "DATE", "0001-01-01", day, day, "day", "calendar date")
    assert status_of(trigger(text, "attack"), Analysis(Report("r", text, day)), when=when)[0] == "actual"


def test_a_statement_that_speaks_in_the_first_person_stays_a_link() -> None:
    text = "“We reject intervention,” the statement read."
    read = saying(text, "the statement", "read", "We reject intervention")
    assert names(text, trigger(text, "reject", "REJECT", "We"), read) == ["statement"]

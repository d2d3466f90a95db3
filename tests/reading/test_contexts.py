"""What a claim is about: by the words of its paragraph, less by those of the report, and by who does what to whom."""

from __future__ import annotations

import pytest

from sayso.reading import contexts
from sayso.reading.contexts import MOST, contexts_of, told_of_contexts
from sayso.types.claim import Claim, Party
from sayso.types.report import Part, Report
from sayso.types.text import Analysis, Span


def party(told: str) -> Party:
    """A party of a text such as "TUR COP"; "-" where a code or sector is not known."""
    code, sector = (None if cell == "-" else cell for cell in told.split())
    return Party(Span(0, 1), told, code, sector, "as written")


def claim(text: str, words: str, act: str, actors: str = "", recipients: str = "") -> Claim:
    kind, _, mode = act.partition("/")
    begin = text.index(words)
    sides = [tuple(party(told) for told in side.split(", ") if told) for side in (actors, recipients)]
    trigger = Span(begin, begin + len(words))
    return Claim("c", "r", trigger, kind, mode or None, "actual", actors=sides[0], recipients=sides[1])


def names(text: str, words: str, act: str, actors: str = "", recipients: str = "", parts: tuple[Part, ...] = ()) -> list[str]:
    report = Report("r", text, parts=parts)
    found, _ = contexts_of(claim(text, words, act, actors, recipients), Analysis(report), told_of_contexts(report))
    return [context.name for context in found]


ABOUT = [
    ("Hackers stole the passwords of 3,000 clerks, the ministry said.", "stole", "COERCE/cyber", ["cyber"]),
    ("The court sentenced the former governor to nine years for taking bribes.", "sentenced", "SANCTION/convict", ["legal", "corruption"]),
    ("Inspectors said sarin, a nerve agent, had been used in the town.", "used", "ASSAULT/unconventional", ["cbrn"]),
    ("Rioters burned two mosques in the worst sectarian violence in years.", "burned", "ASSAULT/destroy", ["religion_ethnicity"]),
    ("Lawmakers walked out before parliament voted on the draft law.", "walked out", "PROTEST", ["legislative"]),
    ("Voters were kept from polling stations by masked men.", "kept from", "COERCE/restrict", ["election"]),
    ("Police seized two tonnes of cocaine that a cartel had hidden in bananas.", "seized", "COERCE/seize", ["illegal_drugs"]),
    ("The navy will send two warships to the strait.", "send", "MOBILIZE/weapons", ["military"]),
    ("Cyclone Mirra has left 4,000 homeless; Japan gave tents.", "gave", "AID", ["disasters"]),
    ("Refugees at the camp set tents on fire over the food rations.", "set", "PROTEST/riot", ["asylum"]),
    ("The governor called the story of poisoned wells a hoax.", "called", "REJECT", ["misinformation"]),
    ("Gay rights groups condemned the ban on the pride march.", "condemned", "ACCUSE/disapprove", ["lgbt"]),
]


@pytest.mark.parametrize(("text", "words", "act", "expected"), ABOUT, ids=[text for text, *_ in ABOUT])
def test_words_of_the_paragraph_tell_what_it_is_about(text: str, words: str, act: str, expected: list[str]) -> None:
    assert names(text, words, act) == expected


NOT_ABOUT = [
    ("Rebels shelled a market in Telma.", "shelled", "ASSAULT/heavy-weapons", "military"),
    ("He was charged with war crimes.", "charged", "ACCUSE/allege", "crime"),
    ("Fighters hacked to death two farmers.", "hacked to death", "ASSAULT/primitive", "cyber"),
    ("The couple were arrested at a coupon shop.", "arrested", "COERCE/arrest", "pro_autocracy"),
    ("The president urged calm. Minister Gay Corin agreed.", "urged", "REQUEST/change", "executive"),
    ("Artificial intelligence was used to forge the call.", "forge", "COERCE/misinformation", "intelligence"),
    ("They ended the war. Crimes were not spoken of.", "ended", "RETREAT/ceasefire", "human_rights"),
    ("The firm's chief denounced the strike by its drivers.", "denounced", "ACCUSE/disapprove", "economic"),
    ("A bus carrying troops passed; shots were fired at the hospital.", "fired", "ASSAULT/firearms", "health"),
    ("Parliamentary elections were held up by gunmen.", "held up", "COERCE/restrict", "legislative"),
]


@pytest.mark.parametrize(("text", "words", "act", "never"), NOT_ABOUT, ids=[text for text, *_ in NOT_ABOUT])
def test_words_that_only_look_so_do_not(text: str, words: str, act: str, never: str) -> None:
    assert never not in names(text, words, act)


BY_THE_CLAIM = [
    ("ASSAULT/heavy-weapons", "SYR MIL", "SYR REB", ["military"]),
    ("ASSAULT/firearms", "COD REB", "COD MIL", ["military"]),
    ("ASSAULT/firearms", "COD REB", "COD CVL", []),
    ("ASSAULT/crowd-control", "TUR COP", "", ["repression"]),
    ("ASSAULT/beat", "BLR COP", "BLR CVL", ["repression"]),
    ("ASSAULT/aerial", "SYR MIL", "SYR CVL", ["military"]),
    ("COERCE/arrest", "EGY GOV", "EGY OPP", ["repression"]),
    ("COERCE/arrest", "EGY COP", "EGY JRN", ["repression", "rights_freedoms"]),
    ("COERCE/arrest", "KEN COP", "KEN CVL", []),
    ("COERCE/cyber", "", "EST GOV", ["cyber"]),
    ("COERCE/misinformation", "RUS JRN", "", ["misinformation"]),
    ("SANCTION/convict", "", "", ["legal"]),
    ("CONSULT", "IRN GOV, EUR -", "", ["diplomatic"]),
    ("CONSULT", "IRN GOV, IRN GOV", "", []),
    ("ACCUSE/disapprove", "FRA GOV", "RUS GOV", []),
    ("MOBILIZE/troops", "", "", ["military"]),
    ("MOBILIZE/troops", "SDN REB", "", []),
    ("ASSAULT/firearms", "MEX CRM", "UNO MIL", ["peacekeeping", "crime", "military"]),
]


@pytest.mark.parametrize(("act", "actors", "recipients", "expected"), BY_THE_CLAIM, ids=[" ".join(c[:3]) for c in BY_THE_CLAIM])
def test_who_does_what_to_whom_tells_it_too(act: str, actors: str, recipients: str, expected: list[str]) -> None:
    assert names("It happened.", "happened", act, actors, recipients) == expected


FAR = "Nothing more was known of it.\n\nThe earthquake and its aftershocks and a mudslide cut the road to the flooding valley."


def test_the_rest_of_a_report_weighs_less_and_never_says_it_alone() -> None:
    assert names(FAR, "cut", "COERCE/withhold") == ["disasters"]
    assert names(FAR, "known", "ACCUSE") == []


def test_the_rest_of_a_report_and_its_headline_say_it_together() -> None:
    text = "Earthquake hits Varna\n\n" + FAR
    assert names(text, "known", "ACCUSE", parts=(Part("headline", Span(0, 21)),)) == ["disasters"]


def test_far_off_in_one_long_paragraph_is_elsewhere() -> None:
    text = "The earthquake struck at dawn. " + "It was quiet. " * 60 + "Two men were shot."
    assert names(text, "shot", "ASSAULT/firearms") == []


def test_no_more_than_a_few_and_the_likeliest_first() -> None:
    text = (
        "The court, the senate, the army chief, hackers, refugees, cocaine, an earthquake and an election, diplomats said, were to blame."
    )
    report = Report("r", text)
    found, why = contexts_of(claim(text, "blame", "ACCUSE"), Analysis(report), told_of_contexts(report))
    assert len(found) == len(why) == MOST
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(0 < c.score <= 1 for c in found)


def test_a_step_says_why_with_the_strongest_word() -> None:
    text = "The court heard how the former governor had taken bribes."
    report = Report("r", text)
    (found,), (step,) = contexts_of(claim(text, "taken", "ACCUSE/allege"), Analysis(report), told_of_contexts(report))
    assert (step.field, step.rule, step.score) == ("contexts", "corruption: words of its paragraph", found.score)
    assert step.span is not None
    assert step.span.of(text) == "bribes"


def test_every_rule_says_what_it_does() -> None:
    assert all(rule.__doc__ for rule in contexts.RULES)


@pytest.mark.parametrize(
    ("text", "words", "context"),
    [
        ("U.N. mission", "U.N. mission", "peacekeeping"),
        ("the women’s rights march", "women’s rights", "gender"),
        ("an anti-drug raid", "anti-drug", "illegal_drugs"),
        ("MALWARE was found", "MALWARE", "cyber"),
        ("workers' rights", "workers' rights", "rights_freedoms"),
    ],
)
def test_words_are_found_however_they_are_written(text: str, words: str, context: str) -> None:
    assert (words, context) in [(told.span.of(text), told.context) for told in told_of_contexts(Report("r", text))]

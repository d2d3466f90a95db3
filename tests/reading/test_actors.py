"""A mention of a party has the country and sector that the tables or the report give it, and the rule says which."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from sayso.reading.actors import parties, party_of, trim
from sayso.reading.place import places
from sayso.types.claim import Party
from sayso.types.report import Report
from sayso.types.text import Analysis, Mention, Span

CASES = [
    ("Turkish police", "Turkish police fired tear gas.", "TUR", "COP"),
    ("Iraqi army", "The Iraqi army advanced.", "IRQ", "MIL"),
    ("Washington", "Washington announced sanctions.", "USA", "GOV"),
    ("Kremlin", "The Kremlin denied it.", "RUS", "GOV"),
    ("Iraqis", "Thousands of Iraqis signed.", "IRQ", "CVL"),
    ("Iran", "Iran warned Israel.", "IRN", "GOV"),
    ("Iranian Foreign Minister", "Iranian Foreign Minister Araghchi spoke.", "IRN", "GOV"),
    ("Kata'ib Hezbollah", "Kata'ib Hezbollah opened a station.", "IRQ", "PRM"),
    ("ISIL", "ISIL fighters fled.", "IMG", "REB"),
    ("UN", "The UN condemned it.", "UNO", None),
    ("European Union", "The European Union froze funds.", "EUR", None),
    ("Amnesty International", "Amnesty International criticised it.", "NGO", "SOC"),
    ("Reuters", "He told Reuters.", "GBR", "JRN"),
    ("Barack Obama", "Barack Obama spoke.", "USA", "GOV"),
    ("Hamas militants", "Hamas militants fired rockets.", "PSE", "REB"),
    ("Nigerian villagers", "Nigerian villagers fled.", "NGA", "CVL"),
    ("rebels", "The rebels in Goma fired.", "COD", "REB"),
    ("army", "The army shelled villages near Goma and in Bukavu.", "COD", "MIL"),
]


def analysis(text: str, *mentions: Mention) -> Analysis:
    return Analysis(Report("r", text, date(2012, 5, 1)), mentions=mentions)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def party(text: str, words: str) -> Party:
    given = analysis(text)
    return party_of(span(text, words), given, places=places(given))


@pytest.mark.parametrize(("words", "text", "code", "sector"), CASES, ids=[c[0] for c in CASES])
def test_a_party_has_its_country_and_sector(words: str, text: str, code: str, sector: str | None) -> None:
    found = party(text, words)
    assert (found.code, found.sector) == (code, sector)
    assert found.rule


def test_an_armed_group_backed_by_a_state_is_not_of_that_state() -> None:
    assert party("Iran-backed armed groups fired.", "Iran-backed armed groups").code is None


def test_a_phrase_is_trimmed_to_what_identifies() -> None:
    text = "the Badr Organization, which coordinated the gathering"
    assert trim(Span(0, len(text)), analysis(text)).of(text) == "Badr Organization"


def test_a_short_name_has_the_fullest_of_the_report() -> None:
    text = "Ammar al-Tamimi, a leader in the Badr Organization, spoke. Tamimi said so."
    given = analysis(text, Mention(span(text, "Ammar al-Tamimi"), "person", 0, 0.9))
    found = party_of(Span(text.rindex("Tamimi"), text.rindex("Tamimi") + 6), given)
    assert (found.name, found.code) == ("Ammar al-Tamimi", "IRQ")


def test_a_known_actor_has_the_longest_of_its_names_in_the_report() -> None:
    text = "IS fired rockets. Of Islamic State fighters, ten died. US Central Command, or USCENTCOM, said so."
    found = {p.span.of(text): p.name for p in parties(analysis(text))}
    assert found["IS"] == "Islamic State"
    assert found["USCENTCOM"] == "US Central Command"


def test_who_works_for_an_organization_is_of_its_sector() -> None:
    text = "Ann Fay, deputy director at Human Rights Watch, spoke."
    given = analysis(text, Mention(span(text, "Ann Fay"), "person", 0, 0.9))
    assert (party_of(span(text, "Ann Fay"), given).code, party_of(span(text, "Ann Fay"), given).sector) == ("NGO", "SOC")


def named(text: str, *people: str) -> dict[str, Party]:
    """The parties of a text by their words; `people` are recognised as names of persons."""
    given = analysis(text, *(Mention(span(text, who), "person", 0, 0.9) for who in people))
    return {p.span.of(text): p for p in parties(given, places=places(given))}


def test_an_office_beside_a_name_is_that_persons() -> None:
    text = "Maria Petrova, the foreign minister, left Sofia for Bulgaria's north. The speaker, Ivo Dimov, stayed in Bulgaria."
    found = named(text, "Maria Petrova", "Ivo Dimov")
    assert (found["foreign minister"].name, found["foreign minister"].rule) == ("Maria Petrova", "apposition")
    assert found["speaker"].name == "Ivo Dimov"


def test_of_one_name_the_mention_that_tells_most_tells_the_others() -> None:
    found = named("Bulgarian minister Maria Petrova spoke. Later Maria Petrova left.", "Maria Petrova")
    assert {(p.name, p.code, p.sector) for p in found.values()} == {("Maria Petrova", "BGR", "GOV")}


def test_a_surname_alone_keeps_its_title_and_a_whole_name_does_not() -> None:
    assert named("Mr Holm left Sofia.", "Holm")["Holm"].name == "Mr Holm"
    assert next(p.name for p in named("Ms Ann Holm left Sofia.", "Ann Holm").values()) == "Ann Holm"


def test_a_noun_of_any_country_has_none_that_does_not_stand_beside_it() -> None:
    text = "France and the French army pressed for aid. The donors met the police in France. Danish ministers came."
    found = named(text)
    assert [found[words].code for words in ("police", "donors", "Danish ministers")] == ["FRA", None, "DNK"]


def test_all_mentions_are_found_in_order_without_overlap() -> None:
    text = "Turkish police fired on Kurdish protesters in Diyarbakir, the interior ministry said."
    found = parties(analysis(text))
    assert [p.span.of(text) for p in found][:2] == ["Turkish police", "Kurdish protesters"]
    assert all(a.span.end <= b.span.begin for a, b in itertools.pairwise(found))

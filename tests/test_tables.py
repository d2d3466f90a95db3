"""Every table parses, every row has its source, and no key stands twice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import TableError
from sayso.knowledge.actor_rows import read
from sayso.knowledge.actors import actor_named, actors, agent_rows, agents, package_actors
from sayso.knowledge.calendar import add_months, season_days
from sayso.knowledge.contexts import CONTEXTS, beginning_with, context_words
from sayso.knowledge.countries import countries
from sayso.knowledge.event_types import event_types
from sayso.knowledge.gazetteer_writer import GazetteerWriter, Record
from sayso.knowledge.outlets import outlets
from sayso.knowledge.places import Gazetteer, gazetteer, gazetteer_path
from sayso.knowledge.reporting import reporting_words
from sayso.knowledge.table import parse
from sayso.knowledge.trigger_words import hint_labels, hints, trigger_words
from sayso.knowledge.units import counted, vague_amounts

TABLES = sorted((Path(__file__).parents[1] / "src/sayso/knowledge/tables").glob("*.tsv"))
SECTORS = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "OPP", "REB", "PRM", "UAF", "CRM", "BUS", "JRN", "EDU", "MED"} | {
    "REL", "LAB", "AGR", "REF", "ELI", "SOC", "CVL", "UNK", None,
}  # fmt: skip
CODES = {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM", None}


# What the cells of a column are, where not any words will do: a pattern, or the words themselves.
NUMBER, DAY, ALPHA3 = r"-?\d+(\.\d+)?", r"\d{4}-\d\d-\d\d", r"[A-Z]{3}"
CELLS: dict[str, dict[str, str]] = {
    "abbreviated_regions.tsv": {"country": ALPHA3, "name": r".+", "short": r".+", "latitude": NUMBER, "longitude": NUMBER},
    "abbreviations.tsv": {"form": r"\S+\.", "can_end": "yes|no"},
    "actors.tsv": {"id": r"\S+", "name": r".+", "code": f"({ALPHA3})?", "sector": f"({ALPHA3})?", "from": f"({DAY})?", "to": f"({DAY})?"},
    "agents.tsv": {"noun": r"[^A-Z]+", "sector": f"({ALPHA3})?", "country": "(any)?"},
    "amounts.tsv": {"word": r".+", "low": r"\d+", "high": r"\d*"},
    "bearings.tsv": {"word": r"[a-z]+", "degrees": NUMBER},
    "contexts.tsv": {"context": r"\S.*", "words": r".+", "weight": r"[1-3]"},
    "counted.tsv": {"word": r".+", "role": "dead|injured|arrested|abducted|displaced|size|money|other"},
    "countries.tsv": {"code": ALPHA3, "alpha2": "[A-Z]{2}", "name": r".+", "latitude": NUMBER, "longitude": NUMBER, "population": r"\d+"},
    "event_types.tsv": {"type": "[A-Z]+", "intensity": NUMBER},
    "first_names.tsv": {"name": r".+", "sex": "(male|female)?"},
    "geonames_features.tsv": {"feature": r"[A-Z]\.\w+", "kind": r".+", "radius_km": NUMBER},
    "lengths.tsv": {"unit": r"[a-zé ]+", "km": NUMBER},
    "ordinary_words.tsv": {"word": r".+"},
    "outlets.tsv": {"id": r"\S+", "name": r".+", "code": f"({ALPHA3})?", "family": r".+"},
    "place_cues.tsv": {"word": r".+", "cue": r"\w+"},
    "place_relations.tsv": {"words": r"[a-z ]+", "kind": r"\w+", "reach_km": NUMBER},
    "places.tsv": {"name": r".+", "kind": r".+", "latitude": NUMBER, "longitude": NUMBER, "radius_km": NUMBER},
    "region_people.tsv": {"word": r".+", "place": r".+", "code": f"({ALPHA3})?"},
    "reporting.tsv": {"word": r".+", "kind": r"\w+"},
    "trigger_words.tsv": {
        "word": r"[^A-Z\u2603]+",
        "class": "verb|noun|adjective",
        "type": "[A-Z]+",
        "mode": r"[a-z-]*",
        "strength": "[1-3]",
    },
    "wikidata_classes.tsv": {"property": r"P\d+", "item": r"Q\d+", "code": f"({ALPHA3})?", "sector": f"({ALPHA3})?"},
    "wikidata_countries.tsv": {"item": r"Q\d+", "code": ALPHA3},
}


def faults(name: str, text: str) -> list[str]:
    """Every wrong cell of a table as "file: line N: column C: what is wrong"."""
    header, *lines = text.rstrip("\n").split("\n")
    columns = header.split("\t")
    found = [f"{name}: line 1: there is no column {column}" for column in CELLS[name] if column not in columns]
    for number, line in enumerate(lines, 2):
        cells = dict(zip(columns, line.split("\t"), strict=False))
        for column, pattern in {**CELLS[name], "source": r".*\S.*"}.items():
            cell = cells.get(column, "")
            unknown = column == "code" and cell and cell not in CODES and cell not in countries()
            unknown = unknown or (column == "sector" and cell and cell not in SECTORS)
            if not re.fullmatch(pattern, cell) or unknown:
                found.append(f"{name}: line {number}: column {column}: {cell!r} should be {pattern}")
    return found


def test_every_table_says_what_its_cells_are() -> None:
    assert {path.name for path in TABLES} == set(CELLS)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_a_bad_cell_of_a_shipped_table_is_named_by_file_line_and_column(path: Path) -> None:
    text = path.read_text("utf8")
    assert faults(path.name, text) == []
    for column in (*CELLS[path.name], "source"):
        header, first, rest = text.split("\n", 2)
        cells = first.split("\t")
        any_words = re.fullmatch(CELLS[path.name].get(column, ".+"), "\N{SNOWMAN} a")
        cells[header.split("\t").index(column)] = "" if any_words else "\N{SNOWMAN} a"
        damaged = "\n".join((header, "\t".join(cells), rest))
        assert any(f"{path.name}: line 2: column {column}: " in fault for fault in faults(path.name, damaged)), column


def test_every_shipped_actor_would_be_taken_as_a_users_row() -> None:
    path = next(p for p in TABLES if p.name == "actors.tsv")
    good, bad = read(path)
    assert not bad, f"{path.name}: {bad[0]}"
    assert len(good) > 15_000


@pytest.mark.parametrize(
    ("table", "ask", "column", "cell"),
    [
        ("actors.tsv", package_actors, "code", "XYZ"),
        ("actors.tsv", package_actors, "sector", "ARMY"),
        ("actors.tsv", package_actors, "from", "2014"),
        ("actors.tsv", package_actors, "source", " "),
        ("agents.tsv", agent_rows, "sector", "ARMY"),
        ("agents.tsv", agent_rows, "country", "many"),
        ("agents.tsv", agent_rows, "source", ""),
        ("countries.tsv", countries, "latitude", "north"),
        ("countries.tsv", countries, "population", "many"),
        ("outlets.tsv", outlets, "source", ""),
        ("amounts.tsv", vague_amounts, "low", "few"),
        ("event_types.tsv", event_types, "intensity", "high"),
        ("contexts.tsv", context_words, "weight", "heavy"),
    ],
)
def test_a_bad_cell_stops_whoever_asks_for_the_table(table: str, ask: Any, column: str, cell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.knowledge import table as tables

    countries()
    as_written = tables.text_of

    def damaged(name: str) -> str:
        if name != table:
            return as_written(name)
        header, first, rest = as_written(name).split("\n", 2)
        cells = first.split("\t")
        cells[header.split("\t").index(column)] = cell
        return "\n".join((header, "\t".join(cells), rest))

    monkeypatch.setattr(tables, "text_of", damaged)
    with pytest.raises(TableError, match=f"{table}: line 2: column {column}: "):
        ask.__wrapped__()


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_every_row_has_a_source(path: Path) -> None:
    header, *lines = path.read_text("utf8").rstrip("\n").split("\n")
    columns = header.split("\t")
    assert columns[-1] == "source"
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        assert len(cells) == len(columns), f"line {number}"
        assert cells[-1].strip(), f"line {number} has no source"
    assert len(set(lines)) == len(lines)


def test_actors_have_known_codes_and_sectors_and_unique_ids() -> None:
    assert all(a.code in CODES or a.code in countries() for a in actors())
    assert all(a.sector in SECTORS for a in actors())
    assert len({a.id for a in actors()}) == len(actors())
    assert set(agents().values()) <= SECTORS


def test_an_office_holder_is_found_by_the_day() -> None:
    from datetime import date

    held = actor_named("Trump", date(2018, 1, 1)), actor_named("Foreign Office", None), actor_named("nobody at all", None)
    assert held[0] is not None
    assert held[0].name == "Donald Trump"
    assert held[1] is not None
    assert held[1].code == "GBR"
    assert held[2] is None


def test_the_tables_of_words_are_read() -> None:
    assert reporting_words().carrier.search("said in a statement")
    assert counted()["killed"] == "dead"
    assert vague_amounts()["dozens"] == (24, 99)
    assert len({kind for kind, _ in event_types()}) == 16


def test_every_context_has_enough_words_of_its_own_and_none_twice() -> None:
    told = context_words()
    assert len({(row.context, row.words) for row in told}) == len(told)
    assert len(CONTEXTS) == len(set(CONTEXTS)) == 37
    for context in CONTEXTS:
        mine = [row for row in told if row.context == context]
        assert 15 <= len(mine) <= 40, context
        assert any(row.weight == 3 for row in mine), context


def test_words_of_contexts_are_found_by_their_first_word_longest_first() -> None:
    assert [" ".join(row.words) for row in beginning_with("trade") if row.weight == 3][:2] == ["trade deal*", "trade agreement*"]
    assert {row.context for row in beginning_with("hackers")} == {"cyber"}
    assert beginning_with("cinema") == ()


def test_what_a_word_may_name_is_found_in_every_form_and_in_phrases() -> None:
    def named(*words: str) -> list[set[str]]:
        return [{hint_labels()[i] for i in own if "/" not in hint_labels()[i]} for own in hints(words)]

    assert {"ASSAULT"} <= named("They", "were", "slain")[2]
    assert named("Gunmen", "opened", "fire")[1] >= {"ASSAULT"}
    assert named("the", "teapot") == [set(), set()]
    assert len({(w.words, w.part, w.type, w.mode) for w in trigger_words()}) == len(trigger_words())


def test_the_gazetteer_finds_a_name_however_it_is_written() -> None:
    assert {p.code for p in gazetteer().lookup("n'djaména")} == {p.code for p in gazetteer().lookup("Ndjamena")}
    assert any(p.code == "COD" for p in gazetteer().lookup("Goma"))
    assert gazetteer().lookup("no such place at all") == ()


def test_a_damaged_gazetteer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(b"SAYSOGZ1" + b"\0" * 40)
    with pytest.raises(TableError, match="damaged"):
        Gazetteer(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [("a\tb\n1\t2\t3", "line 2: 3 cells"), ("a\tc\n", "line 1: the columns are a, c"), ("a\tb\nx\t2", "line 2: column a: invalid literal")],
)
def test_a_bad_row_is_named_by_file_and_line(text: str, says: str) -> None:
    with pytest.raises(TableError, match=f"words.tsv: {says}"):
        parse(text, "words.tsv", ("a", "b"), lambda r: int(r["a"]))


def test_the_calendar_keeps_to_the_months() -> None:
    from datetime import date

    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert season_days(2023, "WI") == (date(2023, 12, 1), date(2024, 2, 29))


@pytest.mark.parametrize("length", [0, 4, 8, 12, 40, 2_000, 500_000])
def test_a_truncated_gazetteer_is_named_with_what_to_do(tmp_path: Path, length: int) -> None:
    path = tmp_path / "gazetteer.bin"
    path.write_bytes(gazetteer_path().read_bytes()[:length])
    with pytest.raises(TableError, match=r"gazetteer\.bin: the gazetteer .*; reinstall sayso or build it again"):
        Gazetteer(path)


def test_an_impossible_coordinate_in_a_gazetteer_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    with GazetteerWriter(path) as writer:
        writer.add(Record("city", "GEO", 420.0, 43, 5, 100, names=[("Telma", 0)]))
        writer.write()
    with pytest.raises(TableError, match=r"at 'telma': place 0 lies at 420\.0, 43\.0; expected degrees"):
        Gazetteer(path).lookup("Telma")

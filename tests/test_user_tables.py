"""A user's own tables: what is added or imported wins, what is wrong is named, and the real home folder is never read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sayso.errors import InputError, TableError
from sayso.knowledge import gazetteer_writer, geonames, user_tables, wikidata
from sayso.knowledge.actor_rows import actor_of, joined, keep, kept, read
from sayso.knowledge.actors import actor_named, actors
from sayso.knowledge.countries import countries
from sayso.knowledge.places import Gazetteer, KnownPlace, gazetteer
from sayso.pipeline import use_tables
from sayso.reading.actors.mentioned import _known

HEADER = "id\tname\taliases\tcode\tsector\tfrom\tto\tsource\n"
# Invented entities, in the form of a Wikidata dump.
ENTITIES = [
    {
        "id": "Q900000001",
        "labels": {"en": {"language": "en", "value": "Telmari Liberation Army"}},
        "aliases": {"en": [{"language": "en", "value": "TLA"}, {"language": "en", "value": "a|b"}]},
        "claims": {"P31": ["Q17149090"], "P17": ["Q900000002"]},
    },
    {
        "id": "Q900000002",
        "labels": {"en": {"language": "en", "value": "Georgia as the dump tells it"}},
        "claims": {"P31": ["Q6256"], "P298": ["GEO"]},
    },
    {
        "id": "Q900000003",
        "labels": {"mul": {"language": "mul", "value": "Orvelin Radio"}},
        "claims": {"P31": ["Q14350"], "P17": ["Q796"]},
    },
]


def line(entity: dict[str, object]) -> str:
    """An entity as a dump writes it: each value in a statement of its own."""
    claims = {
        name: [
            {
                "rank": "normal",
                "mainsnak": {"datavalue": {"value": {"id": value} if value.startswith("Q") else value}},
            }
            for value in values
        ]
        for name, values in entity["claims"].items()  # type: ignore[attr-defined]
    }
    return json.dumps({**entity, "claims": claims})


def place(identity: int, name: str, feature: str, **more: object) -> str:
    """A line of GeoNames."""
    told = {"alternates": "", "latitude": 42.0, "longitude": 43.0, "country": "GE", "unit": "07", "population": 0, "ascii": name, **more}
    head = [identity, name, told["ascii"], told["alternates"], told["latitude"], told["longitude"], *feature.split(".")]
    return "\t".join(
        map(str, [*head, told["country"], "", told["unit"], "", "", "", told["population"], "", 10, "Asia/Tbilisi", "2024-01-01"])
    )


DUMP = [
    place(1, "Telmarisi", "P.PPLA", population=20_000, alternates="Telmapolis,Тельма"),
    place(2, "Qvemo Ørvel", "P.PPL", ascii="Qvemo Orvel"),
    place(3, "Telmari Province", "A.ADM1", unit="07"),
    place(4, "Telmarisi River", "H.STM", unit="", country=""),
    place(5, "Hotel Telma", "S.HTL"),
    place(6, "Nowhere", "P.PPL", latitude=123.0),
    "7\tCut short",
    place(8, "Old Union", "P.PPL", country="SU"),
    place(9, "Georgia", "A.PCLI", unit="00"),
    *(place(100 + n, f"Velto {chr(65 + n)}", "P.PPL", latitude=41 + n / 20) for n in range(21)),
]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    use_tables(tmp_path)
    yield tmp_path
    use_tables(None)


def run(*words: str, cwd: Path, feed: str = "") -> subprocess.CompletedProcess[str]:
    home = {"HOME": str(cwd), "XDG_DATA_HOME": str(cwd / "data"), "XDG_CONFIG_HOME": str(cwd / "config"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "sayso", *words]
    return subprocess.run(
        command, cwd=cwd, input=feed, capture_output=True, text=True, env={**os.environ, **home}, timeout=120, check=False
    )


def test_without_a_users_tables_the_packages_alone_are_read() -> None:
    assert user_tables.mark() is None
    assert user_tables.user_file(user_tables.ACTORS) is None


def test_an_actor_is_added_listed_first_and_removed(tmp_path: Path) -> None:
    words = ("actors", "add", "Free Highland Front", "--code", "GEO", "--sector", "REB", "--alias", "FHF", "--source", "our desk")
    first = run(*words, "--from", "2014-01-01", cwd=tmp_path)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("added: own-free-highland-front in ")
    assert run(*words, "--from", "2014-01-01", cwd=tmp_path).stdout.startswith("unchanged")
    assert run(*words, "--to", "2013-12-31", cwd=tmp_path).stdout.startswith("added: own-free-highland-front-2")
    listed = [json.loads(row) for row in run("actors", "list", "front", "--json", cwd=tmp_path).stdout.splitlines()]
    assert [row["own"] for row in listed[:3]] == [True, True, False]
    assert listed[0]["from"] == "2014-01-01"
    assert run("actors", "remove", "own-free-highland-front", cwd=tmp_path).returncode == 0
    again = run("actors", "remove", "own-free-highland-front", cwd=tmp_path)
    assert again.returncode == 4
    assert "no row of your own has the id" in again.stderr
    assert [a.id for a in kept(tmp_path / "data" / "sayso" / "actors.tsv")] == ["own-free-highland-front-2"]


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [("--code", "IRX", "ISO 3166"), ("--sector", "ARMY", "one of GOV"), ("--from", "2014-13-01", "2014-01-01"), ("--alias", "a|b", "|")],
)
def test_a_wrong_option_says_what_is_expected_and_adds_nothing(tmp_path: Path, option: str, value: str, says: str) -> None:
    told = {"--code": "IRQ", "--source": "me", option: value}
    found = run("actors", "add", "Blue Army", *(word for pair in told.items() for word in pair), cwd=tmp_path)
    assert found.returncode == 2
    assert option in found.stderr
    assert says in found.stderr
    assert not (tmp_path / "data").exists()


def test_an_import_is_all_or_nothing_unless_bad_rows_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "groups.csv").write_text('source,name,code,to\nme,"Blue, Army",IRQ,\nme,Red Army,IRX,\n# a note\nme,Green Army,SYR,soon\n')
    refused = run("actors", "import", "groups.csv", cwd=tmp_path)
    assert refused.returncode == 4
    assert "groups.csv: line 3: column code: 'IRX' is not known; expected ISO 3166 alpha-3" in refused.stderr
    assert "groups.csv: line 5: column to: 'soon' is no day" in refused.stderr
    assert not (tmp_path / "data").exists()
    some = run("actors", "import", "groups.csv", "--skip-bad", "--json", cwd=tmp_path)
    assert some.returncode == 3
    assert "line 3" in some.stderr
    assert json.loads(some.stdout) | {"table": ""} == {"added": 1, "replaced": 0, "unchanged": 0, "bad": 2, "left_out": {}, "table": ""}
    assert [a.name for a in kept(tmp_path / "data" / "sayso" / "actors.tsv")] == ["Blue, Army"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name\tcoed\tsource\n", "line 1: there is no column coed; expected id, name"),
        ("name\tcode\n", "line 1: column source is missing"),
        ("name,name,source\n", "line 1: column name stands twice"),
        ("", "line 1: column 1 has no name"),
        ('name,source\n"open,me\n', "line 2: .* quotes closed"),
    ],
)
def test_a_wrong_header_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        read(path)


def test_a_table_of_the_users_that_is_damaged_is_named_by_file_line_and_column(folder: Path) -> None:
    (folder / "actors.tsv").write_text(HEADER + "x\tBlue Army\t\tIRX\t\t\t\tme\n")
    use_tables(folder)
    with pytest.raises(TableError, match=r"actors\.tsv: line 2: column code: 'IRX'"):
        actors()


def test_a_users_row_wins_by_name_and_date(folder: Path) -> None:
    rows = [
        {
            "name": "Donald Trump",
            "aliases": "Trump",
            "code": "USA",
            "sector": "BUS",
            "from": "2010-01-01",
            "to": "2012-12-31",
            "source": "me",
        },
        {"name": "Telmari Guard", "code": "GEO", "sector": "PRM", "source": "me"},
    ]
    keep(folder / "actors.tsv", joined((), map(actor_of, rows)).rows)
    use_tables(folder)
    mine, ours = actor_named("Trump", date(2011, 5, 1)), actor_named("Trump", date(2018, 1, 1))
    assert mine is not None
    assert (mine.id, mine.sector) == ("own-donald-trump", "BUS")
    assert ours is not None
    assert ours.sector == "GOV"
    text = "Fighters of the Telmari Guard left."
    assert [span.of(text) for span in _known(text)] == ["Telmari Guard"]
    mark = user_tables.mark()
    use_tables(None)
    assert mark is not None
    assert user_tables.mark() is None
    assert _known(text) == []


def test_a_users_row_with_an_id_of_ours_stands_in_its_place(folder: Path) -> None:
    row = {"id": "unhcr", "name": "UNHCR", "code": "NGO", "source": "me"}
    keep(folder / "actors.tsv", [actor_of(row)])
    use_tables(folder)
    assert [a.code for a in actors() if a.id == "unhcr"] == ["NGO"]
    assert actors()[0].id == "unhcr"


@pytest.mark.parametrize("name", ["dump.json", "dump.jsonl.gz"])
def test_entities_of_wikidata_become_actors(tmp_path: Path, name: str) -> None:
    text = "[\n" + ",\n".join(map(line, ENTITIES)) + "\n]\n"
    (tmp_path / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    found = wikidata.read(tmp_path / name)
    assert [(a.id, a.name, a.aliases, a.code, a.sector) for a in found.actors] == [
        ("Q900000001", "Telmari Liberation Army", ("TLA",), "GEO", "REB"),
        ("Q900000003", "Orvelin Radio", (), "IRQ", "JRN"),
    ]
    assert found.left_out == {"of no class that is an actor": 1}


def test_a_damaged_line_of_wikidata_keeps_all_out_unless_skipped(tmp_path: Path) -> None:
    (tmp_path / "dump.jsonl").write_text(line(ENTITIES[2]) + '\n{"id": \n')
    refused = run("actors", "import", "dump.jsonl", cwd=tmp_path)
    assert refused.returncode == 4
    assert "dump.jsonl: line 2: is no entity" in refused.stderr
    assert run("actors", "import", "dump.jsonl", "--skip-bad", cwd=tmp_path).returncode == 3
    (tmp_path / "cut.json.gz").write_bytes(gzip.compress(line(ENTITIES[2]).encode())[:-9])
    assert run("actors", "import", "cut.json.gz", cwd=tmp_path).returncode == 4


def test_every_country_has_an_item_of_wikidata_and_every_class_a_known_code() -> None:
    assert set(wikidata.country_items().values()) == set(countries())
    assert len({(c.property, c.item) for c in wikidata.classes()}) == len(wikidata.classes())
    assert {c.code for c in wikidata.classes()} <= {None, "IGO", "MNC"}


@pytest.mark.parametrize("zipped", [False, True])
def test_a_gazetteer_of_a_dump_takes_the_place_of_the_packages(folder: Path, zipped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_writer, "NAMES_PER_RUN", 5_000)
    dump = folder / ("GE.zip" if zipped else "GE.txt")
    if zipped:
        with zipfile.ZipFile(dump, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr("GE.txt", "\n".join(DUMP))
    else:
        dump.write_text("\n".join(DUMP))
    built = geonames.build(dump, folder / "gazetteer.bin")
    assert (built.read, built.damaged) == (25, 2)
    assert built.first_damaged[0].startswith("line 6: column 5 (latitude) is '123.0'; expected degrees")
    assert built.first_damaged[1].startswith("line 7: 2 cells; expected 19")
    assert built.left_out == {"features S": 1, "of no country of today": 1, "countries, which are ours": 1}
    use_tables(folder)

    def only(name: str) -> KnownPlace:
        (found,) = gazetteer().lookup(name)
        return found

    assert (only("Telmarisi").code, only("Telmarisi").unit, only("Telmapolis").geonames_id) == ("GEO", "Telmari Province", 1)
    assert only("Qvemo Orvel").geonames_id == 2
    assert only("Telmarisi River").kind == "water"
    assert only("telmari").kind == "admin1"
    assert any(p.code == "COD" for p in gazetteer().lookup("Goma"))
    assert any(p.kind == "country" for p in gazetteer().lookup("Georgia"))
    assert not any(p.code == "GEO" for p in gazetteer().lookup("Zugdidi"))
    assert sorted(p.name for p in folder.iterdir()) == sorted([dump.name, "gazetteer.bin"])


def test_what_is_written_reads_as_it_was_whatever_the_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_writer, "NAMES_PER_RUN", 2)
    path = tmp_path / "g.bin"
    with gazetteer_writer.GazetteerWriter(path, reserved=1) as writer:
        writer.add(gazetteer_writer.Record("city", "GEO", 42, 43, 5, 100, "Telmari", 7, [("Telma", 1), ("Telma", 0), ("Old Telma", 1)]))
        writer.add(gazetteer_writer.Record("city", "IRQ", 33, 44, 5, 100, "Anbar", 8, [("telma", 0)]))
        writer.put(0, gazetteer_writer.Record("country", "GEO", 42, 43, 150, 4_000_000, names=[("Georgia", 0)]))
        writer.write()
    found = dict(Gazetteer(path).entries())
    assert list(found) == ["georgia", "old telma", "telma"]
    assert [(p.number, p.code, p.unit, p.how) for p in found["telma"]] == [(1, "GEO", "Telmari", 0), (2, "IRQ", "Anbar", 0)]


def test_a_file_that_is_no_dump_leaves_the_gazetteer_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("no\nplaces\n")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04 cut short")
    for name, says in (
        ("text.txt", "holds no place of GeoNames; line 1: 1 cells"),
        ("cut.zip", "cannot be read"),
        ("none.txt", "cannot be read"),
    ):
        found = run("gazetteer", "build", name, cwd=tmp_path)
        assert found.returncode == 4, name
        assert says in found.stderr
    assert not any(p.is_file() for p in (tmp_path / "data").rglob("*"))


def test_info_says_which_tables_are_in_use(tmp_path: Path) -> None:
    before = json.loads(run("info", "--json", cwd=tmp_path).stdout)
    assert before["actors"]["own"] is None
    assert before["gazetteer"]["own"] is False
    (tmp_path / "GE.txt").write_text("\n".join(DUMP))
    built = run("gazetteer", "build", "GE.txt", cwd=tmp_path)
    assert built.returncode == 3
    assert "GE.txt: line 7: 2 cells" in built.stderr
    run("actors", "add", "Telmari Guard", "--code", "GEO", "--source", "me", cwd=tmp_path)
    after = json.loads(run("info", "--json", cwd=tmp_path).stdout)
    assert after["actors"] == {
        "own": str(tmp_path / "data" / "sayso" / "actors.tsv"),
        "own_rows": 1,
        "rows": before["actors"]["rows"] + 1,
    }
    assert after["gazetteer"]["own"] is True
    assert after["gazetteer"]["file"] == str(tmp_path / "data" / "sayso" / "gazetteer.bin")
    assert "own_rows 1" in run("info", cwd=tmp_path).stdout

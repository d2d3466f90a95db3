"""Where: how a spot lies to a named place, which country a state's name means, and what the output says of each place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sayso.pipeline import Read, report_of
from sayso.reading.place import places
from sayso.reading.place.geodesy import bearing_degrees, destination, distance_km
from sayso.types.claim import Place, Reading
from sayso.types.text import Analysis, Mention
from sayso.views.exports.jsonl import code_row, place_row
from tests.made import at

WHERE = (Path(__file__).parents[2] / "docs" / "where.md").read_text("utf8")


def found(text: str, outlet: str | None = None) -> tuple[Place, ...]:
    return places(Analysis(report_of(text, outlet=outlet)))


@pytest.mark.parametrize(
    ("text", "words", "kind", "anchor", "other", "bearing", "km"),
    [
        ("A tanker burned off Iran's coast.", "off Iran's coast", "off", "Iran", None, None, None),
        ("Pirates seized a ship off the coast of Yemen.", "off the coast of", "off", "Yemen", None, None, None),
        ("A ship sank off the southern coast of Yemen.", "off the southern coast of", "off", "Yemen", None, 180.0, None),
        ("Troops dug in 40 km (25 miles) west of Tikrit.", "40 km (25 miles) west of", "bearing", "Tikrit", None, 270.0, 40.0),
        ("Rebels met north-east of Aleppo.", "north-east of", "bearing", "Aleppo", None, 45.0, None),
        ("They camped ten miles from Mosul.", "ten miles from", "distance", "Mosul", None, None, 16.09),
        ("They camped 1,200 metres south southwest of Goma.", "1,200 metres south southwest of", "bearing", "Goma", None, 202.5, 1.2),
        ("A bomb exploded near the Iraqi town of Baiji.", "near", "near", "Baiji", None, None, None),
        ("A bomb exploded just outside Kabul.", "just outside", "outside", "Kabul", None, None, None),
        ("He lived on the outskirts of Damascus.", "on the outskirts of", "outskirts", "Damascus", None, None, None),
        ("A bus was hit between Baghdad and Mosul.", "between", "between", "Baghdad", "Mosul", None, None),
        ("Clashes on the border between Syria and Turkey.", "border between", "border", "Syria", "Turkey", None, None),
        ("Shells fell on Syria's border with Turkey.", "border with", "border", "Syria", "Turkey", None, None),
        ("Troops massed on the Turkish-Syrian border.", "border", "border", "Turkish", "Syrian", None, None),
        ("Troops massed on the border with Syria.", "border with", "border", "Syria", None, None, None),
    ],
)
def test_a_relation_is_read(
    text: str, words: str, kind: str, anchor: str, other: str | None, bearing: float | None, km: float | None
) -> None:
    relations = [place.relation for place in found(text) if place.relation is not None]
    assert relations, text
    one = relations[0]
    assert (one.span.of(text), one.kind, one.anchor, one.other) == (words, kind, anchor, other)
    assert (one.bearing_degrees, one.distance_km) == (bearing, km)
    assert -90 <= one.latitude <= 90
    assert -180 <= one.longitude <= 180
    assert one.radius_km > 0


@pytest.mark.parametrize(
    "text",
    [
        "He walked off Kabul's stage.",
        "They are far from Paris.",
        "He flew from Paris to Goma.",
        "Iraq's border guards shot a man in Goma.",
        "A star burst 99,999,999 km west of Goma.",
        "A line that runs east west of Goma.",
    ],
)
def test_no_relation_is_made_up(text: str) -> None:
    assert [place.relation for place in found(text)] == [None] * len(found(text))


def test_a_dotted_capital_is_read_as_the_letter_it_stands_for() -> None:
    (goma,) = found("A blast 40 KİLOMETERS west of Goma.")
    assert goma.relation is not None
    assert (goma.relation.distance_km, goma.relation.bearing_degrees) == (40.0, 270.0)


def test_no_kilometres_are_none() -> None:
    (goma,) = found("They stood zero km west of Goma.")
    assert goma.relation is not None
    assert goma.relation.distance_km == 0.0


def test_the_point_lies_as_far_and_in_the_direction_that_is_told() -> None:
    (place,) = found("Troops dug in 40 km west of Tikrit.")
    assert place.relation is not None
    assert place.latitude is not None
    assert place.longitude is not None
    anchor, point = (place.latitude, place.longitude), (place.relation.latitude, place.relation.longitude)
    assert distance_km(anchor, point) == pytest.approx(40, abs=0.05)
    assert bearing_degrees(anchor, point) == pytest.approx(270, abs=0.1)


@pytest.mark.parametrize("bearing", [0, 45, 90, 180, 359])
@pytest.mark.parametrize("start", [(0.0, 0.0), (52.5, 13.4), (-33.9, 179.9), (89.0, 0.0)])
def test_a_destination_is_as_far_as_asked_also_across_the_date_line_and_the_pole(start: tuple[float, float], bearing: float) -> None:
    point = destination(start, bearing, 300)
    assert distance_km(start, point) == pytest.approx(300, rel=1e-6)
    assert -90 <= point[0] <= 90
    assert -180 <= point[1] <= 180


@pytest.mark.parametrize(
    ("text", "outlet", "name", "code"),
    [
        ("TELVARI, Georgia, March 3 (Meridian) - Rebels shelled a market.", None, "Georgia", "GEO"),
        ("Troops fired in Rakhivka, Georgia.", None, "Georgia", "GEO"),
        ("A man was shot in Rome, Georgia.", None, "Georgia", "USA"),
        ("Police in Bloomsville, Georgia, said. Storms hit Alabama and Florida.", None, "Georgia", "USA"),
        ("Police in Bloomsville, Georgia, said. Storms hit Alabama.", "The New York Times", "Georgia", "USA"),
        ("Rebels in Telvari, Georgia, said. Tbilisi denied it.", "The New York Times", "Georgia", "GEO"),
        ("Bastogne, Luxembourg, was hit.", None, "Luxembourg", "LUX"),
        ("A mine burned in Oshkan, Mexico.", None, "Mexico", "MEX"),
        ("A mine burned in Orkan, Mongolia.", None, "Mongolia", "MNG"),
        ("Gunmen attacked Tera, Niger.", None, "Niger", "NER"),
        ("Gunmen attacked Minna, Niger.", None, "Niger", "NGA"),
        ("Shots were fired in Ramtha, Jordan.", None, "Jordan", "JOR"),
    ],
)
def test_a_country_is_meant_unless_the_town_the_outlet_or_other_states_speak_for_a_state(
    text: str, outlet: str | None, name: str, code: str
) -> None:
    assert [place.code for place in found(text, outlet) if place.name == name] == [code]


def test_who_carries_a_report_is_no_place() -> None:
    assert [place.name for place in found("TBILISI (Meridian) - Georgia will launch an offensive.")] == ["TBILISI", "Georgia"]


def test_a_place_within_the_name_of_a_body_is_not_literal() -> None:
    text = "Fighters of Islamic State of Iraq and the Levant fled."
    mention = Mention(at("Islamic State of Iraq and the Levant", text=text), "organization", 0, 0.9)
    (place,) = [p for p in places(Analysis(report_of(text), mentions=(mention,))) if p.name == "Iraq"]
    assert not place.literal


def test_every_place_of_the_layers_has_score_reason_and_runner_up() -> None:
    report = report_of("Two people were shot in Springfield on Monday, and one in Khartoum.")
    analysis = Analysis(report)
    rows = code_row(Read(report, analysis, Reading(places=places(analysis))), layers=True)["places"]
    assert {row["name"] for row in rows} == {"Springfield", "Khartoum"}
    for row in rows:
        assert row["rule"]
        assert 0 <= row["score"] <= 1
    springfield = next(row for row in rows if row["name"] == "Springfield")
    assert springfield["score"] < 0.7
    assert set(springfield["runner_up"]) == {"code", "kind", "lat", "lon", "source_id"}
    assert next(row for row in rows if row["name"] == "Khartoum")["runner_up"] is None


def test_no_place_where_no_word_names_one() -> None:
    assert found("He was Reading a book. Florence Smith smiled.") == ()


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Al-Qaim"])
def test_a_name_with_a_small_article_within_is_one_name(name: str) -> None:
    assert [place.name for place in found(f"Shells fell in {name} on Monday.")] == [name]


def test_the_examples_of_the_docs_are_what_is_read() -> None:
    texts = [json.loads(block)["text"] for block in re.findall(r"```\n(\{.*?\})\n```", WHERE, re.DOTALL)]
    told = [json.loads(block) for block in re.findall(r"```json\n(\{.*?\})\n```", WHERE, re.DOTALL)]
    assert len(texts) == len(told) == 2
    for text, row in zip(texts, told, strict=True):
        assert row in [place_row(place) for place in found(text)]

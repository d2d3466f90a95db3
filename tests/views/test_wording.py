"""A claim in plain words, and as a row of a table."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from sayso.types.claim import Number
from sayso.types.text import Span
from sayso.views.exports import csv as table
from sayso.views.exports.jsonl import claim_row
from sayso.views.wording import number, sentence
from tests.made import TEXT, claim, report


def test_a_claim_as_one_sentence() -> None:
    assert sentence(report(), claim(status="denied")) == (
        "Kura Post, citing statement, citing army: Rebels attacked (“shelled”, heavy-weapons), towards people, in Telma, 3 March 2026; "
        "at least 12 dead. [denied]"
    )


def test_a_claim_in_the_reports_own_voice() -> None:
    bare = replace(claim(), chain=(), actors=(), recipients=(), place=None, when=None, numbers=())
    assert sentence(report(outlet=None), bare) == "The report, in its own voice: Somebody attacked (“shelled”, heavy-weapons)."


def test_amounts_in_words() -> None:
    def told(low: int | None, high: int | None) -> str:
        return number(Number(Span(0, 1), low, high, "size", "troops", "rule"))

    assert [told(3000, 3000), told(24, 99), told(12, None), told(None, 30)] == [
        "3,000 troops",
        "24 to 99 troops",
        "at least 12 troops",
        "up to 30 troops",
    ]


def test_a_row_has_the_keys_of_the_codebook_and_quotes_its_words() -> None:
    row = claim_row(report(), claim())
    assert {"trigger", "type", "mode", "actors", "recipients", "place", "when", "numbers", "status", "chain"} <= set(row)
    begin, end = row["trigger"]
    assert TEXT[begin:end] == row["quote"] == "shelled"
    assert row["when"]["from"] == "2026-03-03"
    assert (row["quad_code"], row["intensity"]) == (4, -9.5)


def test_the_table_has_its_header_and_guards_a_spreadsheet() -> None:
    evil = replace(report(), title="=HYPERLINK(1)")
    out = io.StringIO()
    assert table.write([(evil, claim())], out, spreadsheet=True) == 1
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert tuple(rows[0]) == table.COLUMNS
    assert rows[0]["title"] == "'=HYPERLINK(1)"
    assert (rows[0]["fatalities_low"], rows[0]["fatalities_high"], rows[0]["event_date"], rows[0]["time_precision"]) == (
        "12",
        "",
        "2026-03-03",
        "1",
    )
    assert rows[0]["source_chain"] == "statement < army"

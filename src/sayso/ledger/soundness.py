"""Is a ledger sound? Every stored span equals its quote, every claim has its report, every text its hash, and the file is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from sayso.types.claim import Problem

# Table, the join to its report, and the spans it holds by the lead of their columns.
SPANS = (
    ("claims", "t.report_id", ("trigger_", "when_", "place_")),
    ("parties", "(SELECT report_id FROM claims WHERE id = t.claim_id)", ("",)),
    ("numbers", "(SELECT report_id FROM claims WHERE id = t.claim_id)", ("",)),
    ("links", "(SELECT report_id FROM claims WHERE id = t.claim_id)", ("",)),
    ("steps", "(SELECT report_id FROM claims WHERE id = t.claim_id)", ("",)),
    ("parts", "t.report_id", ("", "source_")),
    ("problems", "t.report_id", ("",)),
)
MOST_NAMED = 100


def findings(connection: Connection) -> Iterator[Problem]:
    """What is unsound, each with its table and row; damage to the file first, and then nothing further is asked of it."""
    try:
        damage = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
    except DBAPIError as error:
        damage = [str(error.orig)]
    if damage:
        yield from (Problem("ledger", f"the file is damaged: {said}", "file") for said in damage[:MOST_NAMED])
        return
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem("ledger", f"a row of {row[0]} has lost its row in {row[2]}", f"{row[0]} row {row[1]}")
    yield from _texts(connection)
    for table, report, leads in SPANS:
        for lead in leads:
            yield from _spans(connection, table, report, lead)


def _texts(connection: Connection) -> Iterator[Problem]:
    for sha256, words in connection.execute(text("SELECT sha256, text FROM texts")):
        if hashlib.sha256(words.encode("utf8", "surrogatepass")).hexdigest() != sha256:
            yield Problem("ledger", "the text is not what was kept: its hash differs", f"texts {sha256[:12]}")


def _spans(connection: Connection, table: str, report: str, lead: str) -> Iterator[Problem]:
    """Spans that are not their quotes; compared here, for SQLite's own substr stops at a NUL."""
    asked = (
        f'SELECT t.rowid, t."{lead}begin", t."{lead}end", t."{lead}quote", x.sha256 FROM {table} t '
        f"JOIN reports r ON r.id = {report} JOIN texts x ON x.sha256 = r.text_sha256 "
        f'WHERE t."{lead}begin" IS NOT NULL OR t."{lead}quote" IS NOT NULL ORDER BY x.sha256'
    )
    held, words = "", ""
    for row, begin, end, quote, sha256 in connection.execute(text(asked)).all():
        if sha256 != held:
            held = sha256
            words = connection.execute(text("SELECT text FROM texts WHERE sha256 = :sha"), {"sha": sha256}).scalar_one()
        if begin is None or not 0 <= begin < end <= len(words) or words[begin:end] != quote:
            yield Problem("ledger", f"{lead or 'span '}[{begin}, {end}) is not its quote {str(quote)[:60]!r}", f"{table} row {row}")

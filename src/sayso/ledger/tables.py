"""The tables of a ledger, readable as they are: names in text columns, days as ISO 8601, spans as begin and end offsets with the quoted words."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, PrimaryKeyConstraint, Table, Text

APPLICATION_ID = 0x5359534F  # "SYSO"
VERSION = 3
metadata = MetaData()


def _claim_id() -> Column[str]:
    return Column("claim_id", Text, ForeignKey("claims.id", ondelete="CASCADE"), nullable=False)


def _span(name: str = "", *, required: bool = True) -> tuple[Column[int], Column[int], Column[str]]:
    """The columns of a span: begin and end in code points of the report's text, and the quoted words."""
    lead = f"{name}_" if name else ""
    return (
        Column(f"{lead}begin", Integer, nullable=not required),
        Column(f"{lead}end", Integer, nullable=not required),
        Column(f"{lead}quote", Text, nullable=not required),
    )


reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("outlet", Text),
    Column("title", Text),
    Column("published", Text),
    Column("url", Text),
    Column("path", Text),
    Column("authors", Text, nullable=False),
    Column("fetched", Text),
    Column("language", Text),
    Column("text_sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    Column("state", Text, nullable=False),  # read | unread
    Column("reader", Text),
)
texts = Table("texts", metadata, Column("sha256", Text, primary_key=True), Column("text", Text, nullable=False))
versions = Table(
    "versions",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("text_sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    Column("kept_at", Text, nullable=False),
    PrimaryKeyConstraint("report_id", "text_sha256"),
)
parts = Table(
    "parts",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    *_span(),
    Column("author", Text),
    Column("published", Text),
    *_span("source", required=False),
    PrimaryKeyConstraint("report_id", "position"),
)
evidence = Table(
    "evidence",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("taken", Integer, nullable=False),
    PrimaryKeyConstraint("report_id", "position"),
)
claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("event_type", Text, nullable=False),
    Column("event_mode", Text),
    Column("status", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    *_span("trigger"),
    Column("event_date", Text),
    Column("event_date_end", Text),
    Column("when_type", Text),
    Column("when_value", Text),
    Column("when_grain", Text),
    Column("when_rule", Text),
    *_span("when", required=False),
    Column("place", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("radius_km", Float),
    Column("place_source_id", Text),
    Column("place_score", Float),
    Column("place_rule", Text),
    Column("place_kind", Text),
    Column("place_literal", Integer),
    *_span("place", required=False),
    Column("place_relation", Text),  # JSON, as types.claim.Relation
    Column("place_runner_up", Text),  # JSON, as types.claim.RunnerUp
    Index("claims_by_report", "report_id", "trigger_begin"),
    Index("claims_by_type", "event_type", "status"),
)
parties = Table(
    "parties",
    metadata,
    _claim_id(),
    Column("side", Text, nullable=False),  # actor | recipient
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text),
    Column("sector", Text),
    Column("known", Text),
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    *_span(),
    PrimaryKeyConstraint("claim_id", "side", "position"),
)
numbers = Table(
    "numbers",
    metadata,
    _claim_id(),
    Column("position", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    Column("counted", Text),
    Column("rule", Text, nullable=False),
    *_span(),
    PrimaryKeyConstraint("claim_id", "position"),
)
links = Table(
    "links",
    metadata,
    _claim_id(),
    Column("position", Integer, nullable=False),  # 0 is nearest the reader
    Column("name", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    *_span(),
    PrimaryKeyConstraint("claim_id", "position"),
    Index("links_by_name", "name"),
)
steps = Table(
    "steps",
    metadata,
    _claim_id(),
    Column("position", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("score", Float),
    *_span(required=False),
    PrimaryKeyConstraint("claim_id", "position"),
)
contexts = Table(
    "contexts",
    metadata,
    _claim_id(),
    Column("position", Integer, nullable=False),  # 0 is the likeliest
    Column("name", Text, nullable=False),
    Column("score", Float, nullable=False),
    PrimaryKeyConstraint("claim_id", "position"),
    Index("contexts_by_name", "name"),
)
problems = Table(
    "problems",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("location", Text),
    *_span(required=False),
    PrimaryKeyConstraint("report_id", "position"),
)
failures = Table(
    "failures",
    metadata,
    Column("location", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("failed_at", Text, nullable=False),
)

# Beside the tables: the words to search, and a claim in one row.
FURTHER = (
    "CREATE VIRTUAL TABLE claim_words USING fts5(claim_id UNINDEXED, report_id UNINDEXED, title, sentence, sources, parties, place, "
    "tokenize='unicode61 remove_diacritics 2')",
    """CREATE VIEW claims_readable AS
    SELECT c.id, r.outlet, r.published, r.title, c.event_type, c.event_mode, c.status,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'actor' ORDER BY position)) AS actors,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'recipient' ORDER BY position)) AS recipients,
      c.place, c.country, c.event_date, c.event_date_end,
      (SELECT group_concat(name, ' < ') FROM (SELECT name FROM links WHERE claim_id = c.id ORDER BY position)) AS chain,
      c.trigger_quote, c.sentence, c.score, c.report_id,
      (SELECT group_concat(name, ';') FROM (SELECT name FROM contexts WHERE claim_id = c.id ORDER BY position)) AS contexts
    FROM claims c JOIN reports r ON r.id = c.report_id""",
)

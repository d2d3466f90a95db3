"""From one version of a ledger to the next: written out as they were made, for the tables of today are not those of a version between."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

Migration = Callable[[Connection], None]


def keep_contexts(connection: Connection) -> None:
    """Version 2: a claim has contexts. Claims kept before have none until their report is read again."""
    connection.exec_driver_sql(
        """CREATE TABLE contexts (
        claim_id TEXT NOT NULL,
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        score FLOAT NOT NULL,
        PRIMARY KEY (claim_id, position),
        FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE)"""
    )
    connection.exec_driver_sql("CREATE INDEX contexts_by_name ON contexts (name)")
    connection.exec_driver_sql("DROP VIEW claims_readable")
    connection.exec_driver_sql(
        """CREATE VIEW claims_readable AS
    SELECT c.id, r.outlet, r.published, r.title, c.event_type, c.event_mode, c.status,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'actor' ORDER BY position)) AS actors,
      (SELECT group_concat(name, '; ') FROM (SELECT name FROM parties WHERE claim_id = c.id AND side = 'recipient' ORDER BY position)) AS recipients,
      c.place, c.country, c.event_date, c.event_date_end,
      (SELECT group_concat(name, ' < ') FROM (SELECT name FROM links WHERE claim_id = c.id ORDER BY position)) AS chain,
      c.trigger_quote, c.sentence, c.score, c.report_id,
      (SELECT group_concat(name, ';') FROM (SELECT name FROM contexts WHERE claim_id = c.id ORDER BY position)) AS contexts
    FROM claims c JOIN reports r ON r.id = c.report_id"""
    )


def keep_relations(connection: Connection) -> None:
    """Version 3: a place has its relation to the named place and its runner-up. Claims kept before have none until their report is read again."""
    for column in ("place_relation", "place_runner_up"):
        connection.exec_driver_sql(f"ALTER TABLE claims ADD COLUMN {column} TEXT")


# In order: the first brings version 1 to 2.
MIGRATIONS: tuple[Migration, ...] = (keep_contexts, keep_relations)

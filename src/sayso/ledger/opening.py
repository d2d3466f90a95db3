"""A ledger's file: made, opened, brought forward, or refused with what to do."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text

from sayso.errors import LedgerError
from sayso.ledger.migrations import MIGRATIONS, Migration
from sayso.ledger.tables import APPLICATION_ID, FURTHER, VERSION, metadata

WAIT_MS = 30_000


def opened(path: Path, *, readonly: bool) -> Engine:
    """The engine of a ledger, which is made where there is none. Raises LedgerError where it cannot be used."""
    if path.is_dir():
        raise LedgerError(f"{path}: a folder, not a ledger; name a file in it, such as {path / 'sayso.db'}")
    is_new = not path.exists() or path.stat().st_size == 0
    if is_new and readonly:
        raise LedgerError(f"{path}: there is no ledger yet; make one with: sayso read PATHS --ledger {path}")
    try:
        if is_new:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(path, readonly=readonly)
        with engine.connect() as connection:
            if is_new:
                _make(connection)
            else:
                _admit(connection, path, readonly=readonly)
    except LedgerError:
        raise
    except Exception as error:
        raise refusal(path, error) from error
    return engine


def _engine(path: Path, *, readonly: bool) -> Engine:
    where = f"file:{_quoted(path)}?mode={'ro' if readonly else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, isolation_level=None, timeout=WAIT_MS / 1000, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect)

    @event.listens_for(engine, "connect")
    def settings(raw: sqlite3.Connection, record: object) -> None:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA trusted_schema = OFF")
        if readonly:
            raw.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer takes its turn at once, so that two never wait for one another
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")

    return engine


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(os.fspath(path))


def _make(connection: Connection) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA journal_mode = WAL")
    with connection.execution_options(writes=True).begin():
        metadata.create_all(connection)
        for further in FURTHER:
            connection.execute(text(further))
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _admit(connection: Connection, path: Path, *, readonly: bool) -> None:
    """Refuse what is no ledger or a later one, and bring an earlier one forward."""
    raw = connection.connection.driver_connection
    assert raw is not None
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID:
        raise LedgerError(f"{path}: an SQLite file of another program, not a ledger of sayso; name another file with --ledger")
    if version > VERSION:
        raise LedgerError(
            f"{path}: the ledger is of version {version}, this sayso knows {VERSION}; upgrade sayso, or read into another file"
        )
    if version < VERSION:
        if readonly:
            raise LedgerError(
                f"{path}: the ledger is of version {version}; bring it forward with any command that writes, such as sayso read"
            )
        bring_forward(connection, path, version)


def bring_forward(connection: Connection, path: Path, version: int, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Run the migrations from a version on, each in a transaction of its own, after a copy of the file beside it."""
    copy = path.with_name(f"{path.name}.version-{version}")
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, copy)
    for number in range(version, version + len(migrations[version - 1 :])):
        with connection.execution_options(writes=True).begin():
            migrations[number - 1](connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {number + 1}")


def refusal(path: Path, error: Exception) -> LedgerError:
    """What SQLite said of a file, as what is wrong and what to do."""
    said = str(getattr(error, "orig", None) or error)
    low = said.lower()
    if "not a database" in low:
        return LedgerError(f"{path}: not a ledger, not even an SQLite file; name another file with --ledger")
    if "malformed" in low or "corrupt" in low:
        return LedgerError(
            f"{path}: the ledger is damaged ({said}); keep a copy, then recover it with: sqlite3 {path} .recover, or restore a backup"
        )
    if "full" in low:
        return LedgerError(f"{path}: the disk is full; free some space and run the command again: what was kept is safe")
    if "readonly" in low or "unable to open" in low or isinstance(error, PermissionError):
        return LedgerError(
            f"{path}: cannot be written or opened ({said}); check the folder and its permissions, or name another file with --ledger"
        )
    if "locked" in low:
        return LedgerError(
            f"{path}: in use by another program for more than {WAIT_MS // 1000} seconds; wait for it, then run the command again"
        )
    return LedgerError(f"{path}: the ledger cannot be used: {said}")

"""Commands that keep the ledger: status, failed, check, info."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso import __version__
from sayso.errors import LedgerError, TableError
from sayso.views.cli.command import KEEP, AsJson, LedgerFile, app, opened, put, say, settings_with

if TYPE_CHECKING:
    from pathlib import Path


@app.command(rich_help_panel=KEEP)
def status(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """How much the ledger holds, by type and status."""
    with opened(ledger) as held:
        counts = held.counts()
        told = {name: getattr(counts, name) for name in ("reports", "read", "unread", "claims", "failures", "by_type", "by_status")}
        if as_json:
            put({"ledger": str(held.path), **told})
            return
        print(
            f"{held.path}: {counts.reports} reports ({counts.read} read, {counts.unread} kept unread), {counts.claims} claims, {counts.failures} failures"
        )
        for name, rows in (("types", counts.by_type), ("statuses", counts.by_status)):
            print(f"  {name}: " + ", ".join(f"{kind} {count}" for kind, count in rows.items()))


@app.command(rich_help_panel=KEEP)
def failed(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """What was not read, and why."""
    with opened(ledger) as held:
        rows = held.failures()
        for f in rows:
            if as_json:
                put({"where": f.where, "stage": f.stage, "message": f.message, "tries": f.tries, "at": f.at})
            else:
                print(f"{f.where}: {f.message} ({f.stage}, tried {f.tries} times, last {f.at})")
        say(f"{len(rows)} failed." + (" Try them again with: sayso retry" if rows else ""))


@app.command(rich_help_panel=KEEP)
def check(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """Whether the ledger is sound: every stored span still equals its quote, every claim has its report, the file is whole."""
    with opened(ledger) as held:
        found = held.check()
        for problem in found:
            if as_json:
                put({"where": problem.where, "message": problem.message})
            else:
                print(f"{problem.where}: {problem.message}")
        if found:
            raise LedgerError(f"{held.path}: {len(found)} findings; restore a backup, or read the reports into a new ledger")
        say(f"{held.path}: sound")


@app.command(rich_help_panel=KEEP)
def info(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """Versions, the model, the ledger's place, every setting with its value, and which tables are in use."""
    from dataclasses import asdict

    from sayso.language.encoder.packed import unpack

    settings, packed = settings_with(ledger), unpack()
    told: dict[str, Any] = {
        "version": __version__,
        "model": packed.name,
        "model_sha256": packed.sha256,
        "ledger": str(settings.ledger),
        "ledger_exists": settings.ledger.exists(),
        "workers": settings.workers,
        "limits": asdict(settings.limits),
        **_tables(settings.tables),
    }
    if as_json:
        put(told)
        return
    for name, value in told.items():
        print(f"{name}: {', '.join(f'{k} {v}' for k, v in value.items()) if isinstance(value, dict) else value}")


def _tables(folder: Path | None) -> dict[str, Any]:
    """The actors and the gazetteer that reports are read by, and whose they are; what is wrong with them is told, not raised."""
    from sayso.knowledge import actors, places, user_tables

    user_tables.use(folder)
    own, gazetteer = user_tables.user_file(user_tables.ACTORS), places.gazetteer_path()
    told: dict[str, dict[str, Any]] = {
        "actors": {"own": str(own) if own is not None else None},
        "gazetteer": {"own": user_tables.user_file(user_tables.GAZETTEER) is not None, "file": str(gazetteer)},
    }
    try:
        told["actors"] |= {"own_rows": len(actors.own_actors()), "rows": len(actors.actors())}
    except TableError as error:
        told["actors"]["problem"] = str(error)
    try:
        told["gazetteer"]["places"] = len(places.gazetteer())
    except TableError as error:
        told["gazetteer"]["problem"] = str(error)
    return told

"""Commands by which reports enter: extract, code, read, retry, demo."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.settings import THRESHOLD, Settings
from sayso.views.cli.command import (
    IN,
    READ,
    AsJson,
    LedgerFile,
    Paths,
    Progress,
    Quiet,
    Threshold,
    app,
    end,
    items,
    opened,
    put,
    reader_with,
    say,
    settings_with,
)

if TYPE_CHECKING:
    from sayso.ledger.store import Ledger
    from sayso.pipeline import Outcome
    from sayso.types.claim import Problem
    from sayso.types.report import Report


@app.command(rich_help_panel=IN)
def extract(paths: Paths, ledger: LedgerFile = None) -> None:
    """Pages to reports, one JSON line each.

    Example: sayso extract saved-pages/ > reports.jsonl
    """
    from sayso.intake.jsonl import to_row
    from sayso.types.claim import Problem

    settings = settings_with(ledger)
    done = failed = 0
    for item in items(paths, settings):
        if isinstance(item, Problem):
            failed += 1
            say(f"{item.where}: {item.message}")
        else:
            done += 1
            put(to_row(item))
    end(done, failed)


@app.command(rich_help_panel=READ)
def code(
    paths: Paths,
    layers: Annotated[
        bool, typer.Option("--layers", help="Also what the claims rest on: sentences, mentions, attributions, times, places, parties.")
    ] = False,
    threshold: Threshold = THRESHOLD,
) -> None:
    """Reports to claims without a ledger, one JSON line each, in the order of the input.

    Example: sayso code reports.jsonl > claims.jsonl
    """
    from sayso.types.claim import Problem
    from sayso.views.exports.jsonl import code_row

    settings = settings_with(None)
    reader = reader_with(settings, threshold)
    done = failed = 0
    for item in items(paths, settings):
        if isinstance(item, Problem):
            failed += 1
            say(f"{item.where}: {item.message}")
            continue
        found = reader.read(item)
        if found.problem is not None:
            failed += 1
            say(f"{found.problem.where}: {found.problem.message}")
        else:
            done += 1
        put(code_row(found, layers=layers))
    end(done, failed)


@app.command(rich_help_panel=READ)
def read(
    paths: Paths,
    ledger: LedgerFile = None,
    threshold: Threshold = THRESHOLD,
    progress: Progress = "bar",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Reports into the ledger. What is there already is left alone; what fails is listed, and the run goes on.

    Example: sayso read saved-pages/ reports.jsonl
    """
    from sayso.intake.report import count
    from sayso.pipeline import read_into

    settings = settings_with(ledger)
    with opened(ledger, readonly=False) as held:
        outcomes = read_into(held, items(paths, settings), reader_with(settings, threshold))
        shown = "none" if quiet else progress
        total = None if shown == "none" else count(list(paths), settings.limits)
        _told(_with_progress(outcomes, total, shown), settings.ledger, quiet=quiet, as_json=as_json)


def _with_progress(outcomes: Iterator[Outcome], total: int | None, shown: str) -> Iterator[Outcome]:
    """A bar by reports on a terminal and nothing elsewhere, or a JSON line for each report. `total` is None where it is not known."""
    if shown == "json":
        for done, outcome in enumerate(outcomes, 1):
            say(json.dumps({"done": done, "total": total, "state": outcome.state, "where": outcome.where, "claims": outcome.claims}))
            yield outcome
    elif shown == "none" or not sys.stderr.isatty():
        yield from outcomes
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            yield from bar.track(outcomes, total=total)


def _told(outcomes: Iterator[Outcome], ledger: Path, *, quiet: bool, as_json: bool) -> None:
    """Count what became of each input, say why what failed did, and end with the fitting exit code."""
    counts = {"new": 0, "unchanged": 0, "failed": 0}
    claims = 0
    for outcome in outcomes:
        counts[outcome.state] += 1
        claims += outcome.claims
        if outcome.problem is not None:
            say(f"{outcome.where}: {outcome.problem.message}")
    if as_json:
        put({**counts, "claims": claims, "ledger": str(ledger)})
    else:
        print(f"{counts['new']} new ({claims} claims), {counts['unchanged']} unchanged, {counts['failed']} failed; ledger {ledger}")
    if not quiet:
        say(
            "Next: sayso show, or sayso search WORDS"
            + ("; sayso failed lists what was not read, sayso retry tries it again" if counts["failed"] else "")
        )
    end(counts["new"] + counts["unchanged"], counts["failed"])


@app.command(rich_help_panel=READ)
def retry(
    ledger: LedgerFile = None,
    threshold: Threshold = THRESHOLD,
    progress: Progress = "bar",
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read again what failed, and only that."""
    from sayso.pipeline import read_into

    settings = settings_with(ledger)
    with opened(ledger, readonly=False) as held:
        waiting = [f.where for f in held.failures()]
        outcomes = read_into(held, _again(waiting, held, settings), reader_with(settings, threshold))
        _told(_with_progress(outcomes, len(waiting), "none" if quiet else progress), settings.ledger, quiet=quiet, as_json=as_json)


def _again(waiting: list[str], held: Ledger, settings: Settings) -> Iterator[Report | Problem]:
    """The inputs that failed: files again from their paths, a line of JSONL from its file, a kept text from the ledger."""
    from sayso.types.claim import Problem

    for where in waiting:
        name, _, line = where.rpartition(":")
        if (kept := held.report(where)) is not None:
            yield kept
        elif line.isdigit() and name and Path(name).is_file():
            yield from _line_again(where, name, int(line), held, settings)
        elif Path(where).exists():
            yield from items([where], settings)
        else:
            yield Problem("intake", "cannot be tried again: it was not a file, or is no more; pass it to sayso read", where)


def _line_again(where: str, name: str, number: int, held: Ledger, settings: Settings) -> Iterator[Report | Problem]:
    import io

    from sayso.intake.files import File, lines_of
    from sayso.intake.jsonl import reports_in

    with lines_of(File(Path(name), "jsonl"), settings.limits) as lines:
        line = next((raw for at, raw in enumerate(lines, 1) if at == number), b"")
    for item in reports_in(io.BytesIO(b"\n" * (number - 1) + line), name, settings.limits):
        if not hasattr(item, "message"):
            held.settle(where)
        yield item


@app.command(rich_help_panel=READ)
def demo(ledger: Annotated[Path | None, typer.Option("--ledger", help="Keep the demo's ledger here.", show_default=False)] = None) -> None:
    """Read the sample reports that come with sayso, and show what they claim.

    Example: sayso demo
    """
    import tempfile
    from importlib import resources

    from sayso.ledger.query import Query
    from sayso.ledger.store import Ledger
    from sayso.pipeline import Reader, read_into
    from sayso.views.cli.asking import shown

    samples = Path(str(resources.files("sayso") / "samples"))
    with tempfile.TemporaryDirectory() as folder:
        path = ledger or Path(folder) / "demo.db"
        with Ledger(path) as held:
            say(f"Reading the reports of {samples} ...")
            reader = Reader(threshold=THRESHOLD)
            outcomes = list(read_into(held, items([str(samples)], settings_with(ledger)), reader))
            for outcome in outcomes:
                if outcome.problem is not None:
                    say(f"  {Path(outcome.where).name}: {outcome.problem.message}")
            shown(held, Query(), sentences=True, limit=40, as_json=False)
            counts = held.counts()
            print(f"\n{counts.reports} reports, {counts.claims} claims: " + ", ".join(f"{k} {n}" for k, n in counts.by_status.items()))
    say("Next: sayso read YOUR-PAGES/, then sayso show. A page to look at: sayso report PAGE.html --html out.html")

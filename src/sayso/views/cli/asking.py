"""Commands that ask the ledger: show, search, export, and the page of a report."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from sayso.errors import InputError
from sayso.settings import THRESHOLD
from sayso.views.cli.command import ASK, AsJson, LedgerFile, Threshold, app, items, opened, put, reader_with, say, settings_with

if TYPE_CHECKING:
    from sayso.ledger.query import Query
    from sayso.ledger.store import Ledger
    from sayso.types.claim import Claim
    from sayso.types.report import Report


@app.command(rich_help_panel=ASK)
def show(
    identity: Annotated[
        str | None, typer.Argument(metavar="ID", help="A claim's id or its beginning, or a report's id.", show_default=False)
    ] = None,
    ledger: LedgerFile = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Plain sentences with the quoted words, not a table.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many claims.", min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """The claims as a table or as sentences; one claim with its chain, its evidence and why.

    Examples: sayso show --sentences; sayso show 3fa9
    """
    from sayso.ledger.query import Query

    with opened(ledger) as held:
        if identity is None:
            shown(held, Query(), sentences=sentences, limit=limit, as_json=as_json)
        elif (found := held.claim(identity)) is not None:
            _one(*found, as_json=as_json)
        elif held.report(identity) is not None:
            shown(held, Query(report=identity), sentences=sentences, limit=limit, as_json=as_json)
        else:
            raise InputError(f"{held.path}: no claim or report has the id {identity}, or several begin so; sayso show lists them")


def shown(held: Ledger, query: Query, *, sentences: bool, limit: int, as_json: bool) -> None:
    from sayso.views.exports.jsonl import claim_row

    pairs = list(held.claims(query, limit=limit + 1))
    rest = len(pairs) > limit
    pairs = pairs[:limit]
    if as_json:
        for report, claim in pairs:
            put({"report": report.id, **claim_row(report, claim)})
    elif sentences:
        for report, claim in pairs:
            _sentence(report, claim)
    else:
        _table(pairs)
    if not pairs:
        say("No claim answers to this.")
    elif rest:
        say(f"The first {limit} are shown; --limit shows more.")


def _sentence(report: Report, claim: Claim) -> None:
    from sayso.views.wording import sentence

    around = report.text[max(0, claim.trigger.begin - 70) : claim.trigger.end + 70]
    print(f"{claim.id[:6]}  {sentence(report, claim)}\n        “…{' '.join(around.split())}…”")


def _table(pairs: list[tuple[Report, Claim]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sayso.views.wording import days, number

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("id", "published", "type", "status", "who", "to whom", "where", "when", "how many", "who says so"):
        table.add_column(name, overflow="fold")
    for report, claim in pairs:
        cells = (
            claim.id[:6],
            report.published.isoformat() if report.published else "",
            claim.type + (f" {claim.mode}" if claim.mode else ""),
            claim.status,
            ", ".join(p.name for p in claim.actors),
            ", ".join(p.name for p in claim.recipients),
            claim.place.name if claim.place else "",
            days(claim.when) if claim.when and claim.when.earliest else "",
            "; ".join(number(n) for n in claim.numbers),
            " < ".join([report.outlet or "the report", *(link.name for link in claim.chain)]),
        )
        table.add_row(*(Text(cell) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 200, soft_wrap=False).print(table)


def _one(report: Report, claim: Claim, *, as_json: bool) -> None:
    from sayso.views.explanation import reasons
    from sayso.views.exports.jsonl import claim_row
    from sayso.views.wording import say_so, sentence

    if as_json:
        put({"report": report.id, **claim_row(report, claim)})
        return
    print(f"Claim {claim.id} of report {report.id}: {report.title or report.path or ''}\n")
    print(f"  {sentence(report, claim)}\n  Who says so: {say_so(report, claim)}")
    for link in claim.chain:
        print(f"    {link.name}: “{link.span.of(report.text)}” at {link.span.begin}-{link.span.end}")
    if claim.contexts:
        print(f"  Contexts: {', '.join(f'{c.name} ({c.score:.2f})' for c in claim.contexts)}")
    begin, end = max(0, claim.trigger.begin - 200), claim.trigger.end + 200
    print(f"  Words: “…{' '.join(report.text[begin:end].split())}…” ({claim.trigger.begin}-{claim.trigger.end})\n  Why:")
    for reason in reasons(report, claim):
        print(f"    {reason}")


@app.command(rich_help_panel=ASK)
def search(
    words: Annotated[str, typer.Argument(help='Words that the claim\'s sentence, parties, place or sources hold; "" for any.')] = "",
    kinds: Annotated[list[str] | None, typer.Option("--type", help="PLOVER type, such as ASSAULT; may be given again.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of a party's name, or a country's code.")] = None,
    place: Annotated[str | None, typer.Option(help="Part of a place's name, or a country's code.")] = None,
    since: Annotated[str | None, typer.Option(help="The act was on this day or later, such as 2024-05-07.")] = None,
    until: Annotated[str | None, typer.Option(help="The act was on this day or before.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="actual, denied, possible, conditional, future, historical.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the name of a source or outlet.")] = None,
    ledger: LedgerFile = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Plain sentences with the quoted words.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many claims.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Claims by words and filters; all must hold.

    Example: sayso search "market shelling" --status denied --source "state television"
    """
    from sayso.ledger.query import Query

    _known_names(kinds or [], status or [])
    query = Query(
        text=words or None,
        types=tuple(kinds or ()),
        statuses=tuple(status or ()),
        actor=actor,
        place=place,
        source=source,
        since=_day("--since", since),
        until=_day("--until", until),
    )
    with opened(ledger) as held:
        shown(held, query, sentences=sentences, limit=limit, as_json=as_json)


def _known_names(kinds: list[str], statuses: list[str]) -> None:
    from sayso.knowledge.event_types import QUAD_CODES
    from sayso.types.claim import STATUSES

    for given, known, option in ((kinds, tuple(QUAD_CODES), "--type"), (statuses, STATUSES, "--status")):
        for name in given:
            if name.casefold() not in {k.casefold() for k in known}:
                raise typer.BadParameter(f"{name} is none of {', '.join(known)}", param_hint=option)


def _day(option: str, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise typer.BadParameter(f"{value} is no day such as 2024-05-07", param_hint=option) from error


@app.command(rich_help_panel=ASK)
def export(
    form: Annotated[Literal["jsonl", "csv"], typer.Option("--format", help="JSON lines by the codebook, or one table.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="A file; standard output without it.", show_default=False)] = None,
    spreadsheet: Annotated[bool, typer.Option("--spreadsheet", help="CSV in which no cell runs as a formula.")] = False,
    ledger: LedgerFile = None,
) -> None:
    """All claims of the ledger in a format of other tools.

    Example: sayso export --format csv --out claims.csv
    """
    from sayso.views.exports import csv
    from sayso.views.exports.jsonl import claim_row

    with opened(ledger) as held, _output(out) as stream:
        pairs = held.claims()
        if form == "csv":
            csv.write(pairs, stream, spreadsheet=spreadsheet)
            return
        for report, claim in pairs:
            head = {"report": report.id, "outlet": report.outlet, "published": report.published.isoformat() if report.published else None}
            stream.write(json.dumps({**head, "url": report.url, **claim_row(report, claim)}, ensure_ascii=False) + "\n")


@contextlib.contextmanager
def _output(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that is there only once it is whole."""
    if out is None:
        yield sys.stdout
        return
    partial = out.with_name(f".{out.name}.partial")
    try:
        with partial.open("w", encoding="utf8", newline="") as stream:
            yield stream
        partial.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}; check the folder") from error
    finally:
        partial.unlink(missing_ok=True)


@app.command("report", rich_help_panel=ASK)
def report_(
    file: Annotated[str, typer.Argument(help="A page, text or JSONL file, or the id of a report in the ledger.")],
    html: Annotated[Path, typer.Option("--html", help="The page to write.")],
    ledger: LedgerFile = None,
    threshold: Threshold = THRESHOLD,
) -> None:
    """One self-contained page: the text with its claims marked, each claim beside it.

    Example: sayso report page.html --html out.html
    """
    from sayso.views.pages import report_page

    report, claims, problem = _kept_or_read(file, ledger, threshold)
    with _output(html) as stream:
        stream.write(report_page(report, claims, problem=problem))
    say(f"{html}: {len(claims)} claim{'' if len(claims) == 1 else 's'}. Open it in a browser.")


def _kept_or_read(file: str, ledger: Path | None, threshold: float) -> tuple[Report, tuple[Claim, ...], str | None]:
    """A report with its claims: from its file, else from the ledger."""
    from sayso.types.claim import Problem

    settings = settings_with(ledger)
    if not Path(file).exists() and file != "-" and settings.ledger.exists():
        with opened(ledger) as held:
            kept = held.report(file)
            if kept is not None:
                problems = held.problems_of(file)
                return kept, held.reading_of(file), problems[0].message if problems else None
    found_here = items([file], settings)
    item = next(found_here, None)
    if item is None or isinstance(item, Problem):
        raise InputError(f"{file}: {item.message if item is not None else 'holds no report'}")
    if next(found_here, None) is not None:
        say(
            f"{file}: holds more than one report; the page shows the first. For another: sayso read {file}, then sayso report ID --html OUT"
        )
    found = reader_with(settings, threshold).read(item)
    return item, found.reading.claims, found.problem.message if found.problem else None

"""The command line: the path of a report, a verb for each step. Data goes to standard output, messages to standard error."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TextIO

import typer

from sayso import __version__
from sayso.errors import InputError, LedgerError, LimitError, ModelError, SaysoError, SettingsError, TableError
from sayso.settings import Settings, read_settings

if TYPE_CHECKING:
    from sayso.ledger.query import Query
    from sayso.ledger.store import Ledger
    from sayso.pipeline import Outcome
    from sayso.types.claim import Claim, Problem
    from sayso.types.report import Report

OK, BUG, USAGE, SOME_FAILED, NOTHING_READABLE, LEDGER_UNUSABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130
THRESHOLD = 0.35

app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Who says so? Reads news reports into a ledger of claims.\n\nFirst: sayso demo. Then: sayso read saved-pages/ and sayso show.",
)
Paths = Annotated[list[str], typer.Argument(help="Pages, texts, JSONL, folders; - is JSONL on standard input.", show_default=False)]
LedgerFile = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger's file; default: sayso.db here, else the user's own.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no advice.")]
Threshold = Annotated[
    float, typer.Option(help="How sure a trigger must be, 0 to 1: higher gives fewer and surer claims.", min=0.0, max=1.0)
]
IN, READ, ASK, KEEP = "Pages in", "Reading", "Asking the ledger", "Keeping it"


def main() -> NoReturn:
    """Run a command and end with its exit code; what an operator can mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace", encoding="utf-8")  # type: ignore[union-attr]
    try:
        code = app(standalone_mode=False) or OK
    except SaysoError as error:
        say(f"sayso: {error}")
        code = _code_of(error)
    except typer.Exit as error:
        code = error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say("sayso: interrupted; what was read is kept, and the same command goes on from there")
        code = INTERRUPTED
    except BrokenPipeError:
        # the reader of our output has had enough, as head does
        with contextlib.suppress(OSError):
            sys.stdout.close()
        code = OK
    except Exception as error:
        code = _usage_or_bug(error)
    with contextlib.suppress(BrokenPipeError, ValueError):
        sys.stdout.flush()
    raise SystemExit(code)


def _usage_or_bug(error: Exception) -> int:
    """What the command line itself was wrong about is usage; anything else is a bug, and shows where."""
    show = getattr(error, "show", None)
    if callable(show) and hasattr(error, "exit_code"):
        show()
        return USAGE
    import traceback

    traceback.print_exc()
    say("sayso: this is a bug of sayso; please report it with the lines above")
    return BUG


def _code_of(error: SaysoError) -> int:
    if isinstance(error, SettingsError):
        return USAGE
    if isinstance(error, LedgerError | ModelError | TableError):
        return LEDGER_UNUSABLE
    return NOTHING_READABLE if isinstance(error, InputError) else REFUSED if isinstance(error, LimitError) else BUG


def say(words: str) -> None:
    with contextlib.suppress(BrokenPipeError, ValueError):
        print(words, file=sys.stderr, flush=True)


def put(row: Any) -> None:
    """One JSON line, sent at once."""
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _settings(ledger: Path | None) -> Settings:
    from dataclasses import replace

    told = read_settings()
    return replace(told, ledger=ledger) if ledger is not None else told


def _open(ledger: Path | None, *, readonly: bool = True) -> Ledger:
    from sayso.ledger.store import Ledger

    return Ledger(_settings(ledger).ledger, readonly=readonly)


def _end(done: int, failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_FAILED if done else NOTHING_READABLE)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")] = False,
) -> None:
    """Who says so? Reads news reports into a ledger of claims."""
    if no_color:
        import os

        os.environ["NO_COLOR"] = "1"
    if version:
        print(f"sayso {__version__}")
        raise typer.Exit(OK)


@app.command(rich_help_panel=IN)
def extract(paths: Paths, ledger: LedgerFile = None) -> None:
    """Pages to reports, one JSON line each.

    Example: sayso extract saved-pages/ > reports.jsonl
    """
    from sayso.intake.jsonl import to_row
    from sayso.types.claim import Problem

    settings = _settings(ledger)
    done = failed = 0
    for item in _items(paths, settings):
        if isinstance(item, Problem):
            failed += 1
            say(f"{item.where}: {item.message}")
        else:
            done += 1
            put(to_row(item))
    _end(done, failed)


def _items(paths: Iterable[str], settings: Settings) -> Iterator[Report | Problem]:
    from sayso.intake.report import reports

    return reports(list(paths), settings.limits, workers=settings.workers)


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
    from sayso.pipeline import Reader
    from sayso.types.claim import Problem
    from sayso.views.exports.jsonl import code_row

    reader = Reader(threshold=threshold)
    done = failed = 0
    for item in _items(paths, _settings(None)):
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
    _end(done, failed)


@app.command(rich_help_panel=READ)
def read(paths: Paths, ledger: LedgerFile = None, threshold: Threshold = THRESHOLD, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Reports into the ledger. What is there already is left alone; what fails is listed, and the run goes on.

    Example: sayso read saved-pages/ reports.jsonl
    """
    from sayso.intake.report import count
    from sayso.pipeline import Reader, read_into

    settings = _settings(ledger)
    with _open(ledger, readonly=False) as held:
        outcomes = read_into(held, _items(paths, settings), Reader(threshold=threshold))
        total = None if quiet else count(list(paths), settings.limits)
        _told(_with_progress(outcomes, total, quiet=quiet), settings.ledger, quiet=quiet, as_json=as_json)


def _with_progress(outcomes: Iterator[Outcome], total: int | None, *, quiet: bool) -> Iterator[Outcome]:
    """A bar by reports on a terminal, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, description="Reading", total=total, console=Console(stderr=True), transient=True)


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
    _end(counts["new"] + counts["unchanged"], counts["failed"])


@app.command(rich_help_panel=ASK)
def show(
    identity: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A claim's id or its beginning, or a report's id.", show_default=False)
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

    with _open(ledger) as held:
        if identity is None:
            _shown(held, Query(), sentences=sentences, limit=limit, as_json=as_json)
        elif (found := held.claim(identity)) is not None:
            _one(*found, as_json=as_json)
        elif held.report(identity) is not None:
            _shown(held, Query(report=identity), sentences=sentences, limit=limit, as_json=as_json)
        else:
            raise InputError(f"{held.path}: no claim or report has the id {identity}, or several begin so; sayso show lists them")


def _shown(held: Ledger, query: Query, *, sentences: bool, limit: int, as_json: bool) -> None:
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
    with _open(ledger) as held:
        _shown(held, query, sentences=sentences, limit=limit, as_json=as_json)


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

    with _open(ledger) as held, _output(out) as stream:
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


@app.command(rich_help_panel=KEEP)
def status(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """How much the ledger holds, by type and status."""
    with _open(ledger) as held:
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
    with _open(ledger) as held:
        rows = held.failures()
        for f in rows:
            if as_json:
                put({"where": f.where, "stage": f.stage, "message": f.message, "tries": f.tries, "at": f.at})
            else:
                print(f"{f.where}: {f.message} ({f.stage}, tried {f.tries} times, last {f.at})")
        say(f"{len(rows)} failed." + (" Try them again with: sayso retry" if rows else ""))


@app.command(rich_help_panel=KEEP)
def retry(ledger: LedgerFile = None, threshold: Threshold = THRESHOLD, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Read again what failed, and only that."""
    from sayso.pipeline import Reader, read_into

    settings = _settings(ledger)
    with _open(ledger, readonly=False) as held:
        waiting = [f.where for f in held.failures()]
        outcomes = read_into(held, _again(waiting, held, settings), Reader(threshold=threshold))
        _told(_with_progress(outcomes, len(waiting), quiet=quiet), settings.ledger, quiet=quiet, as_json=as_json)


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
            yield from _items([where], settings)
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


@app.command(rich_help_panel=KEEP)
def check(ledger: LedgerFile = None, as_json: AsJson = False) -> None:
    """Whether the ledger is sound: every stored span still equals its quote, every claim has its report, the file is whole."""
    with _open(ledger) as held:
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
    """Versions, the model, the ledger's place, and every setting with its value."""
    from dataclasses import asdict

    from sayso.language.encoder.packed import unpack

    settings, packed = _settings(ledger), unpack()
    told: dict[str, Any] = {
        "version": __version__,
        "model": packed.name,
        "model_sha256": packed.sha256,
        "ledger": str(settings.ledger),
        "ledger_exists": settings.ledger.exists(),
        "workers": settings.workers,
        "limits": asdict(settings.limits),
    }
    if as_json:
        put(told)
        return
    for name, value in told.items():
        print(f"{name}: {', '.join(f'{k} {v}' for k, v in value.items()) if isinstance(value, dict) else value}")


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
    say(f"{html}: {len(claims)} claims. Open it in a browser.")


def _kept_or_read(file: str, ledger: Path | None, threshold: float) -> tuple[Report, tuple[Claim, ...], str | None]:
    """A report with its claims: from its file, else from the ledger."""
    from sayso.pipeline import Reader
    from sayso.types.claim import Problem

    settings = _settings(ledger)
    if not Path(file).exists() and file != "-" and settings.ledger.exists():
        with _open(ledger) as held:
            kept = held.report(file)
            if kept is not None:
                problems = held.problems_of(file)
                return kept, held.reading_of(file), problems[0].message if problems else None
    item = next(_items([file], settings), None)
    if item is None or isinstance(item, Problem):
        raise InputError(f"{file}: {item.message if item is not None else 'holds no report'}")
    found = Reader(threshold=threshold).read(item)
    return item, found.reading.claims, found.problem.message if found.problem else None


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

    samples = Path(str(resources.files("sayso") / "samples"))
    with tempfile.TemporaryDirectory() as folder:
        path = ledger or Path(folder) / "demo.db"
        with Ledger(path) as held:
            say(f"Reading the reports of {samples} ...")
            reader = Reader(threshold=THRESHOLD)
            outcomes = list(read_into(held, _items([str(samples)], _settings(ledger)), reader))
            for outcome in outcomes:
                if outcome.problem is not None:
                    say(f"  {Path(outcome.where).name}: {outcome.problem.message}")
            _shown(held, Query(), sentences=True, limit=40, as_json=False)
            counts = held.counts()
            print(f"\n{counts.reports} reports, {counts.claims} claims: " + ", ".join(f"{k} {n}" for k, n in counts.by_status.items()))
    say("Next: sayso read YOUR-PAGES/, then sayso show. A page to look at: sayso report PAGE.html --html out.html")

"""The command line: the application, its exit codes, and what all commands share. Data to standard output, messages to standard error."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

from sayso import __version__
from sayso.errors import InputError, LedgerError, LimitError, ModelError, SaysoError, SettingsError, TableError
from sayso.settings import Settings, read_settings

if TYPE_CHECKING:
    from sayso.ledger.store import Ledger
    from sayso.pipeline import Reader
    from sayso.types.claim import Problem
    from sayso.types.report import Report

_CANNOT_WRITE = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
OK, BUG, USAGE, SOME_FAILED, NOTHING_READABLE, LEDGER_UNUSABLE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 6, 130

app = typer.Typer(
    name="sayso",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Paths = Annotated[list[str], typer.Argument(help="Pages, texts, JSONL, folders; - is JSONL on standard input.", show_default=False)]
LedgerFile = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger's file; default: sayso.db here, else the user's own.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no advice.")]
Progress = Annotated[
    Literal["bar", "json", "none"],
    typer.Option(help="bar: on a terminal; json: one line a report on standard error, for other programs; none.", show_default=True),
]
Threshold = Annotated[
    float, typer.Option(help="How sure a trigger must be, 0 to 1: higher gives fewer and surer claims.", min=0.0, max=1.0)
]
IN, READ, ASK, KEEP, TABLES = "Pages in", "Reading", "Asking the ledger", "Keeping it", "Your own tables"


def main() -> NoReturn:
    """Run a command and end with its exit code; what an operator can mend is one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace", encoding="utf-8")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, _terminated)
    code = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _unwritten(error)
    except ValueError:  # it was closed on us
        pass
    if code == INTERRUPTED:
        say("sayso: interrupted; what was read is kept, and the same command goes on from there")
    raise SystemExit(code)


def _terminated(number: int, frame: object) -> NoReturn:
    """A polite request to stop ends like an interrupt: what was read is kept, and said so."""
    raise KeyboardInterrupt


def _arguments() -> list[str]:
    """What was typed, with --no-color before the command, wherever it stood."""
    typed = sys.argv[1:]
    ours = typed[: typed.index("--")] if "--" in typed else typed
    rest = [word for word in ours if word != "--no-color"]
    return ["--no-color"] * (len(rest) < len(ours)) + rest + typed[len(ours) :]


def _run() -> int:
    """One command, and how it ended."""
    try:
        return app(_arguments(), standalone_mode=False) or OK
    except SaysoError as error:
        say(f"sayso: {error}")
        return _code_of(error)
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except SystemExit as ended:
        # a reader who has had enough, as head has: rich has put standard output away and exits, typer exits
        if isinstance(ended.__context__, BrokenPipeError):
            return OK
        return _unwritten(ended.__context__) if isinstance(ended.__context__, OSError) else BUG
    except OSError as error:
        return _unwritten(error) if error.filename is None and error.errno in _CANNOT_WRITE else _usage_or_bug(error)
    except Exception as error:
        return _usage_or_bug(error)


def _reader_left() -> bool:
    """Whether it is standard output's pipe that broke, and no other."""
    import select

    poll = select.poll()
    try:
        poll.register(sys.stdout.fileno(), 0)
    except (OSError, ValueError):
        return True
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def _unwritten(error: OSError) -> int:
    """Standard output takes no more: nothing wrong where its reader has had enough, a reason and a code where the disk is full."""
    if isinstance(error, BrokenPipeError) and not _reader_left():
        return _usage_or_bug(error)
    # what is still in the buffer would be tried again as the interpreter ends, with a complaint of its own
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return OK
    say(f"sayso: standard output cannot be written: {error.strerror}; make room, or write elsewhere, and run the command again")
    return NOTHING_READABLE


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


def settings_with(ledger: Path | None) -> Settings:
    from dataclasses import replace

    told = read_settings()
    return replace(told, ledger=ledger) if ledger is not None else told


def reader_with(settings: Settings, threshold: float) -> Reader:
    """A reader that knows the user's own tables."""
    from sayso.pipeline import Reader, use_tables

    use_tables(settings.tables)
    return Reader(threshold=threshold)


def opened(ledger: Path | None, *, readonly: bool = True) -> Ledger:
    from sayso.ledger.store import Ledger

    return Ledger(settings_with(ledger).ledger, readonly=readonly)


def end(done: int, failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_FAILED if done else NOTHING_READABLE)


@app.callback(invoke_without_command=True)
def root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and end.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour, before or after a command; NO_COLOR does the same.")] = False,
) -> None:
    """Who says so? Reads news reports into a ledger of claims.

    First:     sayso demo

    Then:      sayso read saved-pages/ ; sayso show --sentences

    Pipes:     sayso extract saved-pages/ | sayso code - > claims.jsonl

    A page:    sayso report page.html --html out.html
    """
    if no_color:
        os.environ["NO_COLOR"] = "1"
    if version:
        print(f"sayso {__version__}")
        raise typer.Exit(OK)


def items(paths: Iterable[str], settings: Settings) -> Iterator[Report | Problem]:
    from sayso.intake.report import reports

    return reports(list(paths), settings.limits, workers=settings.workers)

"""The path of a report on one screen: intake, language, reading, ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sayso.intake.freeze import Facts, freeze
from sayso.intake.tongue import unread_reason
from sayso.knowledge import user_tables
from sayso.language.analyse import Model, analyse
from sayso.reading.read import forget
from sayso.reading.read import read as read_analysis
from sayso.settings import THRESHOLD, Limits
from sayso.types.claim import Problem, Reading
from sayso.types.report import Report
from sayso.types.text import Analysis

if TYPE_CHECKING:
    from sayso.ledger.store import Ledger

# Goes up when rules or tables change what is read, so that a ledger knows which ones read a report.
RULES = "rules-4"


@dataclass(frozen=True, slots=True)
class Read:
    """A report with what was read in it; `problem` says why it was not read, and then `analysis` is None."""

    report: Report
    analysis: Analysis | None
    reading: Reading
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input on its way into a ledger."""

    state: Literal["new", "unchanged", "failed"]
    where: str
    problem: Problem | None = None
    claims: int = 0


class Reader:
    """Reads reports. The model is loaded with the first one.

    `threshold` is how sure a trigger must be, 0 to 1: higher gives fewer and surer claims. Raises ModelError where the model cannot be used.
    """

    def __init__(self, model: Path | None = None, *, threshold: float = THRESHOLD) -> None:
        self._path = model
        self._model: Model | None = None
        self.threshold = threshold

    @property
    def model(self) -> Model:
        if self._model is None:
            self._model = Model.load(self._path)
        return self._model

    @property
    def name(self) -> str:
        """Model, rules, threshold and the user's own tables: what makes two readings of one text differ."""
        mark = user_tables.mark()
        return f"{self.model.name} {RULES} threshold {self.threshold:g}" + (f" tables {mark}" if mark is not None else "")

    def read(self, report: Report) -> Read:
        """What a report claims. A report in a language that sayso does not read comes back with the reason."""
        reason = unread_reason(report)
        if reason is not None:
            problem = Problem("language", reason, where_of(report))
            return Read(report, None, Reading(problems=(problem,)), problem)
        analysis = analyse(report, self.model)
        return Read(report, analysis, read_analysis(analysis, threshold=self.threshold))


def use_tables(folder: Path | None) -> None:
    """Read from here on by the user's own tables in a folder beside those of the package; None: by the package's alone, as at first."""
    user_tables.use(folder)
    forget()


def report_of(text: str, published: date | None = None, *, outlet: str | None = None, title: str | None = None) -> Report:
    """A report of a text at hand. Raises LimitError where it is empty or too long."""
    return freeze(text, Facts(published=published, outlet=outlet, title=title), Limits())


def read(report: Report | str, published: date | None = None, *, reader: Reader | None = None) -> Reading:
    """What a report or a text claims, in one call; `published` is the day that "Friday" and "last month" are told from.

    Raises LimitError where the text is empty or too long.
    """
    return (reader or _reader()).read(report_of(report, published) if isinstance(report, str) else report).reading


def read_into(ledger: Ledger, items: Iterable[Report | Problem], reader: Reader) -> Iterator[Outcome]:
    """Keep what each item claims, in order, each in a transaction of its own; what cannot be read is recorded and the run goes on."""
    for item in items:
        if isinstance(item, Problem):
            ledger.fail(item)
            yield Outcome("failed", item.where or "", item)
        elif ledger.has(item, reader.name):
            yield Outcome("unchanged", where_of(item))
        else:
            yield _read_one(ledger, item, reader)


def _read_one(ledger: Ledger, report: Report, reader: Reader) -> Outcome:
    found = reader.read(report)
    if found.problem is not None:
        ledger.fail(found.problem, report=report)
        return Outcome("failed", where_of(report), found.problem)
    state = ledger.keep(report, found.reading, reader=reader.name)
    return Outcome(state, where_of(report), claims=len(found.reading.claims))


def where_of(report: Report) -> str:
    """How a report is named in messages: its path, else its address, else its id."""
    return report.path or report.url or report.id


@cache
def _reader() -> Reader:
    """One reader for all calls of `read` without one: a model is loaded once."""
    return Reader()


__all__ = ["Outcome", "Read", "Reader", "read", "read_into", "report_of", "use_tables", "where_of"]

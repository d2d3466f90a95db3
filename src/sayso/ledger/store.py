"""The ledger: reports and what they claim, in one SQLite file; each report is kept in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from sayso.ledger import rows
from sayso.ledger.opening import opened, refusal
from sayso.ledger.query import Query, statement
from sayso.ledger.soundness import findings
from sayso.ledger.tables import (
    claims,
    contexts,
    evidence,
    failures,
    links,
    numbers,
    parties,
    parts,
    problems,
    reports,
    steps,
    texts,
    versions,
)
from sayso.types.claim import Claim, Problem, Reading
from sayso.types.report import Report

CHILDREN: Mapping[str, Table] = {"parties": parties, "numbers": numbers, "links": links, "contexts": contexts, "steps": steps}
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that was not read: where it is, at which stage and why, how often it was tried, and when last."""

    where: str
    stage: str
    message: str
    tries: int
    at: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    reports: int
    read: int
    unread: int
    claims: int
    failures: int
    by_type: dict[str, int]
    by_status: dict[str, int]


class Ledger:
    """A ledger in a file, made where there is none. Raises LedgerError where the file cannot be used; a context manager."""

    def __init__(self, path: Path | str, *, readonly: bool = False) -> None:
        self.path = Path(path)
        self._engine = opened(self.path, readonly=readonly)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # what goes in

    def has(self, report: Report, reader: str) -> bool:
        """Whether this very text of this report was read by this reader before."""
        wanted = select(reports.c.id).where(
            reports.c.id == report.id, reports.c.text_sha256 == report.text_sha256, reports.c.reader == reader
        )
        with self._reading() as connection:
            return connection.execute(wanted).first() is not None

    def keep(self, report: Report, reading: Reading, *, reader: str) -> Literal["new", "unchanged"]:
        """Keep a report and its claims, in place of what another reader or an earlier text of it gave; the earlier text stays."""
        if self.has(report, reader):
            return "unchanged"
        with self._writing() as connection:
            self._put(connection, report, reading, state="read", reader=reader)
            connection.execute(delete(failures).where(failures.c.location.in_(_places(report))))
        return "new"

    def fail(self, problem: Problem, *, report: Report | None = None) -> None:
        """Record an input that was not read; `report`, where there is one, is kept without claims."""
        where = problem.where or (report.id if report is not None else "unknown input")
        with self._writing() as connection:
            if report is not None:
                self._put(connection, report, Reading(problems=(problem,)), state="unread", reader=None)
            tries = connection.execute(select(failures.c.tries).where(failures.c.location == where)).scalar() or 0
            connection.execute(delete(failures).where(failures.c.location == where))
            row = {"location": where, "stage": problem.stage, "message": problem.message, "tries": tries + 1, "failed_at": _now()}
            connection.execute(insert(failures).values(row))

    def settle(self, where: str) -> None:
        """Forget a failure: its input was read, or is no more."""
        with self._writing() as connection:
            connection.execute(delete(failures).where(failures.c.location == where))

    def _put(self, connection: Connection, report: Report, reading: Reading, *, state: str, reader: str | None) -> None:
        sha256 = report.text_sha256
        connection.execute(insert(texts).prefix_with("OR IGNORE").values(sha256=sha256, text=report.text))
        row = rows.report_row(report, state=state, reader=reader)
        if connection.execute(update(reports).where(reports.c.id == report.id).values(row)).rowcount == 0:
            connection.execute(insert(reports).values(row))
        kept = {"report_id": report.id, "text_sha256": sha256, "kept_at": _now()}
        connection.execute(insert(versions).prefix_with("OR IGNORE").values(kept))
        self._forget(connection, report.id)
        _add(connection, parts, rows.part_rows(report))
        _add(connection, evidence, rows.evidence_rows(report))
        _add(connection, claims, [rows.claim_row(claim, report.text) for claim in reading.claims])
        for name, table in CHILDREN.items():
            _add(connection, table, [row for claim in reading.claims for row in rows.child_rows(claim, report.text)[name]])
        told = [
            {"report_id": report.id, "position": at, "stage": p.stage, "message": p.message, "location": p.where}
            | rows.span_cells(p.span, report.text)
            for at, p in enumerate(reading.problems)
        ]
        _add(connection, problems, told)
        words = [_words(claim, report) for claim in reading.claims]
        if words:
            connection.execute(
                text(
                    "INSERT INTO claim_words (claim_id, report_id, title, sentence, sources, parties, place) "
                    "VALUES (:claim_id, :report_id, :title, :sentence, :sources, :parties, :place)"
                ),
                words,
            )

    def _forget(self, connection: Connection, report: str) -> None:
        """Take out what an earlier reading of a report gave."""
        connection.execute(text("DELETE FROM claim_words WHERE report_id = :report"), {"report": report})
        for table in (claims, parts, evidence, problems):
            connection.execute(delete(table).where(table.c.report_id == report))

    # what comes out

    def report(self, identity: str) -> Report | None:
        with self._reading() as connection:
            return _report(connection, identity)

    def reports(self) -> Iterator[Report]:
        """All reports, by day of publication."""
        order = select(reports.c.id).order_by(reports.c.published.is_(None), reports.c.published, reports.c.id)
        with self._reading() as connection:
            identities = connection.execute(order).scalars().all()
        for identity in identities:
            found = self.report(identity)
            if found is not None:
                yield found

    def reading_of(self, report: str) -> tuple[Claim, ...]:
        """The claims of one report in text order."""
        return tuple(claim for _, claim in self.claims(Query(report=report)))

    def problems_of(self, report: str) -> tuple[Problem, ...]:
        wanted = select(problems).where(problems.c.report_id == report).order_by(problems.c.position)
        with self._reading() as connection:
            return tuple(Problem(p["stage"], p["message"], p["location"]) for p in connection.execute(wanted).mappings())

    def claim(self, identity: str) -> tuple[Report, Claim] | None:
        """The claim of an id, or of the beginning of one that no other shares; None where there is none or more than one."""
        if not identity:
            return None
        wanted = select(claims).where(claims.c.id.startswith(identity, autoescape=True)).limit(2)
        with self._reading() as connection:
            found = connection.execute(wanted).mappings().all()
            exact = [row for row in found if row["id"] == identity] or list(found)
            return next(_told(connection, exact), None) if len(exact) == 1 else None

    def claims(self, query: Query | None = None, *, limit: int | None = None) -> Iterator[tuple[Report, Claim]]:
        """The claims that a query asks for, streamed; by day of publication, report, and place in its text."""
        wanted = statement(query or Query()).limit(limit)
        with self._reading() as connection:
            identities = connection.execute(wanted.with_only_columns(claims.c.id)).scalars().all()
        for at in range(0, len(identities), AT_ONCE):
            # a connection for each batch: none is held while the caller does its work, or stops in the middle
            with self._reading() as connection:
                some = select(claims).where(claims.c.id.in_(identities[at : at + AT_ONCE]))
                found = {row["id"]: row for row in connection.execute(some).mappings()}
                told = list(_told(connection, [found[i] for i in identities[at : at + AT_ONCE] if i in found]))
            yield from told

    def failures(self) -> tuple[Failure, ...]:
        """Inputs that were not read, by their place."""
        with self._reading() as connection:
            held = connection.execute(select(failures).order_by(failures.c.location)).mappings()
            return tuple(Failure(f["location"], f["stage"], f["message"], f["tries"], f["failed_at"]) for f in held)

    def counts(self) -> Counts:
        with self._reading() as connection:
            states = _tally(connection, reports, reports.c.state)
            return Counts(
                reports=sum(states.values()),
                read=states.get("read", 0),
                unread=states.get("unread", 0),
                claims=connection.execute(select(func.count()).select_from(claims)).scalar_one(),
                failures=connection.execute(select(func.count()).select_from(failures)).scalar_one(),
                by_type=_tally(connection, claims, claims.c.event_type),
                by_status=_tally(connection, claims, claims.c.status),
            )

    def check(self) -> tuple[Problem, ...]:
        """All that is unsound: damage to the file, a text that is not its hash, a span that is not its quote, a claim without its report."""
        with self._reading() as connection:
            return tuple(findings(connection))

    # one connection for one purpose

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._guarded(), self._engine.connect() as plain, (connection := plain.execution_options(writes=True)).begin():
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise refusal(self.path, error) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _places(report: Report) -> list[str]:
    return [place for place in (report.path, report.url, report.id) if place]


def _add(connection: Connection, table: Table, made: list[dict[str, Any]]) -> None:
    if made:
        connection.execute(insert(table), made)


def _words(claim: Claim, report: Report) -> dict[str, str]:
    return {
        "claim_id": claim.id,
        "report_id": report.id,
        "title": report.title or "",
        "sentence": rows.sentence_around(claim.trigger, report.text),
        "sources": " ".join(link.name for link in claim.chain),
        "parties": " ".join(p.name for p in (*claim.actors, *claim.recipients)),
        "place": claim.place.name if claim.place else "",
    }


def _tally(connection: Connection, table: Table, column: Any) -> dict[str, int]:
    held = connection.execute(select(column, func.count()).select_from(table).group_by(column).order_by(func.count().desc(), column))
    return {str(name): int(count) for name, count in held}


def _report(connection: Connection, identity: str) -> Report | None:
    row = connection.execute(select(reports, texts.c.text).join(texts).where(reports.c.id == identity)).mappings().first()
    if row is None:
        return None
    held = [
        connection.execute(select(table).where(table.c.report_id == identity).order_by(table.c.position)).mappings().all()
        for table in (parts, evidence)
    ]
    return rows.report_of(row, row["text"], *held)


def _told(connection: Connection, some: Sequence[rows.Row]) -> Iterator[tuple[Report, Claim]]:
    """Claims with all that hangs on them, and their reports, each report made once in a run of its claims."""
    identities = [row["id"] for row in some]
    children = {name: _grouped(connection, table, identities) for name, table in CHILDREN.items()}
    report: Report | None = None
    for row in some:
        if report is None or report.id != row["report_id"]:
            report = _report(connection, row["report_id"])
        if report is not None:
            yield report, rows.claim_of(row, {name: held.get(row["id"], ()) for name, held in children.items()})


def _grouped(connection: Connection, table: Table, identities: Iterable[str]) -> dict[str, list[rows.Row]]:
    found: dict[str, list[rows.Row]] = {}
    wanted = select(table).where(table.c.claim_id.in_(list(identities))).order_by(table.c.claim_id, table.c.position)
    for row in connection.execute(wanted).mappings():
        found.setdefault(row["claim_id"], []).append(row)
    return found

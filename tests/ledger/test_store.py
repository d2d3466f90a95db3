"""What is kept comes back as it was, once, in one transaction; what cannot be used is refused with what to do."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.ledger.migrations import MIGRATIONS
from sayso.ledger.opening import bring_forward
from sayso.ledger.query import Query, fts
from sayso.ledger.store import Ledger
from sayso.ledger.tables import VERSION
from sayso.types.claim import Problem, Reading
from sayso.types.report import Report
from tests.made import TEXT, claim, report

READER = "reader-1"


@pytest.fixture
def ledger(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Ledger(tmp_path / "news.db") as held:
        yield held


def keep(ledger: Ledger, identity: str = "r1", **changes: object) -> None:
    ledger.keep(report(identity), Reading((replace(claim(f"{identity}-c", identity), **changes),)), reader=READER)  # type: ignore[arg-type]


def test_a_report_and_its_claim_come_back_as_they_were(ledger: Ledger) -> None:
    keep(ledger)
    assert ledger.report("r1") == report()
    assert ledger.claim("r1-c") == (report(), claim("r1-c"))
    assert list(ledger.claims()) == [(report(), claim("r1-c"))]


def test_the_same_again_writes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    keep(ledger)
    before = [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in sorted(tmp_path.iterdir()) if not p.name.endswith("-shm")]
    assert ledger.keep(report(), Reading((claim("r1-c"),)), reader=READER) == "unchanged"
    assert [(p.name, p.stat().st_size, p.stat().st_mtime_ns) for p in sorted(tmp_path.iterdir()) if not p.name.endswith("-shm")] == before


def test_another_reader_replaces_the_claims_and_an_edit_keeps_the_text_before(ledger: Ledger) -> None:
    keep(ledger)
    ledger.keep(report(), Reading(), reader="reader-2")
    assert list(ledger.claims()) == []
    edited = replace(report(), text=TEXT + " It was later denied.")
    assert ledger.keep(edited, Reading((claim("r1-d"),)), reader="reader-2") == "new"
    assert ledger.report("r1") == edited
    with sqlite3.connect(ledger.path) as raw:
        assert raw.execute("SELECT count(*) FROM texts").fetchone()[0] == 2


def test_a_failure_is_counted_and_forgotten_once_its_report_is_read(ledger: Ledger) -> None:
    ledger.fail(Problem("intake", "no text", "r1.html"))
    ledger.fail(Problem("intake", "no text", "r1.html"))
    assert [(f.where, f.tries) for f in ledger.failures()] == [("r1.html", 2)]
    keep(ledger)
    assert ledger.failures() == ()


def test_an_unread_report_is_kept_with_its_reason(ledger: Ledger) -> None:
    ledger.fail(Problem("language", "not read: French", "r1.html"), report=report())
    assert ledger.report("r1") == report()
    counts = ledger.counts()
    assert (counts.reports, counts.unread, counts.claims, counts.failures) == (1, 1, 0, 1)
    assert [p.message for p in ledger.problems_of("r1")] == ["not read: French"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(), 1),
        (Query(text="market"), 1),
        (Query(text="MARKET telma"), 1),
        (Query(text="army"), 1),
        (Query(text="harbour"), 0),
        (Query(text="(((("), 0),
        (Query(types=("assault",)), 1),
        (Query(types=("AID", "ASSAULT"), statuses=("denied",)), 0),
        (Query(actor="rebel"), 1),
        (Query(actor="GEO"), 1),
        (Query(actor="%"), 0),
        (Query(place="telma", since=date(2026, 3, 1), until=date(2026, 3, 3)), 1),
        (Query(since=date(2026, 3, 4)), 0),
        (Query(source="kura"), 1),
        (Query(source="statement"), 1),
        (Query(report="r2"), 0),
    ],
)
def test_claims_are_found_by_words_and_filters(ledger: Ledger, query: Query, found: int) -> None:
    keep(ledger)
    assert len(list(ledger.claims(query))) == found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(max_size=80) | st.sampled_from(['"rebels', "rebels AND", "rebels-town", "nocol:x", "(" * 2000, "NEAR(a b", "a*", "^x", "-"]))
def test_no_words_break_the_search(ledger: Ledger, words: str) -> None:
    list(ledger.claims(Query(text=words)))
    assert fts(words) is None or '"' in str(fts(words))


def test_a_claim_is_found_by_the_beginning_of_its_id_unless_two_share_it(ledger: Ledger) -> None:
    ledger.keep(report(), Reading((claim("ab11"), replace(claim("ab22"), type="AID"))), reader=READER)
    assert ledger.claim("ab1") is not None
    assert ledger.claim("ab") is None
    assert ledger.claim("%") is None


def test_a_sound_ledger_has_no_findings_and_a_moved_span_is_named(ledger: Ledger) -> None:
    keep(ledger)
    assert ledger.check() == ()
    with sqlite3.connect(ledger.path) as raw:
        raw.execute("UPDATE parties SET begin = begin + 1")
    assert {p.where and p.where.split()[0] for p in ledger.check()} == {"parties"}


def test_a_changed_text_is_named(ledger: Ledger) -> None:
    keep(ledger)
    with sqlite3.connect(ledger.path) as raw:
        raw.execute("UPDATE texts SET text = replace(text, 'Telma', 'Talma')")
    assert any("hash" in p.message for p in ledger.check())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"not a database at all, but a long enough text to be taken for one" * 20, "not a ledger"),
        (b"x", "not a ledger"),
    ],
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=says):
        Ledger(path)
    assert path.read_bytes() == content


def test_another_programs_database_a_later_version_and_a_folder_are_refused(tmp_path: Path) -> None:
    other, later = tmp_path / "other.db", tmp_path / "later.db"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE t (x)")
    with pytest.raises(LedgerError, match="another program"):
        Ledger(other)
    Ledger(later).close()
    with sqlite3.connect(later) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="version 99"):
        Ledger(later)
    with pytest.raises(LedgerError, match="a folder"):
        Ledger(tmp_path)
    with pytest.raises(LedgerError, match="no ledger yet"):
        Ledger(tmp_path / "none.db", readonly=True)


def test_a_damaged_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Ledger(path) as ledger:
        for n in range(60):
            keep(ledger, f"r{n}")
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(path.read_bytes())
    content[8192 : len(content) // 2] = os.urandom(len(content) // 2 - 8192)
    path.write_bytes(content)
    assert "damaged" in _said_of(path)


def _said_of(path: Path) -> str:
    """What opening and checking a ledger says, whichever of the two finds the damage."""
    try:
        with Ledger(path) as ledger:
            return "; ".join(p.message for p in ledger.check())
    except LedgerError as error:
        return str(error)


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Ledger(path).close()
    with Ledger(path, readonly=True) as ledger, pytest.raises(LedgerError):
        keep(ledger)


def test_migrations_run_in_order_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Ledger(path) as ledger:
        keep(ledger)
        with ledger._engine.connect() as connection:
            step = lambda c: c.exec_driver_sql("ALTER TABLE failures ADD COLUMN note TEXT")  # noqa: E731
            bring_forward(connection, path, VERSION, (*MIGRATIONS, step))
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == VERSION + 1
        assert "note" in [row[1] for row in raw.execute("PRAGMA table_info(failures)")]
    assert (tmp_path / f"news.db.version-{VERSION}").exists()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as version 1 made it, with one report and its claim."""
    path = tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.executescript((Path(__file__).parent / "version-1.sql").read_text("utf8"))
    return path


def test_an_old_ledger_opens_with_all_it_held(old: Path) -> None:
    place = claim().place
    assert place is not None
    with Ledger(old) as ledger:
        assert list(ledger.claims()) == [(report(), replace(claim(), contexts=(), place=replace(place, relation=None, runner_up=None)))]
        assert ledger.check() == ()
        assert ledger.keep(report(), Reading((claim(),)), reader="reader-2") == "new"
        assert list(ledger.claims()) == [(report(), claim())]
    assert old.with_name("old.db.version-1").exists()


def test_an_old_ledger_that_is_only_read_is_refused_with_what_to_do(old: Path) -> None:
    with pytest.raises(LedgerError, match="version 1; bring it forward"):
        Ledger(old, readonly=True)


def test_an_old_ledger_brought_forward_is_made_as_a_new_one(old: Path, tmp_path: Path) -> None:
    Ledger(old).close()
    Ledger(tmp_path / "new.db").close()
    assert _made_of(old) == _made_of(tmp_path / "new.db")


def _made_of(path: Path) -> dict[str, object]:
    """Every table, view and index of a file with its columns and references."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        names = [(kind, name) for kind, name in raw.execute("SELECT type, name FROM sqlite_master")]
        asked = {"index": ("index_info",)}
        return {
            name: [raw.execute(f"PRAGMA {told}('{name}')").fetchall() for told in asked.get(kind, ("table_info", "foreign_key_list"))]
            for kind, name in names
        } | {"views": [sql for (sql,) in raw.execute("SELECT sql FROM sqlite_master WHERE type = 'view'")]}


def test_the_file_reads_as_it_is_in_any_browser_of_sqlite(ledger: Ledger) -> None:
    keep(ledger)
    with sqlite3.connect(ledger.path) as raw:
        row = raw.execute("SELECT actors, recipients, chain, place, event_date, trigger_quote, contexts FROM claims_readable").fetchone()
    assert row == ("Rebels", "people", "statement < army", "Telma", "2026-03-03", "shelled", "military;human_security")


WRITER = """
import sys
from dataclasses import replace
from sayso.ledger.store import Ledger
from sayso.types.claim import Reading
from tests.made import claim, report
with Ledger(sys.argv[1]) as ledger:
    for n in range(100000):
        name = f"{sys.argv[2]}-{n}"
        ledger.keep(report(name), Reading(tuple(claim(f"{name}-{i}", name) for i in range(5))), reader="r")
"""


def test_a_kill_at_any_moment_loses_at_most_the_report_in_work(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Ledger(path).close()
    root = Path(__file__).parents[2]
    delays = random.Random(7)
    for round_ in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(round_)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
        )
        until = time.monotonic() + 20
        while time.monotonic() < until and not _holds(path, f"{round_}-"):
            time.sleep(0.05)
        time.sleep(delays.uniform(0, 0.15))
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    with Ledger(path) as ledger:
        assert ledger.check() == ()
        counts = ledger.counts()
        assert counts.reports > 0
        assert counts.claims == 5 * counts.reports


def _holds(path: Path, lead: str) -> bool:
    with sqlite3.connect(path) as raw:
        return raw.execute("SELECT count(*) FROM reports WHERE id LIKE ?", (f"{lead}%",)).fetchone()[0] > 3


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written_can_be_read_and_says_so_when_written() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        with Ledger(path) as ledger:
            keep(ledger)
        with Ledger(path, readonly=True) as ledger:  # what reading imports is now at hand
            ledger.counts()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody():
            with Ledger(path, readonly=True) as ledger:
                assert ledger.counts().claims == 1
            with pytest.raises(LedgerError, match=r"news\.db.*(?:read-only|written)"), Ledger(path) as ledger:
                keep(ledger, "b")
        Path(folder).chmod(0o755)
        path.chmod(0o644)
        with Ledger(path) as ledger:
            assert ledger.counts().claims == 1
            assert ledger.check() == ()


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """The superuser may write anywhere, so lay that aside."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_reports_come_by_day_of_publication(ledger: Ledger) -> None:
    later: Report = replace(report("a"), published=date(2026, 4, 1))
    ledger.keep(later, Reading(), reader=READER)
    keep(ledger, "b")
    ledger.keep(replace(report("c"), published=None), Reading(), reader=READER)
    assert [r.id for r in ledger.reports()] == ["b", "a", "c"]


def test_two_that_write_at_once_both_finish(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Ledger(path).close()
    root = Path(__file__).parents[2]
    code = WRITER.replace("range(100000)", "range(60)")
    environment = {**os.environ, "PYTHONPATH": str(root)}
    both = [subprocess.Popen([sys.executable, "-c", code, str(path), name], cwd=root, env=environment) for name in ("a", "b")]
    assert [writer.wait(timeout=60) for writer in both] == [0, 0]
    with Ledger(path, readonly=True) as ledger:
        assert ledger.counts().reports == 120
        assert ledger.check() == ()


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_disk_is_said_and_what_was_kept_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Ledger(path) as ledger:
        keep(ledger)
    root = Path(__file__).parents[2]
    confine = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
    found = subprocess.run(
        [sys.executable, "-c", confine + WRITER, str(path), "x"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "LedgerError" in found.stderr
    assert str(path) in found.stderr.splitlines()[-1]
    with Ledger(path) as ledger:
        assert ledger.report("r1") == report()
        counts = ledger.counts()
        assert counts.claims == 5 * (counts.reports - 1) + 1
        assert ledger.check() == ()

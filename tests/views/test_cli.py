"""The commands as a person types them: data on standard output, reasons on standard error, and an exit code that tells how it went."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.language.encoder.packed import model_path

needs_model = pytest.mark.skipif(not model_path().exists(), reason="the model is not in this checkout")
LINE = {
    "id": "a",
    "text": "M23 rebels shelled a market in Goma on Tuesday, killing 12 people, the army said.",
    "published": "2024-03-12",
    "title": None,
}


def run(*words: str, cwd: Path, feed: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "HOME": str(cwd),
        "XDG_DATA_HOME": str(cwd / "data"),
        "XDG_CONFIG_HOME": str(cwd / "config"),
        "NO_COLOR": "1",
    }
    command = [sys.executable, "-m", "sayso", *words]
    return subprocess.run(command, cwd=cwd, input=feed, capture_output=True, text=True, env=environment, timeout=120, check=False)


def test_version_help_and_a_wrong_word(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("sayso ")
    helped = run("--help", cwd=tmp_path)
    assert helped.returncode == 0
    verbs = "extract code read show search export status failed retry check info report demo actors gazetteer"
    for verb in verbs.split():
        assert verb in helped.stdout
    assert run("raed", cwd=tmp_path).returncode == 2
    assert run("search", "--status", "perhaps", cwd=tmp_path).returncode == 2
    assert run("search", "--since", "yesterday", cwd=tmp_path).returncode == 2


def test_no_colour_is_asked_for_before_or_after_a_command(tmp_path: Path) -> None:
    assert "there is no ledger" in run("--no-color", "show", cwd=tmp_path).stderr
    assert "there is no ledger" in run("show", "--no-color", cwd=tmp_path).stderr


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "config" / "sayso").mkdir(parents=True)
    (tmp_path / "config" / "sayso" / "config.toml").write_text("ledgr = 'x.db'\n")
    found = run("status", cwd=tmp_path)
    assert found.returncode == 2
    assert "did you mean ledger" in found.stderr


def test_no_ledger_yet_says_how_to_make_one(tmp_path: Path) -> None:
    found = run("show", cwd=tmp_path)
    assert found.returncode == 5
    assert "sayso read" in found.stderr


@needs_model
def test_from_lines_to_a_ledger_and_out_again(tmp_path: Path) -> None:
    lines = tmp_path / "r.jsonl"
    lines.write_text(json.dumps(LINE) + "\n{broken\n")
    first = run("read", "r.jsonl", "--ledger", "n.db", cwd=tmp_path)
    assert first.returncode == 3
    assert "r.jsonl:2" in first.stderr
    assert first.stdout.startswith("1 new")
    again = run("read", "r.jsonl", "--ledger", "n.db", cwd=tmp_path)
    assert "0 new (0 claims), 1 unchanged, 1 failed" in again.stdout
    found = [json.loads(row) for row in run("show", "--json", "--ledger", "n.db", cwd=tmp_path).stdout.splitlines()]
    assert found[0]["type"] == "ASSAULT"
    one = run("show", found[0]["id"][:6], "--ledger", "n.db", cwd=tmp_path).stdout
    assert "Why:" in one
    assert "Goma" in run("search", "market", "--sentences", "--ledger", "n.db", cwd=tmp_path).stdout
    assert "No claim" in run("search", '"(((', "--ledger", "n.db", cwd=tmp_path).stderr
    assert run("export", "--format", "csv", "--ledger", "n.db", cwd=tmp_path).stdout.startswith("claim_id,event_type")
    assert json.loads(run("status", "--json", "--ledger", "n.db", cwd=tmp_path).stdout)["failures"] == 1
    assert "r.jsonl:2" in run("failed", "--ledger", "n.db", cwd=tmp_path).stdout
    assert run("check", "--ledger", "n.db", cwd=tmp_path).returncode == 0
    lines.write_text(json.dumps(LINE) + "\n" + json.dumps({**LINE, "id": "b"}) + "\n")
    assert run("retry", "--ledger", "n.db", cwd=tmp_path).stdout.startswith("1 new")
    assert run("failed", "--ledger", "n.db", cwd=tmp_path).stdout == ""


@needs_model
def test_code_answers_in_the_order_of_its_input_with_layers(tmp_path: Path) -> None:
    rows = [LINE, {"id": "fr", "text": "L'armée a bombardé le marché.", "language": "fr"}, {**LINE, "id": "c", "unknown": [1]}]
    found = run("code", "-", "--layers", cwd=tmp_path, feed="".join(json.dumps(r) + "\n" for r in rows))
    told = [json.loads(row) for row in found.stdout.splitlines()]
    assert [row["id"] for row in told] == ["a", "fr", "c"]
    assert told[1]["claims"] == []
    assert "fr" in told[1]["problem"]
    assert found.returncode == 3
    for layer in ("sentences", "mentions", "attributions", "times", "places", "parties"):
        assert told[0][layer]
    token = told[0]["sentences"][0]["tokens"][0]
    begin, end = token["span"]
    assert LINE["text"][begin:end] == token["form"]  # type: ignore[index]


@needs_model
def test_a_reader_who_has_had_enough_a_full_disk_and_an_interrupt(tmp_path: Path) -> None:
    lines = tmp_path / "r.jsonl"
    lines.write_text("".join(json.dumps({**LINE, "id": str(n)}) + "\n" for n in range(3000)))
    command = [sys.executable, "-m", "sayso", "code", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as head:
        assert head.stdout
        assert head.stderr
        assert head.stdout.readline()
        head.stdout.close()
        assert head.stderr.read() == ""
    assert head.returncode == 0
    if Path("/dev/full").exists():
        with Path("/dev/full").open("w") as full:
            told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
        assert told.returncode == 4
        assert "cannot be written" in told.stderr
        assert "Traceback" not in told.stderr
    for stop in (signal.SIGINT, signal.SIGTERM):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as halted:
            assert halted.stdout
            halted.stdout.readline()
            halted.send_signal(stop)
            _, wrong = halted.communicate(timeout=60)
        assert halted.returncode == 130
        assert "interrupted" in wrong
        assert "Traceback" not in wrong


@needs_model
def test_progress_for_other_programs_is_a_line_for_each_report(tmp_path: Path) -> None:
    lines = tmp_path / "r.jsonl"
    lines.write_text("".join(json.dumps({**LINE, "id": str(n)}) + "\n" for n in range(3)) + "{broken\n")
    found = run("read", str(lines), "--progress", "json", cwd=tmp_path)
    told = [json.loads(line) for line in found.stderr.splitlines() if line.startswith("{")]
    assert [(t["done"], t["state"]) for t in told] == [(1, "new"), (2, "new"), (3, "new"), (4, "failed")]
    assert told[0]["claims"] >= 1


@needs_model
def test_a_page_of_a_report_is_written_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(str(LINE["text"]))
    assert run("report", "a.txt", "--html", "out.html", cwd=tmp_path).returncode == 0
    assert "M23 rebels" in (tmp_path / "out.html").read_text()
    assert run("report", "none.txt", "--html", "out.html", cwd=tmp_path).returncode == 4


@needs_model
def test_the_demo_shows_claims_and_what_was_not_read(tmp_path: Path) -> None:
    found = run("demo", cwd=tmp_path)
    assert found.returncode == 0
    assert "Georgian army" in found.stdout
    assert "not read" in found.stderr


def test_extract_gives_reports_and_a_reason_for_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><p>The army fired on the town of Telma.</p></body></html>")
    (tmp_path / "b.html").write_text("")
    found = run("extract", ".", cwd=tmp_path)
    assert [json.loads(row)["body"] for row in found.stdout.splitlines()] == ["The army fired on the town of Telma."]
    assert "no text" in found.stderr
    assert found.returncode == 3
    assert run("extract", "b.html", cwd=tmp_path).returncode == 4


def test_a_foreign_ledger_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a ledger" * 100)
    found = run("status", "--ledger", "x.db", cwd=tmp_path)
    assert found.returncode == 5
    assert "not a ledger" in found.stderr


def test_help_into_a_pipe_that_closes_is_no_bug() -> None:
    with subprocess.Popen([sys.executable, "-m", "sayso", "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asked:
        assert asked.stdout
        assert asked.stderr
        asked.stdout.close()
        assert asked.stderr.read() == ""
    assert asked.returncode == 0

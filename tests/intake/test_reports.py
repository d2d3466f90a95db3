"""Pages, texts and JSONL into reports: article words, what the page says of itself, and a clear reason where there is no report."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from sayso.errors import LimitError
from sayso.intake.html import refuse_tangles
from sayso.intake.jsonl import from_row, to_row
from sayso.intake.report import count, reports
from sayso.settings import Limits
from sayso.types.claim import Problem
from sayso.types.report import Report

BODY = (
    "<p>TELMA, Georgia, March 3 (Meridian) - Rebels shelled a crowded market in the town of Telma on Tuesday, killing 12 people.</p>"
    "<p>The army said in a statement that it would answer. Residents fled to the school in the lower town, and police closed the road.</p>"
)
PAGE = f"""<!doctype html><html><head><title>Market shelled | Kura Post</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Market shelled","datePublished":"2026-03-03T08:00:00Z",
"author":[{{"@type":"Person","name":"Nino Velt"}}],"publisher":{{"name":"Kura Post"}}}}</script>
<meta property="og:site_name" content="Kura Post"><link rel="canonical" href="https://kurapost.example/market"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Market shelled</h1>{BODY}
<figure><figcaption>Smoke over Telma</figcaption></figure></article><footer>All rights reserved</footer></body></html>"""


def read(*paths: Path, **settings: int) -> list[Report | Problem]:
    return list(reports(paths, Limits(**settings), workers=0))


def one(path: Path, **settings: int) -> Report:
    (found,) = read(path, **settings)
    assert isinstance(found, Report), found
    return found


def refused(path: Path, **settings: int) -> str:
    (found,) = read(path, **settings)
    assert isinstance(found, Problem)
    assert found.where == str(path)
    return found.message


def test_a_page_tells_its_facts_with_the_tag_of_each(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    report = one(path)
    assert (report.title, report.authors, report.outlet, report.published) == (
        "Market shelled",
        ("Nino Velt",),
        "Kura Post",
        date(2026, 3, 3),
    )
    assert report.url == "https://kurapost.example/market"
    assert {"json-ld datePublished", "json-ld headline", "json-ld author", "meta[og:site_name]"} <= {e.place for e in report.evidence}
    assert "All rights reserved" not in report.text
    assert report.text.startswith("Market shelled\n\nTELMA")
    assert [p.kind for p in report.parts] == ["headline", "dateline", "body", "body", "caption"]
    assert report.body.startswith("TELMA, Georgia, March 3 (Meridian) - Rebels shelled")


def test_a_report_comes_back_from_its_row_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    report = one(path)
    assert from_row(json.loads(json.dumps(to_row(report))), Limits()) == report


def test_the_same_page_compressed_gives_the_same_text(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.html", tmp_path / "b.html.gz"
    plain.write_text(PAGE)
    packed.write_bytes(gzip.compress(PAGE.encode()))
    assert one(plain).text == one(packed).text


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("empty.html", b"", "no text"),
        ("blank.txt", b" \n\xef\xbb\xbf", "no text"),
        ("photo.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "not a text"),
        ("cut.html.gz", gzip.compress(PAGE.encode())[:-20], "cut short"),
        ("broken.html.gz", b"\x1f\x8b\x08" + b"\xff" * 40, "damaged"),
        ("deep.html", b"<div>" * 5000, "nesting"),
        ("attributes.html", b"<p " + b'a="1" ' * 250_000 + b">x", "attributes"),
        ("tags.html", b"<b>x</b>" * 250_000, "elements"),
        ("bomb.txt.gz", gzip.compress(b"0" * 60_000_000), "times as large"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    assert says in refused(path)


@pytest.mark.parametrize("opening", [b"<!-- ", b"<script ", b"<style>", b"</x>", b"<a ", b"<"])
def test_a_million_openings_without_an_end_take_no_long_time(opening: bytes) -> None:
    started = perf_counter()
    with suppress(LimitError):
        refuse_tangles(opening * 1_000_000, Limits())
    assert perf_counter() - started < 20


def test_tags_within_a_script_are_no_elements() -> None:
    refuse_tangles(b"<p><script>" + b"<div>" * 1000 + b"</script><!--" + b"<div>" * 1000 + b"-->x", Limits())
    with pytest.raises(LimitError, match="nesting"):
        refuse_tangles(b"<p><script></script>" + b"<div>" * 1000, Limits())


@pytest.mark.parametrize(
    ("head", "title", "authors"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Strava&#8217;s plan &amp; more"}</script>',
            "Strava’s plan & more",
            (),
        ),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"A","author":{"@id":"#p"}},'
            '{"@type":"Person","@id":"#p","name":"Nino Velt"}]}</script>',
            "A",
            ("Nino Velt",),
        ),
        (
            '<meta property="og:title" content="Market shelled | Kura | 03.03.2026"><link rel="canonical" href="https://kura.example/a">',
            "Market shelled",
            (),
        ),
        ('<meta name="author" content="By Nino Velt and Ana Kor (kor)">', "Heard", ("Nino Velt", "Ana Kor")),
        (
            '<meta name="author" content="Kura"><meta property="og:site_name" content="Kura"><p class="byline">By Nino Velt</p>',
            "Heard",
            ("Nino Velt",),
        ),
        ('<meta name="author" content="Kura"><meta property="og:site_name" content="Kura">', "Heard", ("Kura",)),
        ('<p class="byline">updated at noon by our desk</p>', "Heard", ()),
        ('<link rel="canonical" href="http://[broken/a">', "Heard", ()),
    ],
)
def test_title_and_authors_as_a_reader_sees_them(tmp_path: Path, head: str, title: str, authors: tuple[str, ...]) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{head}</head><body><h1>Heard</h1>{BODY}</body></html>")
    report = one(path)
    assert (report.title, report.authors) == (title, authors)


def test_entities_of_a_page_s_own_are_not_expanded_and_leave_no_trace(tmp_path: Path) -> None:
    path, secret = tmp_path / "a.html", tmp_path / "secret.txt"
    secret.write_text("canary")
    bomb = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    path.write_text(f'<!DOCTYPE a [{bomb}<!ENTITY x SYSTEM "{secret.as_uri()}">]><html><body><p>&l9; &x;</p>{BODY}</body></html>')
    text = one(path).text
    assert "canary" not in text
    assert "lollol" not in text
    assert "]>" not in text


def test_a_script_without_a_main_guard_is_told_what_to_do(tmp_path: Path) -> None:
    page, script = tmp_path / "a.html", tmp_path / "script.py"
    page.write_text(PAGE)
    script.write_text(f"from sayso.intake.report import reports\nprint([r.message for r in reports([{str(page)!r}])])\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True)
    assert "workers=0" in done.stdout


def test_a_page_that_is_all_furniture_is_read_plainly(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><p>Short page.</p></body></html>")
    assert one(path).text == "Short page."


def test_a_broken_line_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"id": "a", "text": "Army fired."}\n{"id": \n[1]\n{"id": "b", "text": "It denied.", "unknown": null}\n')
    found = read(path)
    assert [getattr(f, "id", None) or f.where for f in found] == ["a", f"{path}:2", f"{path}:3", "b"]  # type: ignore[union-attr]


def test_a_folder_is_read_in_order_and_counted(tmp_path: Path) -> None:
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "a.txt").write_text("The army fired on the town.")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [Path(getattr(f, "path", "") or "").name for f in read(tmp_path)] == ["a.txt", "b.html"]
    assert count([tmp_path]) == 2


def test_a_path_that_is_not_there_is_a_problem() -> None:
    assert "No such file" in refused(Path("no/such/page.html"))


def test_pages_are_parsed_in_processes_of_their_own(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.html").write_text(PAGE.replace("Market", f"{name} market"))
    found = list(reports([tmp_path], workers=2))
    assert [getattr(f, "title", f) for f in found] == ["a market shelled", "b market shelled", "c market shelled"]

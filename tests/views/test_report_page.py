"""The page of a report shows its text character for character, every claim beside it, and runs nothing from what it shows."""

from __future__ import annotations

import re
import shutil
import time
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types.report import Report
from sayso.types.text import Span
from sayso.views.pages import report_page, segments
from tests.made import TEXT, claim, report

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;{{7*7}}${x}</mark></title>]]>\u2028\u202eevil\u202c\r\n\u00adİß 🇺🇦"


class TextOf(HTMLParser):
    """The text content of the element whose class is `text`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.depth, self.words = 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or (tag == "div" and dict(attrs).get("class") == "text"):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.words += data


def shown(page: str) -> str:
    reader = TextOf()
    reader.feed(page)
    return reader.words


def test_the_text_is_shown_character_for_character() -> None:
    assert shown(report_page(report(), (claim(),))) == TEXT


@given(st.text(max_size=120))
def test_any_text_is_shown_character_for_character(text: str) -> None:
    text = "".join(c for c in text if c.isprintable() or c in "\n\t\r")
    assert shown(report_page(Report("r", text), ())).replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_segments_joined_are_the_text_and_overlapping_claims_share_them() -> None:
    other = replace(claim("bbbb00000002"), trigger=claim().trigger, type="COERCE", mode=None)
    found = segments(report(), (claim(), other))
    assert "".join(s.text for s in found) == TEXT
    assert next(s for s in found if "trigger" in s.roles).claims == (1, 2)


def test_a_long_report_with_thousands_of_claims_is_cut_in_a_second() -> None:
    many = tuple(replace(claim(f"{n:012x}"), trigger=Span(n, n + 3)) for n in range(0, 9000, 3))
    long = report(text=TEXT * 80)
    begun = time.perf_counter()
    found = segments(long, many)
    assert time.perf_counter() - begun < 5
    assert "".join(s.text for s in found) == long.text


def test_nothing_shown_can_run_and_nothing_is_loaded() -> None:
    evil = Report("r", NASTY, title=NASTY, outlet=NASTY, path=NASTY)
    named = replace(claim(of="r"), trigger=Span(0, 8), chain=(), when=None, place=None, recipients=(), numbers=(), why=())
    named = replace(named, actors=(replace(claim().actors[0], span=Span(0, 3), name=NASTY),))
    page = report_page(evil, (named,))
    outside = re.sub(r"<style>.*?</style>|<script>\"use|<script>", "", page, flags=re.DOTALL)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", outside)
    assert page.count("<script>") == 1


def test_a_card_tells_who_says_so_and_why() -> None:
    page = report_page(report(), (claim(status="denied"),))
    for words in (
        "ASSAULT",
        "heavy-weapons",
        "denied",
        "Kura Post",
        "statement",
        "army",
        "3 March 2026",
        "at least 12 dead",
        "trigger head",
    ):
        assert words in page


def test_a_report_without_claims_says_so() -> None:
    assert "No claim was read" in report_page(report(), ())
    assert "the text is in French" in report_page(report(), (), problem="the text is in French")


@pytest.fixture
def browser():  # type: ignore[no-untyped-def]
    sync_api = pytest.importorskip("playwright.sync_api")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield made
        made.close()


@pytest.mark.browser
def test_words_and_cards_choose_one_another_and_the_page_fits_a_phone(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "page.html"
    path.write_text(report_page(report(), (claim(), replace(claim("bbbb00000002"), trigger=claim().numbers[0].span))), encoding="utf8")
    asked: list[str] = []
    wrong: list[str] = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(path.as_uri())
    assert page.locator(".text").evaluate("e => e.textContent") == TEXT
    page.locator(".text mark.act").first.click()
    assert page.locator(".card.chosen").get_attribute("id") == "c1"
    page.keyboard.press("j")
    assert page.locator(".card.chosen").get_attribute("id") == "c2"
    assert page.locator("mark.chosen").count() > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [url for url in asked if not url.startswith("file:")] == []
    assert wrong == []


@pytest.mark.browser
def test_without_javascript_a_claim_leads_to_its_words(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "page.html"
    path.write_text(report_page(report(), (claim(),)), encoding="utf8")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    page.locator(".card h2 a").first.click()
    assert page.url.endswith("#t1")
    page.locator("summary").first.click()
    assert page.locator(".why").first.is_visible()
    page.locator(".text mark.act").first.click()
    assert page.url.endswith("#c1")


@pytest.mark.browser
def test_hostile_words_are_shown_and_do_nothing(browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = NASTY.replace("\ud800", "")
    evil = Report("r", text, title=text, outlet=text, path=text)
    named = replace(claim(of="r"), trigger=Span(0, 8), chain=(), when=None, place=None, recipients=(), numbers=(), why=())
    path = tmp_path / "page.html"
    path.write_text(report_page(evil, (named,)), encoding="utf8", newline="")
    wrong: list[str] = []
    page = browser.new_page()
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(path.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".card.chosen").get_attribute("id") == "c1"
    assert page.locator(".text").evaluate("e => e.textContent") == text
    assert wrong == []

"""What a page says of itself: title, authors, outlet, address and day, each with the tag it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sayso.intake.clean import one_line
from sayso.types.report import Evidence

ARTICLE_TYPES = frozenset(
    (
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "WebPage",
        "Report",
    )
)
_BY = re.compile(r"^(?:by|von|par|por|di|door)\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&|\|)\s*")
_NO_PERSON = re.compile(r"https?://|@|\b(?:staff|redaktion|editors?|newsroom|desk|agencies|agency|team)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """One value with the place it was read at."""

    value: str
    place: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """All a page tells of each fact, the most trustworthy first."""

    titles: tuple[Told, ...]
    authors: tuple[Told, ...]
    outlets: tuple[Told, ...]
    urls: tuple[Told, ...]
    days: tuple[Told, ...]
    languages: tuple[Told, ...]


def page_facts(tree: HtmlElement) -> PageFacts:
    """What the page tells in JSON-LD, meta tags, links and time elements. Never raises on a broken page."""
    articles = [node for node in _linked_data(tree) if ARTICLE_TYPES & set(_kinds(node))]
    articles.sort(key=lambda node: "WebPage" in _kinds(node))
    metas = _metas(tree)
    return PageFacts(
        titles=(
            *_json(articles, "headline"),
            *_meta(metas, "og:title", "twitter:title", "dc.title", "parsely-title"),
            *_elements(tree, "h1"),
            *_elements(tree, "title"),
        ),
        authors=(
            *_names(articles, "author"),
            *_meta(metas, "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"),
        ),
        outlets=(*_meta(metas, "og:site_name", "application-name"), *_names(articles, "publisher")),
        urls=(*_links(tree), *_meta(metas, "og:url"), *_json(articles, "url")),
        days=(
            *_json(articles, "datePublished"),
            *_meta(
                metas,
                "article:published_time",
                "og:article:published_time",
                "date",
                "pubdate",
                "publishdate",
                "dc.date",
                "dc.date.issued",
                "dcterms.created",
                "parsely-pub-date",
                "sailthru.date",
                "cxenseparse:recs:publishtime",
                "article.published",
                "publication_date",
                "last-modified-not",
                "datepublished",
            ),
            *(
                Told(node.get("content") or node.get("datetime") or "", "itemprop datePublished")
                for node in tree.xpath("//*[@itemprop='datePublished']")
            ),
            *(
                Told(node.get("datetime") or "", "time")
                for node in tree.xpath("(//article//time | //header//time | //main//time | //time)[@datetime]")[:1]
            ),
        ),
        languages=tuple(Told(value, "html lang") for value in tree.xpath("/html/@lang")[:1]),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, however they nest."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:40]:
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < 500:
            node, seen = waiting.pop(0), seen + 1
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                yield node
                waiting += [
                    node[key]
                    for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                    if isinstance(node.get(key), dict | list)
                ]


def _kinds(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [kinds] if isinstance(kinds, str) else [k for k in kinds if isinstance(k, str)] if isinstance(kinds, list) else []


def _json(nodes: list[dict[str, Any]], key: str) -> list[Told]:
    return [Told(folded, f"json-ld {key}") for node in nodes if isinstance(node.get(key), str) and (folded := one_line(node[key]))]


def _names(nodes: list[dict[str, Any]], key: str) -> list[Told]:
    out: list[Told] = []
    for node in nodes:
        held = node.get(key)
        for item in held if isinstance(held, list) else [held]:
            name = item.get("name") if isinstance(item, dict) else item
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str) and (folded := one_line(one)):
                    out.append(Told(folded, f"json-ld {key}"))
        if out:
            break
    return out


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.xpath("//meta[@content]"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        found.setdefault(name.lower().strip(), []).append(node.get("content"))
    return found


def _meta(metas: dict[str, list[str]], *names: str) -> list[Told]:
    return [Told(folded, f"meta[{name}]") for name in names for value in metas.get(name, ()) if (folded := one_line(value))]


def _elements(tree: HtmlElement, name: str) -> list[Told]:
    return [Told(folded, f"<{name}>") for node in tree.xpath(f"//{name}")[:2] if (folded := one_line(node.text_content()))]


def _links(tree: HtmlElement) -> list[Told]:
    return [Told(node.get("href"), "link[canonical]") for node in tree.xpath("//link[@rel='canonical' and @href]")[:1]]


def title_of(facts: PageFacts) -> tuple[str | None, Evidence | None]:
    """The headline, without the outlet's name behind a bar or dash."""
    outlets = {told.value.casefold() for told in facts.outlets}
    for told in facts.titles:
        words = told.value
        for mark in (" | ", " - ", " – ", " — ", " :: ", " • "):
            head, found, tail = words.rpartition(mark)
            if found and (tail.casefold() in outlets or (told.place == "<title>" and len(tail) < 30)):
                words = head
        return words, Evidence("title", words, told.place)
    return None, None


def authors_of(facts: PageFacts) -> tuple[tuple[str, ...], Evidence | None]:
    """Names of persons, of the first place that tells any."""
    for place in dict.fromkeys(told.place for told in facts.authors):
        names: list[str] = []
        for told in facts.authors:
            if told.place == place:
                parts = (
                    [told.value]
                    if place.startswith("json-ld") and told.value.count(",") == 0 and " and " not in told.value
                    else _AND.split(told.value)
                )
                names += [_BY.sub("", part).strip() for part in parts]
        kept = tuple(dict.fromkeys(n for n in names if 3 < len(n) < 60 and not _NO_PERSON.search(n)))
        if kept:
            return kept, Evidence("authors", "; ".join(kept), place)
    return (), None


def outlet_of(facts: PageFacts, url: str | None) -> tuple[str | None, Evidence | None]:
    for told in facts.outlets:
        if len(told.value) <= 60:
            return told.value, Evidence("outlet", told.value, told.place)
    host = urlsplit(url).hostname if url else None
    return (host.removeprefix("www."), Evidence("outlet", host.removeprefix("www."), "url")) if host else (None, None)

"""What a page says of itself: title, authors, outlet, address and day, each with the tag it stands in."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sayso.intake.clean import one_line
from sayso.knowledge.outlets import outlet_at
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
_IN_BRACKETS = re.compile(r"\s*\([a-z.]{2,6}\)$")
_NAMED = re.compile(r"[^\W\d_a-z][\w.'’-]+(?:\s(?:(?:van|von|de|der|den|la|al|bin|el|del|di|da|dos)\s)*[^\W\d_a-z][\w.'’-]*){1,3}$")
_BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(concat(' ', normalize-space(@class), ' '), ' author ')"
    " or contains(@class, 'byline') or contains(@class, 'author-name') or contains(@class, 'AuthorList-item')"
    " or contains(@class, 'author_name')][not(ancestor::aside or ancestor::footer or ancestor::*[contains(@class, 'comment')])]"
)
_NO_PERSON = re.compile(r"https?://|www\.|@|\b(?:staff|redaktion|editors?|newsroom|desk|agencies|agency|team)\b", re.IGNORECASE)


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


def page_facts(tree: HtmlElement) -> PageFacts:
    """What the page tells in JSON-LD, meta tags, links and time elements. Never raises on a broken page."""
    nodes = list(_linked_data(tree))
    told_once = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    articles = [node for node in nodes if ARTICLE_TYPES & set(_kinds(node))]
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
            *_names(articles, "author", told_once),
            *_meta(metas, "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl"),
            *_bylines(tree),
        ),
        outlets=(*_meta(metas, "og:site_name", "application-name"), *_names(articles, "publisher", told_once)),
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
    return [Told(folded, f"json-ld {key}") for node in nodes if isinstance(node.get(key), str) and (folded := _unescaped(node[key]))]


def _names(nodes: list[dict[str, Any]], key: str, told_once: dict[str, dict[str, Any]]) -> list[Told]:
    """Names of persons or outlets, also where they are told once and pointed to by @id."""
    out: list[Told] = []
    for node in nodes:
        held = node.get(key)
        for item in held if isinstance(held, list) else [held]:
            if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
                item = told_once.get(item["@id"], item)
            name = item.get("name") if isinstance(item, dict) else item
            for one in name if isinstance(name, list) else [name]:
                if isinstance(one, str) and (folded := _unescaped(one)):
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


def _bylines(tree: HtmlElement) -> list[Told]:
    """Short words in an element that calls itself an author or byline: names, where each word of them begins with a capital."""
    out = []
    for node in tree.xpath(_BYLINES)[:20]:
        words = one_line(node.text_content())
        if words and len(words) < 120 and all(_NAMED.match(_BY.sub("", name)) for name in _AND.split(_BY.sub("", words))):
            out.append(Told(words, "byline"))
    return out


def _unescaped(value: str) -> str | None:
    """A string of JSON-LD, which is often escaped as if it were HTML: "Strava&#8217;s plan" """
    return one_line(html.unescape(html.unescape(value)))


def _links(tree: HtmlElement) -> list[Told]:
    return [Told(node.get("href"), "link[canonical]") for node in tree.xpath("//link[@rel='canonical' and @href]")[:1]]


def title_of(facts: PageFacts) -> tuple[str | None, Evidence | None]:
    """The headline, without the outlet's name behind a bar or dash."""
    outlets = _outlet_names(facts)
    for told in facts.titles:
        words = told.value
        for mark in (" | ", " - ", " – ", " — ", " :: ", " • "):
            head, found, tail = words.rpartition(mark)
            # "Ziele, Chancen, Risiken | DW | 28.04.2023"
            if found and mark == " | " and re.fullmatch(r"[\d./-]{8,10}", tail):
                words = head
                head, found, tail = words.rpartition(mark)
            if found and (_plain(tail) in outlets or (told.place == "<title>" and len(tail) < 30)):
                words = head
        return words, Evidence("title", words, told.place)
    return None, None


def _outlet_names(facts: PageFacts) -> set[str]:
    """What the outlet may be called: as it calls itself, its host, and the parts of its host, all in small letters and digits alone."""
    hosts = {host.removeprefix("www.") for told in facts.urls if (host := _host(told.value))}
    labels = {label for host in hosts for label in host.split(".")[:-1]}
    return {_plain(name) for name in ({told.value for told in facts.outlets} | hosts | labels)}


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _plain(name: str) -> str:
    """A name without what differs between its spellings: "Börsen-Zeitung" and boersen-zeitung.de."""
    folded = name.casefold()
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        folded = folded.replace(letter, pair)
    return "".join(c for c in folded if c.isalnum())


def authors_of(facts: PageFacts) -> tuple[tuple[str, ...], Evidence | None]:
    """Names of the first place that tells of persons; the outlet's own name only where no place does."""
    outlets = _outlet_names(facts)
    told = {place: _authors_at(place, facts) for place in dict.fromkeys(told.place for told in facts.authors)}
    ranked = sorted(told.items(), key=lambda item: all(_plain(name) in outlets for name in item[1]))
    for place, names in ranked:
        if names:
            return names, Evidence("authors", "; ".join(names), place)
    return (), None


def _authors_at(place: str, facts: PageFacts) -> tuple[str, ...]:
    names: list[str] = []
    for told in facts.authors:
        if told.place == place:
            whole = place.startswith("json-ld") and "," not in told.value and " and " not in told.value
            parts = [told.value] if whole else _AND.split(told.value)
            names += [_IN_BRACKETS.sub("", _BY.sub("", part)).strip() for part in parts]
    return tuple(dict.fromkeys(n for n in names if 1 < len(n) < 60 and not _NO_PERSON.search(n)))


def outlet_of(facts: PageFacts, url: str | None) -> tuple[str | None, Evidence | None]:
    """What the outlet calls itself, else the name that the table of outlets has for its host, else the host."""
    for told in facts.outlets:
        if len(told.value) <= 60:
            return told.value, Evidence("outlet", told.value, told.place)
    host = (_host(url) or "").removeprefix("www.") if url else ""
    if not host:
        return None, None
    known = outlet_at(host)
    return (
        (known.name, Evidence("outlet", known.name, f"url, host {host}")) if known is not None else (host, Evidence("outlet", host, "url"))
    )

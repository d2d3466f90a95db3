"""A saved page into a report: its article by trafilatura, what it says of itself by its tags, posts and captions apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.errors import InputError, LimitError
from sayso.intake.clean import clean, one_line
from sayso.intake.decode import decode
from sayso.intake.freeze import Facts, freeze
from sayso.intake.page_facts import authors_of, outlet_of, page_facts, title_of
from sayso.intake.parts import parts_of
from sayso.intake.published import day_told
from sayso.settings import Limits
from sayso.types.report import Evidence, Part, Report
from sayso.types.text import Span

_TAG = re.compile(rb"<!--|<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*?)(/?)>")
# Tags written within scripts, styles and comments are no elements.
_ENDS = {
    b"<!--": re.compile(rb"-->"),
    b"script": re.compile(rb"</script", re.IGNORECASE),
    b"style": re.compile(rb"</style", re.IGNORECASE),
}
# A document type with entities of its own, which none but an attacker writes: <!DOCTYPE a [<!ENTITY b "c">]>
_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^\[<>]{0,500}\[(?:\s*<![^<>]*>)*\s*\]\s*>", re.IGNORECASE)
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split())
_POST = (
    "//blockquote[contains(@class,'twitter-tweet') or contains(@class,'instagram-media')"
    " or contains(@class,'telegram') or contains(@class,'social-embed') or contains(@class,'mastodon')]"
)
_DROPPED = "//script|//style|//noscript|//template|//svg|//nav|//footer|//form|//iframe"
SHORTEST_BODY = 80


@dataclass(frozen=True, slots=True)
class _Article:
    paragraphs: tuple[str, ...]
    found_by: str


def report_of_page(raw: bytes, path: str, limits: Limits) -> Report:
    """Raises InputError where the bytes are no page, LimitError where the page is over a limit or holds no text."""
    decoded = decode(raw)
    refuse_tangles(raw, limits)
    tree = _tree(decoded.text)
    facts = page_facts(tree)
    captions = _taken_out(tree, "//figcaption")
    posts = _posts(tree)
    article = _article(tree, decoded.text)
    url = next((u.value for u in facts.urls if u.value.startswith("http") and len(u.value) <= limits.url_characters), None)
    title, title_from = title_of(facts)
    authors, authors_from = authors_of(facts)
    outlet, outlet_from = outlet_of(facts, url)
    text, parts = _composed(title, article.paragraphs, captions, posts)
    published, day_from = day_told([(t.value, t.place) for t in facts.days], url, "\n".join(article.paragraphs))
    evidence = (
        Evidence("encoding", decoded.encoding, decoded.known_by),
        *(e for e in (title_from, authors_from, outlet_from) if e is not None),
        *day_from,
        Evidence("body", article.found_by, "page"),
    )
    told = Facts(path=path, url=url, outlet=outlet, title=title, authors=authors, published=published, evidence=evidence)
    return freeze(text, told, limits, parts)


def refuse_tangles(raw: bytes, limits: Limits) -> None:
    """Raise LimitError where a page has more elements, or elements deeper within one another, than the limits; a scan, not a parse."""
    open_tags: list[bytes] = []
    open_names: Counter[bytes] = Counter()
    count = 0
    for closes, name, attributes, empty in _tags(raw):
        if closes:
            # an end tag closes all that was left open within its element
            while open_names[name]:
                closed = open_tags.pop()
                open_names[closed] -= 1
                if closed == name:
                    break
            continue
        count += 1
        if count > limits.elements:
            raise LimitError(f"too complex: the page has more elements than the limit elements, {limits.elements}")
        if attributes > limits.elements:
            raise LimitError(f"too complex: an element has more attributes than the limit elements, {limits.elements}")
        if name not in _VOID and not empty:
            open_tags.append(name)
            open_names[name] += 1
            if len(open_tags) > limits.nesting:
                raise LimitError(f"too complex: elements lie deeper within one another than the limit nesting, {limits.nesting}")


def _tags(raw: bytes) -> Iterator[tuple[bool, bytes, int, bool]]:
    """Whether it closes, name, number of attributes and whether it is empty, of each tag outside scripts, styles and comments.

    One that is never closed hides nothing. Every end is looked for once, so that a million openings without one take no longer than one.
    """
    ends = dict(_ENDS)
    at = 0
    while (match := _TAG.search(raw, at)) is not None:
        at = match.end()
        name = (match[2] or b"<!--").lower()
        if not match[1] and name in ends:
            end = ends[name].search(raw, at)
            if end is None:
                del ends[name]
            else:
                at = end.start()
        if match[2] is not None:
            yield bool(match[1]), name, match[3].count(b"="), bool(match[4])


def _tree(text: str) -> HtmlElement:
    parser = HTMLParser(no_network=True, huge_tree=False, recover=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(
            _OWN_ENTITIES.sub("<!DOCTYPE html>", re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(text)[0]), count=1), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"not a page that can be parsed: {error}") from error


def _taken_out(tree: HtmlElement, path: str) -> tuple[str, ...]:
    """The words of elements, which leave the tree so that they are no part of the article."""
    out = []
    for node in tree.xpath(path):
        if words := one_line(node.text_content()):
            out.append(words)
        _drop(node)
    return tuple(dict.fromkeys(out))


def _drop(node: HtmlElement) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _posts(tree: HtmlElement) -> dict[str, Part | None]:
    """The paragraphs of embedded posts, each with the part that its signature makes of it, None where it has none."""
    out: dict[str, Part | None] = {}
    for node in tree.xpath(_POST):
        paragraphs = [words for p in node.xpath(".//p") if (words := one_line(p.text_content()))]
        whole = one_line(node.text_content()) or ""
        signed = next((p for p in parts_of(f"Post:\n\n{whole}") if p.kind == "post"), None)
        out |= dict.fromkeys([*paragraphs, whole], signed)
    return out


def _article(tree: HtmlElement, page: str) -> _Article:
    """The paragraphs of the article: by trafilatura, else all words of the page without its furniture."""
    import trafilatura

    document: Any = None
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, favor_precision=True, with_metadata=False)
    except Exception:  # trafilatura raises what lxml raises; a page it cannot read is read plainly
        document = None
    words = getattr(document, "text", None) or ""
    paragraphs = tuple(line for raw in words.split("\n") if (line := one_line(raw.lstrip("-•* ") if raw.startswith(("- ", "• ")) else raw)))
    if sum(map(len, paragraphs)) >= SHORTEST_BODY:
        return _Article(paragraphs, "trafilatura")
    plain = _tree(page)
    for node in plain.xpath(_DROPPED):
        _drop(node)
    blocks = [one_line(node.text_content()) for node in plain.xpath("//p|//h2|//li|//blockquote[not(.//p)]")]
    kept = tuple(dict.fromkeys(b for b in blocks if b and len(b) > 40))
    if not kept:
        whole = one_line(plain.text_content())
        kept = (whole,) if whole else ()
    return _Article(kept or paragraphs, "all paragraphs: no article was found")


def _composed(
    title: str | None, paragraphs: tuple[str, ...], captions: tuple[str, ...], posts: dict[str, Part | None]
) -> tuple[str, tuple[Part, ...]]:
    """Headline, blank line, body with its posts, then captions, as one text with its parts; bylines, datelines and credits found in the body."""
    told = one_line(title) if title else None
    body = "\n\n".join(p for p in paragraphs if told is None or p.casefold() != told.casefold())
    text = f"{told}\n\n{body}" if told and body else told or body
    parts = [Part("headline", Span(0, len(told)))] if told else []
    at = len(text) - len(body)
    for part in parts_of(body) or ((Part("body", Span(0, len(body))),) if body else ()):
        for own in _with_posts(part, body, posts):
            parts.append(Part(own.kind, _moved(own.span, at), own.author, own.published, _moved(own.source, at) if own.source else None))
    for words in captions:
        text += "\n\n" if text else ""
        found = next((p for p in parts_of(f"{'.' * 5}\n\n{words}") if p.kind == "caption"), None)
        source = _moved(found.source, len(text) - 7) if found is not None and found.source else None
        parts.append(Part("caption", Span(len(text), len(text) + len(words)), source=source))
        text += words
    return text, tuple(parts)


def _with_posts(part: Part, body: str, posts: dict[str, Part | None]) -> list[Part]:
    """A part of the body in paragraphs, those of embedded posts told apart with their author and day; after a headline comes no other."""
    if part.kind not in ("body", "headline"):
        return [part]
    if not posts:
        return [Part("body", part.span)]
    out: list[Part] = []
    for match in re.finditer(r"[^\n]+", part.span.of(body)):
        span = Span(part.span.begin + match.start(), part.span.begin + match.end())
        words = match[0].strip()
        signed = posts.get(words)
        out.append(
            Part("post", span, signed.author if signed else None, signed.published if signed else None)
            if words in posts
            else Part("body", span)
        )
    return out


def _moved(span: Span, by: int) -> Span:
    return Span(span.begin + by, span.end + by)

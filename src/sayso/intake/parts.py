"""Which function has each stretch of a plain text?"""

from __future__ import annotations

import re
from datetime import date, datetime

from sayso.types.report import Part
from sayso.types.text import Span

_NAME = r"[A-Z][\w.&'’-]*(?:\s+(?:of\s+)?[A-Z][\w.&'’-]*){0,4}"
# "KYIV, May 7 (Reuters) -", "GOMA, DR Congo, March 12 —", "BAGHDAD (AP) -"
_DATELINE = re.compile(
    rf"(?P<place>[A-Z][A-Z.'’-]+(?:[ /-][A-Z][A-Z.'’-]+)*)(?:,\s*[A-Z][\w.'’ ]{{1,24}}?)?"
    rf"(?:,\s*(?:[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}|\d{{1,2}}\s+[A-Z][a-z]{{2,8}})(?:,?\s+\d{{4}})?)?\s*(?:\((?P<agency>{_NAME})\)\s*)?[-–—]{{1,2}}\s"
)
_VIA = re.compile(rf"(?:^|\s)(?:[Vv]ia|VIA)\s+(?P<source>{_NAME})\s*$")
_SOURCE_LINE = re.compile(
    rf"(?:Sources?|Agency|Copyright|©|First published by|Originally published (?:by|in|on)|With (?:material"
    rf"|reporting|files) from):?\s+(?:\d{{4}}\s+)?(?P<source>{_NAME})\.?\s*$"
)
_STAFF = re.compile(r"\(?(?:(?:Additional\s+)?(?:[Rr]eporting|[Ww]riting|[Ee]diting)\s+by\s+[A-Z]|Compiled\s+by\s+[A-Z])")
_AGENCY_ALONE = re.compile(rf"[(—–-]\s*(?P<source>{_NAME}|(?<=\()[a-z]{{2,6}}(?:/[a-z]{{2,6}})?(?=\)))\s*\)?\s*$")
_BYLINE = re.compile(
    r"(?:By|BY)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}(?:(?:,|\s+and)\s+[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]+){0,3})*(?:,\s+.{1,60})?$"
)
_POST = re.compile(r"[—–-]\s*(?P<author>[^()\n—]{2,60}?)\s*\((?P<handle>@\w{1,20})\)\s*(?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4})\s*$")
_CAPTION = re.compile(
    rf",\s+via\s+(?P<source>{_NAME})\s*$|\((?:Photo|Image|Picture|AP Photo|File photo)[^)]*\)\s*$|(?:^|\s)(?:Photo|Image|Picture|Credit):\s"
)
SHORT_HEADLINE, HEAD_PARAGRAPHS, FOOT_PARAGRAPHS, LONGEST_LINE = 160, 4, 4, 200


def parts_of(text: str, title: str | None = None) -> tuple[Part, ...]:
    """The parts of a text, in order and disjoint; none where all of it is body.

    Headline: the first paragraph where it is the title, or a short line without a stop before longer ones. Credits and bylines are short
    paragraphs at the head or foot; an embedded post ends with its author, handle and day, and begins after the paragraph that names him.
    """
    paragraphs = [Span(*m.span()) for m in re.finditer(r"\S[^\n]*(?:\n(?!\s*\n)[^\n]*)*", text)]
    found: dict[int, Part] = {}
    for at, span in enumerate(paragraphs):
        words = span.of(text).rstrip()
        span = Span(span.begin, span.begin + len(words))
        head, foot = at < HEAD_PARAGRAPHS, at >= len(paragraphs) - FOOT_PARAGRAPHS
        part = _head_or_foot(span, words, text, head=head, foot=foot and at > 0) or _caption(span, words, text)
        if part is None and at == 0 and _is_headline(words, title, len(paragraphs)):
            part = Part("headline", span)
        if part is not None:
            found[at] = part
    _posts(text, paragraphs, found)
    if not found and not any(_DATELINE.match(span.of(text)) for span in paragraphs[:HEAD_PARAGRAPHS]):
        return ()
    out: list[Part] = []
    for at, span in enumerate(paragraphs):
        if at in found:
            if found[at] not in out:
                out.append(found[at])
        else:
            out += _body(span, text, dated=at < HEAD_PARAGRAPHS)
    return tuple(out)


def _is_headline(words: str, title: str | None, count: int) -> bool:
    if title is not None and " ".join(words.split()).casefold() == title.casefold():
        return True
    return (
        count > 1
        and len(words) <= SHORT_HEADLINE
        and "\n" not in words
        and not words.endswith((".", ":", ";", "”", '"'))
        and not _DATELINE.match(words)
    )


def _head_or_foot(span: Span, words: str, text: str, *, head: bool, foot: bool) -> Part | None:
    """A credit or byline: a short line where the report begins or ends."""
    if not (head or foot) or len(words) > LONGEST_LINE:
        return None
    if head and _BYLINE.match(words):
        return Part("byline", span, author=words[3:].strip())
    if (match := _SOURCE_LINE.match(words)) is not None and len(words) < 90:
        return Part("credit", span, source=_group(match, "source", span.begin))
    if len(words) < 90 and (match := _VIA.search(words)) is not None and "," not in words:
        return Part("credit", span, source=_group(match, "source", span.begin))
    if foot and _STAFF.match(words):
        return Part("credit", span)
    if foot and len(words) < 40 and words.startswith(("(", "—", "–", "-")) and (match := _AGENCY_ALONE.match(words)) is not None:
        return Part("credit", span, source=_group(match, "source", span.begin))
    return None


def _caption(span: Span, words: str, text: str) -> Part | None:
    if len(words) > 400 or "\n" in words or (match := _CAPTION.search(words)) is None:
        return None
    return Part("caption", span, source=_group(match, "source", span.begin) if match["source"] else None)


def _group(match: re.Match[str], name: str, base: int) -> Span:
    return Span(base + match.start(name), base + match.end(name))


def _posts(text: str, paragraphs: list[Span], found: dict[int, Part]) -> None:
    """Embedded posts: from the paragraph after a colon, or the one that is signed, to the signature."""
    for at, span in enumerate(paragraphs):
        match = _POST.search(span.of(text))
        if match is None:
            continue
        first = at
        while first > 0 and at - first < 3 and not span.of(text)[: match.start()].strip().startswith(("“", '"')):
            if paragraphs[first - 1].of(text).rstrip().endswith(":"):
                break
            first -= 1
        if first > 0 and not paragraphs[first - 1].of(text).rstrip().endswith(":"):
            first = at
        whole = Span(paragraphs[first].begin, span.begin + match.end())
        source = Span(span.begin + match.start("author"), span.begin + match.end("author"))
        part = Part("post", whole, author=f"{match['author'].strip()} ({match['handle']})", published=_day(match["day"]), source=source)
        for index in range(first, at + 1):
            found[index] = part


def _day(words: str) -> date | None:
    for form in ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y"):
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None


def _body(span: Span, text: str, *, dated: bool) -> list[Part]:
    """A paragraph of the body, its dateline apart where it has one at the head of the report."""
    words = span.of(text).rstrip()
    match = _DATELINE.match(words) if dated else None
    if match is None or (match["agency"] is None and "," not in match[0] and len(match["place"]) < 4):
        return [Part("body", Span(span.begin, span.begin + len(words)))]
    end = span.begin + len(match[0].rstrip())
    source = _group(match, "agency", span.begin) if match["agency"] else None
    out = [Part("dateline", Span(span.begin, end), source=source)]
    begin = span.begin + match.end()
    return [*out, Part("body", Span(begin, span.begin + len(words)))] if begin < span.begin + len(words) else out

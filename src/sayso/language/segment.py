"""A report's text into sentences of words, cut as Universal Dependencies English cuts them.

Sentences end at a stop, question or exclamation mark before white space and a word that can begin a sentence, and at the ends of
paragraphs. Clitics ("did|n't", "Iran|'s") and hyphenated compounds ("Iran|-|backed") are parted; prefixes ("pro-Iran"), abbreviations
("U.S.", "Gen."), numbers, dates, addresses and handles stay whole.
"""

from __future__ import annotations

import re
from itertools import pairwise

from sayso.knowledge.abbreviations import abbreviations
from sayso.types.text import Span

PREFIXES = (
    "anti|co|counter|de|e|ex|extra|hyper|inter|intra|macro|mega|meta|micro|mid|mini|mis|multi|neo|non|pan|para"
    "|post|pre|pro|pseudo|quasi|re|semi|sub|super|trans|ultra|un|under|vice"
)
WORD = re.compile(
    rf"""
      (?P<address> https?://[^\s<>"”]*[^\s<>"”.,;:!?)\]'’] | www\.[^\s<>"”]*[^\s<>"”.,;:!?)\]'’]
                 | (?:pic\.)?[a-z]+\.(?:com|org|net)/[^\s<>"”]*[^\s<>"”.,;:!?)\]'’]
                 | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | [@\#]\w+ )
    | (?P<clitic> ['’](?:s|m|d|ll|re|ve)\b )
    | (?P<number> \d+(?:[.,:/-]\d+)*(?:st|nd|rd|th|s)?\b )
    | (?P<initials> (?:[^\W\d_]\.){{2,}} | [A-Z]\.(?=\s+[A-Z]) )
    | (?P<prefixed> (?:{PREFIXES})-(?=\w)[^\W_]+(?:['’](?!(?:s|m|d|ll|re|ve)\b)[^\W_]+)* )
    | (?P<word> [^\W_]+(?:(?:['’](?!(?:s|m|d|ll|re|ve)\b)|&(?=[A-Z]))[^\W_]+)* )
    | (?P<dots> \.{{2,}} | …  | -{{2,}} | [=*_~]{{2,}} | [!?]{{2,}} | '' | `` )
    | (?P<mark> \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)
NEGATION = re.compile(r"(?i)(.+)(n['’]t)$")
FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
PARAGRAPH = re.compile(r"\s*\n\s*\n\s*")
OPENERS, CLOSERS = "“‘([", "\"'”’)]"
WRAPPED = 45  # a line this long that does not end a sentence is taken to be wrapped, not ended


def sentences(text: str) -> list[list[Span]]:
    """The words of each sentence, in text order; no word crosses a paragraph.

    >>> text = "Gen. Haidar didn't resign. Iran-backed groups did."
    >>> [[w.of(text) for w in words] for words in sentences(text)]
    [['Gen.', 'Haidar', 'did', "n't", 'resign', '.'], ['Iran', '-', 'backed', 'groups', 'did', '.']]
    """
    out: list[list[Span]] = []
    for stretch in _stretches(text):
        words = _words(text, stretch)
        begin = 0
        for cut in [*_cuts(text, words), len(words)]:
            if cut > begin:
                out.append(words[begin:cut])
            begin = cut
    return out


def _stretches(text: str) -> list[Span]:
    """Paragraphs, and lines within them that end on their own."""
    out: list[Span] = []
    begin = 0
    bounds = [(m.start(), m.end()) for m in PARAGRAPH.finditer(text)]
    for end, after in [*bounds, (len(text), len(text))]:
        start = begin
        for newline in re.finditer(r"\n", text[begin:end]):
            at = begin + newline.start()
            line = text[max(start, text.rfind("\n", start, at) + 1) : at].rstrip()
            follows = text[at + 1 : at + 2]
            ended = line.endswith((".", "!", "?", ":", "”", '"')) and not follows.islower()
            if ended or (len(line) < WRAPPED and not follows.islower()):
                out.append(Span(start, at))
                start = at + 1
        out.append(Span(start, end))
        begin = after
    return [s for s in out if text[s.begin : s.end].strip()]


def _words(text: str, stretch: Span) -> list[Span]:
    out: list[Span] = []
    at = stretch.begin
    while match := WORD.search(text, at, stretch.end):
        begin, end = match.span()
        kind = match.lastgroup
        if kind in ("word", "prefixed") and text[end : end + 1] == "." and end < stretch.end and _is_abbreviation(text, begin, end + 1):
            end += 1
        at = end
        if kind in ("word", "prefixed") and (negated := NEGATION.match(text, begin, end)) and negated.end() == end:
            out += [Span(*negated.span(1)), Span(*negated.span(2))]
        elif kind == "word" and (cut := FUSED.get(text[begin:end].lower())):
            out += [Span(begin, begin + cut), Span(begin + cut, end)]
        else:
            out.append(Span(begin, end))
    return out


def _is_abbreviation(text: str, begin: int, end: int) -> bool:
    word = text[begin:end]
    return word.lower() in abbreviations() or (len(word) == 2 and word[0].isupper() and bool(re.match(r"\s+[A-Z]", text[end : end + 3])))


def _cuts(text: str, words: list[Span]) -> list[int]:
    """Indices of the words that begin a sentence, the first left out."""
    out: list[int] = []
    for index, (word, following) in enumerate(pairwise(words), 1):
        ended = index - 1
        while ended > 0 and text[words[ended].begin : words[ended].end] in CLOSERS and words[ended - 1].end == words[ended].begin:
            ended -= 1
        last = words[ended].of(text)
        if word.end == following.begin and following.of(text)[0] not in OPENERS:
            continue
        if set(last) <= set(".!?…") or (last.endswith(".") and _ends_after_abbreviation(text, last, following)):
            opening = following.of(text)[0]
            if opening.isupper() or opening.isdigit() or opening in OPENERS + CLOSERS + "@#-–—*•":
                out.append(index)
    return out


def _ends_after_abbreviation(text: str, abbreviation: str, following: Span) -> bool:
    """Whether a sentence ends with an abbreviation: only those that can stand last, before a word that often begins a sentence."""
    row = abbreviations().get(abbreviation.lower())
    if row is not None and not row.can_end:
        return False
    return following.of(text) in STARTERS


STARTERS = frozenset(
    [
        "The",
        "A",
        "An",
        "He",
        "She",
        "It",
        "They",
        "We",
        "I",
        "You",
        "In",
        "On",
        "At",
        "But",
        "And",
        "This",
        "That",
        "These",
        "Those",
        "His",
        "Her",
        "Its",
        "Their",
        "If",
        "When",
        "While",
        "After",
        "Before",
        "There",
        "As",
        "For",
        "According",
        "However",
        "Meanwhile",
    ]
)

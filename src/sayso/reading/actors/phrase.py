"""The smallest phrase that identifies a party, and the words of it that say which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.abbreviations import abbreviations
from sayso.knowledge.actors import Actor, actor_named, agents
from sayso.knowledge.countries import Country, by_region_word, country_words
from sayso.knowledge.names import fold
from sayso.knowledge.word_lists import first_names
from sayso.types.text import Analysis, Span

ARTICLES = re.compile(
    r"(?:the|a|an|this|these|that|those|both|some|all|many|several|any|its|their|his|her|our|two|own"
    r"|(?:hundred|thousand|million|dozen)s?(?: of)?|scores of)\s+(?=\S)",
    re.IGNORECASE,
)
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "him",
        "her",
        "them",
        "us",
        "me",
        "his",
        "its",
        "their",
        "our",
        "who",
        "which",
        "himself",
        "themselves",
        "itself",
        "you",
        "your",
        "my",
        "both",
    ]
)
APPOSED = re.compile(r",\s+(?:(?:the|a|an|its|their|his|her)\s+)?")  # what stands between a name and its apposition
_CUTS = re.compile(r"\s*(?:,|;|:|\(|\n|\s[-–—]\s|\s(?:who|which|that|whose|whom|where|when|after|while)\b).*$", re.DOTALL)
_STOP = re.compile(r"(\S*)[.!?]\s")
_HANGING = re.compile(r"(?:\s(?:in|of|at|on|for|with|to|by|from|and|or|such|as|like|including|than))+$")
_EDGES = " \t\n,;:.\"“”()[]'‘’-–—"
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?|\S")
_AND = re.compile(r",\s+(?:and\s+)?|\s+(?:and|as well as)\s+")
LONGEST_NAME = 9
_BEFORE = frozenset(("in", "of", "from", "at", "on", "with", "for", "by", "to"))
_UNDER = frozenset(("deputy", "vice"))  # before an office they tell its rank
TITLES = frozenset(
    (
        "mr", "mrs", "ms", "dr", "sir", "dame", "lord", "lady", "sheikh", "shri", "prof", "rev",
        "gen", "lt", "col", "maj", "sgt", "capt", "brig", "adm", "cpl",
    )
)  # fmt: skip
PARTICLES = frozenset(
    (
        "al", "el", "bin", "ibn", "bint", "de", "da", "del", "di", "der", "den", "van", "von",
        "ul", "ould", "abu", "la", "le", "y", "e",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clues:
    """What the words of a phrase say: the known actor, the country, the noun of agents with its sector, and where that noun ends."""

    actor: Actor | None
    country: str | None
    noun: str | None
    sector: str | None
    noun_end: int


def trim(span: Span, analysis: Analysis) -> Span:
    """A span without articles, relative clauses, appositions and the marks around it; never empty."""
    text = analysis.report.text
    begin, end = _edges(text, span.begin, span.end)
    while (found := ARTICLES.match(text[begin:end])) and begin + found.end() < end:
        begin += found.end()
    cut = _CUTS.search(text[begin:end])
    if cut and cut.start() > 1:
        end = begin + cut.start()
    stop = next((m for m in _STOP.finditer(text[begin:end]) if not _shortened(m[1])), None)
    if stop and stop.end(1) > 1:
        end = begin + stop.end(1)
    hanging = _HANGING.search(text[begin:end])
    if hanging and hanging.start() > 1:
        end = begin + hanging.start()
    begin, end = _edges(text, begin, end)
    if text[max(begin, end - 2) : end] in ("'s", "’s") and end - begin > 3:
        end -= 2
    return Span(begin, end) if end > begin else span


def without_office(words: str) -> str:
    """A person's name without the office, rank or title before it; the words as they are where nothing else is left.

    >>> without_office("Minister for the Middle East Tobias Ellwood"), without_office("Brig. Gen. Ann Fay"), without_office("Abu Bakr al-Shishani")
    ('Tobias Ellwood', 'Ann Fay', 'Abu Bakr al-Shishani')
    >>> without_office("Minister for Central Asia")
    'Minister for Central Asia'
    """
    parts, begin = words.split(), 0
    for at, part in enumerate(parts):
        low = part.lower().rstrip(".,")
        if low in agents() or low in TITLES or (part.islower() and low not in PARTICLES) or low.endswith(("'s", "’s")):
            begin = at + 1
    name = parts[begin:]
    given = next((at for at, part in enumerate(name) if part.lower() in first_names()), None)
    if not name or (given is None and begin and parts[begin - 1].islower()):
        return words  # "Minister for Central Asia" names nobody
    return " ".join(name[given or 0 :])


def _shortened(word: str) -> bool:
    """Whether a stop behind a word is its own: "Gen.", "U.S.", the "J." of a name."""
    return f"{word.lower()}." in abbreviations() or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", word) is not None


def _edges(text: str, begin: int, end: int) -> tuple[int, int]:
    while begin < end and text[begin] in _EDGES:
        begin += 1
    while end > begin and text[end - 1] in _EDGES and not (text[end - 1] == "." and re.search(r"\b[A-Z]\.[A-Z]\.$", text[begin:end])):
        end -= 1
    return begin, end


@lru_cache(maxsize=20_000)
def clues(words: str, day: object) -> Clues:
    """What a phrase says by the tables: the longest known actor, the first country word, the last noun of agents before a preposition."""
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(words)]
    actor = _actor(words, tokens, day)
    noun, sector, noun_end = _agent(tokens)
    return Clues(actor, _country(words, tokens), noun, sector, noun_end)


def _actor(words: str, tokens: list[tuple[str, int, int]], day: object) -> Actor | None:
    for size in range(min(LONGEST_NAME, len(tokens)), 0, -1):
        for at in range(len(tokens) - size + 1):
            name = words[tokens[at][1] : tokens[at + size - 1][2]]
            if name[0].isupper() or name.startswith(("al-", "de ", "von ", "bin ")):
                found = actor_named(name.removesuffix("'s").removesuffix("’s"), day)  # type: ignore[arg-type]
                if found is not None:
                    return found
    return None


def _country(words: str, tokens: list[tuple[str, int, int]]) -> str | None:
    for size in (4, 3, 2, 1):
        for at in range(len(tokens) - size + 1):
            name = words[tokens[at][1] : tokens[at + size - 1][2]].removesuffix("'s").removesuffix("’s")
            for part in (name, name.partition("-")[0]):
                if not part[:1].isupper() or (part.isupper() and len(part) == 2 and part not in ("US", "UK")):
                    continue
                # "Iran-backed groups" are not Iran's
                if part != name and re.search(r"-(?:backed|aligned|led|allied|funded|linked|supported|sponsored)", name):
                    continue
                if re.match(r"\s?-(?:backed|aligned|allied|funded|linked|supported|sponsored)", words[tokens[at + size - 1][2] :]):
                    continue
                if (code := country_code(part)) is not None:
                    return code
    return None


def country_code(name: str) -> str | None:
    """The code of a country or of a region that lies in one, by name, adjective, people, palace or capital."""
    key = fold(name)
    found: Country | None = country_words().get(key)
    if found is not None:
        return found.code
    region = by_region_word().get(key)
    return region.code if region is not None else None


def _agent(tokens: list[tuple[str, int, int]]) -> tuple[str | None, str | None, int]:
    """The noun of agents that heads a phrase: the last one before the first preposition."""
    table, best = agents(), (None, None, 0)
    for at, (token, _, end) in enumerate(tokens):
        low = token.lower().rstrip(".").removesuffix("'s").removesuffix("’s")
        if at and low in _BEFORE and best[0] is not None:
            break
        if low in _UNDER and at + 1 < len(tokens) and tokens[at + 1][0][0].isalpha() and tokens[at + 1][0].lower() not in _BEFORE:
            continue  # "deputy director"
        part = low if low in table else low.rpartition("-")[2]
        if part in table:
            best = (part, table[part], end)  # type: ignore[assignment]
        if at and (two := f"{tokens[at - 1][0].lower()} {low}") in table:
            best = (two, table[two], end)  # type: ignore[assignment]
    return best


def parted(span: Span, analysis: Analysis) -> list[Span]:
    """ "Turkey and Iran" are two parties; "Ministry of Trade and Industry" is one."""
    text = analysis.report.text
    cuts = [m.span() for m in _AND.finditer(text, span.begin, span.end)]
    if not cuts:
        return [span]
    begins, ends = [span.begin, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), span.end]
    pieces = [Span(b, e) for b, e in zip(begins, ends, strict=True) if e > b]
    told = [clues(piece.of(text), analysis.report.published) for piece in pieces]
    # "family and friends of the victims" are one: what is common to both stands behind
    shared = " of " in pieces[-1].of(text) and not any(t.actor or t.country for t in told)
    return pieces if all(t.actor or t.country or t.noun for t in told) and not shared else [span]

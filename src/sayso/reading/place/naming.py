"""Which words could name a place? Capitalised stretches that the gazetteer or the countries know, longest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.countries import by_adjective, by_name, by_people, by_region_word
from sayso.knowledge.names import fold
from sayso.knowledge.places import ABBREVIATION, PREFERRED, KnownPlace, gazetteer
from sayso.knowledge.word_lists import place_cues
from sayso.reading.words import Word
from sayso.types.text import Span

LONGEST = 6
_INNER = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "la",
        "le",
        "les",
        "el",
        "al",
        "ad",
        "an",
        "as",
        "ar",
        "az",
        "ez",
        "es",
        "ed",
        "er",
        "esh",
        "ash",
        "at",
        "bin",
        "ibn",
        "and",
        "e",
        "i",
        "la",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "du",
        "y",
        "und",
        "am",
        "a",
        "sur",
        "en",
        "upon",
        "on",
        "in",
        "-",
    ]
)
_SHORT_KNOWN = frozenset(["us", "uk", "uae", "drc", "usa", "un", "dprk", "ussr", "car", "png", "prc", "rok", "uae", "nyc"])


@dataclass(frozen=True, slots=True)
class Named:
    """Words first to last that some place bears as its name. `people`: an adjective or the inhabitants ("Iraqi", "Iraqis")."""

    first: int
    last: int
    span: Span
    key: str
    candidates: tuple[KnownPlace, ...]
    people: bool


@lru_cache(maxsize=20_000)
def _of_people(key: str) -> tuple[KnownPlace, ...]:
    """The countries of "Iraqi" or "Iraqis", the regions of "Gazans" or "European", as their places in the gazetteer."""
    if (region := by_region_word().get(key)) is not None:
        return tuple(p for p in gazetteer().lookup(region.place) if p.how == PREFERRED and region.code in (None, p.code))
    found = by_adjective().get(key) or by_people().get(key) or ()
    return tuple(
        place for country in found for place in gazetteer().lookup(country.name) if place.kind == "country" and place.code == country.code
    )


def forget() -> None:
    """Ask the gazetteer again: it has changed."""
    _of_people.cache_clear()


def named(text: str, words: Sequence[Word]) -> list[Named]:
    """Every stretch of words that may name a place; none overlaps another."""
    out, at = [], 0
    while at < len(words):
        found = _longest(text, words, at) if _may_begin(words, at) else None
        if found is None:
            at += 1
        else:
            out.append(found)
            at = found.last + 1
    return out


def _may_begin(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    # "al-Qaim" begins with a small letter, "Iraqi-led" within a hyphenated word is a name all the same
    small = (
        word.form in ("al", "el", "ar", "as", "ad", "az") and at + 2 < len(words) and words[at + 1].form == "-" and words[at + 2].capital
    )
    return small or (
        word.is_word and word.capital and not (word.form.isupper() and len(word.form) == 2 and word.form.lower() not in _SHORT_KNOWN)
    )


def _longest(text: str, words: Sequence[Word], at: int) -> Named | None:
    for last in reversed(_ends(words, at)):
        span = Span(words[at].begin, words[last].end)
        written = span.of(text)
        key = fold(written)
        if len(key) < 2 or (len(key) <= 3 and key in ("us", "car") and not written[:2].isupper() and "." not in written):
            continue
        places = tuple(p for p in gazetteer().lookup(written) if p.how != ABBREVIATION or _after_comma(words, at))
        people = _of_people(key) if not any(p.kind == "country" for p in places) else ()
        if people and (not places or key in by_adjective() or key in by_region_word()):
            return Named(at, last, span, key, people, True)
        if places:
            return Named(at, last, span, key, places, False)
    return None


def _ends(words: Sequence[Word], at: int) -> list[int]:
    """Where a name that begins at a word may end: at capitalised words, with small linking words and hyphens between."""
    ends = [at] if words[at].capital else []
    for last in range(at + 1, min(at + LONGEST + 4, len(words))):
        word = words[last]
        if words[last - 1].form != "-" and not word.joined and "\n" in _gap(words, last):
            break
        if word.is_word and word.capital:
            if word.opens:
                break
            ends.append(last)
        elif not (word.form == "-" and word.joined) and word.form not in _INNER:
            break
    return ends


def _gap(words: Sequence[Word], at: int) -> str:
    return "\n" if words[at].opens and words[at - 1].is_word else ""


def _after_comma(words: Sequence[Word], at: int) -> bool:
    """Whether a short form stands where one does: "Norfolk, Va.", "Norfolk, VA"."""
    return at >= 2 and words[at - 1].form == "," and words[at - 2].is_word and words[at - 2].capital


def is_cue(word: Word | None, cue: str) -> bool:
    """Whether a word is listed as a cue of this kind."""
    return word is not None and word.form.lower() in place_cues()[cue]


def is_country_word(key: str) -> bool:
    return key in by_name() or key in by_adjective() or key in by_people()

"""The words of a report as they stand in its text: for the questions that look names up, with or without trees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.places import abbreviated_regions
from sayso.types.text import Span

_TITLES = "St|Ste|Mt|Ft|Gen|Sen|Rep|Gov|Dr|Mr|Mrs|Ms|Rev|Lt|Col|Sgt|Capt|Maj|Adm|Cmdr|Prof|Hon|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Dept|Ave|Blvd"
_ENDS = frozenset('.!?:;"“”•…')


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of the text. `opens`: it begins a sentence, a quotation or a line, so that its capital says nothing."""

    index: int
    begin: int
    end: int
    form: str
    joined: bool
    opens: bool

    @property
    def span(self) -> Span:
        return Span(self.begin, self.end)

    @property
    def capital(self) -> bool:
        return self.form[0].isupper()

    @property
    def upper(self) -> bool:
        return len(self.form) > 1 and self.form.isupper()

    @property
    def is_word(self) -> bool:
        return self.form[0].isalnum()


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    written = {short for region in abbreviated_regions() for short in region.written if short.endswith(".") and "." not in short[:-1]}
    states = "|".join(sorted((re.escape(short[:-1]) for short in written), key=len, reverse=True))
    return re.compile(
        r"(?:[A-Za-z]\.){2,}(?:Va\.)?"  # U.S., N.C., W.Va.
        rf"|\b(?:{_TITLES}|{states})\.(?=\s|,|\)|$)"
        r"|\b[A-Z]\.(?=\s+[A-Z])"
        r"|['’]s\b"
        r"|\w+(?:['’](?!s\b)\w+)*"
        r"|[^\w\s]",
    )


@lru_cache(maxsize=4)
def words_of(text: str) -> tuple[Word, ...]:
    """The words and marks of a text, in order; hyphens part words.

    >>> [word.form for word in words_of("Iran-backed fighters left St. Louis, the U.S. said.")]
    ['Iran', '-', 'backed', 'fighters', 'left', 'St.', 'Louis', ',', 'the', 'U.S.', 'said', '.']
    """
    out: list[Word] = []
    last, opens = 0, True
    for index, match in enumerate(_pattern().finditer(text)):
        begin, end = match.span()
        gap = text[last:begin]
        form = match.group()
        out.append(Word(index, begin, end, form, not gap and index > 0, opens or "\n" in gap))
        if form[0].isalnum():
            opens = False
        elif form in _ENDS:
            opens = True
        last = end
    return tuple(out)

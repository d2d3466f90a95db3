"""When two written names are the same name: case, accents, hyphens, stops and apostrophes do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "-": " ", "‐": " ", "‑": " ", "–": " "}
)
_DROPPED = frozenset(".'’‘`ʿʾʻʼ´\u00ad\u200b\u200d")


def plain_case(text: str) -> str:
    """A text with ASCII letters for the four others that a pattern takes for them where case does not count; as long as it was.

    Without it a match of such a pattern may be in no table, however it is lowered: "APRİL" lowers to six characters.

    >>> plain_case("7 APRİL, 40 km")
    '7 APRIL, 40 km'
    """
    return text.replace("İ", "I").replace("ı", "i").replace("ſ", "s").replace("\u212a", "K")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The form under which a name is looked up.

    Never map offsets back from it: its length may differ from the name's.

    >>> fold("N'Djaména"), fold("Deir-ez-Zor"), fold("U.S."), fold("St. Louis")
    ('ndjamena', 'deir ez zor', 'us', 'saint louis')
    """
    lower = name.casefold()
    if not lower.isascii():
        parted = unicodedata.normalize("NFKD", lower)
        lower = "".join(c for c in parted if not unicodedata.combining(c))
    kept = "".join(c for c in lower.translate(_LETTERS) if c not in _DROPPED)
    words = kept.replace(",", " ").split()
    return " ".join("saint" if word == "st" else word for word in words)

"""Which characters a text may hold: what no file, page or store can keep becomes U+FFFD, one for one, before offsets are fixed."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
# C0 and C1 without tab and the line breaks, lone surrogates, and the non-characters.
_UNKEEPABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


def clean(text: str) -> tuple[str, int]:
    """The text with each unkeepable character as U+FFFD, and how many there were. Its length never changes.

    Does not fold, normalise or trim: soft hyphens, combining marks and line breaks of every kind stay as they are.

    >>> clean("Kyiv\\x00 \\ud800 fell\\r\\n")
    ('Kyiv� � fell\\r\\n', 2)
    """
    return _UNKEEPABLE.subn(REPLACEMENT, text)


def one_line(text: str | None) -> str | None:
    """A title, name or address with its white space folded; None where nothing is left.

    >>> one_line("  Ceasefire\\n holds "), one_line(" ")
    ('Ceasefire holds', None)
    """
    folded = " ".join(clean(text or "")[0].split())
    return folded or None

"""Which characters do the bytes of a page or text file stand for?"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sayso.errors import InputError

# The longer marks first: that of UTF-32-LE begins like that of UTF-16-LE.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE
)
_HEAD_BYTES = 4_096
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_ASCII_LETTERS = tuple(bytes([code]) for code in (*range(65, 91), *range(97, 123)))
_FEW = 0.05
# The web's own reading of these names (WHATWG Encoding Standard): they mean the larger Windows code pages.
_WIDER = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-9": "windows-1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_KNOWN_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x7fELF",
    b"SQLite format 3",
    b"RIFF",
    b"OggS",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"\x28\xb5\x2f\xfd",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding that gave them, and how it is known: `mark`, `declared`, `valid`, `detected`."""

    text: str
    encoding: str
    known_by: str


def decode(raw: bytes) -> Decoded:
    """The text of bytes: by its byte order mark, else as UTF-8 where that is valid, else as declared, else as detected.

    A declaration that the bytes contradict is passed over. Raises InputError where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(raw[len(mark) :].decode(encoding, "replace"), encoding, "mark")
    if raw.startswith(_KNOWN_BINARY):
        raise InputError("not a text: the file is a picture, archive or another binary; save the page itself as HTML or text")
    wide = _wide(raw)
    if wide is not None:
        return wide
    if len(_BINARY.findall(raw[:_HEAD_BYTES])) > len(raw[:_HEAD_BYTES]) // 20:
        raise InputError("not a text: it holds control bytes as binary files do; save the page as HTML or text")
    declared = _declared(raw)
    told = "declared" if declared == "utf-8" else "valid"
    try:
        return Decoded(raw.decode("utf-8"), "utf-8", told)
    except UnicodeDecodeError as error:
        # a page that was cut within its last character is UTF-8 all the same, where it held such characters before
        if error.reason == "unexpected end of data" and not raw[: error.start].isascii():
            return Decoded(raw[: error.start].decode("utf-8"), "utf-8", told)
    if (mended := _nearly_utf_8(raw)) is not None:
        return Decoded(mended, "utf-8", "declared" if declared == "utf-8" else "detected")
    if declared is not None and declared != "utf-8":
        try:
            return Decoded(raw.decode(declared), declared, "declared")
        except UnicodeDecodeError:
            pass
    return _detected(raw)


def _nearly_utf_8(raw: bytes) -> str | None:
    """UTF-8 with a few broken bytes among many whole characters: another encoding breaks nearly each of them."""
    text = raw.decode("utf-8", "replace")
    whole = sum(character > "\x7f" and character != "\ufffd" for character in text[:200_000])
    return text if 0 < text[:200_000].count("\ufffd") * 10 < whole else None


def _wide(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte of its Latin letters is nought."""
    head = raw[:_HEAD_BYTES]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[at::2].count(0) > 0.7 * len(head[at::2]) and head[1 - at :: 2].count(0) < 0.1 * len(head):
            return Decoded(raw.decode(encoding, "replace"), encoding, "detected")
    return None


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:_HEAD_BYTES])
    if found is None:
        return None
    name = (found[1] or found[2]).decode("ascii", "ignore").lower()
    name = _WIDER.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _detected(raw: bytes) -> Decoded:
    """The likeliest encoding by its letters; windows-1252, the web's own default, where few letters are beyond ASCII.

    "The señor said" (English, windows-1252) has too few of them to tell ñ from the ń of another Latin code page.
    """
    words = _MARKUP.sub(b"", raw[:200_000])
    beyond = sum(byte > 127 for byte in words)
    encoding = "cp1252"
    if beyond > _FEW * sum(map(words.count, _ASCII_LETTERS)):
        from charset_normalizer import from_bytes

        best = from_bytes(raw[:200_000]).best()
        encoding = best.encoding if best is not None else encoding
    return Decoded(raw.decode(encoding, "replace"), encoding, "detected")

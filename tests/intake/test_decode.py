"""Bytes become the characters they stand for, whatever the page says of them; what is no text is refused."""

from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.intake.decode import decode

RUSSIAN = "Армия обстреляла рынок в Донецке, сообщило министерство обороны во вторник вечером. " * 4


@pytest.mark.parametrize(
    ("raw", "text", "encoding"),
    [
        ("Kyiv — 7".encode(), "Kyiv — 7", "utf-8"),
        (b"\xef\xbb\xbfKyiv", "Kyiv", "utf-8"),
        ("Kyiv fell".encode("utf-16"), "Kyiv fell", "utf-16-le"),
        ("Kyiv fell on Monday".encode("utf-16-be"), "Kyiv fell on Monday", "utf-16-be"),
        (b'<meta charset="iso-8859-1">caf\xe9 \x93x\x94', '<meta charset="iso-8859-1">café “x”', "cp1252"),
        ('<meta charset="iso-8859-1">café'.encode(), '<meta charset="iso-8859-1">café', "utf-8"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), '<meta charset="windows-1251">' + RUSSIAN, "cp1251"),
        (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
        (b'<meta charset="no-such">ok', '<meta charset="no-such">ok', "utf-8"),
    ],
)
def test_bytes_are_read_as_what_they_are(raw: bytes, text: str, encoding: str) -> None:
    found = decode(raw)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize("raw", [b"%PDF-1.7 x", b"PK\x03\x04zip", b"\x89PNG\r\n", bytes(range(32)) * 40])
def test_a_binary_is_refused_with_what_to_do(raw: bytes) -> None:
    with pytest.raises(InputError, match="save the page"):
        decode(raw)


def test_a_page_cut_within_a_character_is_still_utf8() -> None:
    assert decode("Kyiv é".encode()[:-1]).text == "Kyiv "

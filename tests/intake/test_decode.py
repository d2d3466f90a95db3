"""Bytes become the characters they stand for, whatever the page says of them; what is no text is refused."""

from __future__ import annotations

import pytest

from sayso.errors import InputError
from sayso.intake.decode import decode

RUSSIAN = "Армия обстреляла рынок в Донецке, сообщило министерство обороны во вторник вечером. " * 4
ENGLISH = "The señor said that café workers in Bogotá were attacked on Monday by armed men. " * 4
JAPANESE = "日本の首相は月曜日に声明を発表し、停戦を呼びかけた。" * 8


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
        # too few accents to tell one Latin code page from another: the web's own default
        (ENGLISH.encode("cp1252"), ENGLISH, "cp1252"),
        (b'<meta charset="utf-8">' + ENGLISH.encode("cp1252"), '<meta charset="utf-8">' + ENGLISH, "cp1252"),
        (b'<meta charset="iso-8859-1">' + RUSSIAN.encode() + b"\xff.", '<meta charset="iso-8859-1">' + RUSSIAN + "\ufffd.", "utf-8"),
        (JAPANESE.encode("cp932"), JAPANESE, "cp932"),
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
    assert decode("Kyiv — é".encode()[:-1]).text == "Kyiv — "


def test_an_accent_at_the_very_end_is_not_lost() -> None:
    assert decode(b"The army shelled Bogot\xe1").text == "The army shelled Bogotá"

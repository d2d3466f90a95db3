"""Which files do the paths name, and what do they hold? Found in a fixed order, opened once, never more than the limits."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO, Literal

from sayso.errors import InputError, LimitError
from sayso.settings import Limits
from sayso.types.claim import Problem

Kind = Literal["page", "text", "jsonl"]
STANDARD_INPUT = "-"
KINDS: dict[str, Kind] = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".txt": "text",
    ".md": "text",
    ".text": "text",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16
# A short file may well shrink to a hundredth: the ratio says something only beyond this.
_RATIO_FROM_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. `kind` is None where its name does not tell: then its content does."""

    path: Path
    kind: Kind | None

    @property
    def name(self) -> str:
        """The path as it is shown and kept: always text that can be encoded."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")


def files_in(paths: Iterable[Path | str]) -> Iterator[File | Problem]:
    """The files that the paths name, in the order given; folders with all below them, sorted by name.

    Of a folder, only the kinds of file that sayso reads are taken. A link that leads out of the folder, what is not a plain file
    (a pipe, a device), and what cannot be looked at are Problems.
    """
    for path in map(Path, paths):
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError) as error:
            yield Problem("intake", f"cannot be opened: {_reason(error)}; check the path", File(path, None).name)
            continue
        if stat.S_ISDIR(mode):
            yield from _below(path, os.path.realpath(path))
        elif stat.S_ISREG(mode):
            yield File(path, kind_of(path.name))
        else:
            yield Problem(
                "intake", "not a plain file; save its content to a file, or pass it to - on standard input", File(path, None).name
            )


def kind_of(name: str) -> Kind | None:
    """What the name of a file says it holds.

    >>> kind_of("Page.HTML.gz"), kind_of("reports.jsonl"), kind_of("photo.jpg")
    ('page', 'jsonl', None)
    """
    return KINDS.get(os.path.splitext(name.lower().removesuffix(".gz"))[1])


def _below(folder: Path, root: str) -> Iterator[File | Problem]:
    """All files to read in a folder and below it; links to folders are not followed, so that there is no loop."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Problem("intake", f"the folder cannot be opened: {_reason(error)}", File(folder, None).name)
        return
    for entry in found:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path, root)
        elif (kind := kind_of(entry.name)) is not None:
            reason = _not_to_be_read(entry, root)
            yield File(path, kind) if reason is None else Problem("intake", reason, File(path, None).name)


def _not_to_be_read(entry: os.DirEntry[str], root: str) -> str | None:
    try:
        plain = entry.is_file()
        target = os.path.realpath(entry.path) if entry.is_symlink() else None
    except OSError as error:
        return f"cannot be opened: {_reason(error)}"
    if target is not None and os.path.commonpath([target, root]) != root:
        return "a link that leads out of the folder; name the file itself to have it read"
    return None if plain else "not a plain file"


def content(file: File, limits: Limits) -> bytes:
    """All of a file, decompressed where it is gzip. Raises InputError or LimitError that says why there is none."""
    try:
        with _open(file.path) as stream:
            raw = stream.read(limits.input_bytes + 1)
    except OSError as error:
        raise InputError(f"cannot be opened: {_reason(error)}") from error
    if len(raw) > limits.input_bytes:
        raise LimitError(f"the file is larger than the limit input_bytes, {limits.input_bytes}")
    if not raw.startswith(_GZIP):
        return raw
    out = bytearray()
    for piece in inflated(iter((raw,)), limits):
        out += piece
        if len(out) > limits.decompressed_bytes:
            raise LimitError(f"decompressed it is larger than the limit decompressed_bytes, {limits.decompressed_bytes}")
    return bytes(out)


def lines_of(file: File, limits: Limits) -> BinaryIO:
    """A file as a stream of lines, decompressed on the way where it is gzip; for files of any length."""
    try:
        stream = _open(file.path)
        start = stream.peek(2)[:2]  # type: ignore[attr-defined]
    except OSError as error:
        raise InputError(f"cannot be opened: {_reason(error)}") from error
    if start != _GZIP:
        return stream
    import io

    return io.BufferedReader(_Inflating(stream, limits), _CHUNK)


def _open(path: Path) -> BinaryIO:
    """A plain file, opened so that a pipe that took its place since makes nobody wait."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise InputError("not a plain file any more")
    return os.fdopen(handle, "rb")


def inflated(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """gzip in, its content out, in bounded pieces. Raises where it is damaged, cut short, or swells beyond the limits."""
    taken = given = members = 0
    engine = zlib.decompressobj(wbits=31)
    waiting = b""
    while piece := waiting or next(pieces, b""):
        taken += 0 if waiting else len(piece)
        waiting = b""
        if engine.eof:
            if not piece.strip(b"\0"):
                continue
            members += 1
            if members >= limits.gzip_members:
                raise LimitError(f"the gzip file has more members than the limit gzip_members, {limits.gzip_members}")
            engine = zlib.decompressobj(wbits=31)
        try:
            out = engine.decompress(piece, _CHUNK)
        except zlib.error as error:
            raise InputError(f"the gzip file is damaged after {given} bytes: {error}") from error
        given += len(out)
        if given > _RATIO_FROM_BYTES and given > limits.decompression_ratio * taken:
            raise LimitError(f"decompressed it is more than {limits.decompression_ratio} times as large (limit decompression_ratio)")
        waiting = engine.unconsumed_tail or engine.unused_data
        yield out
    if not engine.eof:
        raise InputError(f"the gzip file is cut short after {given} bytes")


class _Inflating(RawIOBase):
    """The content of a gzip stream as a stream of its own."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._pieces = inflated(iter(lambda: stream.read(_CHUNK), b""), limits)
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def close(self) -> None:
        self._stream.close()
        super().close()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)

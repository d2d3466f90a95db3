"""From paths to reports: the one way in for pages, texts and JSONL."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.errors import InputError, LimitError
from sayso.intake.files import STANDARD_INPUT, File, content, files_in, lines_of
from sayso.intake.jsonl import reports_in
from sayso.intake.plain import report_of_text
from sayso.intake.workers import Workers, parse
from sayso.settings import Limits
from sayso.types.claim import Problem
from sayso.types.report import Report

_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<div", b"<article")


def reports(paths: Iterable[Path | str], limits: Limits | None = None, *, workers: int = 1) -> Iterator[Report | Problem]:
    """The reports that the paths hold, in their order: pages (.html, .htm), texts (.txt, .md), JSONL, each also as .gz, folders,
    and `-` for JSONL on standard input.

    What cannot be read is a Problem in its place, with the path, and the line of a JSONL file; nothing is raised and nothing stops the rest.
    Pages are parsed by `workers` processes that are held to the limits of time and memory; with 0, in this process.
    """
    limits = limits or Limits()
    stretch: list[File | Problem] = []
    with Workers(max(workers, 1), limits) as pool:
        for found in _found(paths):
            if isinstance(found, Problem) or found.kind in ("page", None):
                stretch.append(found)
                if len(stretch) >= 64:
                    yield from _pages(stretch, limits, pool if workers else None)
                    stretch = []
                continue
            yield from _pages(stretch, limits, pool if workers else None)
            stretch = []
            yield from _plain(found, limits)
        yield from _pages(stretch, limits, pool if workers else None)


def count(paths: Iterable[Path | str], limits: Limits | None = None) -> int | None:
    """How many reports the paths hold, as far as that can be told without parsing; None with standard input or compressed JSONL."""
    total = 0
    for found in _found(paths):
        if isinstance(found, Problem):
            total += 1
        elif str(found.path) == STANDARD_INPUT or (found.kind == "jsonl" and found.path.suffix == ".gz"):
            return None
        elif found.kind == "jsonl":
            try:
                with found.path.open("rb") as lines:
                    total += sum(bool(line.strip()) for line in lines)
            except OSError:
                total += 1
        else:
            total += 1
    return total


def _found(paths: Iterable[Path | str]) -> Iterator[File | Problem]:
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield File(Path(STANDARD_INPUT), "jsonl")
        else:
            yield from files_in([path])


def _plain(file: File, limits: Limits) -> Iterator[Report | Problem]:
    """The reports of a text or JSONL file."""
    try:
        if str(file.path) == STANDARD_INPUT:
            yield from reports_in(sys.stdin.buffer, "standard input", limits)
        elif file.kind == "jsonl":
            with lines_of(file, limits) as lines:
                yield from reports_in(lines, file.name, limits)
        else:
            yield report_of_text(content(file, limits), file.name, limits)
    except (InputError, LimitError, OSError) as error:
        yield Problem("intake", str(error), file.name)


def _pages(files: list[File | Problem], limits: Limits, pool: Workers | None) -> Iterator[Report | Problem]:
    """The reports of pages, and of files whose content says what they are."""
    texts: dict[int, Report | Problem] = {}
    pages: list[tuple[bytes, str] | Problem] = []
    for file in files:
        page = file if isinstance(file, Problem) else _bytes(file, limits)
        if isinstance(page, tuple) and isinstance(file, File) and file.kind is None and not _is_markup(page[0]):
            texts[len(pages)] = _text(page[0], file, limits)
            page = Problem("intake", "a text", file.name)
        pages.append(page)
    answers = pool.parsed(pages) if pool is not None else (p if isinstance(p, Problem) else parse(*p, limits) for p in pages)
    for at, answer in enumerate(answers):
        yield texts.get(at, answer)


def _bytes(file: File, limits: Limits) -> tuple[bytes, str] | Problem:
    try:
        raw = content(file, limits)
    except (InputError, LimitError, OSError) as error:
        return Problem("intake", str(error), file.name)
    return (raw, file.name) if raw.strip() else Problem("intake", "no text", file.name)


def _is_markup(raw: bytes) -> bool:
    return raw[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP)


def _text(raw: bytes, file: File, limits: Limits) -> Report | Problem:
    try:
        return report_of_text(raw, file.name, limits)
    except (InputError, LimitError) as error:
        return Problem("intake", str(error), file.name)

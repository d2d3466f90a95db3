"""From paths to reports: the one way in for pages, texts and JSONL."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError, LimitError
from sayso.intake.files import STANDARD_INPUT, File, Kind, content, files_in, lines_of
from sayso.intake.jsonl import reports_in
from sayso.intake.plain import report_of_text
from sayso.settings import Limits
from sayso.types.claim import Problem
from sayso.types.report import Report


def reports(paths: Iterable[Path | str], limits: Limits | None = None, *, workers: int = 1) -> Iterator[Report | Problem]:
    """The reports that the paths hold, in their order: pages (.html, .htm), texts (.txt, .md), JSONL, each also as .gz, folders,
    and `-` for JSONL on standard input.

    What cannot be read is a Problem in its place, with the path, and the line of a JSONL file; nothing is raised and nothing stops the rest.
    Pages are parsed by `workers` processes that are held to the limits of time and memory; with 0, in this process.
    """
    limits = limits or Limits()
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from reports_in(sys.stdin.buffer, "standard input", limits)
            continue
        for found in files_in([path]):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _reports_of(found, limits)


def count(paths: Iterable[Path | str], limits: Limits | None = None) -> int | None:
    """How many reports the paths hold, as far as that can be told without parsing; None with standard input or compressed JSONL."""
    raise NotImplementedError


def _reports_of(file: File, limits: Limits) -> Iterator[Report | Problem]:
    if file.kind == "jsonl":
        yield from _reports_of_lines(file, limits)
        return
    try:
        yield report_of_text(content(file, limits), file.name, limits)
    except (InputError, LimitError) as error:
        yield Problem("intake", str(error), file.name)


def _reports_of_lines(file: File, limits: Limits) -> Iterator[Report | Problem]:
    try:
        with lines_of(file, limits) as lines:
            yield from reports_in(lines, file.name, limits)
    except (InputError, LimitError, OSError) as error:
        yield Problem("intake", str(error), file.name)

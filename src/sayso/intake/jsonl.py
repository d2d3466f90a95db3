"""Reports as JSONL: one object a line, in and out. `to_row` and `from_row` undo one another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, get_args

from sayso.errors import InputError, LimitError
from sayso.intake.clean import clean, one_line
from sayso.intake.freeze import Facts, freeze
from sayso.intake.published import given_day
from sayso.settings import Limits
from sayso.types.claim import Problem
from sayso.types.report import Evidence, Part, PartKind, Report
from sayso.types.text import Span

_KINDS = frozenset(get_args(PartKind))
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def reports_in(lines: BinaryIO, where: str, limits: Limits) -> Iterator[Report | Problem]:
    """Every line's report, in order; a line that cannot be read is a Problem that names it, and the next line is read.

    `where` names the stream in problems ("reports.jsonl"). Blank lines are passed over.
    """
    for number, line, whole in _bounded_lines(lines, limits.jsonl_line_bytes):
        place = f"{where}:{number}"
        if line is None:
            yield Problem(
                "intake", f"the line is longer than the limit jsonl_line_bytes, {limits.jsonl_line_bytes}; it was passed over", place
            )
        elif line.strip():
            yield _report_of(line, place, whole, limits)


def _report_of(line: bytes, place: str, whole: bool, limits: Limits) -> Report | Problem:
    try:
        return from_row(parse_line(line, limits), limits)
    except (InputError, LimitError) as error:
        cut = (
            ""
            if whole or not isinstance(error.__cause__, json.JSONDecodeError)
            else "; the last line has no end: is it still being written?"
        )
        return Problem("intake", f"{error}{cut}", place)


def parse_line(line: bytes, limits: Limits) -> dict[str, Any]:
    """The object on a line. Raises InputError that says what is wrong and at which character."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start + 1} of the line; convert the file to UTF-8") from error
    if (depth := _depth(line, limits.json_depth)) > limits.json_depth:
        raise LimitError(f"lists and objects lie {depth} deep; the limit json_depth is {limits.json_depth}")
    try:
        row = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON that can be kept: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f'a line should be an object such as {{"text": ...}}, not {type(row).__name__}')
    return row


def from_row(row: dict[str, Any], limits: Limits) -> Report:
    """The report that a row tells. Needs `text`, taken as it is; all else may be missing or null, and unknown keys are passed over.

    Raises InputError where a value has the wrong type or a span lies outside the text, LimitError where the text is empty or too long.
    """
    text = row.get("text")
    if text is None:
        raise InputError('no text: a report needs "text"')
    if not isinstance(text, str):
        raise InputError(f'"text" should be a string, not {type(text).__name__}')
    published, evidence = given_day(row.get("published"))
    rows = row.get("evidence")
    facts = Facts(
        id=_identity(row.get("id")),
        path=_string(row, "path"),
        url=_string(row, "url", limits.url_characters),
        outlet=_string(row, "outlet"),
        title=_string(row, "title"),
        authors=_authors(row.get("authors")),
        published=published,
        fetched=_string(row, "fetched"),
        language=_string(row, "language"),
        evidence=((evidence,) if evidence else ()) if rows is None else tuple(_evidence(e) for e in _list(rows, "evidence")),
    )
    parts = row.get("parts")
    return freeze(text, facts, limits, None if parts is None else tuple(_part(p, len(text)) for p in _list(parts, "parts")))


def to_row(report: Report) -> dict[str, Any]:
    """A report as `sayso extract` writes it; spans are [begin, end) in code points of `text`."""
    return {
        "id": report.id,
        "path": report.path,
        "url": report.url,
        "outlet": report.outlet,
        "title": report.title,
        "authors": list(report.authors),
        "published": report.published.isoformat() if report.published else None,
        "fetched": report.fetched,
        "language": report.language,
        "text": report.text,
        "body": report.body,
        "parts": [
            {
                "kind": part.kind,
                "span": [part.span.begin, part.span.end],
                "author": part.author,
                "published": part.published.isoformat() if part.published else None,
                "source": [part.source.begin, part.source.end] if part.source else None,
            }
            for part in report.parts
        ],
        "evidence": [{"field": e.field, "value": e.value, "place": e.place, "taken": e.taken} for e in report.evidence],
    }


def _bounded_lines(lines: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None, bool]]:
    """Number, line (None where over the limit) and whether it has its end; never holds more than the limit."""
    number = 0
    while line := lines.readline(limit + 1):
        number += 1
        whole = line.endswith(b"\n")
        if whole or len(line) <= limit:
            yield number, line.removeprefix(_BYTE_ORDER_MARK) if number == 1 else line, whole
            continue
        while (rest := lines.readline(1 << 16)) and not rest.endswith(b"\n"):
            pass
        yield number, None, True


def _depth(line: bytes, limit: int) -> int:
    """How deep lists and objects lie; counts brackets outside strings, and only where there are more than the limit."""
    if line.count(b"[") + line.count(b"{") <= limit:
        return 0
    deepest = depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", line)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {clean(twice)[0][:60]!r} is there twice")
    return row


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"the number {digits[:20]} is too large")
    return number


def _string(row: dict[str, Any], name: str, longest: int | None = None) -> str | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f'"{name}" should be a string or null, not {type(value).__name__}')
    return None if longest is not None and len(value) > longest else one_line(value)


def _identity(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise InputError(f'"id" should be a string, not {type(value).__name__}')
    return clean(str(value))[0]


def _authors(value: object) -> tuple[str, ...]:
    """A list of names; one name alone is a list of one."""
    names = [value] if isinstance(value, str) else _list([] if value is None else value, "authors")
    if not all(isinstance(name, str) for name in names):
        raise InputError('"authors" should be a list of strings')
    return tuple(name for name in map(one_line, names) if name)


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise InputError(f'"{name}" should be a list, not {type(value).__name__}')
    return value


def _part(row: object, length: int) -> Part:
    if not isinstance(row, dict) or row.get("kind") not in _KINDS:
        raise InputError(f'"parts" should hold objects whose "kind" is one of {", ".join(sorted(_KINDS))}')
    source = row.get("source")
    return Part(
        kind=row["kind"],
        span=_span(row.get("span"), length),
        author=_string(row, "author"),
        published=_day(row.get("published")),
        source=None if source is None else _span(source, length),
    )


def _span(value: object, length: int) -> Span:
    match value:
        case [int(begin), int(end)] if 0 <= begin < end <= length:
            return Span(begin, end)
    raise InputError(f"the span {str(value)[:40]} does not lie in the text, which has {length} characters")


def _day(value: object) -> date | None:
    try:
        return None if value is None else date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise InputError(f"the day {str(value)[:40]!r} of a part is no ISO date") from error


def _evidence(row: object) -> Evidence:
    match row:
        case {"field": str(field), "value": str(value), "place": str(place), **others}:
            return Evidence(clean(field)[0], clean(value)[0], clean(place)[0], taken=others.get("taken", True) is not False)
    raise InputError('"evidence" should hold objects with "field", "value" and "place"')

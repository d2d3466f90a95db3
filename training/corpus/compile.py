"""Compile the corpus from its markup to offsets, and check every mark against the codebook.

python -m training.corpus.compile [--out FILE] [PATH...]     PATH: markup files or folders; without one, the whole corpus
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pycountry

HERE = Path(__file__).parent
TABLE = HERE.parent.parent / "src/sayso/knowledge/tables/event_types.tsv"
MODES = {tuple(line.split("\t")[:2]) for line in TABLE.read_text("utf8").splitlines()[1:]}
TYPES = {kind for kind, _ in MODES}
STATUSES = {"actual", "denied", "possible", "conditional", "future", "historical"}
SECTORS = {
    "GOV",
    "MIL",
    "COP",
    "SPY",
    "JUD",
    "LEG",
    "PTY",
    "OPP",
    "REB",
    "PRM",
    "UAF",
    "CRM",
    "BUS",
    "JRN",
    "EDU",
    "MED",
    "REL",
    "LAB",
    "AGR",
    "REF",
    "ELI",
    "SOC",
    "CVL",
    "UNK",
}
ROLES = {"dead", "injured", "arrested", "abducted", "displaced", "size", "money", "other"}
CODES = {country.alpha_3 for country in pycountry.countries} | {"UNO", "EUR", "IGO", "NGO", "IMG", "MNC", "ISM", "XKX"}
HEAD = re.compile(r"(outlet|published|style): (.*)")
BRACES = re.compile(r"(?P<quote>.*?)\s*\{(?P<inside>[^{}]*)\}")

Span = list[int]


class Wrong(Exception):
    """A mark that says something impossible; the message is for the writer."""


@dataclass
class Draft:
    """One report while it is being read: its paragraphs, and the marks under each."""

    id: str
    head: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    voices: list[Span] = field(default_factory=list)  # sources and cues of the report's attributions
    near: int | None = None  # of words that stand there more than once, the one nearest to this offset is meant

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def bounds(self, paragraph: int) -> tuple[int, int]:
        begin = sum(len(p) + 2 for p in self.paragraphs[:paragraph])
        return begin, begin + len(self.paragraphs[paragraph])

    def after(self, words: str, at: int) -> Span:
        """The first place after `at` where the words stand; raises Wrong where they do not."""
        begin = self.text.find(words, at)
        if begin < 0:
            raise Wrong(f"'{words}' does not come after the quote's first words")
        return [begin, begin + len(words)]

    def find(self, quote: str, paragraph: int, *, voice: bool = False) -> Span:
        """The stretch of text that a quote names, of a source where it is a voice; raises Wrong where none or too many are meant."""
        begin, end = home, _ = self.bounds(paragraph)
        if " ... " in quote:
            left, right = (part.strip() for part in quote.split(" ... ", 1))
            first = self.find(left, paragraph)
            if left.startswith("^") and not right.startswith("^"):
                last = self.after(right, first[1])
            else:
                last = self.find(right, paragraph)
            if last[1] <= first[0]:
                raise Wrong(f"'{right}' does not come after '{left}'")
            return [first[0], last[1]]
        if quote.startswith("^"):
            quote, begin, end = quote[1:], 0, len(self.text)
        words, _, nth = quote.rpartition("~") if re.search(r"~\d+$", quote) else (quote, "", "")
        before = r"(?<!\w)" if re.match(r"\w", words) else ""
        after = r"(?!\w)" if re.search(r"\w$", words) else ""
        found = [m.span() for m in re.finditer(before + re.escape(words) + after, self.text) if begin <= m.start() and m.end() <= end]
        if not words or not found:
            raise Wrong(f"'{words}' is not in the {'report' if begin == 0 and end == len(self.text) else 'paragraph above'}")
        if nth:
            if not 1 <= int(nth) <= len(found):
                raise Wrong(f"'{words}' occurs {len(found)} times, there is no number {nth}")
            return list(found[int(nth) - 1])
        if voice:
            found = [f for f in found if any(overlap(list(f), v) for v in self.voices)] or found
        if (begin, end) == (0, len(self.text)):
            return list(min(found, key=lambda span: (span[0] > home, abs(span[0] - home))))
        if len(found) > 1 and (beside := self.near) is not None:
            return list(min(found, key=lambda span: abs(span[0] - beside)))
        if len(found) > 1:
            raise Wrong(f"'{words}' occurs {len(found)} times: write {words}~1 to {words}~{len(found)}")
        return list(found[0])


def items(value: str) -> list[tuple[str, str | None]]:
    """'a {x}; b' as [('a', 'x'), ('b', None)]; a ';' inside braces does not part."""
    out: list[tuple[str, str | None]] = []
    for part in re.split(r";(?![^{]*\})", value):
        part = part.strip()
        match = BRACES.fullmatch(part)
        if part:
            out.append((match["quote"], match["inside"].strip()) if match else (part, None))
    return out


def named(inside: str) -> tuple[str | None, list[str]]:
    name, equals, rest = inside.rpartition("=")
    return (name.strip() if equals else None), rest.split()


def party(draft: Draft, paragraph: int, quote: str, inside: str | None) -> dict[str, Any]:
    if inside is None:
        raise Wrong(f"the party '{quote}' lacks its {{CODE SECTOR}}")
    name, words = named(inside)
    implied = words[-1:] == ["implied"]
    words = words[:-1] if implied else words
    if len(words) != 2:
        raise Wrong(f"'{{{inside}}}' should be {{CODE SECTOR}} or {{Name = CODE SECTOR}}")
    code, sector = (None if w == "-" else w for w in words)
    if code and code not in CODES:
        raise Wrong(f"'{code}' is no country code of the codebook")
    if sector and sector not in SECTORS:
        raise Wrong(f"'{sector}' is no sector of the codebook")
    span = draft.find(quote, paragraph)
    row = {"span": span, "name": name or draft.text[span[0] : span[1]], "code": code, "sector": sector}
    return row | {"implied": True} if implied else row


def place(draft: Draft, paragraph: int, quote: str, inside: str | None) -> dict[str, Any]:
    name, words = named(inside or "")
    if len(words) != 1 or (words[0] != "-" and words[0] not in CODES):
        raise Wrong(f"the place '{quote}' needs {{CODE}} or {{Name = CODE}}")
    span = draft.find(quote, paragraph)
    return {"span": span, "name": name or draft.text[span[0] : span[1]], "code": None if words[0] == "-" else words[0]}


def when(draft: Draft, paragraph: int, quote: str, inside: str | None) -> dict[str, Any]:
    begin, _, end = (inside or "").partition("..")
    try:
        first, last = date.fromisoformat(begin), date.fromisoformat(end or begin)
    except ValueError as error:
        raise Wrong(f"the time '{quote}' needs {{2024-03-12}} or {{2024-03-01..2024-03-31}}: {error}") from None
    if first > last:
        raise Wrong(f"{first} is after {last}")
    return {"span": draft.find(quote, paragraph), "from": str(first), "to": str(last)}


def number(draft: Draft, paragraph: int, quote: str, inside: str | None) -> dict[str, Any]:
    match = re.fullmatch(r"(\w+) (\d*)(\.\.)?(\d*)(?: (.+))?", inside or "")
    if not match or match[1] not in ROLES or not (match[2] or match[4]):
        raise Wrong(f"the number '{quote}' needs {{role low..high of}}, role one of {', '.join(sorted(ROLES))}")
    low = int(match[2]) if match[2] else None
    high = (int(match[4]) if match[4] else None) if match[3] else low
    if low is not None and high is not None and low > high:
        raise Wrong(f"{low} is more than {high}")
    return {"span": draft.find(quote, paragraph), "of": match[5], "role": match[1], "low": low, "high": high}


def link(draft: Draft, paragraph: int, quote: str, inside: str | None) -> dict[str, Any]:
    words = (inside or "").split()
    credit = words[-1:] == ["credit"]
    name = " ".join(words[:-1] if credit else words)
    span = draft.find(quote, paragraph, voice=not credit)
    return {"span": span, "name": name or draft.text[span[0] : span[1]], "credit": credit}


FIELDS = {
    "by": ("actors", party),
    "to": ("recipients", party),
    "at": ("place", place),
    "on": ("when", when),
    "n": ("numbers", number),
    "src": ("chain", link),
}


def claim(draft: Draft, paragraph: int, line: str) -> dict[str, Any]:
    parts = [part.strip() for part in re.split(r" \| ", line)]
    if len(parts) < 2 or len(parts[1].split()) != 2:
        raise Wrong("a claim is '! trigger | TYPE/mode status | ...'")
    kind, status = parts[1].split()
    kind, _, mode = kind.partition("/")
    if (kind, mode) not in MODES:
        raise Wrong(f"'{kind}/{mode}' is no type and mode of the codebook" if kind in TYPES else f"'{kind}' is no type of the codebook")
    if status not in STATUSES:
        raise Wrong(f"'{status}' is no status of the codebook")
    draft.near = None
    row: dict[str, Any] = {"trigger": draft.find(parts[0], paragraph), "type": kind, "mode": mode or None}
    draft.near = row["trigger"][0]
    row |= {"actors": [], "recipients": [], "place": None, "when": None, "numbers": [], "status": status, "chain": []}
    for part in parts[2:]:
        key, _, value = part.partition(" ")
        if key not in FIELDS or not value:
            raise Wrong(f"'{part}' begins with none of {', '.join(FIELDS)}")
        name, make = FIELDS[key]
        if row[name]:
            raise Wrong(f"'{key}' stands twice: join its parts by ';'")
        rows = [make(draft, paragraph, quote, inside) for quote, inside in items(value)]
        if name in ("place", "when") and len(rows) != 1:
            raise Wrong(f"'{key}' takes one, not {len(rows)}")
        row[name] = rows[0] if name in ("place", "when") else rows
    return row


def attribution(draft: Draft, paragraph: int, line: str) -> dict[str, list[Span]]:
    parts = [part.strip() for part in line.split(" > ")]
    if len(parts) != 3:
        raise Wrong("an attribution is '@ source > cue > content'")
    found: dict[str, list[Span]] = {}
    draft.near = None
    for name in ("content", "source", "cue"):
        part = parts[("source", "cue", "content").index(name)]
        found[name] = [] if part == "-" else [draft.find(piece.strip(), paragraph) for piece in part.split(" + ")]
        draft.near = found[name][0][0] if found[name] else draft.near  # the source next to its content, the cue next to its source
    if not found["cue"]:
        raise Wrong("an attribution needs a cue")
    return {name: found[name] for name in ("source", "cue", "content")}


def overlap(a: Span, b: Span) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


def finished(draft: Draft, path: Path, problems: list[str]) -> dict[str, Any]:
    """A report with offsets; what is wrong with it goes to problems."""
    row: dict[str, Any] = {"id": draft.id, **draft.head, "text": draft.text, "claims": [], "attributions": []}
    lines: list[int] = []
    for key in ("outlet", "published", "style"):
        if key not in draft.head:
            problems.append(f"{path}: report {draft.id} lacks '{key}:'")
    for paragraph, number_, line in sorted(draft.marks, key=lambda mark: mark[2].startswith("! ")):
        try:
            if line.startswith("! "):
                row["claims"].append(claim(draft, paragraph, line[2:]))
                lines.append(number_)
            else:
                row["attributions"].append(attribution(draft, paragraph, line[2:]))
                draft.voices += row["attributions"][-1]["source"] + row["attributions"][-1]["cue"]
        except Wrong as wrong:
            problems.append(f"{path}:{number_}: {wrong}")
    for made, number_ in zip(row["claims"], lines, strict=True):
        for step in made["chain"]:
            if not step["credit"] and not any(overlap(step["span"], span) for span in draft.voices):
                problems.append(
                    f"{path}:{number_}: the link '{step['name']}' is in no attribution's source or cue; add the @ line, or mark it {{credit}}"
                )
    twice = Counter((tuple(c["trigger"]), c["type"]) for c in row["claims"])
    problems += [
        f"{path}: report {draft.id}: the trigger '{draft.text[t[0] : t[1]]}' has two {kind} claims"
        for (t, kind), n in twice.items()
        if n > 1
    ]
    for made in row["claims"]:
        made["chain"] = [{"span": step["span"], "name": step["name"]} for step in made["chain"]]
    return row


def drafts(path: Path, problems: list[str]) -> list[Draft]:
    out: list[Draft] = []
    for number_, raw in enumerate(path.read_text("utf8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("=== "):
            out.append(Draft(line[4:].strip()))
        elif not line or line.startswith("% "):
            continue
        elif not out:
            problems.append(f"{path}:{number_}: text before the first '=== id'")
        elif not out[-1].paragraphs and (match := HEAD.fullmatch(line)):
            out[-1].head[match[1]] = match[2].strip()
        elif line.startswith(("! ", "@ ")):
            if not out[-1].paragraphs:
                problems.append(f"{path}:{number_}: a mark before any text")
            else:
                out[-1].marks.append((len(out[-1].paragraphs) - 1, number_, line))
        else:
            out[-1].paragraphs.append(line)
    return out


def compiled(paths: list[Path]) -> tuple[list[dict[str, Any]], list[str]]:
    """All reports of the given files, and all that is wrong with them."""
    rows: list[dict[str, Any]] = []
    problems: list[str] = []
    for path in paths:
        for draft in drafts(path, problems):
            try:
                date.fromisoformat(draft.head.get("published", ""))
            except ValueError:
                problems.append(f"{path}: report {draft.id}: 'published:' is no ISO date")
            rows.append(finished(draft, path, problems))
    problems += [f"the id {name} is used {n} times" for name, n in Counter(r["id"] for r in rows).items() if n > 1]
    return rows, problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    files = [f for p in (options.paths or [HERE]) for f in (sorted(p.rglob("*.txt")) if p.is_dir() else [p])]
    rows, problems = compiled(files)
    print("\n".join(problems), file=sys.stderr)
    claims = [c for r in rows for c in r["claims"]]
    words = sum(len(r["text"].split()) for r in rows)
    attributions = sum(len(r["attributions"]) for r in rows)
    print(f"{len(rows)} reports, {words} words, {len(claims)} claims, {attributions} attributions, {len(problems)} problems")
    for label, counts in (
        ("types", Counter(c["type"] for c in claims)),
        ("statuses", Counter(c["status"] for c in claims)),
        ("links", Counter(len(c["chain"]) for c in claims)),
    ):
        print(f"{label}: " + ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf8")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

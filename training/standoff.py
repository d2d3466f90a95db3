"""Annotations of real reports, kept apart from their texts: offsets and labels in training/corpus/standoff, texts where the data lie.

python -m training.standoff draft --data DATA --out FOLDER     the texts as markup without marks, for an annotator
python -m training.standoff keep --data DATA FILE...           annotated markup into training/corpus/standoff, one file of JSON lines each

A row is a compiled report without its text, with `source` (which corpus and which of its documents) and `sha256` of the text; where the text
that the data give is another, the row is refused by name.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpus.compile import compiled

KEPT = Path(__file__).parent / "corpus" / "standoff"
GENRES = ("news", "interview", "speech", "court")
PIECE = 450  # words
BLOCK = 90  # words from which a paragraph without breaks is broken


@dataclass(frozen=True, slots=True)
class Real:
    """A document of a trainable corpus, or a piece of a long one, its paragraphs joined by one empty line."""

    id: str
    outlet: str
    text: str
    published: str = "2016-12-01"


def reals(data: Path) -> Iterator[Real]:
    """The documents that may be trained on: re3d and GUM without the reports kept for evaluation, MEANTIME without corpus_gm, the weblogs and
    newsgroups of EWT, WikiWars."""
    gold = {p.stem for p in (data.parent / "gold").glob("*.json")}
    for real in [
        *_re3d(data / "re3d"),
        *_gum(data / "ud/gum_train.conllu"),
        *_meantime(data / "time/MEANTIME"),
        *_ewt(data / "ud/ewt_train.conllu"),
        *_wikiwars(data / "time/WikiWars"),
    ]:
        if real.id not in gold:
            yield real


def _pieces(name: str, outlet: str, paragraphs: Iterable[str], published: str) -> Iterator[Real]:
    """A long document as pieces of about PIECE words, cut between paragraphs."""
    piece: list[str] = []
    number = 1
    for paragraph in paragraphs:
        if piece and sum(len(p.split()) for p in piece) + len(paragraph.split()) > PIECE:
            yield Real(f"{name}.{number:02}", outlet, _paragraphs(piece), published)
            piece, number = [], number + 1
        piece.append(paragraph)
    if piece:
        yield Real(f"{name}.{number:02}", outlet, _paragraphs(piece), published)


def _paragraphs(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in (re.sub(r"\s+", " ", line).strip() for line in lines) if line)


def _re3d(folder: Path) -> Iterator[Real]:
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        for line in (source / "documents.json").open(encoding="utf8"):
            row = json.loads(line)
            title = [] if row["text"].startswith(row["title"]) else [row["title"]]
            yield Real(f"re3d-{row['_id'][:8]}", source.name, _paragraphs([*title, *row["text"].splitlines()]))


def _gum(path: Path) -> Iterator[Real]:
    for document in path.read_text("utf8").split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        genre = name.split("_")[1]
        if genre not in GENRES:
            continue
        paragraphs: list[str] = []
        for line in rest.splitlines():
            if line.startswith("# newpar") and not line.startswith("# newpar_block"):
                paragraphs.append("")
            elif line.startswith("# text = "):
                paragraphs = paragraphs or [""]
                paragraphs[-1] += " " + line.removeprefix("# text = ")
        if genre == "news":
            yield Real(name, "GUM news", _paragraphs(paragraphs))
        else:
            yield from _pieces(name, f"GUM {genre}", paragraphs, "2016-12-01")


def _ewt(path: Path) -> Iterator[Real]:
    """Weblogs and newsgroups; a block of text is broken between sentences."""
    for document in path.read_text("utf8").split("# newdoc id = ")[1:]:
        name, _, rest = document.partition("\n")
        genre, _, source = name.partition("-")
        if genre not in ("weblog", "newsgroup"):
            continue
        day = re.search(r"_ENG_(\d{4})(\d\d)(\d\d)_", name)
        paragraphs: list[str] = []
        for line in rest.splitlines():
            if line.startswith("# newpar id") or (paragraphs and line.startswith("# sent_id") and len(paragraphs[-1].split()) >= BLOCK):
                paragraphs.append("")
            elif line.startswith("# text = "):
                paragraphs[-1] += " " + line.removeprefix("# text = ")
        written = "-".join(day.groups()) if day else "2005-01-01"
        short = re.sub(r"^groups\.google\.com_|^blogspot\.com_|^typepad\.com_|^juancole\.com_|_ENG_.*", "", source)
        yield from _pieces(f"ewt-{short}", f"EWT {genre}", paragraphs, written)


def _wikiwars(folder: Path) -> Iterator[Real]:
    for path in sorted(folder.glob("*.key.xml")):
        raw = path.read_text("utf8")
        day = re.search(r'<DATETIME>\s*<TIMEX2 val="(\d{4}-\d\d-\d\d)', raw)
        body = html.unescape(re.sub(r"<[^>]+>", "", raw[raw.index("<TEXT>") :]))
        paragraphs = [re.sub(r"\s*\[\d+\]", "", line) for line in body.splitlines() if line.strip()]
        yield from _pieces(f"wikiwars-{path.name[:2]}", "WikiWars", paragraphs, day[1] if day else "2009-12-19")


def _meantime(folder: Path) -> Iterator[Real]:
    """The annotated sentences (0 to 5), their tokens joined as they are written."""
    for path in sorted(p for sub in folder.iterdir() if sub.is_dir() and sub.name != "corpus_gm" for p in sub.glob("*.xml")):
        lines: dict[int, list[str]] = {}
        for token in ET.parse(path).getroot().iter("token"):
            lines.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
        yield Real(f"meantime-{path.stem.split('_')[0]}", "Wikinews", _paragraphs(_written(row) for n, row in lines.items() if n <= 5))


def _written(tokens: list[str]) -> str:
    """Tokens with the spaces that a reader expects.

    >>> _written(["``", "We", "wo", "n't", "pay", "$", "40", ",", "''", "he", "said", "."])
    '"We won\\'t pay $40," he said.'
    """
    out, opened = "", False
    for token in tokens:
        token = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        closing = token in {".", ",", ";", ":", "!", "?", ")", "%", "'s", "n't", "'re", "'ve", "'ll", "'m", "'d", "'"} or (
            token == '"' and opened
        )
        glued = out.endswith(("(", "$", "£", "€")) or (opened and out.endswith('"') and out.count('"') % 2 == 1)
        out += token if closing or glued or not out else f" {token}"
        opened = opened ^ (token == '"')
    return out


def draft(data: Path, out: Path) -> None:
    """A file of markup per source, with the texts and no marks."""
    out.mkdir(parents=True, exist_ok=True)
    files: dict[str, list[str]] = {}
    for real in reals(data):
        file = re.sub(r"\W+", "-", real.outlet.lower())
        files.setdefault(file, []).append(
            f"=== {real.id}\noutlet: {real.outlet}\npublished: {real.published}\nstyle: real\n\n{real.text}\n"
        )
    for name, reports in files.items():
        (out / f"{name}.txt").write_text("\n".join(reports), "utf8")
        print(f"{out / name}.txt: {len(reports)} reports, {sum(len(r.split()) for r in reports)} words")


def keep(data: Path, paths: list[Path]) -> int:
    """Annotated markup as standoff; what is wrong is said and nothing of that file is written."""
    texts = {real.id: real.text for real in reals(data)}
    wrong = 0
    for path in paths:
        rows, problems = compiled([path])
        problems += [f"{path}: {row['id']}: its text is not the corpus's" for row in rows if texts.get(row["id"]) != row["text"]]
        if problems:
            print("\n".join(problems), file=sys.stderr)
            wrong += 1
            continue
        for row in rows:
            text = row.pop("text")
            row |= {"sha256": hashlib.sha256(text.encode("utf8")).hexdigest(), "style": "real"}
        KEPT.mkdir(exist_ok=True)
        (KEPT / f"{path.stem}.jsonl").write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf8")
        print(
            f"{path.stem}: {len(rows)} reports, {sum(len(r['claims']) for r in rows)} claims, {sum(len(r['attributions']) for r in rows)} attributions"
        )
    return 1 if wrong else 0


def joined(data: Path) -> Iterator[dict[str, Any]]:
    """The standoff rows with the texts of the data. Raises ValueError where a text is missing or another."""
    texts = {real.id: real.text for real in reals(data)}
    for path in sorted(KEPT.glob("*.jsonl")):
        for number, line in enumerate(path.open(encoding="utf8"), 1):
            row = json.loads(line)
            text = texts.get(row["id"])
            if text is None or hashlib.sha256(text.encode("utf8")).hexdigest() != row["sha256"]:
                raise ValueError(f"{path}:{number}: the data hold {'no' if text is None else 'another'} text for {row['id']}")
            yield row | {"text": text}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("draft", "keep"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    options = parser.parse_intermixed_args()
    if options.command == "draft":
        draft(options.data, options.out)
        return 0
    return keep(options.data, options.files)


if __name__ == "__main__":
    sys.exit(main())

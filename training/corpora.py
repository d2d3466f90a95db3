"""Each corpus as examples, one per document: UD trees and GUM names, re3d and MEANTIME names, and our own claims."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sayso.language.answers import REFERRING
from sayso.language.segment import sentences
from sayso.types.text import Span
from training.examples import Act, Example, Reference, Saying

ROLES = {"actors": "actor", "recipients": "recipient", "place": "place", "when": "time", "numbers": "number"}
GUM_KINDS = {"person": "person", "organization": "organization", "place": "place"}
RE3D_KINDS = {"Person": "person", "Organisation": "organization", "Location": "place"}
MEANTIME_KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}
NAMELIKE = {"PROPN"}
LINKING = frozenset(("of", "the", "for", "and", "al", "-", "'s", "’s", "&", ".", "de"))


DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))  # what makes a noun refer back


class Entity(NamedTuple):
    """A mention in GUM: first and last word of its sentence, kind, and what it means in its document."""

    first: int
    last: int
    kind: str
    identity: str


def ud(path: Path, *, named: bool) -> Iterator[Example]:
    """The documents of a CoNLL-U file; with `named`, GUM's entities as names."""
    document: list[tuple[list[list[str]], list[Entity]]] = []
    rows: list[list[str]] = []
    open_entities: list[tuple[str, str, int]] = []
    for line in path.open(encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") and document:
            yield _joined(document, named)
            document, open_entities = [], []
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            document.append((rows, _entities(rows, open_entities) if named else []))
            rows = []
    if document:
        yield _joined(document, named)


def _entities(rows: list[list[str]], waiting: list[tuple[str, str, int]]) -> list[Entity]:
    """GUM's bracketed entities of one sentence; one that crosses sentences is dropped."""
    out: list[Entity] = []
    waiting.clear()
    for index, row in enumerate(rows):
        match = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", match[1]) if match else []:
            if piece.startswith("("):
                identity, kind = [*piece.strip("()").split("-"), ""][:2]
                if piece.endswith(")"):
                    out.append(Entity(index, index, kind, identity))
                else:
                    waiting.append((identity, kind, index))
            else:
                identity = piece.rstrip(")")
                for at in range(len(waiting) - 1, -1, -1):
                    if waiting[at][0] == identity:
                        _, kind, first = waiting.pop(at)
                        out.append(Entity(first, index, kind, identity))
                        break
    return out


def _names(rows: list[list[str]], entities: list[Entity]) -> list[str]:
    """BIO tags of the proper names at the heads of entities, the smaller inside the larger first."""
    tags = ["O"] * len(rows)
    for first, last, kind, _ in sorted(entities, key=lambda e: e.first - e.last):
        head = _head(rows, first, last)
        if kind not in GUM_KINDS or head is None or rows[head][3] not in NAMELIKE:
            continue
        begin = end = head
        while begin > first and (
            rows[begin - 1][3] in NAMELIKE
            or (rows[begin - 1][1][:1].isupper() and rows[begin - 1][3] not in ("DET", "ADP", "PRON", "CCONJ", "PUNCT"))
        ):
            begin -= 1
        while (
            end < last
            and int(rows[end + 1][6]) - 1 >= begin
            and int(rows[end + 1][6]) - 1 <= end + 1
            and (
                rows[end + 1][3] in NAMELIKE or (rows[end + 1][7] in ("flat", "case") and end + 2 <= last and rows[end + 2][3] in NAMELIKE)
            )
        ):
            end += 1
        if all(t == "O" for t in tags[begin : end + 1]):
            tags[begin : end + 1] = [f"B-{GUM_KINDS[kind]}"] + [f"I-{GUM_KINDS[kind]}"] * (end - begin)
    return tags


def _head(rows: list[list[str]], first: int, last: int) -> int | None:
    """The one word whose head lies outside; None where there are several."""
    heads = [i for i in range(first, last + 1) if not first <= int(rows[i][6]) - 1 <= last]
    return heads[0] if len(heads) == 1 else None


def _references(document: list[tuple[list[list[str]], list[Entity]]]) -> list[Reference]:
    """Pronouns and nouns behind "the", "this" and the like, each with the heads of the mentions before that mean the same."""
    out: list[Reference] = []
    mentioned: dict[str, set[int]] = {}
    base = 0
    for rows, entities in document:
        for entity in sorted(entities, key=lambda e: (e.first, -e.last)):
            head = _head(rows, entity.first, entity.last)
            if head is None:
                continue
            if rows[head][1].lower() in REFERRING or (rows[head][3] == "NOUN" and rows[entity.first][1].lower() in DEFINITE):
                out.append(Reference(base + head, set(mentioned.get(entity.identity, ()))))
            mentioned.setdefault(entity.identity, set()).add(base + head)
        base += len(rows)
    return out


def _joined(document: list[tuple[list[list[str]], list[Entity]]], named: bool) -> Example:
    example = Example([], [], [], [], [], [], [], [] if named else None)
    if named:
        example.references = _references(document)
    for number, (rows, entities) in enumerate(document):
        base = len(example.words)
        for index, row in enumerate(rows):
            example.words.append(row[1])
            example.sentences.append(number)
            example.upos.append(row[3])  # type: ignore[union-attr]
            example.feats.append(row[5])  # type: ignore[union-attr]
            example.lemmas.append(row[2])  # type: ignore[union-attr]
            example.heads.append(base + (index if row[6] == "0" else int(row[6]) - 1))  # type: ignore[union-attr]
            example.deprels.append(row[7])  # type: ignore[union-attr]
        if named:
            example.names.extend(_names(rows, entities))  # type: ignore[union-attr]
    return example


def words_of(text: str) -> tuple[Example, list[Span]]:
    """A text cut by our own segmenter, with the span of each word."""
    example, spans = Example([], []), []
    for number, words in enumerate(sentences(text)):
        for span in words:
            example.words.append(span.of(text))
            example.sentences.append(number)
            spans.append(span)
    return example, spans


def indices(spans: list[Span], pieces: Iterable[list[int]]) -> list[int]:
    """The words that share a character with any of the pieces."""
    wanted = [Span(*p) for p in pieces]
    return [i for i, word in enumerate(spans) if any(word.overlaps(p) for p in wanted)]


def ours(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, Example]]:
    """Compiled reports (see training/corpus) as (id, example) with acts and sayings."""
    for row in rows:
        example, spans = words_of(row["text"])
        example.acts, example.sayings = [], []
        for claim in row["claims"]:
            trigger = indices(spans, [claim["trigger"]])
            if not trigger:
                continue
            roles: dict[str, set[int]] = {}
            for name, role in ROLES.items():
                things = claim[name] or []
                things = [things] if isinstance(things, dict) else things
                told = [t["span"] for t in things if not t.get("implied")]
                roles[role] = set(indices(spans, told))
            # in a history every act is background by its date alone, which says nothing of how background is told
            status = None if row["id"].startswith("wikiwars") and claim["status"] == "historical" else claim["status"]
            example.acts.append(Act(trigger, claim["type"], claim["mode"], status, roles))
        for saying in row.get("attributions") or []:
            cue = indices(spans, saying["cue"])
            if cue:
                example.sayings.append(Saying(cue, indices(spans, saying["source"]), indices(spans, saying["content"])))
        yield row["id"], example


def _tagged(text: str, entities: Iterable[tuple[int, int, str]]) -> Example:
    example, spans = words_of(text)
    tags = ["O"] * len(spans)
    for begin, end, kind in sorted(entities, key=lambda e: e[0] - e[1]):
        found = indices(spans, [[begin, end]])
        while found and example.words[found[0]].lower() in ("the", "a", "an", "its", "their", "his", "our"):
            found = found[1:]
        # the crowd marked phrases too ("Thousands of Iraqis"): only what is written as a name is one
        if (
            found
            and all(example.words[i][:1].isupper() or example.words[i] in LINKING for i in found)
            and all(tags[i] == "O" for i in found)
        ):
            for i in found:
                tags[i] = f"I-{kind}"
            tags[found[0]] = f"B-{kind}"
    example.names = tags
    return example


def re3d(folder: Path, left_out: set[str]) -> Iterator[Example]:
    """re3d's documents with the names of persons, organizations and places; `left_out` are prefixes of ids kept for evaluation."""
    for source in sorted(p for p in folder.iterdir() if p.is_dir()):
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for line in (source / "entities.json").open(encoding="utf8"):
            row = json.loads(line)
            if row["type"] in RE3D_KINDS:
                entities.setdefault(row["documentId"], []).append((row["begin"], row["end"], RE3D_KINDS[row["type"]]))
        for line in (source / "documents.json").open(encoding="utf8"):
            row = json.loads(line)
            if row["_id"][:8] not in left_out:
                yield _tagged(row["text"], entities.get(row["_id"], []))


def meantime(folders: Iterable[Path]) -> Iterator[Example]:
    """MEANTIME's annotated sentences (0 to 5) with the names of persons, organizations and places."""
    for path in sorted(p for folder in folders for p in folder.glob("*.xml")):
        tree = ET.parse(path).getroot()
        tokens = {t.get("t_id"): (int(t.get("sentence", "0")), t.text or "") for t in tree.iter("token")}
        order = [key for key, (sentence, _) in tokens.items() if sentence <= 5]
        place = {key: i for i, key in enumerate(order)}
        tags = ["O"] * len(order)
        kinds: dict[str, str] = {}
        instance_kind = {e.get("m_id"): e.get("ent_type", "") for e in tree.iter("ENTITY")}
        for relation in tree.iter("REFERS_TO"):
            target = relation.find("target")
            for source in relation.iter("source"):
                if target is not None:
                    kinds[source.get("m_id", "")] = instance_kind.get(target.get("m_id"), "")
        for mention in tree.iter("ENTITY_MENTION"):
            kind = MEANTIME_KINDS.get(kinds.get(mention.get("m_id", ""), ""))
            found = sorted(place[a.get("t_id")] for a in mention.iter("token_anchor") if a.get("t_id") in place)
            while found and tokens[order[found[0]]][1].lower() in ("the", "a", "an"):
                found = found[1:]
            if kind and mention.get("syntactic_type") == "NAM" and found and all(tags[i] == "O" for i in found):
                for i in found:
                    tags[i] = f"I-{kind}"
                tags[found[0]] = f"B-{kind}"
        if order:
            yield Example([tokens[k][1] for k in order], [tokens[k][0] for k in order], names=tags)

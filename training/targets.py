"""Labels of each head, and a batch of examples as tensors of targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.knowledge.event_types import event_types
from sayso.knowledge.trigger_words import hint_labels
from sayso.language.encoder.pieces import Pieces, pieces
from sayso.types.claim import STATUSES
from training.examples import Example
from training.network import DISTANCES, ROLES, SAME, SENTENCES, VOICES

IGNORE = -100
NAMES = ["O"] + [f"{part}-{kind}" for kind in ("person", "organization", "place") for part in "BI"]


def lemma_script(form: str, lemma: str) -> str:
    """How a lemma is made of a form: keep case or fold, cut so many characters, add an ending.

    >>> lemma_script("Wounded", "wound"), lemma_script("Kyiv", "Kyiv")
    ('fold|2|', 'keep|0|')
    """
    case, base = ("keep", form) if form[:1] == lemma[:1] else ("fold", form.lower())
    same = 0
    while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
        same += 1
    return f"{case}|{len(base) - same}|{lemma[same:]}"


@dataclass
class Labels:
    """The labels of each head, in the order of its outputs."""

    names: dict[str, list[str]]
    index: dict[str, dict[str, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.index = {head: {label: i for i, label in enumerate(row)} for head, row in self.names.items()}

    @classmethod
    def gathered(cls, examples: Iterable[Example], least: int = 4) -> Labels:
        upos, feats, lemma, deprel = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        for e in examples:
            if e.upos is None:
                continue
            upos.update(e.upos)
            feats.update(e.feats or [])
            deprel.update(e.deprels or [])
            lemma.update(lemma_script(w, x) for w, x in zip(e.words, e.lemmas or [], strict=True))
        often = lambda c: sorted(label for label, n in c.items() if n >= least)  # noqa: E731
        types = sorted({kind for kind, _ in event_types()})
        return cls(
            {
                "upos": sorted(upos),
                "feats": often(feats),
                "lemma": often(lemma),
                "deprel": often(deprel),
                "name": NAMES,
                "act": ["O", "I", *(f"B-{kind}" for kind in types)],
                "mode": [f"{kind}/{mode or ''}" for kind, mode in sorted(event_types(), key=lambda k: (k[0], k[1] or ""))],
                "status": list(STATUSES),
                "cue": ["O", "B"],
            }
        )

    @property
    def sizes(self) -> dict[str, int]:
        return {head: len(row) for head, row in self.names.items()}


@dataclass(slots=True)
class Item:
    """An example with its pieces, ready to be batched."""

    example: Example
    pieces: list[Pieces]

    @property
    def length(self) -> int:
        return sum(len(p.ids) for p in self.pieces) + 2


def items(tokenizer: Tokenizer, examples: Iterable[Example]) -> list[Item]:
    return [Item(e, pieces(tokenizer, e.words)) for e in examples if e.words]


@dataclass
class Batch:
    """Inputs and targets; targets that a corpus does not tell are IGNORE."""

    ids: Tensor
    shapes: Tensor
    seen: Tensor
    first: Tensor
    hints: Tensor  # [B,W,hints]
    word: Tensor  # [B,P] the word of each piece, -1 for marks and padding
    sentence: Tensor  # [B,W], -1 for padding
    tags: dict[str, Tensor]  # head -> [B,W]
    heads: Tensor
    acts: list[tuple[int, int, dict[str, set[int]]]]  # window, anchor, role -> words
    sayings: list[tuple[int, int, dict[str, set[int]]]]
    references: list[tuple[int, int, dict[str, set[int]]]]

    @property
    def anchored(self) -> list[tuple[str, list[tuple[int, int, dict[str, set[int]]]], tuple[str, ...]]]:
        """The heads that link words to anchors, with their anchors and labels; those without anchors are left out."""
        heads = (("role", self.acts, ROLES), ("voice", self.sayings, VOICES), ("reference", self.references, SAME))
        return [head for head in heads if head[1]]

    def pairs(self, rows: list[tuple[int, int, dict[str, set[int]]]], labels: tuple[str, ...]) -> tuple[Tensor, ...]:
        """window [A], anchor [A], distance [A,W], sentence distance [A,W], target [A,W,labels], mask [A,W]."""
        window = torch.tensor([r[0] for r in rows])
        anchor = torch.tensor([r[1] for r in rows])
        width = self.first.shape[1]
        target = torch.zeros(len(rows), width, len(labels))
        for i, (_, _, roles) in enumerate(rows):
            for k, label in enumerate(labels):
                target[i, sorted(roles.get(label, ())), k] = 1.0
        half, near = DISTANCES // 2, SENTENCES // 2
        distance = (torch.arange(width)[None] - anchor[:, None]).clamp(-half, half) + half
        own = self.sentence[window]
        sentence = (own - own.gather(1, anchor[:, None])).clamp(-near, near) + near
        return window, anchor, distance, sentence, target, (own >= 0).float()


def batch(rows: list[Item], labels: Labels, cls: int, sep: int) -> Batch:
    wide, long = max(len(r.pieces) for r in rows), max(r.length for r in rows)
    n = len(rows)
    ids, shapes, seen = torch.zeros(n, long, dtype=torch.long), torch.full((n, long), 7), torch.zeros(n, long)
    hints, word_of = torch.zeros(n, wide, len(hint_labels())), torch.full((n, long), -1)
    first, sentence = torch.zeros(n, wide, dtype=torch.long), torch.full((n, wide), -1)
    tags = {head: torch.full((n, wide), IGNORE) for head in labels.names}
    heads = torch.full((n, wide), IGNORE)
    acts, sayings, references = [], [], []
    for b, row in enumerate(rows):
        at, e = 1, row.example
        ids[b, 0] = cls
        for w, piece in enumerate(row.pieces):
            first[b, w] = at
            for hint, strength in piece.hints.items():
                hints[b, w, hint] = strength
            for identity in piece.ids:
                ids[b, at], shapes[b, at], word_of[b, at] = identity, piece.shape, w
                at += 1
        ids[b, at] = sep
        seen[b, : at + 1] = 1
        size = len(e.words)
        sentence[b, :size] = torch.tensor(e.sentences)
        for head, values in tag_rows(e).items():
            table = labels.index[head]
            tags[head][b, :size] = torch.tensor([table.get(v, IGNORE) if v is not None else IGNORE for v in values])
        if e.heads is not None:
            heads[b, :size] = torch.tensor(e.heads)
        for act in e.acts or []:
            acts.append((b, act.words[0], act.roles))
        for s in e.sayings or []:
            sayings.append((b, s.cue[0], {"source": set(s.source), "cue": set(s.cue), "content": set(s.content)}))
        references += [(b, r.word, {"same": r.same}) for r in e.references or []]
    return Batch(ids, shapes, seen, first, hints, word_of, sentence, tags, heads, acts, sayings, references)


def tag_rows(e: Example) -> dict[str, list[str | None]]:
    """Label of each word for each head that the example tells."""
    out: dict[str, list[str | None]] = {}
    for head, row in (("upos", e.upos), ("feats", e.feats), ("deprel", e.deprels), ("name", e.names)):
        if row is not None:
            out[head] = list(row)
    if e.lemmas is not None:
        out["lemma"] = [lemma_script(w, x) for w, x in zip(e.words, e.lemmas, strict=True)]
    if e.acts is not None:
        act: list[str | None] = [None if i in e.unsure else "O" for i in range(len(e.words))]
        mode: list[str | None] = [None] * len(e.words)
        status: list[str | None] = [None] * len(e.words)
        for a in e.acts:
            for i in a.words[1:]:
                act[i] = "I"
        for a in e.acts:
            act[a.words[0]], mode[a.words[0]], status[a.words[0]] = f"B-{a.type}", f"{a.type}/{a.mode or ''}", a.status
        out |= {"act": act, "mode": mode, "status": status}
    if e.sayings is not None:
        cue: list[str | None] = ["O"] * len(e.words)
        for s in e.sayings:
            cue[s.cue[0]] = "B"
        out["cue"] = cue
    return out


__all__ = ["IGNORE", "ROLES", "VOICES", "Batch", "Item", "Labels", "batch", "items"]

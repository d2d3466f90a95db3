"""What the network learns from: a window of words with the targets that its corpus tells, in indices of words."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field


@dataclass(slots=True)
class Act:
    """A trigger with its answers; `roles` maps a role to the words that fill it."""

    words: list[int]
    type: str
    mode: str | None
    status: str | None
    roles: dict[str, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Saying:
    """An attribution: the words of its cue, source and content."""

    cue: list[int]
    source: list[int]
    content: list[int]


@dataclass(slots=True)
class Reference:
    """A word that refers back, such as a pronoun, and the words before it that mean the same; none where it takes up nothing."""

    word: int
    same: set[int]


@dataclass(slots=True)
class Example:
    """A window. None for a layer means that its corpus says nothing of it, so nothing is learned from its absence."""

    words: list[str]
    sentences: list[int]
    upos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None  # index in the window; a root is its own head
    deprels: list[str] | None = None
    names: list[str] | None = None  # B-person, I-person, ..., O
    acts: list[Act] | None = None
    sayings: list[Saying] | None = None
    references: list[Reference] | None = None
    unsure: set[int] = field(default_factory=set)  # words of which nothing is learned about acts

    def cut(self, begin: int, end: int) -> Example:
        """The words [begin, end) with what lies in them; acts and sayings whose anchor lies outside are left out."""

        def part(row: list[str] | None) -> list[str] | None:
            return None if row is None else row[begin:end]

        def inside(indices: list[int] | set[int]) -> list[int]:
            return [i - begin for i in sorted(indices) if begin <= i < end]

        acts = sayings = None
        if self.acts is not None:
            kept = [a for a in self.acts if begin <= a.words[0] < end]
            acts = [Act(inside(a.words), a.type, a.mode, a.status, {r: set(inside(w)) for r, w in a.roles.items()}) for a in kept]
        if self.sayings is not None:
            sayings = [Saying(inside(s.cue), inside(s.source), inside(s.content)) for s in self.sayings if begin <= s.cue[0] < end]
        references = self.references
        if references is not None:
            references = [Reference(r.word - begin, set(inside(r.same))) for r in references if begin <= r.word < end]
        return Example(
            self.words[begin:end],
            self.sentences[begin:end],
            part(self.upos),
            part(self.feats),
            part(self.lemmas),
            None if self.heads is None else [h - begin for h in self.heads[begin:end]],
            part(self.deprels),
            part(self.names),
            acts,
            sayings,
            references,
            set(inside(self.unsure)),
        )

    def bounds(self) -> list[tuple[int, int]]:
        """[begin, end) of each sentence."""
        cuts = [0] + [i for i in range(1, len(self.words)) if self.sentences[i] != self.sentences[i - 1]] + [len(self.words)]
        return list(itertools.pairwise(cuts))

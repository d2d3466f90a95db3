"""What language makes of a report's text: spans, trees, mentions, attributions, triggers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sayso.types.report import Report

RoleKind = Literal["actor", "recipient", "place", "time", "number"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text, half-open, in code points."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The quoted words.

        >>> Span(0, 5).of("Kyiv, May 7")
        'Kyiv,'
        """
        return text[self.begin : self.end]

    def covers(self, other: Span) -> bool:
        """Whether the other lies within this one, its edges included."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether both hold some code point."""
        return self.begin < other.end and other.begin < self.end

    def shared(self, other: Span) -> int:
        """How many code points both hold; 0 where they do not touch."""
        return max(0, min(self.end, other.end) - max(self.begin, other.begin))


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence, in UD terms; `head` is an index into the sentence, None for its root."""

    index: int
    span: Span
    form: str
    lemma: str
    upos: str
    feats: str
    head: int | None
    deprel: str

    def feature(self, name: str) -> str | None:
        """The value of one UD feature.

        >>> Token(0, Span(0, 4), "said", "say", "VERB", "Tense=Past|VerbForm=Fin", None, "root").feature("Tense")
        'Past'
        """
        for pair in self.feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return None


@dataclass(frozen=True)
class Sentence:
    """A tree over the tokens of one sentence."""

    index: int
    span: Span
    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> dict[int | None, tuple[Token, ...]]:
        out: dict[int | None, list[Token]] = {}
        for token in self.tokens:
            out.setdefault(token.head, []).append(token)
        return {head: tuple(tokens) for head, tokens in out.items()}

    @property
    def root(self) -> Token | None:
        """The token above all others; None where the sentence has no tree."""
        roots = self._children.get(None, ())
        return roots[0] if roots else None

    def head(self, token: Token) -> Token | None:
        """The token that a token hangs on, None for the root."""
        return None if token.head is None else self.tokens[token.head]

    def children(self, token: Token, *deprels: str) -> tuple[Token, ...]:
        """Dependents in text order; `deprels` names relations, a bare "nsubj" also takes "nsubj:pass"."""
        found = self._children.get(token.index, ())
        return tuple(t for t in found if not deprels or t.deprel in deprels or t.deprel.split(":")[0] in deprels)

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The heads above a token, nearest first."""
        seen = {token.index}
        while (above := self.head(token)) is not None and above.index not in seen:
            seen.add(above.index)
            yield above
            token = above

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that a span touches, in text order."""
        return tuple(t for t in self.tokens if span.overlaps(t.span))

    def head_of(self, span: Span) -> Token | None:
        """The highest token of a span in the tree, of equals the first; None where the span touches none."""
        return min(self.within(span), key=lambda t: sum(1 for _ in self.ancestors(t)), default=None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name or describe something."""

    span: Span
    kind: str
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun and the words before it that it may mean, the likeliest first, each with its score."""

    span: Span
    same: tuple[tuple[Span, float], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (source) says, by which words (cue), what (content); each in pieces, source may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float

    @property
    def span(self) -> Span:
        """From the first to the last of all pieces."""
        pieces = self.source + self.cue + self.content
        return Span(min(p.begin for p in pieces), max(p.end for p in pieces))

    def holds(self, span: Span) -> bool:
        """Whether a span lies in the content."""
        return any(piece.covers(span) for piece in self.content)


@dataclass(frozen=True, slots=True)
class Role:
    """A link from a trigger to a span that takes part in its act."""

    kind: RoleKind
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that name an act, with the network's answers about it, each with its score."""

    span: Span
    sentence: int
    type: str
    type_score: float
    mode: str | None
    mode_score: float
    status: str
    status_score: float
    roles: tuple[Role, ...] = ()

    def role_spans(self, kind: RoleKind) -> tuple[Role, ...]:
        """The links of one kind."""
        return tuple(r for r in self.roles if r.kind == kind)


@dataclass(frozen=True)
class Analysis:
    """What language hands to reading. Hand-checked cases can state all of it without a network."""

    report: Report
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    references: tuple[Reference, ...] = ()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character; None between sentences."""
        for sentence in self.sentences:
            if sentence.span.begin <= offset < sentence.span.end:
                return sentence
        return None

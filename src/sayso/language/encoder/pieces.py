"""Words into what the network takes: word pieces of the uncased vocabulary, the shape of each word, and windows of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from sayso.errors import ModelError
from sayso.knowledge.trigger_words import hints

SHAPES = ("lower", "title", "upper", "mixed", "digits", "mark", "letter")
PIECES_PER_WORD = 6


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of a word's pieces, cut after `PIECES_PER_WORD`, the index of its shape in SHAPES, and what acts it may name (see `hint_labels`)."""

    ids: tuple[int, ...]
    shape: int
    hints: dict[int, float]


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences [first, last) that are encoded together; those before `new` are context that an earlier window has answered for."""

    first: int
    new: int
    last: int


def shape(word: str) -> int:
    """The shape of a word as an index into SHAPES.

    >>> [SHAPES[shape(w)] for w in ("army", "Army", "US", "McKay", "2,000", "-", "A")]
    ['lower', 'title', 'upper', 'mixed', 'digits', 'mark', 'letter']
    """
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if len(word) == 1:
        return 6
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def special(tokenizer: Tokenizer, name: str) -> int:
    """The id of a piece that stands for no word. Raises ModelError where the vocabulary lacks it."""
    identity: int | None = tokenizer.token_to_id(name)
    if identity is None:
        raise ModelError(f"the model's vocabulary has no {name}; reinstall sayso or name another model")
    return identity


def pieces(tokenizer: Tokenizer, words: Sequence[str]) -> list[Pieces]:
    """One Pieces per word, in order; a word the vocabulary knows nothing of is [UNK]."""
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    found: list[list[int]] = [[] for _ in words]
    for identity, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if word is not None and len(found[word]) < PIECES_PER_WORD:
            found[word].append(identity)
    unknown = special(tokenizer, "[UNK]")
    return [Pieces(tuple(ids) or (unknown,), shape(word), own) for ids, word, own in zip(found, words, hints(words), strict=True)]


def windows(lengths: Sequence[int], *, room: int, context: float = 0.2) -> list[Window]:
    """Sentences, given as numbers of pieces, packed into windows of at most `room` pieces.

    Each window but the first begins with the last sentences of the one before, as far as they take up no more than `context` of the room.
    A sentence longer than the room has a window of its own, and is cut by the caller.
    """
    out: list[Window] = []
    begin = 0
    while begin < len(lengths):
        first, used = begin, 0
        while first > 0 and used + lengths[first - 1] <= context * room:
            first -= 1
            used += lengths[first]
        end = begin
        while end < len(lengths) and (end == begin or used + lengths[end] <= room):
            used += lengths[end]
            end += 1
        out.append(Window(first if used <= room else begin, begin, end))
        begin = end
    return out

"""What the types tell of themselves."""

from __future__ import annotations

from sayso.types.text import Sentence, Span, Token


def test_the_head_of_a_span_is_its_highest_token() -> None:
    words = (("The", 1), ("army", 2), ("shelled", None), ("the", 4), ("town", 2))
    begins = [sum(len(word) + 1 for word, _ in words[:at]) for at in range(len(words))]
    tokens = tuple(
        Token(at, Span(begins[at], begins[at] + len(word)), word, word.lower(), "X", "_", head, "dep")
        for at, (word, head) in enumerate(words)
    )
    sentence = Sentence(0, Span(0, tokens[-1].span.end), tokens)
    assert sentence.head_of(Span(0, 16)) is tokens[2]
    assert sentence.head_of(tokens[3].span) is tokens[3]
    assert sentence.head_of(Span(tokens[1].span.begin, tokens[1].span.end)) is tokens[1]
    assert sentence.head_of(Span(90, 95)) is None

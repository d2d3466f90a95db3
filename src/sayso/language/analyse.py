"""From a report to its analysis: cut into sentences, encoded once in windows, answered by every head."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sayso.language.answers import Answers, Stretch, attributions, mentions, references, triggers
from sayso.language.encoder.network import Network
from sayso.language.encoder.packed import unpack
from sayso.language.encoder.pieces import Pieces, Window, pieces, windows
from sayso.language.segment import sentences
from sayso.language.trees import heads
from sayso.types.report import Report
from sayso.types.text import Analysis, Attribution, Mention, Reference, Sentence, Span, Token, Trigger

# Pieces in a window: as long as the windows of training, at most.
ROOM = 220
LONGEST_SENTENCE = 120
WINDOWS_AT_ONCE = 16


class Model:
    """The network with its name. Raises ModelError where the model's file cannot be used."""

    def __init__(self, network: Network, name: str) -> None:
        self.network = network
        self.name = name

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 2) -> Model:
        packed = unpack(path)
        return cls(Network(packed, threads=threads), f"{packed.name} sha256:{packed.sha256[:12]}")


def analyse(report: Report, model: Model) -> Analysis:
    """Sentences as trees, names, attributions and triggers of a report; all spans are into `report.text`.

    The same report gives the same analysis, whatever was read before it. Does not look at the report's language.
    """
    found = [part for words in sentences(report.text) for part in _bounded(words)]
    if not found:
        return Analysis(report)
    written = pieces(model.network.tokenizer, [span.of(report.text) for words in found for span in words])
    cuts = np.cumsum([0, *(len(words) for words in found)]).tolist()
    split = [written[begin:end] for begin, end in itertools.pairwise(cuts)]
    plan = windows([sum(len(p.ids) for p in row) for row in split], room=ROOM)
    trees: list[Sentence] = []
    names: list[Mention] = []
    sayings: list[Attribution] = []
    acts: list[Trigger] = []
    pronouns: list[Reference] = []
    with model.network.calm():
        for at in range(0, len(plan), WINDOWS_AT_ONCE):
            some = plan[at : at + WINDOWS_AT_ONCE]
            encoded = model.network.encode([_flat(split, window) for window in some])
            for window, words in zip(some, encoded, strict=True):
                answers = Answers(model.network, words, _stretch(found, window))
                trees += _trees(report.text, answers)
                names += mentions(answers)
                sayings += attributions(answers)
                acts += triggers(answers)
                pronouns += references(answers, report.text)
    return Analysis(report, tuple(trees), tuple(names), tuple(sayings), tuple(acts), tuple(pronouns))


def _bounded(words: list[Span]) -> list[list[Span]]:
    """A list of words that runs on like a table, cut into stretches that a window can hold."""
    return [words[at : at + LONGEST_SENTENCE] for at in range(0, len(words), LONGEST_SENTENCE)]


def _flat(split: Sequence[Sequence[Pieces]], window: Window) -> list[Pieces]:
    """The words of a window; a sentence too long for the network's positions keeps only the first piece of each word."""
    rows = [word for row in split[window.first : window.last] for word in row]
    if sum(len(p.ids) for p in rows) > 2 * ROOM:
        rows = [Pieces(p.ids[:1], p.shape, p.hints) for p in rows]
    return rows


def _stretch(found: Sequence[Sequence[Span]], window: Window) -> Stretch:
    spans = [span for words in found[window.first : window.last] for span in words]
    numbers = [n for n in range(window.first, window.last) for _ in found[n]]
    new = sum(len(words) for words in found[window.first : window.new])
    return Stretch(spans, np.array(numbers, np.int64), new)


def _trees(text: str, answers: Answers) -> list[Sentence]:
    """The sentences that this window answers for, as trees."""
    stretch, network = answers.stretch, answers.network
    numbers = stretch.sentences
    begins = [w for w in range(stretch.new, len(numbers)) if w == stretch.new or numbers[w] != numbers[w - 1]]
    dependents: list[int] = []
    above: list[int] = []
    found: list[list[int | None]] = []
    for begin, end in zip(begins, [*begins[1:], len(numbers)], strict=True):
        own = heads(answers.arcs[begin:end, begin:end])
        found.append(own)
        dependents += range(begin, end)
        above += [begin + (word if head is None else head) for word, head in enumerate(own)]
    relations = network.relations(answers.layers, dependents, above).argmax(axis=1)
    best = {name: answers.tags[name].argmax(axis=1) for name in ("upos", "feats", "lemma")}
    out: list[Sentence] = []
    at = 0
    for begin, own in zip(begins, found, strict=True):
        tokens = []
        for index, head in enumerate(own):
            word = begin + index
            form = stretch.spans[word].of(text)
            relation = network.labels["deprel"][relations[at]]
            feats = network.labels["feats"][best["feats"][word]]
            tokens.append(
                Token(
                    index=index,
                    span=stretch.spans[word],
                    form=form,
                    lemma=lemma(form, network.labels["lemma"][best["lemma"][word]]),
                    upos=network.labels["upos"][best["upos"][word]],
                    feats="" if feats == "_" else feats,
                    head=head,
                    deprel="root" if head is None else "dep" if relation == "root" else relation,
                )
            )
            at += 1
        span = Span(tokens[0].span.begin, tokens[-1].span.end)
        out.append(Sentence(int(numbers[begin]), span, tuple(tokens)))
    return out


def lemma(form: str, script: str) -> str:
    """The lemma that a script makes of a form: keep case or fold, cut so many characters, add an ending.

    >>> lemma("Wounded", "fold|2|"), lemma("said", "fold|2|y"), lemma("Kyiv", "keep|0|")
    ('wound', 'say', 'Kyiv')
    """
    case, cut, ending = script.split("|", 2)
    base = form if case == "keep" else form.lower()
    return (base[: len(base) - int(cut)] if int(cut) < len(base) else "") + ending or base

"""The network's probabilities into answers: names, attributions and triggers as spans of the text, each with its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder.network import Array, Network
from sayso.types.text import Attribution, Mention, Reference, Role, RoleKind, Span, Trigger

ROLES: tuple[RoleKind, ...] = ("actor", "recipient", "place", "time", "number")
VOICES = ("source", "cue", "content")
# Below these an answer is no answer; what is above them keeps its score, and reading decides.
LEAST_TRIGGER, LEAST_CUE, LEAST_WORD, LEAST_ROLE = 0.1, 0.38, 0.5, 0.47
LARGEST_GAP = 2
LEAST_SAME, MOST_SAME = 0.2, 5
REFERRING = frozenset(
    ("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves")
) | {"who", "which"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A window of words: their spans, the sentence of each, and the word from which on this window answers."""

    spans: Sequence[Span]
    sentences: NDArray[np.int64]
    new: int


class Answers:
    """What every head says of a window; `words` are its vectors, [W,H]."""

    def __init__(self, network: Network, words: Array, stretch: Stretch) -> None:
        self.network, self.words, self.stretch = network, words, stretch
        self.layers = network.layers(words)
        self.tags = network.tags(self.layers)
        self.arcs = network.arcs(self.layers)
        self._above = network.above(self.arcs, stretch.sentences)

    def pairs(self, anchors: Sequence[int], head: str) -> Array:
        """What each word is to each anchor, [A,W,labels]; `head` is `role`, `voice` or `reference`."""
        return self.network.pairs(self.words, self.layers, np.array(anchors, np.int64), self.stretch.sentences, self._above, head)


def mentions(answers: Answers) -> list[Mention]:
    """The names of persons, organizations and places."""
    stretch, names, labels = answers.stretch, answers.tags["name"], answers.network.labels["name"]
    best, sure = names.argmax(axis=1), names.max(axis=1)
    out: list[Mention] = []
    at = stretch.new
    while at < len(best):
        label = labels[best[at]]
        end = at + 1
        if label != "O":
            kind = label[2:]
            while end < len(best) and labels[best[end]] == f"I-{kind}" and stretch.sentences[end] == stretch.sentences[at]:
                end += 1
            span = Span(stretch.spans[at].begin, stretch.spans[end - 1].end)
            out.append(Mention(span, kind, int(stretch.sentences[at]), round(float(sure[at:end].mean()), 3)))
        at = end
    return out


def attributions(answers: Answers) -> list[Attribution]:
    """Who says, by which words, what; anchored at the first word of each cue."""
    stretch, cue = answers.stretch, answers.tags["cue"]
    anchors = [w for w in range(stretch.new, len(cue)) if cue[w, 1] >= LEAST_CUE]
    if not anchors:
        return []
    likely = answers.pairs(anchors, "voice")
    out: list[Attribution] = []
    for a, anchor in enumerate(anchors):
        found = {name: _pieces(stretch.spans, likely[a, :, k]) for k, name in enumerate(VOICES)}
        cues = found["cue"] or (stretch.spans[anchor],)
        out.append(Attribution(found["source"], cues, found["content"], round(float(cue[anchor, 1]), 3)))
    return out


def _pieces(spans: Sequence[Span], likely: Array) -> tuple[Span, ...]:
    """The stretches of words that are likely enough; small gaps between them are closed."""
    words = np.flatnonzero(likely >= LEAST_WORD).tolist()
    runs: list[list[int]] = []
    for word in words:
        if runs and word - runs[-1][1] <= LARGEST_GAP and min(likely[runs[-1][1] + 1 : word], default=1.0) > 0.1:
            runs[-1][1] = word
        else:
            runs.append([word, word])
    return tuple(Span(spans[first].begin, spans[last].end) for first, last in runs)


def references(answers: Answers, text: str) -> list[Reference]:
    """What the pronouns mean: the words before each that are likely enough, the likeliest first."""
    stretch = answers.stretch
    anchors = [w for w in range(stretch.new, len(stretch.spans)) if stretch.spans[w].of(text).lower() in REFERRING]
    if not anchors:
        return []
    likely = answers.pairs(anchors, "reference")[..., 0]
    out: list[Reference] = []
    for a, anchor in enumerate(anchors):
        before = [w for w in np.argsort(-likely[a, :anchor])[:MOST_SAME].tolist() if likely[a, w] >= LEAST_SAME]
        out.append(Reference(stretch.spans[anchor], tuple((stretch.spans[w], round(float(likely[a, w]), 3)) for w in before)))
    return out


def triggers(answers: Answers) -> list[Trigger]:
    """The words that name an act, with type, mode, status and the spans that take part in it."""
    stretch, tags, network = answers.stretch, answers.tags, answers.network
    acts, labels = tags["act"], network.labels["act"]
    begins = [i for i, label in enumerate(labels) if label.startswith("B-")]
    types = acts[:, begins]
    likely_words = (types.sum(axis=1) >= 2 * LEAST_TRIGGER) & (types.max(axis=1) >= LEAST_TRIGGER)
    anchors = [w for w in np.flatnonzero(likely_words).tolist() if w >= stretch.new]
    if not anchors:
        return []
    likely = answers.pairs(anchors, "role")
    inside, out = labels.index("I"), []
    for a, anchor in enumerate(anchors):
        end = anchor + 1
        while end < len(acts) and acts[end, inside] >= 0.5 and stretch.sentences[end] == stretch.sentences[anchor]:
            end += 1
        best = begins[int(acts[anchor, begins].argmax())]
        kind = labels[best][2:]
        mode, mode_score = _mode(kind, tags["mode"][anchor], network.labels["mode"])
        status = int(tags["status"][anchor].argmax())
        out.append(
            Trigger(
                span=Span(stretch.spans[anchor].begin, stretch.spans[end - 1].end),
                sentence=int(stretch.sentences[anchor]),
                type=kind,
                type_score=round(float(acts[anchor, best]), 3),
                mode=mode,
                mode_score=mode_score,
                status=network.labels["status"][status],
                status_score=round(float(tags["status"][anchor, status]), 3),
                roles=_roles(stretch, likely[a]),
            )
        )
    return out


def _mode(kind: str, likely: Array, labels: Sequence[str]) -> tuple[str | None, float]:
    """The likeliest mode of a type, None where none fits, with its share among the type's modes."""
    own = [i for i, label in enumerate(labels) if label.startswith(f"{kind}/")]
    best = max(own, key=lambda i: float(likely[i]))
    share = float(likely[best]) / max(float(sum(likely[i] for i in own)), 1e-9)
    return labels[best].partition("/")[2] or None, round(share, 3)


def _roles(stretch: Stretch, likely: Array) -> tuple[Role, ...]:
    """Contiguous words of one role, within a sentence, as one span."""
    out: list[Role] = []
    for k, kind in enumerate(ROLES):
        words = np.flatnonzero(likely[:, k] >= LEAST_ROLE)
        apart = np.flatnonzero((np.diff(words) > 1) | (np.diff(stretch.sentences[words]) != 0)) + 1
        for run in np.split(words, apart) if len(words) else ():
            span = Span(stretch.spans[run[0]].begin, stretch.spans[run[-1]].end)
            out.append(Role(kind, span, round(float(likely[run, k].mean()), 3)))
    return tuple(out)

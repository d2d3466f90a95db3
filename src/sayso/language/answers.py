"""The network's probabilities into answers: names, attributions and triggers as spans of the text, each with its score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.language.encoder.network import Array, Network
from sayso.types.text import Attribution, Mention, Role, RoleKind, Span, Trigger

ROLES: tuple[RoleKind, ...] = ("actor", "recipient", "place", "time", "number")
VOICES = ("source", "cue", "content")
# Below these an answer is no answer; what is above them keeps its score, and reading decides.
LEAST_TRIGGER, LEAST_CUE, LEAST_WORD, LEAST_ROLE = 0.15, 0.5, 0.5, 0.45
LARGEST_GAP = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A window of words: their spans, the sentence of each, and the word from which on this window answers."""

    spans: Sequence[Span]
    sentences: NDArray[np.int64]
    new: int


def mentions(stretch: Stretch, names: Array, labels: Sequence[str]) -> list[Mention]:
    """The names of persons, organizations and places."""
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
            out.append(Mention(span, kind, int(stretch.sentences[at]), None, round(float(sure[at:end].mean()), 3)))
        at = end
    return out


def attributions(stretch: Stretch, words: Array, above: Array, cue: Array, network: Network) -> list[Attribution]:
    """Who says, by which words, what; anchored at the first word of each cue."""
    anchors = np.array([w for w in range(stretch.new, len(words)) if cue[w, 1] >= LEAST_CUE], np.int64)
    if not len(anchors):
        return []
    likely = network.pairs(words, anchors, stretch.sentences, above, "voice")
    out: list[Attribution] = []
    for a, anchor in enumerate(anchors):
        found = {name: _pieces(stretch.spans, likely[a, :, k]) for k, name in enumerate(VOICES)}
        cues = found["cue"] or (stretch.spans[anchor],)
        out.append(Attribution(found["source"], cues, found["content"], round(float(cue[anchor, 1]), 3)))
    return out


def _pieces(spans: Sequence[Span], likely: Array) -> tuple[Span, ...]:
    """The stretches of words that are likely enough; small gaps between them are closed."""
    words = [w for w in range(len(spans)) if likely[w] >= LEAST_WORD]
    runs: list[list[int]] = []
    for word in words:
        if runs and word - runs[-1][1] <= LARGEST_GAP and min(likely[runs[-1][1] + 1 : word], default=1.0) > 0.1:
            runs[-1][1] = word
        else:
            runs.append([word, word])
    return tuple(Span(spans[first].begin, spans[last].end) for first, last in runs)


def triggers(stretch: Stretch, words: Array, above: Array, tags: dict[str, Array], network: Network) -> list[Trigger]:
    """The words that name an act, with type, mode, status and the spans that take part in it."""
    acts, labels = tags["act"], network.labels["act"]
    begins = [i for i, label in enumerate(labels) if label.startswith("B-")]
    anchors = [
        w for w in range(stretch.new, len(acts)) if acts[w, begins].sum() >= 2 * LEAST_TRIGGER and acts[w, begins].max() >= LEAST_TRIGGER
    ]
    if not anchors:
        return []
    likely = network.pairs(words, np.array(anchors, np.int64), stretch.sentences, above, "role")
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
        at = 0
        while at < len(likely):
            end = at + 1
            if likely[at, k] >= LEAST_ROLE:
                while end < len(likely) and likely[end, k] >= LEAST_ROLE and stretch.sentences[end] == stretch.sentences[at]:
                    end += 1
                span = Span(stretch.spans[at].begin, stretch.spans[end - 1].end)
                out.append(Role(kind, span, round(float(likely[at:end, k].mean()), 3)))
            at = end
    return tuple(out)

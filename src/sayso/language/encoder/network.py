"""The network at run time: pieces to word vectors by ONNX, then every head in numpy.

Shapes: B windows, P pieces, W words, H = 384. `training/network.py` states the same arithmetic for training.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from sayso.errors import ModelError
from sayso.knowledge.trigger_words import hint_labels
from sayso.language.encoder.packed import Packed
from sayso.language.encoder.pieces import Pieces, special

Array = NDArray[np.floating[Any]]
Layers = dict[str, Array]
NO_SHAPE = 7
# Heads that give one label to a word, and the other layers over single words: their weights are joined, in this order, into one product.
TAGS = ("upos", "feats", "lemma", "name", "act", "mode", "status", "cue")
JOINED = (
    *(f"tags.{name}" for name in TAGS),
    *("arc_dep", "arc_head", "rel_dep", "rel_head"),
    *(f"{head}.{part}" for head in ("role", "voice", "reference") for part in ("word", "word_gate")),
)


class Network:
    """The encoder and heads of a packed model. `threads` is how many the encoder may use."""

    def __init__(self, packed: Packed, *, threads: int = 2) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        self._session: Any = ort.InferenceSession(packed.encoder, options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_str(packed.tokenizer)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.labels = packed.labels
        self._cls, self._sep = special(self.tokenizer, "[CLS]"), special(self.tokenizer, "[SEP]")
        self._word, self._scale = packed.arrays["word"], packed.arrays["word.scale"]
        self._weights = {k: v.astype(np.float32) for k, v in packed.arrays.items() if not k.startswith("word")}
        self._joined = np.concatenate([self._weights[f"{name}.weight"] for name in JOINED]).T.copy()
        self._joined_bias = np.concatenate([self._weights[f"{name}.bias"] for name in JOINED])
        bounds = np.cumsum([0, *(len(self._weights[f"{name}.bias"]) for name in JOINED)]).tolist()
        self._at = {name: slice(*pair) for name, pair in zip(JOINED, itertools.pairwise(bounds), strict=True)}
        relation = self._weights["rel"]
        self._relation = relation.transpose(1, 0, 2).reshape(relation.shape[1], -1).copy()
        self._hint_in, self._hint_out = self._weights["hint_in.weight"].T.copy(), self._weights["hint_out.weight"].T.copy()
        if packed.labels["hint"] != hint_labels():
            raise ModelError(
                "the model was made for other types of acts than those of event_types.tsv; use models and programs of one version"
            )
        self._blas = ThreadpoolController()

    def calm(self) -> AbstractContextManager[Any]:
        """While it lasts, numpy's products keep to one thread: its own threads would fight the encoder's over the cores."""
        limited: AbstractContextManager[Any] = self._blas.limit(limits=1, user_api="blas")
        return limited

    def encode(self, windows: Sequence[Sequence[Pieces]]) -> list[Array]:
        """Windows of words as pieces to one [W,H] array each, in order."""
        long = max(sum(len(p.ids) for p in window) + 2 for window in windows)
        wide = max(len(window) for window in windows)
        ids = np.zeros((len(windows), long), np.int64)
        shapes, seen = np.full((len(windows), long), NO_SHAPE, np.int64), np.zeros((len(windows), long), np.float32)
        first, hints = np.zeros((len(windows), wide), np.int64), np.zeros((len(windows), wide, len(hint_labels())), np.float32)
        for b, window in enumerate(windows):
            ids[b, 0], at = self._cls, 1
            for w, word in enumerate(window):
                first[b, w] = at
                for hint, strength in word.hints.items():
                    hints[b, w, hint] = strength
                for identity in word.ids:
                    ids[b, at], shapes[b, at] = identity, word.shape
                    at += 1
            ids[b, at] = self._sep
            seen[b, : at + 1] = 1.0
        vectors = self._word[ids].astype(np.float32) * self._scale[ids].astype(np.float32)[..., None]
        hinted = np.nonzero(hints.any(axis=-1))
        vectors[hinted[0], first[hinted]] += hints[hinted] @ self._hint_in
        (words,) = self._session.run(None, {"vectors": vectors, "shapes": shapes, "seen": seen, "first": first})
        words[hinted] += hints[hinted] @ self._hint_out
        return [words[b, : len(window)] for b, window in enumerate(windows)]

    def layers(self, words: Array) -> Layers:
        """[W,H] to what every layer over single words gives, by its name, [W,size]."""
        scores = words @ self._joined
        scores += self._joined_bias
        return {name: scores[:, at] for name, at in self._at.items()}

    def tags(self, layers: Layers) -> dict[str, Array]:
        """The probabilities of each head's labels, [W,labels]."""
        return {name: softmax(layers[f"tags.{name}"]) for name in TAGS}

    def arcs(self, layers: Layers) -> Array:
        """[W,W]: the score of each head (last axis) for each dependent; a root is its own head."""
        dependents, heads = relu(layers["arc_dep"]), relu(layers["arc_head"])
        scores: Array = with_one(dependents) @ self._weights["arc"] @ heads.T
        return scores

    def above(self, arcs: Array, sentences: NDArray[np.int64]) -> Array:
        """The scores of heads [W,W] to the probability of each head in the word's own sentence."""
        return softmax(np.where(sentences[:, None] == sentences[None], arcs, np.float32(-1e4)))

    def relations(self, layers: Layers, dependents: Sequence[int], heads: Sequence[int]) -> Array:
        """N words and their heads to the probabilities of the relations, [N,deprels]."""
        one, other = with_one(relu(layers["rel_dep"][dependents])), with_one(relu(layers["rel_head"][heads]))
        labels, size, _ = self._weights["rel"].shape
        turned = one @ self._relation
        return softmax((turned.reshape(len(one), labels, size) @ other[:, :, None])[..., 0])

    def pairs(
        self, words: Array, layers: Layers, anchors: NDArray[np.int64], sentences: NDArray[np.int64], above: Array, head: str
    ) -> Array:
        """What each word is to each anchor: [A,W,labels], independent probabilities. `head` is `role`, `voice` or `reference`, `above` as `above` gives it."""
        distances, nearby = self._weights[f"{head}.distance.weight"], self._weights[f"{head}.sentence.weight"]
        half, near = len(distances) // 2, len(nearby) // 2
        apart = np.clip(np.arange(len(words))[None] - anchors[:, None], -half, half) + half
        across = np.clip(sentences[None] - sentences[anchors][:, None], -near, near) + near
        kinship = self._weights[f"{head}.kin.weight"].T
        word, gate = layers[f"{head}.word"], layers[f"{head}.word_gate"]
        anchor, anchor_gate = self._linear(words[anchors], f"{head}.anchor"), self._linear(words[anchors], f"{head}.anchor_gate")
        x = np.empty((len(anchors), *word.shape), np.float32)
        for a in range(len(anchors)):
            np.multiply(gate, anchor_gate[a], out=x[a])
            x[a] += word
            x[a] += anchor[a]
            x[a] += distances[apart[a]]
            x[a] += nearby[across[a]]
            x[a] += kin(above, int(anchors[a])) @ kinship
        return sigmoid(self._linear(np.maximum(x, 0.0, out=x), f"{head}.out"))

    def _linear(self, x: Array, name: str) -> Array:
        out: Array = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return out


def kin(above: Array, anchor: int) -> Array:
    """How likely each word is child, parent, grandchild, sibling, child of a sibling, grandparent, sibling of the parent of an anchor: [W,7]."""
    child, parent = above[:, anchor], above[anchor]
    sibling, grandparent = above @ parent, parent @ above
    return np.stack([child, parent, above @ child, sibling, above @ sibling, grandparent, above @ grandparent], axis=-1)


def relu(x: Array) -> Array:
    return np.maximum(x, 0.0)


def with_one(x: Array) -> Array:
    """A column of ones after the last, so that a matrix holds its bias."""
    return np.concatenate([x, np.ones((*x.shape[:-1], 1), np.float32)], axis=-1)


def softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    out: Array = raised / raised.sum(axis=-1, keepdims=True)
    return out


def sigmoid(x: Array) -> Array:
    out: Array = 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
    return out

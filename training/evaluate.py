"""Figures of a network in training, on gold words: trees on a treebank's dev part, acts and sayings on reports held out."""

from __future__ import annotations

import torch
from tokenizers import Tokenizer

from training.network import ROLES, SAME, VOICES, Network
from training.targets import IGNORE, Item, Labels, batch


def _f1(hit: float, gold: float, found: float) -> float:
    return 2 * hit / (gold + found) if gold + found else 0.0


@torch.no_grad()
def report(net: Network, labels: Labels, trees: list[Item], claims: list[Item], tokenizer: Tokenizer) -> str:
    net.eval()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    total = upos = uas = las = lemma = 0
    for at in range(0, len(trees), 16):
        b = batch(sorted(trees, key=lambda r: r.length)[at : at + 16], labels, cls, sep)
        words = net.encode(b.ids, b.shapes, b.seen, b.first, b.hints)
        told = b.heads != IGNORE
        apart = b.sentence[:, :, None] != b.sentence[:, None, :]
        heads = net.arcs(words).masked_fill(apart, -1e4).argmax(-1)
        rows, dependents = told.nonzero(as_tuple=True)
        relations = net.relations(words[rows, dependents], words[rows, heads[told]]).argmax(-1)
        right = heads[told] == b.heads[told]
        total += int(told.sum())
        uas += int(right.sum())
        las += int((right & (relations == b.tags["deprel"][told])).sum())
        upos += int((net.tags["upos"](words).argmax(-1) == b.tags["upos"])[told].sum())
        lemma += int((net.tags["lemma"](words).argmax(-1) == b.tags["lemma"])[told].sum())
    lines = [f"trees: words {total}, UPOS {upos / total:.4f}, UAS {uas / total:.4f}, LAS {las / total:.4f}, lemma {lemma / total:.4f}"]
    if claims:
        lines += _claims(net, labels, claims, cls, sep)
    return "\n".join(lines)


def _claims(net: Network, labels: Labels, rows: list[Item], cls: int, sep: int) -> list[str]:
    hit = gold = found = mode = status = anchors = 0
    pair = {name: [0.0, 0.0, 0.0] for name in (*ROLES, *VOICES, *SAME)}
    cue = [0, 0, 0]
    for at in range(0, len(rows), 8):
        b = batch(rows[at : at + 8], labels, cls, sep)
        words = net.encode(b.ids, b.shapes, b.seen, b.first, b.hints)
        told = b.tags["act"] != IGNORE
        answer, target = net.tags["act"](words).argmax(-1), b.tags["act"]
        hit += int(((answer == target) & (target > 1) & told).sum())
        gold += int(((target > 1) & told).sum())
        found += int(((answer > 1) & told).sum())
        said, meant = net.tags["cue"](words).argmax(-1), b.tags["cue"]
        for i, n in enumerate((((said == 1) & (meant == 1)).sum(), (meant == 1).sum(), ((said == 1) & (meant != IGNORE)).sum())):
            cue[i] += int(n)
        for head in ("mode", "status"):
            known = b.tags[head] != IGNORE
            right = int((net.tags[head](words).argmax(-1) == b.tags[head])[known].sum())
            mode, status = (mode + right, status) if head == "mode" else (mode, status + right)
        anchors += int((b.tags["status"] != IGNORE).sum())
        for head, anchors_, names in b.anchored:
            *at_, want, mask = b.pairs(anchors_, names)
            yes = (net.pairs(head, words, net.above(words, b.sentence), tuple(at_)) > 0) & (mask[:, :, None] > 0)
            for k, name in enumerate(names):
                for i, n in enumerate(((yes[..., k] & (want[..., k] > 0)).sum(), (want[..., k] > 0).sum(), yes[..., k].sum())):
                    pair[name][i] += float(n)
    return [
        f"acts: gold {gold}, found {found}, F1 {_f1(hit, gold, found):.3f}, mode {mode / max(anchors, 1):.3f}, status {status / max(anchors, 1):.3f}",
        f"cues: F1 {_f1(*cue):.3f}",
        "words of: " + ", ".join(f"{name} {_f1(*counts):.3f}" for name, counts in pair.items() if counts[1]),
    ]

"""Scores that mean what they say: one temperature per head, after Guo et al. (2017), found on reports kept aside; heads that mostly give no answer
get a shift of that label too, as in their vector scaling.

Both go into the weights of the head's last layer, so nothing changes at run time: of a calibrated head's answers with score s,
about s are right.

python -m training.calibrate IN.pt --corpus CORPUS --minilm-tokenizer FOLDER --out OUT.pt
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from training.network import Network
from training.targets import IGNORE, Item, Labels, batch, items
from training.train import ROOM, load, save, set_aside, stretches

TAGS = ("act", "mode", "status", "cue")
BINS = 10
LEAST = 0.15


@torch.no_grad()
def answers(net: Network, labels: Labels, rows: list[Item], tokenizer: Tokenizer) -> dict[str, tuple[Tensor, Tensor]]:
    """Per head the logits and targets on reports: [N,labels] and [N] of tags, [N] and [N] of roles and voices."""
    net.eval()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    found: dict[str, list[tuple[Tensor, Tensor]]] = {}
    for at in range(0, len(rows), 8):
        b = batch(rows[at : at + 8], labels, cls, sep)
        words = net.encode(b.ids, b.shapes, b.seen, b.first, b.hints)
        for head in TAGS:
            told = b.tags[head] != IGNORE
            found.setdefault(head, []).append((net.tags[head](words)[told], b.tags[head][told]))
        above = net.above(words, b.sentence)
        for head, anchors, names in b.anchored:
            *where, target, mask = b.pairs(anchors, names)
            told = mask[:, :, None].expand_as(target) > 0
            found.setdefault(head, []).append((net.pairs(head, words, above, tuple(where))[told], target[told]))
    return {head: (torch.cat([x for x, _ in some]), torch.cat([y for _, y in some])) for head, some in found.items()}


def temperature(logits: Tensor, target: Tensor) -> float:
    """What the logits are divided by so that the targets are likeliest."""
    tried = torch.linspace(0.5, 3.0, 251).tolist()
    cost = F.cross_entropy if logits.dim() == 2 else F.binary_cross_entropy_with_logits
    return float(min(tried, key=lambda t: float(cost(logits / t, target))))


def temperature_and_shift(logits: Tensor, target: Tensor, *, first: int) -> tuple[float, float]:
    """The same for a head whose label 0 is no answer, with what is added to that label: so that an answer's score is its chance of being right.

    Only words that may be answers count; the many that are plainly none would settle everything otherwise.
    """
    likely = logits.softmax(-1)[:, first:].sum(-1) >= LEAST
    logits, target, none = logits[likely], target[likely], F.one_hot(torch.tensor(0), logits.shape[1]).float()
    tried = [(t, s) for t in torch.linspace(0.8, 2.4, 33).tolist() for s in torch.linspace(-1.0, 2.0, 31).tolist()]
    return min(tried, key=lambda row: float(F.cross_entropy(logits / row[0] + row[1] * none, target)))


def miscalibration(logits: Tensor, target: Tensor, *, first: int) -> float:
    """Expected calibration error of the answers given (Naeini et al. 2015); labels before the `first` and probabilities under .15 are no answers."""
    if logits.dim() == 2:
        score, answer = logits.softmax(-1)[:, first:].max(-1)
        right = (answer + first == target).float()
    else:
        score, right = logits.sigmoid(), target
    kept = score >= LEAST
    score, right = score[kept], right[kept]
    each = (score * BINS).long().clamp(max=BINS - 1)
    return sum(
        float((score[each == k].mean() - right[each == k].mean()).abs() * (each == k).float().mean()) for k in each.unique().tolist()
    )


def put_in(net: Network, head: str, by: float, shift: float) -> None:
    """Put a temperature, and what is added to label 0, into the last layer of a head."""
    layer = net.tags[head] if head in net.tags else getattr(net, head).out
    with torch.no_grad():
        layer.weight /= by
        layer.bias /= by
        layer.bias[0] += shift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--minilm-tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(options.minilm_tokenizer / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    net, labels = load(options.checkpoint)
    held, _ = set_aside(map(json.loads, options.corpus.open(encoding="utf8")))
    rows = items(tokenizer, [x for e in held for x in stretches(e, random.Random(0), ROOM, alone=0.0)])
    for head, (logits, target) in answers(net, labels, rows, tokenizer).items():
        names = labels.names.get(head, [""])
        first = sum(name in ("O", "I") for name in names)
        by, shift = temperature_and_shift(logits, target, first=first) if first else (temperature(logits, target), 0.0)
        after = logits / by
        if first:
            after[:, 0] += shift
        errors = [miscalibration(x, target, first=first) for x in (logits, after)]
        print(f"{head}: temperature {by:.2f}, shift {shift:.2f}, calibration error {errors[0]:.3f} -> {errors[1]:.3f}", flush=True)
        put_in(net, head, by, shift)
    save(net, labels, options.out)


if __name__ == "__main__":
    main()

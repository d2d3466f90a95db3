"""Train the network: first sentence structure and names, then claims and attributions too, from a checkpoint.

python -m training.train structure --data DATA --minilm FOLDER --out training/work/structure.pt
python -m training.train claims --data DATA --from training/work/structure.pt --corpus training/work/corpus.jsonl --out training/work/claims.pt

DATA is a folder with ud/, re3d/ and time/MEANTIME/ (see training/README.md). Two cores do about 500 words/s.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from training import corpora
from training.distil import labelled, parsed
from training.evaluate import report
from training.examples import Example
from training.network import Network
from training.restore import restored
from training.standoff import joined
from training.targets import IGNORE, Batch, Item, Labels, batch, items

WORDS_PER_BATCH = 800
ROOM = 150  # words in a window, at most
ASIDE = 14  # of GUM's documents every so manieth is kept to measure references on
DEV = 0.08  # share of our reports that is kept to measure on
REAL = 2  # how often an epoch goes over the annotated real reports
HINTED = 0.25  # share of the words with hints that are hidden whole
MASKED = 0.08  # share of pieces hidden, so that few reports are not learned by heart
WEIGHTS = {"upos": 0.5, "feats": 0.4, "lemma": 0.4, "deprel": 0.0, "name": 1.0, "act": 2.0, "mode": 1.0, "status": 1.0, "cue": 1.0}
PAIRS = {"role": 1.0, "voice": 0.5, "reference": 0.5}


def stretches(example: Example, rng: random.Random, room: int, *, alone: float) -> Iterator[Example]:
    """A document cut into windows of whole sentences of varying length; a share `alone` are single sentences."""
    bounds = example.bounds()
    at = 0
    while at < len(bounds):
        most = 1 if rng.random() < alone else room * rng.uniform(0.3, 1.0)
        begin, end = bounds[at]
        at += 1
        while at < len(bounds) and bounds[at][1] - begin <= most:
            end = bounds[at][1]
            at += 1
        yield example.cut(begin, min(end, begin + 220))


def batches(rows: list[Item], rng: random.Random) -> list[list[Item]]:
    """Rows of like length together, batches in random order."""
    ordered = sorted(rows, key=lambda r: r.length + rng.uniform(0, 8))
    out: list[list[Item]] = []
    for row in ordered:
        if out and (len(out[-1]) + 1) * row.length <= WORDS_PER_BATCH * 1.3:
            out[-1].append(row)
        else:
            out.append([row])
    rng.shuffle(out)
    return out


def tag_loss(logits: Tensor, target: Tensor, weight: Tensor | None = None) -> Tensor:
    if not bool((target != IGNORE).any()):
        return logits.sum() * 0.0
    return F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=IGNORE, weight=weight)


def loss(net: Network, b: Batch, labels: Labels) -> dict[str, Tensor]:
    words = net.encode(b.ids, b.shapes, b.seen, b.first, b.hints)
    dropped = F.dropout(words, 0.2, net.training)
    out: dict[str, Tensor] = {}
    for head, linear in net.tags.items():
        if bool((b.tags[head] != IGNORE).any()):
            weight = torch.tensor([1.0] + [2.0] * 5) if head == "status" else None
            out[head] = WEIGHTS[head] * tag_loss(linear(dropped), b.tags[head], weight)
    told = b.heads != IGNORE
    if bool(told.any()):
        apart = b.sentence[:, :, None] != b.sentence[:, None, :]
        scores = net.arcs(words).masked_fill(apart, -1e4)
        out["arc"] = F.cross_entropy(scores[told], b.heads[told])
        rows, dependents = told.nonzero(as_tuple=True)
        relations = net.relations(words[rows, dependents], words[rows, b.heads[told]])
        out["rel"] = F.cross_entropy(relations, b.tags["deprel"][told], ignore_index=IGNORE)
    anchored = b.anchored
    above = net.above(words, b.sentence) if anchored else None
    for name, anchors, names in anchored:
        *at, target, mask = b.pairs(anchors, names)
        logits = net.pairs(name, words, above, tuple(at))
        each = F.binary_cross_entropy_with_logits(logits, target, reduction="none", pos_weight=torch.tensor(1.5)) * mask[:, :, None]
        out[name] = each.sum() / (10.0 * len(anchors)) * PAIRS[name]
    return out


def hide(b: Batch, share: float, mask: int, kept: set[int], hinted: float = 0.0) -> None:
    """Hide a share of the pieces behind [MASK], and a share of the words that have hints, in place; `kept` are ids that stay.

    Where the word is hidden, its hint and the context must do: so hints are learned for words that no report holds.
    """
    hidden = (torch.rand(b.ids.shape) < share) & (b.seen > 0)
    whole = (torch.rand(b.first.shape) < hinted) & (b.hints.sum(-1) > 0)
    hidden |= whole.gather(1, b.word.clamp(min=0)) & (b.word >= 0)
    for identity in kept:
        hidden &= b.ids != identity
    b.ids[hidden] = mask


def optimizer(net: Network, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    inner = [p for n, p in net.named_parameters() if n.startswith("encoder.") and "shape" not in n and p.requires_grad]
    outer = [p for n, p in net.named_parameters() if not (n.startswith("encoder.") and "shape" not in n) and p.requires_grad]
    return torch.optim.AdamW(
        [{"params": inner, "lr": encoder_rate}, {"params": outer, "lr": head_rate}], weight_decay=0.01, betas=(0.9, 0.98)
    )


def train(
    net: Network,
    labels: Labels,
    epochs: list[list[list[Item]]],
    rates: tuple[float, float],
    out: Path,
    minutes: float,
    tokenizer: Tokenizer,
) -> None:
    """One pass over the given epochs of batches, with warm-up and linear decay; stops early when the minutes are over, decayed to match."""
    optimize = optimizer(net, *rates)
    base = [g["lr"] for g in optimize.param_groups]
    total = sum(len(e) for e in epochs)
    begun, step, running = time.time(), 0, {}
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for number, epoch in enumerate(epochs, 1):
        for rows in epoch:
            spent = (time.time() - begun) / 60
            done = max(step / total, spent / minutes)
            if done >= 1.0:
                save(net, labels, out)
                return
            factor = min(1.0, (step + 1) / 100) * (1.0 - done) + 0.01
            for group, rate in zip(optimize.param_groups, base, strict=True):
                group["lr"] = rate * factor
            net.train()
            made = batch(rows, labels, cls, sep)
            hide(made, MASKED, tokenizer.token_to_id("[MASK]"), {cls, sep}, HINTED)
            parts = loss(net, made, labels)
            optimize.zero_grad()
            torch.stack(list(parts.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimize.step()
            step += 1
            for name, value in parts.items():
                running[name] = 0.98 * running.get(name, value.item()) + 0.02 * value.item()
            if step % 100 == 0:
                print(
                    f"{spent:5.1f} min, epoch {number}, step {step}/{total}: " + ", ".join(f"{k} {v:.3f}" for k, v in running.items()),
                    flush=True,
                )
            if step % 500 == 0:
                save(net, labels, out)
    save(net, labels, out)


def save(net: Network, labels: Labels, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"weights": net.state_dict(), "labels": labels.names}, out)


def load(path: Path) -> tuple[Network, Labels]:
    """A checkpoint, or a packed model (see training/restore.py)."""
    if path.suffix == ".model":
        return restored(path)
    kept = torch.load(path, weights_only=True)
    labels = Labels(kept["labels"])
    net = Network(labels.sizes)
    started = net.state_dict() | kept["weights"]
    net.load_state_dict(started)
    return net, labels


def set_aside(reports: Iterable[dict[str, Any]], share: float = DEV) -> tuple[list[Example], list[Example]]:
    """Our reports that no run learns from, drawn by their ids, and the others."""
    rows = sorted(corpora.ours(reports), key=lambda r: random.Random(r[0]).random())
    cut = int(len(rows) * share)
    return [e for _, e in rows[:cut]], [e for _, e in rows[cut:]]


def structure_rows(data: Path) -> tuple[list[Example], list[Example]]:
    """Trees (EWT, GUM with names), and texts with names only."""
    trees = [*corpora.ud(data / "ud/ewt_train.conllu", named=False), *corpora.ud(data / "ud/gum_train.conllu", named=True)]
    gold = {p.stem.removeprefix("re3d-") for p in (data.parent / "gold").glob("re3d-*.json")}
    folders = [p for p in (data / "time/MEANTIME").iterdir() if p.name != "corpus_gm"]
    return trees, [*corpora.re3d(data / "re3d", gold), *corpora.meantime(folders)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=("structure", "claims"))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--minilm", type=Path)
    parser.add_argument("--from", dest="start", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=100.0)
    parser.add_argument("--room", type=int, default=ROOM, help="words in a window, at most")
    parser.add_argument("--trees", type=float, default=0.25, help="share of the trees that an epoch of claims goes over")
    parser.add_argument(
        "--references", type=float, default=0.3, help="share of GUM, with what refers to what, that an epoch of claims goes over"
    )
    parser.add_argument("--rates", type=float, nargs=2, default=None, help="learning rates of encoder and heads")
    parser.add_argument(
        "--teachers", type=Path, nargs="*", default=[], help="checkpoints that label the real texts (see training/distil.py)"
    )
    parser.add_argument("--parser", type=Path, help="a checkpoint of structure that gives our reports their trees (see training/distil.py)")
    parser.add_argument("--dev", type=float, default=DEV, help="share of our reports kept to measure on")
    parser.add_argument("--minilm-tokenizer", type=Path)
    options = parser.parse_args()
    torch.manual_seed(1)
    rng = random.Random(1)
    tokenizer = Tokenizer.from_file(str((options.minilm or options.minilm_tokenizer) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    trees, named = structure_rows(options.data)
    dev = [Example.cut(e, *b) for e in corpora.ud(options.data / "ud/ewt_dev.conllu", named=False) for b in e.bounds()]
    if options.stage == "structure":
        if options.start:
            net, labels = load(options.start)
        else:
            labels = Labels.gathered(trees)
            net = Network(labels.sizes)
            net.encoder.load_minilm(options.minilm)
        rows = [[x for d in [*trees, *named] for x in stretches(d, rng, options.room, alone=0.3)] for _ in range(options.epochs)]
        rates, held = options.rates or (2e-4, 1.5e-3), []
        aside = []
    else:
        net, labels = load(options.start)
        held, kept = set_aside(map(json.loads, options.corpus.open(encoding="utf8")), options.dev)
        real = [e for _, e in corpora.ours(joined(options.data))]
        kept += real
        if options.parser:
            parser_net, parser_labels = load(options.parser)
            kept = list(parsed(kept, parser_net, parser_labels, tokenizer))
            print(f"{sum(len(e.heads or []) for e in kept)} words of our reports with trees by {options.parser}", flush=True)
        kept += kept[len(kept) - len(real) :] * (REAL - 1)
        gum = [e for e in trees if e.references is not None]
        aside, gum = gum[::ASIDE], [e for n, e in enumerate(gum) if n % ASIDE]
        trees = [e for e in trees if all(e is not one for one in aside)]
        taught: list[Example] = []
        if options.teachers:
            nets = [load(path)[0] for path in options.teachers]
            taught = list(labelled([*named, *gum], nets, labels, tokenizer))
            print(f"{len(taught)} windows of real text with {sum(len(e.acts or []) for e in taught)} acts", flush=True)
        rows = []
        for _ in range(options.epochs):
            some = rng.sample(trees, int(len(trees) * options.trees)) + rng.sample(gum, int(len(gum) * options.references))
            some += rng.sample(named, int(len(named) * max(options.trees, 0.4)))
            epoch = [x for d in some for x in stretches(d, rng, options.room, alone=0.3)]
            epoch += rng.sample(taught, len(taught) // 3)
            rows.append(epoch + [x for d in kept for x in stretches(d, rng, options.room, alone=0.05)])
        rates = options.rates or (1.5e-4, 1e-3)
    epochs = [batches(items(tokenizer, row), rng) for row in rows]
    words = sum(len(i.example.words) for e in epochs for b in e for i in b)
    print(f"{words} words in {len(epochs)} epochs, {sum(map(len, epochs))} batches", flush=True)
    train(net, labels, epochs, tuple(rates), options.out, options.minutes, tokenizer)
    windows = [x for d in [*held, *aside] for x in stretches(d, random.Random(0), options.room, alone=0.0)]
    print(report(net, labels, items(tokenizer, dev), items(tokenizer, windows), tokenizer), flush=True)


if __name__ == "__main__":
    main()

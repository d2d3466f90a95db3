"""Let earlier networks label texts: trees on the reports whose claims are learned from, so that learning claims there does not unlearn trees;
and acts and attributions on real texts, where several networks are sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import torch
from tokenizers import Tokenizer

from sayso.language.analyse import lemma
from sayso.language.trees import heads
from training.examples import Act, Example, Saying
from training.network import ROLES, VOICES, Network
from training.targets import Item, Labels, batch, items

SURE, UNSURE = 0.5, 0.12


LONGEST = 200  # words of a sentence that still gets a tree


def parsed(examples: Iterable[Example], net: Network, labels: Labels, tokenizer: Tokenizer, *, room: int = 170) -> Iterator[Example]:
    """The examples with the words' classes, features, lemmas and trees as a network reads them."""
    net.eval()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for example in examples:
        bounds = example.bounds()
        if not example.words or max(end - begin for begin, end in bounds) > LONGEST:
            yield example
            continue
        cuts = list(windows(example, room))
        example.upos, example.feats, example.lemmas, example.heads, example.deprels = [], [], [], [], []
        for window in cuts:
            _parse(items(tokenizer, [window])[0], net, labels, cls, sep, example)
        yield example


@torch.no_grad()
def _parse(item: Item, net: Network, labels: Labels, cls: int, sep: int, out: Example) -> None:
    b = batch([item], labels, cls, sep)
    words = net.encode(b.ids, b.shapes, b.seen, b.first, b.hints)
    arcs, base = net.arcs(words)[0].numpy(), len(out.heads or [])
    above = [
        begin + (w if head is None else head)
        for begin, end in item.example.bounds()
        for w, head in enumerate(heads(arcs[begin:end, begin:end]))
    ]
    relations = net.relations(words[0], words[0, above]).argmax(-1).tolist()
    best = {name: [labels.names[name][i] for i in net.tags[name](words)[0].argmax(-1).tolist()] for name in ("upos", "feats", "lemma")}
    out.upos += best["upos"]  # type: ignore[operator]
    out.feats += best["feats"]  # type: ignore[operator]
    out.lemmas += [lemma(form, script) for form, script in zip(item.example.words, best["lemma"], strict=True)]  # type: ignore[operator]
    out.heads += [base + head for head in above]  # type: ignore[operator]
    out.deprels += [labels.names["deprel"][r] for r in relations]  # type: ignore[operator]


def labelled(
    examples: Iterable[Example], nets: list[Network], labels: Labels, tokenizer: Tokenizer, *, room: int = 170
) -> Iterator[Example]:
    """Windows of the examples with the acts and sayings that the networks give on average; words they doubt are `unsure`."""
    for net in nets:
        net.eval()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for example in examples:
        for window in windows(example, room):
            yield _label(items(tokenizer, [window])[0], nets, labels, cls, sep)


def windows(example: Example, room: int) -> Iterator[Example]:
    """A document in stretches of whole sentences."""
    bounds = example.bounds()
    at = 0
    while at < len(bounds):
        begin, end = bounds[at]
        at += 1
        while at < len(bounds) and bounds[at][1] - begin <= room:
            end = bounds[at][1]
            at += 1
        yield example.cut(begin, min(end, begin + 220))


@torch.no_grad()
def _label(item: Item, nets: list[Network], labels: Labels, cls: int, sep: int) -> Example:
    b = batch([item], labels, cls, sep)
    words = [net.encode(b.ids, b.shapes, b.seen, b.first, b.hints) for net in nets]

    def mean(head: str) -> torch.Tensor:
        return torch.stack([net.tags[head](w)[0].softmax(-1) for net, w in zip(nets, words, strict=True)]).mean(0)

    def pairs(name: str, anchors: list[int], kinds: tuple[str, ...]) -> torch.Tensor:
        rows = [(0, anchor, {}) for anchor in anchors]
        *at, _, _ = b.pairs(rows, kinds)
        logits = [net.pairs(name, w, net.above(w, b.sentence), tuple(at)) for net, w in zip(nets, words, strict=True)]
        return torch.stack([x.sigmoid() for x in logits]).mean(0)

    example, act, mode, status, cue = item.example, mean("act"), mean("mode"), mean("status"), mean("cue")
    begins = act[:, 2:]
    anchors = [i for i in range(len(example.words)) if float(begins[i].max()) >= SURE]
    example.acts, example.sayings = [], []
    if anchors:
        roles = pairs("role", anchors, ROLES)
        for k, i in enumerate(anchors):
            kind = labels.names["act"][2 + int(begins[i].argmax())].removeprefix("B-")
            own = [m for m, name in enumerate(labels.names["mode"]) if name.startswith(f"{kind}/")]
            best = labels.names["mode"][max(own, key=lambda m: float(mode[i, m]))].partition("/")[2] or None
            span = [i]
            while span[-1] + 1 < len(example.words) and float(act[span[-1] + 1, 1]) >= SURE:
                span.append(span[-1] + 1)
            parts = {role: {w for w in range(len(example.words)) if float(roles[k, w, r]) >= SURE} for r, role in enumerate(ROLES)}
            example.acts.append(Act(span, kind, best, labels.names["status"][int(status[i].argmax())], parts))
    example.unsure = {i for i in range(len(example.words)) if float(begins[i].sum()) >= UNSURE and float(begins[i].max()) < SURE}
    sayers = [i for i in range(len(example.words)) if float(cue[i, 1]) >= SURE]
    if sayers:
        voices = pairs("voice", sayers, VOICES)
        for k, i in enumerate(sayers):
            found = [[w for w in range(len(example.words)) if float(voices[k, w, v]) >= SURE] for v in range(len(VOICES))]
            example.sayings.append(Saying(sorted({i, *found[1]}), found[0], found[2]))
            example.sayings[-1].cue.remove(i)
            example.sayings[-1].cue.insert(0, i)
    return example

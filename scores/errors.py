"""What is wrong on gold, by kind, with the sentences: python -m scores.errors [--gold FOLDER] [--kind KIND] [--most N]

For planning the corpus, never for mending one sentence.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from scores.reading import GOLD, missing, public, rows

FIELDS = ("actors", "recipients", "status", "chain", "mode", "place", "when", "numbers")


def kinds(gold: dict[str, Any], read: dict[str, Any], scorer: Any) -> list[tuple[str, str]]:
    """Every fault of a report as (kind, the words)."""
    text, sentence = gold["text"], scorer.sentence_of(gold["text"])
    weights = [
        [
            1000 + scorer.overlap(g["trigger"], p["trigger"])
            if g["type"] == p["type"]
            and (scorer.overlap(g["trigger"], p["trigger"]) or sentence(g["trigger"][0]) == sentence(p["trigger"][0]))
            else 0
            for p in read["claims"]
        ]
        for g in gold["claims"]
    ]
    pairs = scorer.assign(weights)
    out: list[tuple[str, str]] = []
    for i, j in pairs:
        out += [
            (f"wrong {field}", shown(text, gold["claims"][i], field, read["claims"][j]))
            for field in FIELDS
            if not right(field, gold["claims"][i], read["claims"][j], scorer)
        ]
    left = [g for i, g in enumerate(gold["claims"]) if i not in {i for i, _ in pairs}]
    spare = [p for j, p in enumerate(read["claims"]) if j not in {j for _, j in pairs}]
    for g in left:
        same = next((p for p in spare if scorer.overlap(g["trigger"], p["trigger"])), None)
        out.append((f"wrong type {g['type']} as {same['type']}" if same else f"missed {g['type']}", around(text, g["trigger"])))
    out += [
        (f"spurious {p['type']}", around(text, p["trigger"]))
        for p in spare
        if not any(scorer.overlap(g["trigger"], p["trigger"]) for g in left)
    ]
    return out


def right(field: str, gold: dict[str, Any], read: dict[str, Any], scorer: Any) -> bool:
    if field in ("actors", "recipients"):
        g, p = scorer.demanded(gold[field], read[field])
        return scorer.matched(g, p, scorer.same_party) == len(g) == len(p)
    if field == "numbers":
        return scorer.matched(gold[field], read[field], scorer.same_number) == len(gold[field]) == len(read[field])
    return bool(scorer.right(field, gold, read))


def around(text: str, span: list[int]) -> str:
    return f"...{text[max(0, span[0] - 60) : span[0]]}[{text[span[0] : span[1]]}]{text[span[1] : span[1] + 60]}...".replace("\n", " ")


def shown(text: str, gold: dict[str, Any], field: str, read: dict[str, Any]) -> str:
    def brief(value: Any) -> Any:
        if isinstance(value, list):
            return [brief(v) for v in value]
        return (
            {k: v for k, v in value.items() if k in ("name", "code", "from", "to", "low", "high", "role")}
            if isinstance(value, dict)
            else value
        )

    return f"{around(text, gold['trigger'])} gold {brief(gold[field])} read {brief(read[field])}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--kind", default="")
    parser.add_argument("--most", type=int, default=5)
    options = parser.parse_args()
    if missing(options.gold):
        return
    scorer = public("claims")
    gold = scorer.load(str(options.gold))
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(gold.values()):
        for kind, words in kinds(gold[row["id"]], row, scorer):
            found[kind].append(words)
    for kind, count in Counter({kind: len(held) for kind, held in found.items()}).most_common():
        print(f"{count:4} {kind}")
        if options.kind and kind.startswith(options.kind):
            print("\n".join(f"       {words}" for words in found[kind][: options.most]))


if __name__ == "__main__":
    main()

"""Claims read from reports that tell of no act: python -m scores.false_claims [--threshold F] [--show]

The reports are ours (scores/quiet/*.txt, in the corpus's markup without marks): sport, business, weather, accidents, culture, ordinary politics.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path
from typing import Any

from sayso.settings import THRESHOLD
from scores.reading import rows
from training.corpus.compile import drafts

QUIET = Path(__file__).parent / "quiet"
DRAWS = 1000


def quiet() -> list[dict[str, Any]]:
    """The reports as `sayso code` takes them."""
    reports = [report for path in sorted(QUIET.glob("*.txt")) for report in drafts(path, [])]
    return [{"id": r.id, "outlet": r.head["outlet"], "published": r.head["published"], "text": r.text} for r in reports]


def interval(counts: list[int]) -> tuple[float, float]:
    """95%, by bootstrap over reports."""
    rng = random.Random(0)
    means = sorted(sum(rng.choices(counts, k=len(counts))) / len(counts) for _ in range(DRAWS))
    return means[int(DRAWS * 0.025)], means[int(DRAWS * 0.975)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--show", action="store_true", help="each false claim with its words")
    options = parser.parse_args()
    counts: list[int] = []
    kinds, types = Counter[str](), Counter[str]()
    reports = quiet()
    for report, row in zip(reports, rows(reports, threshold=options.threshold, model=options.model), strict=True):
        counts.append(len(row["claims"]))
        kinds[report["id"].split("-")[1]] += len(row["claims"])
        for claim in row["claims"]:
            types[claim["type"]] += 1
            if options.show:
                begin, end = claim["trigger"]
                near = report["text"][max(0, begin - 60) : begin] + "[" + report["text"][begin:end] + "]" + report["text"][end : end + 40]
                print(f"{report['id']}: {claim['type']} {claim['score']:.2f} {' '.join(near.split())}")
    low, high = interval(counts)
    print(
        f"{len(counts)} reports without claims, threshold {options.threshold}: {sum(counts) / len(counts):.3f} [{low:.3f}, {high:.3f}] claims each"
    )
    print("by kind: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    print("by type: " + ", ".join(f"{kind} {n}" for kind, n in types.most_common()))


if __name__ == "__main__":
    main()

"""Whom the parties of our own corpus are taken for, thousands of them: python -m scores.parties [--show code|sector|name] [--most N]

Each party of a claim against the mention that overlaps it most. The network was trained on these reports and finds their parties
nearly all; the name, code and sector of a mention come of rules and tables, and those are what is measured here. By rule, so that
one which is often wrong is seen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from scores.reading import public, rows
from training.corpus.compile import HERE as CORPUS
from training.corpus.compile import compiled

ASKED = ("code", "sector", "name")


def best_of(mentions: list[dict[str, Any]], span: list[int], scorer: Any) -> dict[str, Any] | None:
    """The mention that overlaps a span most, the shortest of equals; None where none does."""
    best = max(mentions, key=lambda m: (scorer.overlap(m["span"], span), m["span"][0] - m["span"][1]), default=None)
    return best if best is not None and scorer.overlap(best["span"], span) else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--only", default="", help="only reports whose id begins so")
    parser.add_argument("--show", choices=ASKED, help="parties of which this is wrong")
    parser.add_argument("--most", type=int, default=50)
    options = parser.parse_args()
    scorer = public("claims")
    told = [report for report in compiled(sorted(CORPUS.rglob("*.txt")))[0] if report["id"].startswith(options.only)]
    total, right, shown = Counter[str](), Counter[tuple[str, str]](), 0
    for report, read in zip(told, rows(told, layers=True, model=options.model), strict=True):
        for party in (p for claim in report["claims"] for side in ("actors", "recipients") for p in claim[side]):
            total["all"] += 1
            best = best_of(read["parties"], party["span"], scorer)
            if best is None:
                continue
            same = {"code": best["code"] == party["code"], "sector": best["sector"] == party["sector"]}
            same["name"] = scorer.same_name(best["name"], party["name"])
            for group in ("found", best["rule"]):
                total[group] += 1
                right.update((group, what) for what in ASKED if same[what])
            if options.show and not same[options.show] and shown < options.most:
                shown += 1
                words = report["text"][slice(*party["span"])]
                print(
                    f"{report['id']} “{words}”: {party['name']} {party['code']} {party['sector']}, "
                    f"read as {best['name']} {best['code']} {best['sector']} ({best['rule']})"
                )
    print(f"parties {total['all']}, found {total['found'] / max(total['all'], 1):.3f}; of these")
    for group, count in total.most_common():
        if group != "all":
            print(f"{group:32} {count:6} " + " ".join(f"{what} {right[group, what] / count:.3f}" for what in ASKED))


if __name__ == "__main__":
    main()

"""Claims against gold: python -m scores.claims [--gold FOLDER] [--threshold F] [--curve]"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from sayso.settings import THRESHOLD
from scores.reading import GOLD, PUBLIC, missing, public, rows, written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    parser.add_argument("--curve", action="store_true", help="the same at every threshold from .2 to .9")
    options = parser.parse_args()
    if missing(options.gold):
        return
    gold = public("claims").load(str(options.gold))
    for threshold in [n / 10 for n in range(2, 10)] if options.curve else [options.threshold]:
        path = written(rows(gold.values(), threshold=threshold, model=options.model), Path("out/claims.jsonl"))
        print(f"threshold {threshold}", flush=True)
        subprocess.run([sys.executable, str(PUBLIC / "claims.py"), str(options.gold), str(path)], check=True)


if __name__ == "__main__":
    main()

"""Layers against public gold: python -m scores.layers [times|places|attribution|tree|parties ...]"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from scores.reading import DATA, GOLD, PUBLIC, missing, rows, written

SETS = {
    "times": [("times", str(DATA / "time" / name)) for name in ("TimeBank", "AQUAINT", "MEANTIME/corpus_gm", "WikiWars")],
    "places": [
        ("places", f"{kind}={DATA / 'place' / name}") for kind, name in (("lgl", "LGL.xml"), ("tr", "TR-News.xml"), ("gwn", "GWN.xml"))
    ],
    "attribution": [("attribution", f"{DATA / 'polnear'}:dev")],
    "tree": [("tree", str(DATA / "ud" / "ewt_dev.conllu"))],
    "parties": [("parties", str(GOLD))],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", nargs="*", choices=[[], *SETS], default=[])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--only", default="", help="only sets whose path holds this")
    options = parser.parse_args()
    if missing(DATA, GOLD):
        return
    for task in options.tasks or SETS:
        for name, gold in (row for row in SETS[task] if options.only in row[1]):
            asked = subprocess.run(
                [sys.executable, str(PUBLIC / "layers.py"), "inputs", name, gold], check=True, capture_output=True, text=True
            )
            reports = (json.loads(line) for line in asked.stdout.split("\n") if line)
            read = written(rows(reports, layers=True, model=options.model), Path("out/layers.jsonl"))
            print(f"{task} {gold}", flush=True)
            subprocess.run([sys.executable, str(PUBLIC / "layers.py"), "score", name, gold, str(read)], check=True)


if __name__ == "__main__":
    main()

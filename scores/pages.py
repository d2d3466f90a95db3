"""Pages against their known bodies, days, titles and authors: python -m scores.pages"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sayso.intake.jsonl import to_row
from sayso.intake.report import reports
from sayso.types.report import Report
from scores.reading import DATA, PUBLIC, missing, written


def main() -> None:
    for name in ("aeb", "fundus"):
        folder = DATA / "pages" / name
        if missing(folder):
            continue
        found = list(reports([folder], workers=2))
        for problem in (f for f in found if not isinstance(f, Report)):
            print(f"{problem.where}: {problem.message}")
        path = written((to_row(f) for f in found if isinstance(f, Report)), Path(f"out/{name}.jsonl"))
        print(name, flush=True)
        subprocess.run([sys.executable, str(PUBLIC / "pages.py"), str(folder), str(path)], check=True)


if __name__ == "__main__":
    main()

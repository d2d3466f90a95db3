"""Speed and memory of `sayso code`: python -m bench.read [--reports N]

Reports of about 400 words are made of the paragraphs of the shipped samples. Times are of this machine: compare only within one run.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

import psutil

from sayso.intake.report import reports
from sayso.types.report import Report

WORDS = 400


def made(count: int) -> list[dict[str, str]]:
    """So many reports of about WORDS words, the same in every run."""
    samples = [r for r in reports([str(resources.files("sayso") / "samples")], workers=0) if isinstance(r, Report) and r.language != "fr"]
    paragraphs = [p for r in samples for p in r.body.split("\n\n")]
    rng, out = random.Random(1), []
    for number in range(count):
        text: list[str] = []
        while sum(len(p.split()) for p in text) < WORDS:
            text.append(rng.choice(paragraphs))
        out.append({"id": str(number), "text": "\n\n".join(text), "published": "2026-03-10"})
    return out


def memory(process: psutil.Process) -> int:
    """Resident bytes of a process and all below it."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "reports.jsonl", Path(folder) / "claims.jsonl"
        path.write_text("".join(json.dumps(r) + "\n" for r in made(options.reports)), "utf8")
        begun, first, peak = time.perf_counter(), None, 0
        with out.open("wb") as sink:
            running = subprocess.Popen([sys.executable, "-m", "sayso", "code", str(path)], stdout=sink)
            process = psutil.Process(running.pid)
            while running.poll() is None:
                peak = max(peak, memory(process))
                if first is None and out.stat().st_size:
                    first = time.perf_counter() - begun
                time.sleep(0.1)
        whole = time.perf_counter() - begun
        claims = sum(len(json.loads(line)["claims"]) for line in out.open(encoding="utf8"))
    imported = min(_seconds("import sayso") - _seconds("pass") for _ in range(5))
    rate = (options.reports - 1) / (whole - (first or 0.0))
    for name, value in (
        ("reports of about 400 words", f"{options.reports}"),
        ("claims", f"{claims}"),
        ("reports per second, after the first", f"{rate:.1f}"),
        ("seconds to the first claim, cold", f"{first or whole:.2f}"),
        ("MB resident, all processes, peak", f"{peak / 1e6:.0f}"),
        ("seconds for `import sayso`", f"{imported:.3f}"),
    ):
        print(f"{name:40} {value:>10}")


def _seconds(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

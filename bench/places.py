"""Speed of the places alone, given an analysis: python -m bench.places [--reports N]

The reports are those of `bench.read`, of about 400 words each, with a mention for every place, as the network would give.
Times are of this machine: compare only within one run. GeoText is timed beside it where it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.read import made
from sayso.pipeline import report_of
from sayso.reading.place import places
from sayso.types.text import Analysis, Mention

_OPENING = """
import time
from sayso.knowledge.places import Gazetteer, gazetteer_path
begun = time.perf_counter()
Gazetteer(gazetteer_path()).lookup("Goma")
print(time.perf_counter() - begun)
"""


def analyses(count: int) -> list[Analysis]:
    """Reports with a mention for each place that is found in them, so that the features on mentions have work to do."""
    out = []
    for number, row in enumerate(made(count)):
        # No two texts alike, so that nothing is answered from memory of the report before.
        bare = Analysis(report_of(f"{row['text']}\n\nReport {number}."))
        mentions = tuple(Mention(place.span, "place", 0, 0.9) for place in places(bare))
        out.append(Analysis(bare.report, mentions=mentions))
    return out


def rate(read: Callable[[str], Any], texts: list[str]) -> float:
    """Texts a second, the first left out, as it opens the tables."""
    read(texts[0])
    begun = time.perf_counter()
    for text in texts[1:]:
        read(text)
    return (len(texts) - 1) / (time.perf_counter() - begun)


def geotext() -> Callable[[str], Any] | None:
    """How GeoText reads one text; None where it is not installed."""
    if importlib.util.find_spec("geotext") is None:
        return None
    read: Callable[[str], Any] = importlib.import_module("geotext").GeoText
    return read


def opening_ms() -> float:
    """Milliseconds to open the gazetteer and look one name up, in a process of its own; the best of five."""
    return 1000 * min(float(subprocess.run([sys.executable, "-c", _OPENING], check=True, capture_output=True).stdout) for _ in range(5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300, help="two at least")
    options = parser.parse_args()
    read = {analysis.report.text: analysis for analysis in analyses(options.reports)}
    texts = list(read)
    found = sum(len(places(analysis)) for analysis in read.values())
    print(f"{'reports of about 400 words':40} {len(texts):>10}")
    print(f"{'places found':40} {found:>10}")
    print(f"{'ms to open the gazetteer, first name':40} {opening_ms():>10.1f}")
    print(f"{'sayso, reports per second':40} {rate(lambda text: places(read[text]), texts):>10.0f}")
    peer = geotext()
    told = f"{rate(peer, texts):.0f}" if peer is not None else "not installed"
    print(f"{'GeoText, reports per second':40} {told:>13}")


if __name__ == "__main__":
    main()

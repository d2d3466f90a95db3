"""Speed of the reading of times, beside others: python -m bench.times [--reports N] [--heideltime JAR]

Each is given the same reports of about 400 words and their day. For sayso it is this stage alone, after the analysis of the language.
The others find and value times in the whole text: dateparser by its `search_dates`, timexy as a part of a blank spaCy pipeline,
HeidelTime by its command, which starts Java once per report. Times are of this machine: compare only within one run.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.read import made
from sayso.reading.time import times
from sayso.types.report import Report
from sayso.types.text import Analysis

# How many expressions one report has.
Reader = Callable[[str, datetime], int]


def sayso() -> Reader:
    return lambda text, day: len(times(Analysis(Report("r", text, day.date()))))


def dateparser() -> Reader | None:
    if importlib.util.find_spec("dateparser") is None:
        return None
    from dateparser.search import search_dates

    return lambda text, day: len(search_dates(text, languages=["en"], settings={"RELATIVE_BASE": day}) or ())


def timexy() -> Reader | None:
    if importlib.util.find_spec("timexy") is None or importlib.util.find_spec("spacy") is None:
        return None
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("timexy", config={"kb_id_type": "timex3", "label": "timexy"})
    return lambda text, day: sum(entity.label_ == "timexy" for entity in pipeline(text).ents)


def heideltime(jar: Path | None) -> Reader | None:
    if jar is None or not jar.exists():
        return None

    def read(text: str, day: datetime) -> int:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf8") as file:
            file.write(text)
            file.flush()
            command = ["java", "-jar", jar.name, file.name, "-t", "NEWS", "-dct", f"{day:%Y-%m-%d}"]
            told = subprocess.run(command, cwd=jar.parent, check=True, capture_output=True, text=True).stdout
        return told.count("<TIMEX3 ")

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100)
    parser.add_argument("--peers", type=int, default=20, help="reports for each of the others, which are slower")
    parser.add_argument(
        "--heideltime", type=Path, metavar="JAR", help="de.unihd.dbs.heideltime.standalone.jar, set up with its config.props"
    )
    options = parser.parse_args()
    reports = [(row["text"], datetime.fromisoformat(row["published"])) for row in made(options.reports)]
    print(f"{'':12} {'reports':>8} {'reports per second':>20} {'expressions per report':>24}")
    for name, reader, count in (
        ("sayso", sayso(), options.reports),
        ("dateparser", dateparser(), options.peers),
        ("timexy", timexy(), options.peers),
        ("HeidelTime", heideltime(options.heideltime), options.peers),
    ):
        if reader is None:
            print(f"{name:12} not installed")
            continue
        given = reports[:count]
        reader(*given[0])  # what is loaded once is not counted
        begun = time.perf_counter()
        found = sum(reader(*report) for report in given)
        rate = len(given) / (time.perf_counter() - begun)
        print(f"{name:12} {len(given):8} {rate:20.1f} {found / len(given):24.1f}")


if __name__ == "__main__":
    main()

"""Sets of our own, a phrase a row: python -m scores.phrases [mentions] [counts] [--show]

mentions.tsv: whom a mention means on a day (code, sector). counts.tsv: the bounds of the one count of a sentence.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scores.reading import rows

HERE = Path(__file__).parent


def told(name: str) -> list[dict[str, str]]:
    with (HERE / f"{name}.tsv").open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(name: str, model: Path | None) -> Iterator[tuple[dict[str, str], dict[str, Any]]]:
    """Each row with what was read of its text."""
    given = told(name)
    reports = [{"id": str(n), "text": row["text"], "published": row.get("published")} for n, row in enumerate(given)]
    yield from zip(given, rows(reports, layers=True, model=model), strict=True)


def shared(one: list[int], other: list[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def mentions(model: Path | None, show: bool) -> None:
    found = code = sector = total = 0
    for row, answer in read("mentions", model):
        begin = row["text"].index(row["mention"])
        span = [begin, begin + len(row["mention"])]
        best = max(answer["parties"], key=lambda p: (shared(p["span"], span), p["span"][0] - p["span"][1]), default=None)
        total += 1
        if best is None or not shared(best["span"], span):
            if show:
                print(f"not found: {row['mention']} // {row['text'][:90]}")
            continue
        found += 1
        right = (best["code"] or "-") == row["code"], (best["sector"] or "-") == row["sector"]
        code, sector = code + right[0], sector + right[1]
        if show and not all(right):
            print(
                f"{row['published']} {row['mention']}: {row['code']} {row['sector']}, read as {best['name']} {best['code']} {best['sector']}"
            )
    print(
        f"mentions {total}: found {found / total:.3f}, of these code {code / found:.3f}, sector {sector / found:.3f}; code of all {code / total:.3f}"
    )


def counts(model: Path | None, show: bool) -> None:
    right = total = 0
    for row, answer in read("counts", model):
        wanted = tuple(None if row[end] == "-" else int(row[end]) for end in ("low", "high"))
        got = {(n["low"], n["high"]) for n in answer["numbers"]}
        total += 1
        right += got == {wanted}
        if show and got != {wanted}:
            print(f"{wanted}, read as {sorted(got, key=str)}: {row['text']}")
    print(f"counts {total}: low and high right {right / total:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", choices=[[], "mentions", "counts"], default=[])
    parser.add_argument("--model", type=Path)
    parser.add_argument("--show", action="store_true", help="each wrong row")
    options = parser.parse_args()
    for task in options.tasks or ("mentions", "counts"):
        {"mentions": mentions, "counts": counts}[task](options.model, options.show)


if __name__ == "__main__":
    main()

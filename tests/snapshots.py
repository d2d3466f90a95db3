"""Whole reports as language read them once (`tests/reports/*.json`), and what reading makes of them (`*.txt`).

The analyses are kept, so that a change of a rule shows all its effects in the diff of the texts, and nothing else does:

    python -m tests.snapshots              writes the texts again after a rule has changed
    python -m tests.snapshots --analyse    reads the sample reports anew with the shipped model first
"""

from __future__ import annotations

import json
import sys
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

from sayso.reading.read import read
from sayso.settings import THRESHOLD
from sayso.types.report import Part, Report
from sayso.types.text import Analysis, Attribution, Mention, Reference, Role, Sentence, Span, Token, Trigger
from sayso.views.wording import sentence
from tests.trees import told

REPORTS = Path(__file__).parent / "reports"
SAMPLES = ("meridian-01-shelling", "kura-01-denial", "herald-02-threat", "sentinel-02-sanctions", "strand-01-bulletin")
FIELDS = ("type", "mode", "status", "actors", "recipients", "place", "when", "numbers", "chain")


def to_row(analysis: Analysis) -> dict[str, Any]:
    """An analysis as JSON: spans as pairs, scores to three places."""
    report = analysis.report

    def pair(span: Span | None) -> list[int] | None:
        return None if span is None else [span.begin, span.end]

    return {
        "id": report.id,
        "text": report.text,
        "published": str(report.published) if report.published else None,
        "outlet": report.outlet,
        "parts": [[p.kind, pair(p.span), pair(p.source)] for p in report.parts],
        "sentences": [
            [[t.form, *pair(t.span), t.lemma, t.upos, t.feats, t.head, t.deprel] for t in s.tokens]  # type: ignore[misc]
            for s in analysis.sentences
        ],
        "mentions": [[pair(m.span), m.kind, m.sentence, round(m.score, 3)] for m in analysis.mentions],
        "attributions": [
            [[pair(s) for s in a.source], [pair(s) for s in a.cue], [pair(s) for s in a.content], round(a.score, 3)]
            for a in analysis.attributions
        ],
        "triggers": [
            [
                *(pair(t.span), t.sentence, t.type, round(t.type_score, 3)),
                *(t.mode, round(t.mode_score, 3), t.status, round(t.status_score, 3)),
                [[r.kind, pair(r.span), round(r.score, 3)] for r in t.roles],
            ]
            for t in analysis.triggers
        ],
        "references": [[pair(r.span), [[pair(s), round(score, 3)] for s, score in r.same]] for r in analysis.references],
    }


def to_analysis(row: dict[str, Any]) -> Analysis:
    """The way back."""

    def spans(pairs: list[list[int]]) -> tuple[Span, ...]:
        return tuple(Span(*p) for p in pairs)

    parts = tuple(Part(kind, Span(*span), source=Span(*source) if source else None) for kind, span, source in row["parts"])
    published = date.fromisoformat(row["published"]) if row["published"] else None
    report = Report(row["id"], row["text"], published, outlet=row["outlet"], parts=parts)
    sentences = tuple(
        Sentence(
            number,
            Span(tokens[0][1], tokens[-1][2]),
            tuple(
                Token(i, Span(b, e), form, lemma, upos, feats, head, rel)
                for i, (form, b, e, lemma, upos, feats, head, rel) in enumerate(tokens)
            ),
        )
        for number, tokens in enumerate(row["sentences"])
    )
    return Analysis(
        report,
        sentences,
        tuple(Mention(Span(*span), kind, at, score) for span, kind, at, score in row["mentions"]),
        tuple(Attribution(spans(s), spans(cue), spans(content), score) for s, cue, content, score in row["attributions"]),
        tuple(
            Trigger(Span(*span), at, type_, ts, mode, ms, status, ss, tuple(Role(kind, Span(*s), score) for kind, s, score in roles))
            for span, at, type_, ts, mode, ms, status, ss, roles in row["triggers"]
        ),
        tuple(Reference(Span(*span), tuple((Span(*s), score) for s, score in same)) for span, same in row["references"]),
    )


def as_text(analysis: Analysis) -> str:
    """Every claim of a report as a sentence and its fields, each with the rules that gave it."""
    out = [f"{analysis.report.outlet}, {analysis.report.published}", ""]
    for claim in read(analysis, threshold=THRESHOLD).claims:
        out.append(f"[{claim.trigger.of(analysis.report.text)}] {sentence(analysis.report, claim)}")
        for name in FIELDS:
            rules = ", ".join(dict.fromkeys(step.rule for step in claim.why if step.field == name))
            value = told(claim, name)
            if value not in ("none", "None"):
                out.append(f"    {name}: {value}" + (f"  ({rules})" if rules else ""))
        out.append("")
    return "\n".join(out)


def saved() -> list[Path]:
    return sorted(REPORTS.glob("*.json"))


def main() -> None:
    if "--analyse" in sys.argv:
        from sayso.intake.report import reports
        from sayso.pipeline import Reader

        reader, folder = Reader(), Path(str(resources.files("sayso") / "samples"))
        for name in SAMPLES:
            for item in reports([str(folder / f"{name}.html")]):
                assert isinstance(item, Report), item
                analysis = reader.read(item).analysis
                assert analysis is not None
                (REPORTS / f"{name}.json").write_text(
                    json.dumps(to_row(analysis), ensure_ascii=False).replace("]], [[", "]],\n[[") + "\n", "utf8"
                )
    for path in saved():
        path.with_suffix(".txt").write_text(as_text(to_analysis(json.loads(path.read_text("utf8")))), "utf8")


if __name__ == "__main__":
    main()

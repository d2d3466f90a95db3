"""Whole reports: what reading makes of them today is what is written down; `python -m tests.snapshots` writes it down anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.snapshots import as_text, saved, to_analysis, to_row


@pytest.mark.parametrize("path", saved(), ids=lambda path: path.stem)
def test_a_report_is_read_as_written_down(path: Path) -> None:
    row = json.loads(path.read_text("utf8"))
    analysis = to_analysis(row)
    assert to_row(analysis) == row
    assert as_text(analysis) == path.with_suffix(".txt").read_text("utf8")

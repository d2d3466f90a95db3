"""The layout is a map of the mission: where a thing may stand, and how a file begins."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "sayso"
FILES = sorted(SOURCE.rglob("*.py"))
ROOT = {"__init__", "__main__", "errors", "settings", "pipeline"}
FOLDERS = {"types", "knowledge", "intake", "language", "reading", "ledger", "views", "samples"}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
LONGEST = 400
# Files over the length, with a reason each: none.
LONG: set[str] = set()


def test_only_what_has_its_place_stands_in_the_root() -> None:
    assert {p.stem for p in SOURCE.glob("*.py")} == ROOT
    assert {p.name for p in SOURCE.iterdir() if p.is_dir() and p.name != "__pycache__"} == FOLDERS


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_file_says_what_it_is_and_fits_in_one_sitting(path: Path) -> None:
    text = path.read_text("utf8")
    said = ast.get_docstring(ast.parse(text))
    assert said
    assert said.split("\n")[0].rstrip().endswith((".", "?", "!", ":")), said
    assert path.stem not in NO_NAMES
    assert len(text.splitlines()) <= LONGEST or str(path.relative_to(SOURCE)) in LONG


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_torch_and_training_are_never_imported(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        assert not any(name.split(".")[0] in ("torch", "training", "scores", "tests") for name in names)


def test_importing_sayso_loads_nothing_heavy() -> None:
    code = "import sys, sayso; print([m for m in ('numpy', 'onnxruntime', 'sqlalchemy', 'typer', 'rich', 'jinja2', 'lxml', 'trafilatura') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_command_line_loads_the_model_only_to_read() -> None:
    code = "import sys, sayso.views.cli; print([m for m in ('numpy', 'onnxruntime', 'sqlalchemy', 'jinja2', 'lxml', 'trafilatura') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"

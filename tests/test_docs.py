"""What a user can type, set, meet or get is in the docs."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from sayso.knowledge.contexts import CONTEXTS
from sayso.knowledge.event_types import event_types
from sayso.language.encoder.packed import model_path
from sayso.settings import Limits
from sayso.types.claim import STATUSES
from sayso.views.cli import app
from sayso.views.exports.csv import COLUMNS

ROOT = Path(__file__).parents[1]
DOCS = "\n".join(p.read_text("utf8") for p in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text("utf8")


def test_every_command_option_and_exit_code_is_documented() -> None:
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert f"sayso {name}" in DOCS, name
    for group in app.registered_groups:
        assert group.typer_instance is not None
        for command in group.typer_instance.registered_commands:
            name = command.name or (command.callback.__name__ if command.callback else "")
            assert f"sayso {group.name} {name}" in DOCS, name
    for code in (0, 1, 2, 3, 4, 5, 6, 130):
        assert f"| {code} |" in DOCS, code


@pytest.mark.parametrize("name", ["ledger", "workers", *(f.name for f in fields(Limits))])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCS


def test_every_type_mode_and_status_is_documented() -> None:
    for kind, mode in event_types():
        assert kind in DOCS
        assert mode is None or mode in DOCS
    assert all(f"`{status}`" in DOCS for status in STATUSES)


def test_every_context_is_documented() -> None:
    assert all(name in DOCS for name in CONTEXTS)


def test_every_column_of_the_table_is_documented() -> None:
    assert all(f"`{column}`" in DOCS for column in COLUMNS)


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name
)
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text("utf8")):
        assert (path.parent / target).exists(), target


@pytest.mark.skipif(not model_path().exists(), reason="the model is not in this checkout")
def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})

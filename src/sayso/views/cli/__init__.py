"""The command line: a verb for each step of a report's path, in its order."""

from sayso.views.cli import entering  # isort: skip
from sayso.views.cli import asking, keeping, tables
from sayso.views.cli.command import app, main

__all__ = ["app", "asking", "entering", "keeping", "main", "tables"]

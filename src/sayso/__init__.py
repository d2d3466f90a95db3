"""sayso: who says so? Reads news reports into a ledger of claims, each tied to the words it was read from."""

from __future__ import annotations

__version__ = "0.1.0"

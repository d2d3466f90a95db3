"""sayso: who says so? Reads news reports into a ledger of claims, each tied to the words it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.ledger.store import Ledger as Ledger
    from sayso.pipeline import Reader as Reader
    from sayso.pipeline import read as read
    from sayso.types.claim import Claim as Claim
    from sayso.types.report import Report as Report

__version__ = "0.1.0"
__all__ = ["Claim", "Ledger", "Reader", "Report", "__version__", "read"]

_HOMES = {
    "Claim": "sayso.types.claim",
    "Ledger": "sayso.ledger.store",
    "Reader": "sayso.pipeline",
    "Report": "sayso.types.report",
    "read": "sayso.pipeline",
}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when it is first asked for: `import sayso` alone takes next to no time."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

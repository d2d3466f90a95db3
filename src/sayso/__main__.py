"""`python -m sayso`, and the command `sayso`."""

from __future__ import annotations

from sayso.views.cli import main

if __name__ == "__main__":
    main()

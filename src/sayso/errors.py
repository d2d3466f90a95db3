"""What an operator can mend, as one family.

SaysoError
├── InputError          a path, page or line that cannot be read as asked             exit 4
├── SettingsError       a setting that is unknown or has an impossible value          exit 2
├── TableError          a row of a table in the package or of the user's is wrong     exit 5
├── ModelError          the packed model is missing, damaged or of another protocol   exit 5
├── LimitError          a document is over one of the limits of `Limits`              recorded per report
└── LedgerError         the ledger file is damaged, foreign, full or of another version   exit 5

What is wrong with one report is a `Problem` (see `sayso.types.claim`), carried beside the result.
"""

from __future__ import annotations


class SaysoError(Exception):
    """Something the operator can mend: the message says what, where and what to do."""


class InputError(SaysoError):
    """A path, page or line that cannot be read as asked."""


class SettingsError(SaysoError):
    """A setting that is unknown or has an impossible value."""


class TableError(SaysoError):
    """A row of a table is wrong; names file, line and column."""


class ModelError(SaysoError):
    """The packed model is missing, damaged or speaks another protocol."""


class LimitError(SaysoError):
    """A document is over one of the limits; names the limit and the value."""


class LedgerError(SaysoError):
    """The ledger file cannot be used: damaged, foreign, full, read-only or of another version."""

"""What can go wrong, by what the user can do about it.

RowbackError
├── InputError    an article, file or line cannot be used; the rest of the batch goes on
├── UsageError    the call itself is wrong: an option, an issues file
├── LedgerError   the ledger cannot be used as it was asked: locked, damaged, another program's, an id it does not hold
└── ModelError    the shipped model is missing or damaged: reinstall
"""

from __future__ import annotations


class RowbackError(Exception):
    """Root of all errors that Rowback raises on purpose; ``code`` is stable and shown with the message."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message} [{code}]")
        self.code, self.message = code, message


class InputError(RowbackError):
    """Some input cannot be used. ``where`` names it: file, and line or record where there is one."""

    def __init__(self, code: str, where: str, reason: str) -> None:
        super().__init__(code, f"{where}: {reason}")
        self.where, self.reason = where, reason


class UsageError(RowbackError):
    """A call that cannot be carried out as it was made."""


class LedgerError(RowbackError):
    """The ledger cannot do what it was asked to; it is left as it was."""


class ModelError(RowbackError):
    """The tagger's files cannot be used."""

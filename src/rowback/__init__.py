"""Rowback reads dated news and keeps a ledger of who said what, when, on whose behalf, and who took it back.

Only the names listed here are public; everything else may change from one version to the next.

>>> import rowback
>>> for reading in rowback.read("examples/ua_nato/coale.txt"):  # doctest: +SKIP
...     for statement in reading.statements:
...         print(statement.said_on, statement.speaker.name, statement.quote)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rowback.calls import add, read, read_again, read_text
from rowback.core.actor import ActorKind
from rowback.core.article import Article, Block, BlockKind
from rowback.core.attribution import AsideType, Kind
from rowback.core.errors import InputError, LedgerError, ModelError, RowbackError, UsageError
from rowback.core.finding import Claim, Entry, Finding, FindingKind, Review, Source
from rowback.core.issue import Issue
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Aside, Position, Reading, Statement
from rowback.issue_file import read_issues

if TYPE_CHECKING:
    from rowback.ledger import Added, Decision, Filter, Info, Ledger, Post, Profile, Standing, Trend

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "ActorKind",
    "Added",
    "Article",
    "Aside",
    "AsideType",
    "Block",
    "BlockKind",
    "Claim",
    "Decision",
    "Entry",
    "Filter",
    "Finding",
    "FindingKind",
    "Info",
    "InputError",
    "Issue",
    "Kind",
    "Ledger",
    "LedgerError",
    "ModelError",
    "Position",
    "Post",
    "Profile",
    "Reading",
    "Review",
    "RowbackError",
    "SaidOn",
    "Source",
    "Span",
    "Stance",
    "Standing",
    "Statement",
    "Trend",
    "UsageError",
    "__version__",
    "add",
    "read",
    "read_again",
    "read_issues",
    "read_text",
]

_OF_THE_LEDGER = frozenset({"Added", "Decision", "Filter", "Info", "Ledger", "Post", "Profile", "Standing", "Trend"})


def __getattr__(name: str) -> Any:
    """Load the ledger when it is first asked for: who only reads need not wait for a database."""
    if name in _OF_THE_LEDGER:
        from rowback import ledger

        return getattr(ledger, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

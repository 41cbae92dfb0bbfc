"""Rowback reads dated news and keeps a ledger of who said what, when, on whose behalf, and who took it back.

Only the names listed here are public; everything else may change from one version to the next.

>>> import rowback
>>> for reading in rowback.read("examples/ua_nato/coale.txt"):  # doctest: +SKIP
...     for statement in reading.statements:
...         print(statement.said_on, statement.speaker.name, statement.quote)
"""

from __future__ import annotations

from rowback.calls import read, read_text
from rowback.core.actor import ActorKind
from rowback.core.article import Article, Block, BlockKind
from rowback.core.attribution import AsideType, Kind
from rowback.core.errors import InputError, ModelError, RowbackError, UsageError
from rowback.core.issue import Issue
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.statement import Actor, Aside, Position, Reading, Statement
from rowback.issue_file import read_issues

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "ActorKind",
    "Article",
    "Aside",
    "AsideType",
    "Block",
    "BlockKind",
    "InputError",
    "Issue",
    "Kind",
    "ModelError",
    "Position",
    "Reading",
    "RowbackError",
    "SaidOn",
    "Span",
    "Statement",
    "UsageError",
    "__version__",
    "read",
    "read_issues",
    "read_text",
]

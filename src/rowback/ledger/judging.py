"""What the ledger asks of the stages: positions, claims, order within a day, utterances, findings."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rowback.core.article import Article
from rowback.core.finding import Claim, Entry, Finding
from rowback.core.issue import Issue
from rowback.core.span import Span
from rowback.core.statement import Aside, Position, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells about its statements: outlets' claims, which came later on a day, which are denied."""

    claims: Sequence[Claim] = ()
    after: Mapping[str, tuple[Span, str | None]] = field(default_factory=dict)
    denied: frozenset[str] = frozenset()


def _face(module: str, name: str) -> Callable[..., Any] | None:
    try:
        return getattr(importlib.import_module(module), name, None)
    except ModuleNotFoundError:
        return None


def told_by(article: Article, statements: Sequence[Statement], asides: Sequence[Aside]) -> Told:
    """What the article's text tells about its statements."""
    claims, order, denials = (_face("rowback.findings", name) for name in ("find_claims", "order_in_day", "denials"))
    return Told(
        claims=claims(article, asides) if claims else (),
        after=order(article, statements) if order else {},
        denied=frozenset(denials(article, statements)) if denials else frozenset(),
    )


def positions_for(article: Article, statements: Sequence[Statement], issues: Sequence[Issue]) -> list[tuple[Position, ...]]:
    """The positions of statements that the ledger holds, in their order."""
    judge = _face("rowback.pipeline", "positions_for")
    return list(judge(article, statements, issues)) if judge else [() for _ in statements]


def utterances(entries: Sequence[Entry]) -> dict[str, str]:
    """For each statement the id of its utterance."""
    group = _face("rowback.findings", "group_utterances")
    return dict(group(entries)) if group else {entry.id: entry.id for entry in entries}


def changes(issue: str, entries: Sequence[Entry], claims: Sequence[Claim]) -> list[Finding]:
    """The findings on an issue."""
    find = _face("rowback.findings", "find_changes")
    return list(find(issue, entries, claims)) if find else []

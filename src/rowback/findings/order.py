"""What the text tells of the order within a day, and which reports it denies."""

from __future__ import annotations

from collections.abc import Sequence

from rowback.core.article import Article
from rowback.core.span import Span
from rowback.core.statement import Statement


def order_in_day(article: Article, statements: Sequence[Statement]) -> dict[str, tuple[Span, str | None]]:
    return {}


def denials(article: Article, statements: Sequence[Statement]) -> set[str]:
    return set()

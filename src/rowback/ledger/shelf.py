"""The articles of a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from rowback.core.article import Article
from rowback.core.errors import LedgerError
from rowback.core.finding import Entry
from rowback.core.statement import Aside
from rowback.ledger import schema
from rowback.ledger.records import unpack_article
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.writing import is_news, others_than


class Shelf:
    """`ledger.articles`: the texts themselves."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def is_news(self, article: Article) -> bool:
        """True if the ledger does not hold the article, or knows less well when it was published."""
        with self._store.snapshot() as connection:
            return is_news(connection, article) is not None

    def read_otherwise(self, extractor: str) -> Iterator[Article]:
        """The articles whose newest reading was made by something else."""
        with self._store.snapshot() as connection:
            idents = others_than(connection, extractor)
        for ident in idents:
            yield self[ident][0]

    def __getitem__(self, ident: str) -> tuple[Article, tuple[Aside, ...]]:
        """An article with its asides; LedgerError if the ledger does not hold it."""
        r, a = schema.readings.c, schema.articles.c
        query = select(schema.readings, a.text, a.url).join(schema.articles, a.id == r.article).where(r.article == ident)
        with self._store.snapshot() as connection:
            row = connection.execute(query.order_by(r.number.desc()).limit(1)).mappings().first() if ident.isascii() else None
        if row is None:
            raise LedgerError("RB431", f"the ledger holds no article {ident!r}")
        return unpack_article(row)

    def entries(self, ident: str, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Entry]:
        """The statements of an article in the order of its text."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            return sorted(
                view.entries(schema.statements.c.article == ident), key=lambda entry: (entry.statement.content[0], entry.id)
            )

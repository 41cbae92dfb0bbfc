"""The articles of a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from rowback.core.article import Article
from rowback.core.errors import LedgerError
from rowback.core.finding import Entry
from rowback.core.statement import Aside
from rowback.ledger import schema
from rowback.ledger.deciding import Decision, holding
from rowback.ledger.records import unpack_article
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.writing import is_news, others_than

_CHUNK = 500
_s, _r, _a, _c = schema.statements.c, schema.readings.c, schema.articles.c, schema.current.c


@dataclass(frozen=True, slots=True)
class Listed:
    """An article without its text, with the number of its statements; ``number`` is that of its newest reading."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    translated: bool | None
    recorded_at: str
    statements: int
    number: int


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

    def listed(self, *, outlet: str | None = None, before: int | None = None, limit: int = 25) -> list[Listed]:
        """Articles, those recorded last first; `before` is the number of the last one on the leaf before."""
        conditions: list[ColumnElement[bool]] = []
        if outlet is not None:
            conditions.append(_r.outlet == outlet)
        if before is not None:
            conditions.append(_r.number < before)
        return self._listed(*conditions, limit=limit)

    def number(self, outlet: str | None = None) -> int:
        """How many articles the ledger holds, in all or of an outlet."""
        query = select(func.count()).select_from(schema.articles)
        if outlet is not None:
            newest = select(func.max(_r.number)).group_by(_r.article)
            query = select(func.count()).where(_r.outlet == outlet, _r.number.in_(newest))
        with self._store.snapshot() as connection:
            return connection.scalar(query) or 0

    def versions(self, url: str | None) -> list[Listed]:
        """The versions of an article's text that the ledger holds under its address, oldest first."""
        return self._listed(_a.url == url, limit=100)[::-1] if url else []

    def named(self, ident: str) -> Listed | None:
        """One article without its text; None if the ledger does not hold it."""
        found = self._listed(_r.article == ident, limit=1)
        return found[0] if found else None

    def _listed(self, *conditions: ColumnElement[bool], limit: int) -> list[Listed]:
        newest = select(func.max(_r.number)).where(_r.article == _a.id).correlate(schema.articles).scalar_subquery()
        told = select(func.count()).where(_c.reading == _r.number).correlate(schema.readings).scalar_subquery()
        query = (
            select(
                _r.article, _a.url, _r.outlet, _r.title, _r.published, _r.language, _r.translated, _r.recorded_at, told, _r.number
            )
            .join_from(schema.readings, schema.articles, _a.id == _r.article)
            .where(_r.number == newest, *conditions)
            .order_by(_r.number.desc())
            .limit(limit)
        )
        with self._store.view() as view:
            return [Listed(*tuple(row)) for row in view.connection.execute(query)]

    def corrections(self, statements: Sequence[str]) -> dict[str, list[Decision]]:
        """The corrections that hold of these statements, also of those that people took out."""
        wanted = set(statements)
        found: dict[str, list[Decision]] = {}
        with self._store.snapshot() as connection:
            for decision in holding(connection, ["correction"]):
                if decision.subject in wanted:
                    found.setdefault(decision.subject, []).append(decision)
        return found

    def withdrawn(self, article: str) -> list[tuple[str, str]]:
        """The statements of an article that people said are none, as (id, quote)."""
        with self._store.snapshot() as connection:
            gone = [d.subject for d in holding(connection, ["correction"]) if d.value.get("withdrawn")]
            query = select(_s.id, _s.quote).where(_s.article == article, _s.id.in_(gone[:_CHUNK])).distinct()
            return [(ident, quote) for ident, quote in connection.execute(query)]

"""How articles get in: every span is checked, an article comes whole or not at all."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from rowback.core.article import Article, BlockKind
from rowback.core.errors import LedgerError
from rowback.core.finding import Claim
from rowback.core.span import Span, hull
from rowback.core.statement import Position, Reading, Statement
from rowback.ledger import judging, schema, sqlite
from rowback.ledger.joining import signature_of
from rowback.ledger.records import pack_article, pack_position, pack_statement, unpack_article

Row = dict[str, Any]


def check_spans(article: Article, statements: Sequence[Statement], claims: Sequence[Claim] = ()) -> None:
    """LedgerError if a span does not name what it should: nothing wrong is ever written."""
    for statement in statements:
        words = hull(statement.content).of(article.text) if statement.content else None
        if words != statement.quote:
            raise LedgerError("RB420", f"article {article.id}: the quote of statement {statement.id} is not what its span names")
        spans = [*statement.content, *statement.cue, *statement.source]
        spans += [span for p in statement.positions for span in (*p.evidence, *p.condition, *p.limit)]
        if statement.said_on is not None and statement.said_on.basis is not None:
            spans.append(statement.said_on.basis)
        if any(not 0 <= span.start < span.end <= len(article.text) for span in spans):
            raise LedgerError("RB420", f"article {article.id}: statement {statement.id} has a span outside the text")
    for claim in claims:
        if claim.span.of(article.text) != claim.words:
            raise LedgerError("RB420", f"article {article.id}: an outlet's words are not what their span names")


def known(connection: Connection, idents: Sequence[str]) -> set[str]:
    """Those of the articles that the ledger holds already."""
    found: set[str] = set()
    for at in range(0, len(idents), 500):
        found |= set(connection.scalars(select(schema.articles.c.id).where(schema.articles.c.id.in_(idents[at : at + 500]))))
    return found


def bump(connection: Connection) -> tuple[str, str]:
    """Count a change, so that every process sees that what it remembers is old; returns the revisions before and after it."""
    revision = int(connection.scalar(select(schema.state.c.value).where(schema.state.c.key == "revision")) or 0)
    connection.execute(update(schema.state).where(schema.state.c.key == "revision").values(value=str(revision + 1)))
    return str(revision), str(revision + 1)


def add_article(connection: Connection, article: Article, at: str, raw: bytes | None, extractor: str) -> None:
    """A new article's text and, where there is one, its page."""
    connection.execute(insert(schema.articles).values(id=article.id, url=article.url, text=article.text, recorded_at=at))
    if raw is not None:
        row = {"article": article.id, "raw": zlib.compress(raw), "extractor": extractor, "recorded_at": at}
        connection.execute(insert(schema.pages).values(row))


def add_reading(
    connection: Connection, reading: Reading, versions: Mapping[str, int], issue_revision: int, at: str, extractor: str
) -> int:
    """What was made of an article; returns the reading's number. `versions` are the numbers of issues by their ids."""
    article = reading.article
    told = judging.told_by(article, reading.statements, reading.asides)
    check_spans(article, reading.statements, told.claims)
    row = {
        "article": article.id, "outlet": article.outlet, "title": article.title, "published": article.published,
        "day": article.published[:10] if article.published and len(article.published) >= 10 else None,
        "language": article.language, "translated": article.translated, "rest": pack_article(article, reading.asides),
        "extracted": reading.extracted, "extractor": extractor, "issue_revision": issue_revision, "recorded_at": at,
    }  # fmt: skip
    number = schema.inserted(connection, schema.readings, row)
    first = (connection.scalar(select(func.max(schema.statements.c.number))) or 0) + 1
    rows = [
        {"number": first + n, "reading": number, "article": article.id, "recorded_at": at, **_statement_row(article, s, told)}
        for n, s in enumerate(reading.statements)
    ]
    if rows:
        connection.execute(insert(schema.statements), rows)
        sqlite.add_to_search(connection, [(row["number"], row["quote"]) for row in rows])
    _insert(connection, schema.mentions, _mention_rows(article, reading.statements, number))
    _insert(connection, schema.claims, [
        {"reading": number, "start": c.span.start, "end": c.span.end, "words": c.words, "about": c.about} for c in told.claims
    ])  # fmt: skip
    add_positions(connection, number, {s.id: s.positions for s in reading.statements}, versions)
    return number


def add_positions(
    connection: Connection, reading: int, found: Mapping[str, Sequence[Position]], versions: Mapping[str, int]
) -> None:
    """The positions of a reading's statements on the issues of these versions."""
    _insert(connection, schema.positions, [
        {
            "reading": reading, "statement": ident, "version": versions[position.issue],
            "stance": position.stance.value, "record": pack_position(position),
        }
        for ident, positions in found.items()
        for position in positions
        if position.issue in versions
    ])  # fmt: skip


def _insert(connection: Connection, table: Any, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _statement_row(article: Article, statement: Statement, told: judging.Told) -> Row:
    speaker, said = statement.speaker, statement.said_on
    after, after_id = told.after.get(statement.id, (None, None))
    block = article.block_at(hull(statement.content).start)
    return {
        "id": statement.id,
        "kind": statement.kind.value,
        "quote": statement.quote,
        "speaker": speaker.id,
        "name": speaker.name,
        "side": speaker.side,
        "signature": signature_of(speaker.kind, speaker.name, speaker.side, speaker.role),
        "said_start": said and said.start.isoformat(),
        "said_end": said and said.end.isoformat(),
        "record": pack_statement(statement),
        "block": (block.kind if block else BlockKind.BODY).value,
        "after_start": after and after.start,
        "after_end": after and after.end,
        "after_id": after_id,
        "denied": statement.id in told.denied,
    }


def _mention_rows(article: Article, statements: Sequence[Statement], reading: int) -> list[Row]:
    """Where the text names the speakers of statements, each place once."""
    places: dict[tuple[str, Span], None] = {}
    for statement in statements:
        if statement.speaker.id is not None:
            places.update(dict.fromkeys((statement.speaker.id, span) for span in statement.source))
    return [
        {"reading": reading, "speaker": speaker, "start": span.start, "end": span.end, "words": span.of(article.text)}
        for speaker, span in sorted(places)
    ]


def is_news(connection: Connection, article: Article) -> bool | None:
    """True for an article that the ledger does not hold; False for one that it holds, but with facts that count less; else None.

    Two inputs may tell one text's day, outlet or title differently; the one told to be published first counts, then whatever
    sorts first, so that the order of adding decides nothing.
    """
    r = schema.readings.c
    query = select(schema.readings).where(r.article == article.id).order_by(r.number.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    if row is None:
        return True
    held = unpack_article({**row, "text": article.text, "url": article.url})[0]
    return False if _standing(article) < _standing(held) else None


def _standing(article: Article) -> tuple[Any, ...]:
    facts = (article.published, article.outlet, article.title, article.language, article.published_basis, article.original_url)
    return (*((fact is None, fact or "") for fact in facts), str(article.translated), str(article.blocks))


def has_reading(connection: Connection, article: str, extractor: str) -> bool:
    """True if the article's newest reading was made by this extractor."""
    r = schema.readings.c
    query = select(r.extractor).where(r.article == article).order_by(r.number.desc()).limit(1)
    return connection.scalar(query) == extractor


def others_than(connection: Connection, extractor: str) -> list[str]:
    """The articles whose newest reading was made by another extractor."""
    r = schema.readings.c
    newest = select(func.max(r.number)).group_by(r.article)
    return list(connection.scalars(select(r.article).where(r.number.in_(newest), r.extractor != extractor).order_by(r.number)))

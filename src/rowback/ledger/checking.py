"""What is in a ledger, and whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from rowback.core.errors import LedgerError
from rowback.ledger import schema, sqlite
from rowback.ledger.deciding import holding
from rowback.ledger.records import unpack_article, unpack_position, unpack_statement
from rowback.ledger.view import View, latest_versions
from rowback.ledger.writing import check_spans

_s, _r, _a, _c, _p = schema.statements.c, schema.readings.c, schema.articles.c, schema.current.c, schema.positions.c
_MOST = 100  # faults that are listed


@dataclass(frozen=True, slots=True)
class Info:
    """Counts, days and versions of a ledger. ``groundless`` tells, in words, of decisions on statements that a newer reading no longer has."""

    path: Path
    version: str
    articles: int
    statements: int
    actors: int
    utterances: int
    issues: int
    positions: int
    decisions: int
    groundless: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    first_recorded: str | None
    last_recorded: str | None
    extractors: dict[str, int]


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a ledger holds, and of which days."""

    articles: int
    statements: int
    actors: int
    issues: int
    first_day: str | None
    last_day: str | None


def extent_of(connection: Connection) -> Extent:
    """The extent of a ledger: what a page can tell of it without counting everything."""

    def found(what: Any, table: Any) -> Any:
        return connection.scalar(select(what).select_from(table))

    return Extent(
        articles=found(func.count(), schema.articles), statements=found(func.count(), schema.current),
        actors=found(func.count(_c.actor.distinct()), schema.current), issues=found(func.count(schema.issues.c.id.distinct()), schema.issues),
        first_day=found(func.min(_r.day), schema.readings), last_day=found(func.max(_r.day), schema.readings),  # apart: each by its index
    )  # fmt: skip


def info_of(view: View, path: Path) -> Info:
    """What the ledger of a view holds."""
    connection = view.connection

    def count(query: Any) -> int:
        return connection.scalar(query) or 0

    days = connection.execute(select(func.min(_r.day), func.max(_r.day), func.min(_r.recorded_at), func.max(_r.recorded_at))).one()
    extractors = select(_r.extractor, func.count()).where(_r.number.in_(view.latest)).group_by(_r.extractor)
    return Info(
        path=path,
        version=schema.VERSION,
        articles=count(select(func.count()).select_from(schema.articles)),
        statements=count(select(func.count()).select_from(schema.current)),
        actors=count(select(func.count(_c.actor.distinct()))),
        utterances=count(select(func.count(_c.utterance.distinct()))),
        issues=len(latest_versions(connection)),
        positions=count(select(func.count()).select_from(schema.stands)),
        decisions=len(holding(connection, ["review", "correction", "merge", "split", "roster"])),
        groundless=tuple(groundless(connection)),
        first_day=days[0],
        last_day=days[1],
        first_recorded=days[2],
        last_recorded=days[3],
        extractors=schema.pairs(connection, extractors),
    )


def groundless(connection: Connection) -> list[str]:
    """Decisions whose statement no longer stands, in words: they are kept, and hold again where it comes back."""
    wanted: list[tuple[str, str]] = []
    for decision in holding(connection, ["review", "correction", "merge", "split"]):
        value = decision.value
        told = f"{decision.kind} {decision.number} of {decision.recorded_at[:10]}"
        if decision.kind == "correction":
            wanted += [] if value.get("withdrawn") else [(told, decision.subject)]
        elif decision.kind == "review":
            wanted += [(told, ident) for ident in value["pair"]]
        else:
            wanted += [(told, value[key]) for key in ("one", "other", "actor") if key in value]
    idents = sorted({ident for _, ident in wanted})
    standing: set[str] = set()
    for at in range(0, len(idents), 500):
        standing |= set(connection.scalars(select(_c.id).where(_c.id.in_(idents[at : at + 500]))))
    return [f"{told}: statement {ident} no longer stands" for told, ident in wanted if ident not in standing]


def faults_of(connection: Connection) -> list[str]:
    """What is wrong, in words: with the file, with spans that do not name their words, with rows that miss their others."""
    found = sqlite.faults(connection)
    if found:
        return found
    versions = {number: ident for ident, number in latest_versions(connection).items()}
    for row in connection.execute(select(schema.readings, _a.text, _a.url).join(schema.articles, _a.id == _r.article)).mappings():
        found += _faults_of_reading(connection, row, versions)
        if len(found) >= _MOST:
            return [*found[:_MOST], "… and more"]
    without = select(_a.id).where(_a.id.not_in(select(_r.article)))
    found += [f"article {ident} has never been read" for ident in connection.scalars(without)]
    twice = select(_c.number).where(_c.number.not_in(select(_s.number)))
    found += [f"row {number} of the statements that hold is gone" for number in connection.scalars(twice)]
    return found


def _faults_of_reading(connection: Connection, row: Any, versions: dict[int, str]) -> list[str]:
    article, _ = unpack_article(row)
    positions: dict[str, list[Any]] = {}
    for ident, version, stance, record in connection.execute(
        select(_p.statement, _p.version, _p.stance, _p.record).where(_p.reading == row["number"])
    ):
        positions.setdefault(ident, []).append(unpack_position(versions.get(version, "?"), stance, record))
    rows = connection.execute(select(_s.id, _s.quote, _s.record).where(_s.reading == row["number"]))
    statements = [unpack_statement(ident, quote, record, positions.pop(ident, ())) for ident, quote, record in rows]
    found = [f"article {article.id}: a position on statement {ident}, which is not there" for ident in positions]
    try:
        check_spans(article, statements)
    except LedgerError as error:
        found.append(error.message)
    return found

"""Statements, positions and articles as the ledger stores them, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from rowback.core.actor import ActorKind
from rowback.core.article import Article, Block, BlockKind
from rowback.core.attribution import AsideType, Kind
from rowback.core.saidon import SaidOn
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.core.statement import Actor, Aside, Position, Statement

Record = dict[str, Any]


def pack_statement(statement: Statement) -> Record:
    """A statement without its positions, which are stored apart."""
    said, speaker = statement.said_on, statement.speaker
    return {
        "kind": statement.kind.value,
        "content": statement.content,
        "cue": statement.cue,
        "source": statement.source,
        "speaker": [speaker.id, speaker.name, speaker.kind.value, speaker.role, speaker.side],
        "said": said and [said.start.isoformat(), said.end.isoformat(), said.basis, said.inferred],
        "setting": [statement.occasion, statement.addressee, statement.via],
        "verbatim": statement.verbatim,
        "others": [statement.continues, statement.aligned_to, statement.nested_in],
        "confidence": statement.confidence,
    }


def unpack_statement(ident: str, quote: str, record: Record, positions: Sequence[Position]) -> Statement:
    """The statement of a record."""
    said = record["said"]
    occasion, addressee, via = record["setting"]
    continues, aligned_to, nested_in = record["others"]
    return Statement(
        id=ident, kind=Kind(record["kind"]), quote=quote,
        content=_spans(record["content"]), cue=_spans(record["cue"]), source=_spans(record["source"]),
        speaker=unpack_actor(record["speaker"]),
        said_on=said and SaidOn(date.fromisoformat(said[0]), date.fromisoformat(said[1]), said[2] and Span(*said[2]), said[3]),
        occasion=occasion, addressee=addressee, via=via, verbatim=record["verbatim"],
        continues=continues, aligned_to=aligned_to, nested_in=nested_in,
        positions=tuple(positions), confidence=record["confidence"],
    )  # fmt: skip


def unpack_actor(packed: Sequence[Any]) -> Actor:
    """The speaker of a record."""
    ident, name, kind, role, side = packed
    return Actor(ident, name, ActorKind(kind), role, side)


def pack_position(position: Position) -> Record:
    """A position without issue and stance, which have columns of their own."""
    return {
        "evidence": position.evidence,
        "condition": position.condition,
        "limit": position.limit,
        "rules": position.rules,
        "score": position.score,
    }


def unpack_position(issue: str, stance: str, record: Record) -> Position:
    """The position of a record."""
    evidence, condition, limit = (_spans(record[key]) for key in ("evidence", "condition", "limit"))
    return Position(issue, Stance(stance), evidence, condition, limit, tuple(record["rules"]), record["score"])


def pack_article(article: Article, asides: Sequence[Aside]) -> Record:
    """Blocks, asides and what else of an article has no column of its own."""
    return {
        "basis": article.published_basis,
        "precision": article.published_precision,
        "original_url": article.original_url,
        "blocks": [(block.kind.value, *block.span) for block in article.blocks],
        "asides": [(aside.type.value, aside.content, aside.cue, aside.source) for aside in asides],
    }


def unpack_article(row: Mapping[str, Any] | RowMapping) -> tuple[Article, tuple[Aside, ...]]:
    """Article and asides of a row that joins articles and readings."""
    rest = row["rest"]
    article = Article(
        id=row["article"], text=row["text"], url=row["url"], outlet=row["outlet"], title=row["title"], published=row["published"],
        published_basis=rest["basis"], published_precision=rest["precision"], language=row["language"],
        translated=row["translated"], original_url=rest["original_url"],
        blocks=tuple(Block(BlockKind(kind), Span(start, end)) for kind, start, end in rest["blocks"]),
    )  # fmt: skip
    asides = tuple(Aside(AsideType(kind), *map(_spans, parts)) for kind, *parts in rest["asides"])
    return article, asides


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)

"""Standings and findings as answers keep them, and back, whole: what is kept is answered without asking any other table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from rowback.core.article import BlockKind
from rowback.core.finding import Claim, Entry, Finding, FindingKind, Source
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.ledger.board import Appearance, Standing, Trend
from rowback.ledger.records import pack_position, pack_statement, unpack_position, unpack_statement
from rowback.ledger.times import moment_of, written

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dated:
    """A finding with the day it ends on, by which findings are sorted."""

    day: str
    finding: Finding


def pack_standing(standing: Standing) -> Record:
    """A standing with the statement it shows."""
    days = [(a.day and a.day.isoformat(), a.stance.value, a.statement, a.count) for a in standing.appearances]
    return {"actor": standing.actor, "entry": _pack_entry(standing.entry), "trend": standing.trend.value, "days": days}


def unpack_standing(record: Record) -> Standing:
    """The standing of a record."""
    appearances = tuple(
        Appearance(day and date.fromisoformat(day), Stance(stance), statement, count)
        for day, stance, statement, count in record["days"]
    )
    entry = _unpack_entry(record["entry"])
    who = entry.statement.speaker
    trend = Trend(record["trend"])
    return Standing(who.side, record["actor"], who.name, who.role, entry, appearances[-1].stance, trend, appearances)


def pack_finding(dated: Dated) -> Record:
    """A finding with its two statements."""
    finding = dated.finding
    return {
        "id": finding.id, "kind": finding.kind.value, "actor": finding.actor, "name": finding.actor_name, "side": finding.side,
        "earlier": _pack_entry(finding.earlier), "later": _pack_entry(finding.later), "also": finding.also,
        "explanation": finding.explanation, "against": finding.against, "part": finding.part, "score": finding.score,
        "reported_by": [(c.article, *c.span, c.words, c.about) for c in finding.reported_by], "day": dated.day,
    }  # fmt: skip


def unpack_finding(issue: str, record: Record) -> Dated:
    """The finding of a record."""
    finding = Finding(
        id=record["id"], kind=FindingKind(record["kind"]), issue=issue, actor=record["actor"], actor_name=record["name"],
        side=record["side"], earlier=_unpack_entry(record["earlier"]), later=_unpack_entry(record["later"]),
        also=tuple((one, other) for one, other in record["also"]), explanation=record["explanation"],
        against=tuple(record["against"]), part=record["part"], score=record["score"],
        reported_by=tuple(Claim(article, Span(a, b), words, about) for article, a, b, words, about in record["reported_by"]),
    )  # fmt: skip
    return Dated(record["day"], finding)


def _pack_entry(entry: Entry) -> Record:
    source = entry.source
    return {
        "id": entry.id, "quote": entry.statement.quote, "statement": pack_statement(entry.statement),
        "positions": [(p.issue, p.stance.value, pack_position(p)) for p in entry.statement.positions],
        "source": (source.id, source.url, source.outlet, source.title, source.published, source.language, source.translated),
        "utterance": entry.utterance, "recorded_at": written(entry.recorded_at), "block": entry.block.value,
        "after": entry.after, "after_id": entry.after_id, "denied": entry.denied,
    }  # fmt: skip


def _unpack_entry(record: Record) -> Entry:
    positions = [unpack_position(issue, stance, packed) for issue, stance, packed in record["positions"]]
    return Entry(
        statement=unpack_statement(record["id"], record["quote"], record["statement"], positions),
        source=Source(*record["source"]), utterance=record["utterance"], recorded_at=moment_of(record["recorded_at"]),
        block=BlockKind(record["block"]), after=record["after"] and Span(*record["after"]), after_id=record["after_id"],
        denied=record["denied"],
    )  # fmt: skip

"""What people decided: reviews, corrections, merges, splits, rosters. Decisions are added, and undone by another row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from rowback.core.errors import LedgerError
from rowback.core.saidon import SaidOn
from rowback.core.stance import Stance
from rowback.core.statement import Position, Statement
from rowback.ledger.records import unpack_actor
from rowback.ledger.schema import decisions, inserted
from rowback.ledger.times import EVERYTHING, Scope, end_of


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision by a person. ``subject`` is what it is about: a statement, a finding, an actor, or a file."""

    number: int
    kind: str
    subject: str
    value: dict[str, Any]
    by: str | None
    note: str | None
    recorded_at: str
    undoes: int | None = None


@dataclass(slots=True)
class Correction:
    """What people corrected of one statement; the last word on each thing holds. ``said_on`` is () where it was not touched."""

    speaker: list[Any] | None = None
    said_on: tuple[str, str] | tuple[()] | None = ()
    stances: dict[str, str | None] = field(default_factory=dict)
    withdrawn: bool = False


def decide(
    connection: Connection, kind: str, subject: str, value: dict[str, Any], *, at: str, by: str | None, note: str | None = None
) -> int:
    """Record a decision and return its number."""
    row = {"kind": kind, "subject": subject, "value": value, "by": by, "note": note, "recorded_at": at}
    return inserted(connection, decisions, row)


def undo(connection: Connection, number: int, *, at: str, by: str | None) -> None:
    """Record that a decision no longer holds."""
    inserted(
        connection, decisions, {"kind": "undo", "subject": str(number), "value": {}, "by": by, "undoes": number, "recorded_at": at}
    )


def made(connection: Connection) -> list[Decision]:
    """All decisions ever made, in their order, also those that were undone."""
    return [Decision(**row) for row in connection.execute(select(decisions).order_by(decisions.c.number)).mappings()]


def holding(connection: Connection, kinds: Sequence[str], scope: Scope = EVERYTHING) -> list[Decision]:
    """The decisions of some kinds that hold, as people had decided by then."""
    query = select(decisions).where(decisions.c.kind.in_([*kinds, "undo"])).order_by(decisions.c.number)
    if scope.recorded_by is not None:
        query = query.where(decisions.c.recorded_at < end_of(scope.recorded_by))
    return _holding([Decision(**row) for row in connection.execute(query).mappings()])


def last(connection: Connection, kinds: Sequence[str], subject: str | None = None) -> Decision | None:
    """The last decision of some kinds that still holds."""
    found = [d for d in holding(connection, kinds) if subject is None or d.subject == subject]
    return found[-1] if found else None


def _holding(rows: Sequence[Decision]) -> list[Decision]:
    undone = {row.undoes for row in rows}
    return [row for row in rows if row.number not in undone and row.undoes is None]


def corrections(connection: Connection, scope: Scope = EVERYTHING) -> dict[str, Correction]:
    """The corrections of statements, by statement."""
    found: dict[str, Correction] = {}
    for decision in holding(connection, ["correction"], scope):
        correction = found.setdefault(decision.subject, Correction())
        match decision.value:
            case {"speaker": speaker}:
                correction.speaker = speaker
            case {"said_on": None}:
                correction.said_on = None
            case {"said_on": [start, end]}:
                correction.said_on = (start, end)
            case {"issue": issue, "stance": stance}:
                correction.stances[issue] = stance
            case {"withdrawn": True}:
                correction.withdrawn = True
            case _:
                raise LedgerError("RB421", f"decision {decision.number} is of a kind that this Rowback does not know")
    return found


def corrected(statement: Statement, correction: Correction | None) -> Statement:
    """The statement with what people corrected of speaker, day and positions."""
    if correction is None:
        return statement
    if correction.speaker is not None:
        statement = replace(statement, speaker=unpack_actor(correction.speaker))
    if correction.said_on is None:
        statement = replace(statement, said_on=None)
    elif correction.said_on:
        start, end = map(date.fromisoformat, correction.said_on)
        statement = replace(statement, said_on=SaidOn(start, end))
    if correction.stances:
        statement = replace(statement, positions=corrected_positions(statement, correction))
    return statement


def corrected_positions(statement: Statement, correction: Correction) -> tuple[Position, ...]:
    """The positions with those that people gave, whose evidence is the whole statement and whose rule says who made it."""
    kept = {position.issue: position for position in statement.positions}
    for issue, stance in correction.stances.items():
        if stance is None:
            kept.pop(issue, None)
        elif issue in kept:
            kept[issue] = replace(kept[issue], stance=Stance(stance), rules=("decided",), score=1.0)
        else:
            kept[issue] = Position(issue, Stance(stance), statement.content, (), (), ("decided",), 1.0)
    return tuple(kept[issue] for issue in sorted(kept))

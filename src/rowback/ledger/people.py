"""Signatures, rosters and decisions out of the tables, as the cast wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from rowback.core.actor import ActorKind
from rowback.ledger import schema
from rowback.ledger.cast import Cast, Post, Profile, Told, make_cast
from rowback.ledger.deciding import Correction, Decision, holding
from rowback.ledger.joining import Merge, Signature, Split, signature_of
from rowback.ledger.records import unpack_actor
from rowback.ledger.times import EVERYTHING, Scope

_s, _r, _g, _c = schema.statements.c, schema.readings.c, schema.signatures.c, schema.current.c


def stored_cast(connection: Connection) -> Cast:
    """The cast of the whole ledger, from the derived tables."""
    told: dict[str, list[Told]] = defaultdict(list)
    for row in connection.execute(select(schema.signatures).where(_g.actor.is_not(None), _g.smallest.is_not(None))).mappings():
        told[row["actor"]].append(told_of(row))
    posts: dict[str, list[Post]] = defaultdict(list)
    _, rostered = decided(connection, EVERYTHING)
    if rostered:
        homes = {t.signature.id: actor for actor, members in told.items() for t in members}
        whole = cast_of(connection, [t for members in told.values() for t in members], EVERYTHING)
        for profile in whole.profiles.values():
            if profile.id in told or any(t.signature.id in homes for t in profile.told):
                posts[profile.id] = profile.rostered
    return Cast(Profile(actor, members, posts.get(actor, [])) for actor, members in told.items())


def cast_of(connection: Connection, told: Sequence[Told], scope: Scope) -> Cast:
    """The cast that signatures give with what people had decided by then."""
    decisions, rostered = decided(connection, scope)
    return make_cast(told, decisions, rostered)


def decided(connection: Connection, scope: Scope) -> tuple[list[Merge | Split], list[tuple[Signature, Post]]]:
    """Merges and splits in their order, and what rosters say."""
    decisions: list[Merge | Split] = []
    rostered: list[tuple[Signature, Post]] = []
    for decision in holding(connection, ["merge", "split", "roster"], scope):
        if decision.kind == "roster":
            merges, posts = from_roster(decision)
            decisions += merges
            rostered += posts
        else:
            decisions.append(_decision(connection, decision))
    return decisions, rostered


def _decision(connection: Connection, decision: Decision) -> Merge | Split:
    value = decision.value
    if decision.kind == "merge":
        return Merge(_anchor(connection, value["one"]), _anchor(connection, value["other"]))
    return Split(_anchor(connection, value["actor"]), frozenset(value["names"]))


def _anchor(connection: Connection, statement: str) -> str:
    """The signature that a decision was made on, by the statement it was made on."""
    return str(connection.scalar(select(_s.signature).where(_s.id == statement).order_by(_s.number).limit(1)))


def from_roster(decision: Decision) -> tuple[list[Merge | Split], list[tuple[Signature, Post]]]:
    """A roster's persons: all names of one are one actor, and what is told of the posts."""
    merges: list[Merge | Split] = []
    posts: list[tuple[Signature, Post]] = []
    for row in decision.value["rows"]:
        post = Post(row["role"], row["side"], row["from"], row["to"], None, 0)
        first: Signature | None = None
        for name in (row["name"], *row["aliases"]):
            kind = ActorKind(row.get("kind", "person"))
            ident = signature_of(kind, name, row["side"], row["role"])
            if ident is None:
                continue
            signature = Signature(ident, kind, name, row["side"], row["role"])
            posts.append((signature, post))
            if first is None:
                first = signature
            else:
                merges.append(Merge(first.id, ident))
    return merges, posts


def told_of(row: Any) -> Told:
    """A signature of a row of the table."""
    signature = Signature(row["id"], ActorKind(row["kind"]), row["name"], row["side"], row["role"], row["count"])
    return Told(signature, row["smallest"], row["first_day"], row["last_day"])


def told_in(
    connection: Connection, latest: Select[Any], corrections: Mapping[str, Correction], only: Sequence[str] | None = None
) -> list[Told]:
    """The signatures of the readings, counted from the facts, with corrected speakers in their places; `only` some if given."""
    moved = {ident for ident, c in corrections.items() if c.speaker is not None or c.withdrawn}
    day = func.coalesce(_s.said_start, _r.day)
    query = (
        select(_s.signature, func.min(_s.id), func.count(), func.min(day), func.max(day))
        .join_from(schema.statements, schema.readings, _r.number == _s.reading)
        .where(_s.signature.is_not(None), _s.reading.in_(latest))
        .group_by(_s.signature)
    )
    if moved:
        query = query.where(_s.id.not_in(moved))
    named = select(schema.signatures)
    if only is not None:
        query, named = query.where(_s.signature.in_(only)), named.where(_g.id.in_(only))
    names = {row["id"]: row for row in connection.execute(named).mappings()}
    found: dict[str, list[Any]] = {}
    for ident, smallest, count, first, last in connection.execute(query):
        found[ident] = [names[ident], smallest, count, first, last]
    for ident, correction in corrections.items():
        if correction.speaker is not None and not correction.withdrawn:
            _count_moved(connection, latest, ident, correction, found)
    return [
        Told(Signature(row["id"], ActorKind(row["kind"]), row["name"], row["side"], row["role"], count), smallest, first, last)
        for row, smallest, count, first, last in found.values()
        if only is None or row["id"] in only
    ]


def _count_moved(
    connection: Connection, latest: Select[Any], ident: str, correction: Correction, found: dict[str, list[Any]]
) -> None:
    day = connection.execute(
        select(func.coalesce(_s.said_start, _r.day))
        .join_from(schema.statements, schema.readings, _r.number == _s.reading)
        .where(_s.id == ident, _s.reading.in_(latest))
    ).first()
    assert correction.speaker is not None
    who = unpack_actor(correction.speaker)
    signature = signature_of(who.kind, who.name, who.side, who.role)
    if day is None or signature is None:
        return
    row = {"id": signature, "kind": who.kind.value, "name": who.name, "side": who.side, "role": who.role}
    known = found.setdefault(signature, [row, ident, 0, day[0], day[0]])
    known[1], known[2] = min(known[1], ident), known[2] + 1
    days = [d for d in (known[3], known[4], day[0]) if d is not None]
    known[3], known[4] = min(days, default=None), max(days, default=None)


def note_signatures(connection: Connection, idents: Sequence[tuple[str, str, str, str | None, str | None]]) -> None:
    """Make sure that signatures (id, kind, name, side, role) have their rows."""
    wanted = {ident[0]: ident for ident in idents}
    known = set(connection.scalars(select(_g.id).where(_g.id.in_(list(wanted))))) if wanted else set()
    rows = [
        {"id": ident, "kind": kind, "name": name, "side": side, "role": role, "count": 0}
        for ident, kind, name, side, role in wanted.values()
        if ident not in known
    ]
    if rows:
        connection.execute(insert(schema.signatures), rows)

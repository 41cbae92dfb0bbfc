"""Signatures, rosters and decisions out of the tables, as the cast wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from rowback.core.actor import ActorKind
from rowback.ledger import schema, sqlite
from rowback.ledger.cast import Cast, Post, Profile, Told, in_order, make_cast
from rowback.ledger.changes import Change
from rowback.ledger.deciding import Correction, Decision, holding, made
from rowback.ledger.joining import Merge, Signature, Split, block_of, post_of, signature_of
from rowback.ledger.records import unpack_actor
from rowback.ledger.times import EVERYTHING, Scope

_CHUNK = 500
_MOST_FETCHED = 20_000  # actors of whom profiles are kept from one revision to the next
_s, _r, _g, _c = schema.statements.c, schema.readings.c, schema.signatures.c, schema.current.c


@dataclass
class Fetched:
    """What was fetched of actors at one revision, for all who ask at it: their profiles, and which were asked for; only ever more."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    posts: Mapping[str, list[Post]] | None = None

    def __len__(self) -> int:
        return len(self.asked)

    def after(self, change: Change) -> Fetched | None:
        """The same after a change; None where it has become much."""
        if len(self.asked) > _MOST_FETCHED:
            return None
        asked = self.asked - change.actors
        return Fetched({ident: known for ident, known in self.profiles.copy().items() if ident in asked}, asked, self.posts)


class StoredCast(Cast):
    """The cast of the whole ledger out of the derived tables; what is known of an actor is fetched when it is asked for."""

    def __init__(self, connection: Connection, fetched: Fetched | None = None) -> None:
        super().__init__(())
        self._connection = connection
        self._fetched = fetched or Fetched()
        self._profiles = self._fetched.profiles

    @cached_property
    def _posts(self) -> Mapping[str, list[Post]]:
        """What rosters say, by signature."""
        if self._fetched.posts is not None:
            return self._fetched.posts
        found: dict[str, list[Post]] = defaultdict(list)
        for signature, post in decided(self._connection, EVERYTHING)[1]:
            found[signature.id].append(post)
        self._fetched.posts = found
        return found

    def get(self, actor: str) -> Profile | None:
        """What is known of an actor; None for one that lives in one article only."""
        if actor not in self._fetched.asked:
            self.prepare([actor])
        return super().get(actor)

    def everybody(self) -> list[Profile]:
        """All actors with a name across articles."""
        self.prepare(self._connection.scalars(select(_g.actor).where(_g.actor.is_not(None)).distinct()))
        return super().everybody()

    def prepare(self, actors: Iterable[str | None]) -> None:
        """Fetch what is known of these actors in one question."""
        wanted = {actor for actor in actors if actor is not None and actor.isascii()} - self._fetched.asked
        if not wanted:
            return
        rows: dict[str, list[Any]] = defaultdict(list)
        query = select(schema.signatures).where(_g.actor.in_(sqlite.among(wanted))).order_by(_g.id)
        for row in self._connection.execute(query).mappings().all():
            rows[row["actor"]].append(row)
        for actor, members in rows.items():
            told = [told_of(row) for row in members if row["smallest"] is not None]
            held = {post for row in members for post in self._posts.get(row["id"], ())}
            self._profiles[actor] = Profile(actor, told, in_order(held))
        self._fetched.asked |= wanted  # now that they are there: others ask at the same time

    def on_sides(self, sides: set[str]) -> set[str]:
        """The actors to whom anything gives one of these sides."""
        wanted, found = sorted(sides), set()
        for at in range(0, len(wanted), _CHUNK):
            query = select(_g.actor).where(_g.side.in_(wanted[at : at + _CHUNK]), _g.actor.is_not(None)).distinct()
            found |= set(self._connection.scalars(query))
        return found

    def sides_by_actor(self, actors: Iterable[str]) -> dict[str, set[str]]:
        """All sides that anything gives to each of these actors; who lives in one article only is left out."""
        wanted, found = sorted(set(actors)), dict[str, set[str]]()
        for at in range(0, len(wanted), _CHUNK):
            query = select(_g.actor, _g.side).where(_g.actor.in_(wanted[at : at + _CHUNK])).distinct()
            for actor, side in self._connection.execute(query).all():
                found.setdefault(actor, set()).update([side] if side is not None else [])
        for ident, posts in self._posts.items():
            actor = self._connection.scalar(select(_g.actor).where(_g.id == ident))
            if actor in found:
                found[actor].update(post.side for post in posts if post.side is not None)
        return found

    def spoken(self) -> Mapping[str, int]:
        """In how many statements each side speaks, by those whom names join across articles."""
        query = select(_g.side, func.sum(_g.count)).where(_g.side.is_not(None), _g.actor.is_not(None)).group_by(_g.side)
        return schema.pairs(self._connection, query)

    def names(self) -> Iterable[tuple[str, str]]:
        """Every name with the actor that bears it."""
        named = (_g.actor.is_not(None), _g.smallest.is_not(None), _g.kind != ActorKind.UNNAMED.value)
        query = select(_g.name, _g.actor).where(*named).distinct()
        return ((name, actor) for name, actor in self._connection.execute(query))


def rostered_actors(connection: Connection) -> Select[Any]:
    """The question for the actors of whom a roster tells posts."""
    return _actors_of(signature.id for signature, _ in decided(connection, EVERYTHING)[1])


def _actors_of(signatures: Iterable[str]) -> Select[Any]:
    return select(_g.actor).where(_g.id.in_(sorted(set(signatures))), _g.actor.is_not(None))


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
    return Told(signature, row["smallest"], row["first_day"], row["last_day"], row["articles"])


def told_in(
    connection: Connection, latest: Select[Any], corrections: Mapping[str, Correction], only: Sequence[str] | None = None
) -> list[Told]:
    """The signatures of the readings, counted from the facts, with corrected speakers in their places; `only` some if given."""
    moved = {ident for ident, c in corrections.items() if c.speaker is not None or c.withdrawn}
    day = func.coalesce(_s.said_start, _r.day)
    query = (
        select(_s.signature, func.min(_s.id), func.count(), func.min(day), func.max(day), func.count(_s.article.distinct()))
        .join_from(schema.statements, schema.readings, _r.number == _s.reading)
        .where(_s.signature.is_not(None), _s.reading.in_(latest))
        .group_by(_s.signature)
    )
    if moved:
        query = query.where(_s.id.not_in(moved))
    named = select(schema.signatures)
    if only is not None:
        query, named = query.where(_s.signature.in_(only)), named.where(_g.id.in_(only))
    names = {row["id"]: row for row in connection.execute(named).mappings().all()}
    found: dict[str, list[Any]] = {}
    for ident, smallest, count, first, last, articles in connection.execute(query).all():
        found[ident] = [names[ident], smallest, count, first, last, articles]
    for ident, correction in corrections.items():
        if correction.speaker is not None and not correction.withdrawn:
            _count_moved(connection, latest, ident, correction, found)
    return [
        Told(
            Signature(row["id"], ActorKind(row["kind"]), row["name"], row["side"], row["role"], count),
            smallest,
            first,
            last,
            articles,
        )
        for row, smallest, count, first, last, articles in found.values()
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
    known = found.setdefault(signature, [row, ident, 0, day[0], day[0], 0])
    known[1], known[2], known[5] = min(known[1], ident), known[2] + 1, known[5] + 1
    days = [d for d in (known[3], known[4], day[0]) if d is not None]
    known[3], known[4] = min(days, default=None), max(days, default=None)


def note_signatures(connection: Connection, named: Iterable[Signature]) -> None:
    """Make sure that signatures have their rows."""
    wanted = {signature.id: signature for signature in named}
    idents = list(wanted)
    for at in range(0, len(idents), _CHUNK):
        part = idents[at : at + _CHUNK]
        known = set(connection.scalars(select(_g.id).where(_g.id.in_(part))))
        rows = [
            {
                "id": s.id,
                "kind": s.kind.value,
                "name": s.name,
                "side": s.side,
                "role": s.role,
                "key": block_of(s),
                "post": post_of(s),
                "count": 0,
                "articles": 0,
            }
            for s in (wanted[ident] for ident in part if ident not in known)
        ]
        if rows:
            connection.execute(insert(schema.signatures), rows)


def blocks_decided_on(connection: Connection) -> set[str]:
    """The blocks of signatures that decisions were ever made on, undone ones too."""
    found: set[str] = set()
    for decision in made(connection):
        value = decision.value
        if decision.kind == "roster":
            found |= {block_of(signature) for signature, _ in from_roster(decision)[1]}
        elif decision.kind in ("merge", "split"):
            idents = [value[key] for key in ("one", "other", "actor") if key in value]
            query = select(_g.key).join(schema.statements, _s.signature == _g.id).where(_s.id.in_(idents))
            found |= set(connection.scalars(query))
    return found

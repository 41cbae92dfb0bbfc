"""How many statements are asked for, and how they spread over actors, sides, issues, stances, kinds, outlets and months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, func, select

from rowback.core.actor import ActorKind
from rowback.core.finding import Entry
from rowback.core.statement import Actor
from rowback.ledger import filters, schema, sqlite
from rowback.ledger.cast import Cast
from rowback.ledger.filters import Filter
from rowback.ledger.view import View

_s, _r, _c, _g = schema.statements.c, schema.readings.c, schema.current.c, schema.signatures.c
MOST_COUNTED = 3_000
"""Statements that are counted for facets; of more only the newest are."""
_NAMED = 100  # actors whose names are told with their counts
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Facet:
    """What the statements asked for have in common: for each property its values with how many statements have them.

    Actors are told by id, ``names`` has their names. ``total`` is the number of all statements asked for; where it is not
    ``complete``, only the newest of them were counted for the properties.
    """

    counts: Mapping[str, Sequence[tuple[str, int]]]
    names: Mapping[str, str]
    total: int
    complete: bool

    def __len__(self) -> int:
        return sum(map(len, self.counts.values()))


@dataclass(frozen=True, slots=True)
class _Row:
    """As much of a statement as is counted."""

    id: str
    values: Mapping[str, str | None]


def facets_of(view: View, wanted: Filter) -> Facet:
    """The facets of the statements that a view holds."""
    if not view.is_listed:
        return _counted_entries(filters.entries(view, wanted))
    actors = filters.actors_meant(view, wanted.actor) if wanted.actor is not None else None
    if actors is not None and not actors:
        return Facet({}, {}, 0, True)
    rows = list(islice(_met(view, wanted, actors), MOST_COUNTED + 1))
    complete = len(rows) <= MOST_COUNTED
    total = len(rows) if complete else filters.number(view, wanted, actors)
    if total is None:
        total = _number_one_by_one(view, wanted, actors)
    rows = rows[:MOST_COUNTED]
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("actor", "side", "kind", "outlet", "month")}
    for row in rows:
        for key, value in row.values.items():
            if value:
                counts[key][value] += 1
    counts |= _positions(view, [row.id for row in rows])
    top = {key: sorted(found.items(), key=lambda item: (-item[1], item[0])) for key, found in counts.items()}
    top["month"] = sorted(counts["month"].items(), reverse=True)
    return Facet(top, names_of(view, [actor for actor, _ in top["actor"][:_NAMED]]), total, complete)


def names_of(view: View, actors: Iterable[str]) -> dict[str, str]:
    """The names of actors, by id; of those that live in one article only, what that article calls them."""
    wanted, found = sorted(set(actors)), dict[str, str]()
    view.cast.prepare(wanted)
    local = []
    for actor in wanted:
        profile = view.cast.get(actor)
        if profile is not None and profile.told:
            found[actor] = profile.name
        else:
            local.append(f"s{actor[1:]}")
    for ident, entry in view.by_id(local, grouped=False).items():
        found[f"p{ident[1:]}"] = entry.statement.speaker.name or "unknown"
    return found


def _number_one_by_one(view: View, wanted: Filter, actors: frozenset[str] | None) -> int:
    """How many statements are meant, looking only at those of which the tables by themselves cannot tell it."""
    if wanted.side is None or not view.is_stored:
        return sum(1 for _ in _met(view, wanted, actors))
    sure, open_ones = filters.sides_apart(view, wanted.side)
    told = filters.number(view, replace(wanted, side=None), actors, sure)
    return (told or 0) + sum(1 for _ in _met(view, wanted, actors, open_ones))


def _met(view: View, wanted: Filter, actors: frozenset[str] | None, told_for: ColumnElement[bool] | None = None) -> Iterator[_Row]:
    """The statements asked for, newest first. What tables cannot tell, `filters.accepts` would say of the whole statements.

    Those that may be told for the side asked for meet `told_for`, if it is given.
    """
    if told_for is None:
        query = filters.asked(view, wanted, actors)
    else:
        query = filters.asked(view, replace(wanted, side=None), actors).where(told_for)
    query = query.outerjoin(schema.signatures, _g.id == _c.signature)
    query = query.order_by(_c.said_start.desc(), _c.number.desc())
    columns = (_c.actor, _c.signature, _c.speaker, _s.side, _s.kind, _r.outlet, _r.day, _g.kind, _g.name, _g.side, _g.role)
    sides: dict[str, set[str]] = {}
    for part in view.connection.execute(query.add_columns(*columns)).partitions(_CHUNK):
        speakers = [row[3] if view.is_stored else view.cast.actor_of(row[4], row[5]) for row in part]
        sides |= view.cast.all_sides({who for who in speakers if who is not None} - sides.keys())
        for who, (ident, said, _, _, _, _, own, kind, outlet, day, *named) in zip(speakers, part, strict=True):
            side = _side(view.cast, sides, who, own, said or day, named)
            if actors is not None and who not in actors:
                continue
            if wanted.side is not None and (side or "").casefold() != wanted.side.casefold():
                continue
            yield _Row(ident, {"actor": who, "side": side, "kind": kind, "outlet": outlet, "month": (said or "")[:7]})


def _side(
    cast: Cast, held: dict[str, set[str]], actor: str | None, own: str | None, day: str | None, named: Sequence[str | None]
) -> str | None:
    """The side that a statement is told for, as its page shows it.

    `own` is what its article tells, `named` how its speaker is named, corrections applied: kind, name, side and role, each None
    for those without a name; `held` has all sides of the actors that articles share.
    """
    kind, name, side, role = named
    if kind is None:
        return own
    sides = held.get(actor) if actor is not None else None
    if sides is None:
        return side
    if len(sides) == 1:
        return next(iter(sides))
    return cast.shown(actor, Actor(None, name, ActorKind(kind), role, side), day).side


def _positions(view: View, idents: Sequence[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {"issue": Counter(), "stance": Counter()}
    stands = schema.stands.c
    query = select(stands.issue, stands.stance, func.count()).where(stands.statement.in_(sqlite.among(idents)))
    for issue, stance, count in view.connection.execute(query.group_by(stands.issue, stands.stance)):
        found["issue"][issue] += count
        found["stance"][stance] += count
    return found


def _counted_entries(entries: Sequence[Entry]) -> Facet:
    """The same for statements at hand, where no table lists them."""
    counts: dict[str, Counter[str]] = {key: Counter() for key in ("actor", "side", "kind", "outlet", "month", "issue", "stance")}
    names: dict[str, str] = {}
    for entry in entries:
        who, said = entry.statement.speaker, entry.statement.said_on
        month = said.start.isoformat()[:7] if said else None
        for key, value in (
            *(("actor", who.id), ("side", who.side), ("kind", entry.statement.kind.value)),
            *(("outlet", entry.source.outlet), ("month", month)),
            *(("issue", position.issue) for position in entry.statement.positions),
            *(("stance", position.stance.value) for position in entry.statement.positions),
        ):
            if value:
                counts[key][value] += 1
        if who.id is not None:
            names[who.id] = who.name or "unknown"
    found: dict[str, Any] = {key: count.most_common() for key, count in counts.items()}
    return Facet(found, names, len(entries), True)

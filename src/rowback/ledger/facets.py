"""How many statements are asked for, and how they spread over actors, sides, issues, stances, kinds, outlets and months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from rowback.core.actor import ActorKind
from rowback.core.finding import Entry
from rowback.core.statement import Actor
from rowback.ledger import filters, schema, sqlite
from rowback.ledger.cast import Cast
from rowback.ledger.changes import Change
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


_PROPERTIES = ("actor", "side", "kind", "outlet", "month")
_Row = tuple[str | None, ...]
"""As much of a statement as is counted: its properties, then its id."""
_SEVERAL = "\0"
"""In place of the side of an actor to whom several are given, or none: which one is told depends on the day."""


def facets_of(view: View, wanted: Filter) -> Facet:
    """The facets of the statements that a view holds."""
    if not view.is_listed:
        return _counted_entries(filters.entries(view, wanted))
    actors = filters.actors_meant(view, wanted.actor) if wanted.actor is not None else None
    if actors is not None and not actors:
        return Facet({}, {}, 0, True)
    is_plain = view.is_stored and wanted.side is None
    rows = _newest(view, wanted, actors) if is_plain else list(islice(_met(view, wanted, actors), MOST_COUNTED + 1))
    complete = len(rows) <= MOST_COUNTED
    total = len(rows) if complete else filters.number(view, wanted, actors)
    if total is None:
        total = _number_one_by_one(view, wanted, actors)
    rows = rows[:MOST_COUNTED]
    *columns, idents = zip(*rows, strict=True) if rows else [()] * (len(_PROPERTIES) + 1)
    counts = {key: Counter(filter(None, column)) for key, column in zip(_PROPERTIES, columns, strict=True)}
    counts |= _positions(view, idents)
    top = {key: sorted(found.items(), key=lambda item: (-item[1], item[0])) for key, found in counts.items()}
    top["month"] = sorted(counts["month"].items(), reverse=True)
    return Facet(top, names_of(view, [actor for actor, _ in top["actor"][:_NAMED]]), total, complete)


def still_facets(view: View, wanted: Filter, facets: Facet, change: Change) -> Facet | None:
    """The facets after a change, where it cannot have touched them."""
    if not view.is_stored or not (facets.complete or (wanted.actor is None and wanted.side is None)):
        return None
    touched = any(actor in change.actors for actor, _ in facets.counts.get("actor", ()))
    return None if touched or filters.newly_met(view, wanted, change) else facets


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
    only = _only_side() if view.is_stored else literal(_SEVERAL)
    columns = (_c.actor, _c.signature, _c.speaker, _s.side, _s.kind, _r.outlet, _r.day, only, _g.kind, _g.name, _g.side, _g.role)
    rostered = set(view.connection.scalars(view.rostered)) if view.is_stored else set[str]()
    side_asked = wanted.side.casefold() if wanted.side is not None else None
    for part in view.connection.execute(query.add_columns(*columns)).partitions(_CHUNK):
        view.cast.prepare({row[3] for row in part if row[10] == _SEVERAL} | rostered)
        for ident, said, _, actor, signature, speaker, own, kind, outlet, day, side, *named in part:
            who = actor if view.is_stored else view.cast.actor_of(signature, speaker)
            if named[0] is None:
                side = own
            elif side == _SEVERAL or who in rostered:
                side = _side(view.cast, who, said or day, named)
            if actors is not None and who not in actors:
                continue
            if side_asked is None or (side or "").casefold() == side_asked:
                yield who, side, kind, outlet, (said or "")[:7], ident


def _newest(view: View, wanted: Filter, actors: frozenset[str] | None) -> list[_Row]:
    """The same of a view of today where no side is asked for: no more than are counted, and one, all at once."""
    query = filters.asked(view, wanted, actors).order_by(_c.said_start.desc(), _c.number.desc()).limit(MOST_COUNTED + 1)
    found = sqlite.at_once(view.connection, query.add_columns(_c.actor, _c.signature, _s.side, _s.kind, _r.outlet, _r.day))
    sides = _sides(view)
    rostered = set(view.connection.scalars(view.rostered))
    doubtful = [row for row in found if row[4] is not None and (row[3] in rostered or sides.get(row[3], _SEVERAL) == _SEVERAL)]
    view.cast.prepare({row[3] for row in doubtful})
    g = select(_g.id, _g.kind, _g.name, _g.side, _g.role).where(_g.id.in_(sqlite.among({row[4] for row in doubtful})))
    named = {ident: rest for ident, *rest in view.connection.execute(g)}
    shown: dict[str, str | None] = {}
    for ident, said, _, actor, signature, own, _, _, day in doubtful:
        who = named.get(signature)
        if who is None:
            shown[ident] = own
        elif actor in sides or actor in rostered:
            shown[ident] = _side(view.cast, actor, said or day, who)
        else:
            shown[ident] = who[2]
    return [
        (
            actor,
            shown[ident] if ident in shown else own if signature is None else sides[actor],
            kind,
            outlet,
            (said or "")[:7],
            ident,
        )
        for ident, said, _, actor, signature, own, kind, outlet, _ in found
    ]


def _sides(view: View) -> Mapping[str, str]:
    """The only side that articles give to each actor of today, or that they give several, or none."""
    query = select(_g.actor, case((func.count(_g.side.distinct()) == 1, func.min(_g.side)), else_=_SEVERAL))
    query = query.where(_g.actor.is_not(None), _g.smallest.is_not(None)).group_by(_g.actor)

    def mended(sides: dict[str, str], change: Change) -> dict[str, str]:
        of_some = query.where(_g.actor.in_(sqlite.among(change.actors)))
        return {actor: side for actor, side in sides.items() if actor not in change.actors} | told(of_some)

    def told(of: Select[Any]) -> dict[str, str]:
        return {row[0]: row[1] for row in sqlite.at_once(view.connection, of)}

    found: Mapping[str, str] = view.remembered(("only sides",), lambda: told(query), mended)
    return found


def _only_side() -> ColumnElement[str]:
    """The side that articles give to the actor of a statement, that of its signature where nobody else has it."""
    other = schema.signatures.alias("other")
    several = (func.count() == 0, _g.side), (func.count(other.c.side.distinct()) == 1, func.min(other.c.side))
    query = select(case(*several, else_=_SEVERAL)).where(other.c.actor == _c.actor, other.c.smallest.is_not(None))
    return query.correlate(schema.current, schema.signatures).scalar_subquery()


def _side(cast: Cast, actor: str | None, day: str | None, named: Sequence[str | None]) -> str | None:
    """The side that a statement is told for, as its page shows it.

    `named` is how its speaker is named, corrections applied: kind, name, side and role.
    """
    kind, name, side, role = named
    assert kind is not None
    profile = cast.get(actor) if actor is not None else None
    if profile is None:
        return side
    sides = profile.all_sides
    return next(iter(sides)) if len(sides) == 1 else cast.shown(actor, Actor(None, name, ActorKind(kind), role, side), day).side


def _positions(view: View, idents: Iterable[Any]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {"issue": Counter(), "stance": Counter()}
    stands = schema.stands.c
    query = select(stands.issue, stands.stance, func.count()).where(stands.statement.in_(sqlite.among(idents)))
    for issue, stance, count in sqlite.at_once(view.connection, query.group_by(stands.issue, stands.stance)):
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

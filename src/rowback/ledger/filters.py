"""Which statements are asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true, union

from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.stance import Stance
from rowback.ledger import schema, sqlite
from rowback.ledger.changes import Change
from rowback.ledger.view import View

_s, _r, _c, _g = schema.statements.c, schema.readings.c, schema.current.c, schema.signatures.c
_MANY = 20_000  # statements that are told apart one after the other rather than looked up together
_FEW = 1_000  # articles of an outlet whose statements are looked up


@dataclass(frozen=True, slots=True)
class Filter:
    """What statements must be; None and () ask nothing.

    ``actor`` is an id or words that a name of the actor holds; ``side`` and ``outlet`` are whole names in any case; ``stances``
    are those on ``issue``, or on any; ``since`` and ``until`` are days that the day of saying must not lie outside; ``words``
    must all stand in the quote, those between double quotation marks as a phrase.
    """

    actor: str | None = None
    side: str | None = None
    issue: str | None = None
    stances: tuple[Stance, ...] = ()
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    words: str | None = None


def entries(view: View, wanted: Filter) -> list[Entry]:
    """The statements of a view that meet the filter, by day and id."""
    actors = actors_meant(view, wanted.actor) if wanted.actor is not None else None
    if actors is not None and not actors:
        return []
    found = view.entries(*_conditions(view, wanted, actors, listed=view.is_stored), issue=wanted.issue)
    kept = [entry for entry in found if accepts(wanted, actors, entry)]
    return sorted(
        kept, key=lambda entry: (_first_day(entry), entry.source.published or "", entry.source.id, _place(entry), entry.id)
    )


def actors_meant(view: View, wanted: str) -> frozenset[str]:
    """The actors that an id or words of a name mean; an id is also that of a statement that the actor made."""
    by_id = view.actor_of(wanted)
    return frozenset([by_id]) if by_id is not None else view.cast.called(wanted) | view.locally_called(wanted)


def asked(view: View, wanted: Filter, actors: frozenset[str] | None) -> Select[Any]:
    """The question, to a view that is listed, for id, day and number of the statements that may be meant.

    None is missing. Those that are not meant are of another side or, in a scope of the past, by another actor.
    """
    query: Select[Any] = select(_c.id, _c.said_start, _c.number).select_from(schema.current)
    query = query.join(schema.statements, _s.number == _c.number).join(schema.readings, _r.number == _c.reading)
    query = _narrowed(query, view, replace(wanted, words=None), actors)
    if wanted.words is None:
        return query
    is_common = sqlite.is_common(view.connection, wanted.words, _MANY)
    return query.where(sqlite.matches(wanted.words, _c.number, each=is_common))


def sides_apart(view: View, side: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Two conditions, of a view of today: that a statement is surely told for a side, and that it may be, and only looking at it tells.

    Sure are those of actors to whom articles give this side and nothing gives another.
    """
    names = _as_written(view, side)
    members = select(_g.actor).where(_g.side.in_(names), _g.actor.is_not(None))
    alone = select(_g.actor).where(_g.actor.in_(members), _g.smallest.is_not(None), _g.actor.not_in(view.rostered))
    alone = alone.group_by(_g.actor).having(func.count(_g.side.distinct()) == 1)
    sure = _c.signature.in_(select(_g.id).where(_g.actor.in_(alone)))
    apart = or_(_c.signature.is_(None), _c.signature.in_(select(_g.id).where(_g.actor.is_(None))))
    own = select(_c.number).join_from(schema.current, schema.statements, _s.number == _c.number).where(_s.side.in_(names), apart)
    others = select(_c.number).where(_c.actor.in_(members), _c.actor.not_in(alone))
    return sure, _c.number.in_(union(own, others))


def number(view: View, wanted: Filter, actors: frozenset[str] | None, *more: ColumnElement[bool]) -> int | None:
    """How many statements are meant, of a view that is listed; None where the tables cannot tell it by themselves."""
    if wanted.side is not None or (actors is not None and not view.is_stored):
        return None
    if wanted == Filter(words=wanted.words) and wanted.words is not None and view.is_stored and not more and _all_hold(view):
        return sqlite.number_matching(view.connection, wanted.words)
    query = select(func.count()).select_from(schema.current)
    if wanted.kind is not None:
        query = query.join(schema.statements, _s.number == _c.number)
    if wanted.outlet is not None or view.scope.as_of is not None:
        query = query.join(schema.readings, _r.number == _c.reading)
    query = _narrowed(query, view, replace(wanted, words=None), actors).where(*more)
    if wanted.words is not None:
        query = query.where(sqlite.matches(wanted.words, _c.number, each=bool(more)))
    return view.connection.scalar(query) or 0


def _all_hold(view: View) -> bool:
    """True if no statement was read otherwise later, or taken out by people."""

    def numbers() -> tuple[int, ...]:
        counts = (view.connection.scalar(select(func.count()).select_from(table)) for table in (schema.statements, schema.current))
        return tuple(count or 0 for count in counts)

    ever, now = view.remembered(("ever and now",), numbers)
    return bool(ever == now)


def _narrowed(query: Select[Any], view: View, wanted: Filter, actors: frozenset[str] | None) -> Select[Any]:
    """A question to `current` for those that may be meant."""
    query = query.where(*_conditions(view, wanted, actors, listed=True))
    if view.scope.as_of is not None:
        query = query.where(_r.day <= view.scope.as_of.isoformat())
    if wanted.issue is not None:
        stands = schema.stands.c
        query = query.join(schema.stands, and_(stands.statement == _c.id, stands.issue == wanted.issue))
    return query if wanted.side is None else query.where(_told_for(view, wanted.side))


def _told_for(view: View, side: str) -> ColumnElement[bool]:
    """The condition that a statement may be told on behalf of a side, whose name is given in any case."""
    names = _as_written(view, side)
    if not view.is_stored:
        members = view.cast.on_sides(set(names))
        known = sum(len(view.cast.signatures_of(actor)) for actor in members)
        return or_(_s.side.in_(names), view.of_actors(sorted(members))) if known <= _MANY else true()
    of_members = select(_g.actor).where(_g.side.in_(names), _g.actor.is_not(None))
    some = select(_s.number).where(_s.side.in_(names)).limit(_MANY + 1).subquery()
    if (view.connection.scalar(select(func.count()).select_from(some)) or 0) > _MANY:
        return or_(_s.side.in_(names), _c.actor.in_(of_members))  # one after the other: the first hundreds hold enough of them
    return _c.number.in_(union(select(_s.number).where(_s.side.in_(names)), select(_c.number).where(_c.actor.in_(of_members))))


def _as_written(view: View, side: str) -> list[str]:
    """The ways in which the name of a side is written: an index is of no use where letters of any case are compared."""
    known = view.remembered(
        ("sides",),
        lambda: [name for name in view.connection.scalars(select(_g.side).distinct()) if name],
        lambda sides, change: [*sides, *sorted(change.sides.difference(sides))],
    )
    return [name for name in known if name.casefold() == side.casefold()] or [side]


def _outlets(view: View, outlet: str) -> tuple[list[str], int]:
    """The ways in which the name of an outlet is written, and how many articles have them."""
    query = select(_r.outlet, func.count()).where(_r.outlet.is_not(None)).group_by(_r.outlet)
    counts = view.remembered(
        ("outlets",), lambda: schema.pairs(view.connection, query), lambda counts, change: Counter(counts) + Counter(change.outlets)
    )
    names = [name for name in counts if name.casefold() == outlet.casefold()]
    return names, sum(counts[name] for name in names)


def _conditions(view: View, wanted: Filter, actors: frozenset[str] | None, *, listed: bool) -> list[ColumnElement[bool]]:
    """What the tables can tell by themselves, more of it where statements are ``listed`` in `current`; `accepts` has the last word."""
    found: list[ColumnElement[bool]] = []
    if actors is not None:
        found.append(view.of_actors(sorted(actors)))
    if wanted.kind is not None:
        found.append(_s.kind == wanted.kind.value)
    if wanted.words is not None:
        found.append(sqlite.matches(wanted.words, _s.number))
    if wanted.outlet is not None:
        names, articles = _outlets(view, wanted.outlet)
        found.append(_r.outlet.in_(names))
        if listed and articles <= _FEW:
            found.append(_c.reading.in_(select(_r.number).where(_r.outlet.in_(names))))
    if listed:
        if wanted.since is not None:
            found.append(_c.said_end >= wanted.since.isoformat())
        if wanted.until is not None:
            found.append(_c.said_start <= wanted.until.isoformat())
        if wanted.stances:
            stands = schema.stands.c
            told: list[ColumnElement[bool]] = [stands.stance.in_([stance.value for stance in wanted.stances])]
            if wanted.issue is not None:
                told.append(stands.issue == wanted.issue)
            found.append(or_(_c.id.in_(schema.stands.select().with_only_columns(stands.statement).where(*told))))
    return found


def newly_met(view: View, wanted: Filter, change: Change) -> list[tuple[str, str | None, int]]:
    """Statements that may be meant now and were not before a change, as (id, day, number)."""
    if not change.new and not change.actors:
        return []
    told: ColumnElement[bool] = _c.id.in_(sqlite.among(change.new))
    if wanted.actor is not None or wanted.side is not None:
        told = or_(told, _c.actor.in_(sqlite.among(change.actors)))
    actors = actors_meant(view, wanted.actor) if wanted.actor is not None else None
    if actors is not None and not actors:
        return []
    rows = view.connection.execute(asked(view, wanted, actors).where(told).limit(_FEW))
    return [(ident, said, number) for ident, said, number in rows]


def accepts(wanted: Filter, actors: frozenset[str] | None, entry: Entry) -> bool:
    """True if a statement meets the filter; `actors` are those that its actor means."""
    statement, said = entry.statement, entry.statement.said_on
    if actors is not None and statement.speaker.id not in actors:
        return False
    if wanted.side is not None and (statement.speaker.side or "").casefold() != wanted.side.casefold():
        return False
    if wanted.outlet is not None and (entry.source.outlet or "").casefold() != wanted.outlet.casefold():
        return False
    if wanted.since is not None and (said is None or said.end < wanted.since):
        return False
    if wanted.until is not None and (said is None or said.start > wanted.until):
        return False
    if wanted.stances:
        positions = [p for p in statement.positions if wanted.issue in (None, p.issue)]
        return any(position.stance in wanted.stances for position in positions)
    return True


def _first_day(entry: Entry) -> str:
    said = entry.statement.said_on
    return said.start.isoformat() if said is not None else (entry.source.published or "9999")[:10]


def _place(entry: Entry) -> int:
    return entry.statement.content[0].start

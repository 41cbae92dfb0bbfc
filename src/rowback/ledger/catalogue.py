"""The ledger leaf by leaf: what readers who turn pages ask, in time that does not grow with the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from rowback.core.actor import ActorKind
from rowback.core.finding import Entry
from rowback.core.statement import Actor
from rowback.ledger import filters, schema, sqlite
from rowback.ledger.cast import Cast, Profile
from rowback.ledger.checking import Info, info_of
from rowback.ledger.deciding import Decision, holding
from rowback.ledger.filters import Filter
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View

_s, _r, _c, _g = schema.statements.c, schema.readings.c, schema.current.c, schema.signatures.c
MOST_COUNTED = 3_000
"""Statements that are counted for facets; of more only the newest are."""
_CHUNK = 500
_MANY = 20_000  # statements that are told apart one after the other rather than looked up together
_PEOPLE = ("merge", "split", "roster")


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of many statements, newest first. ``next`` is where the following ones begin, None at the end."""

    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """What the statements asked for have in common: for each property its values with how many statements have them.

    Actors are told by id, ``names`` has their names. ``total`` is the number of statements; where it is not ``complete`` there are
    more, and the newest ones were counted.
    """

    counts: Mapping[str, Sequence[tuple[str, int]]]
    names: Mapping[str, str]
    total: int
    complete: bool

    def __len__(self) -> int:
        return sum(map(len, self.counts.values()))


@dataclass(frozen=True, slots=True)
class Mark:
    """As much of a statement as a board shows beside its mark."""

    quote: str
    outlet: str | None
    published: str | None
    article: str


class Catalogue:
    """`ledger.catalogue`: statements, articles and actors a page at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def revision(self) -> str:
        """The number of changes that the ledger has seen: the same number, the same answers."""
        with self._store.snapshot() as connection:
            return self._store.revision(connection)

    @property
    def is_writable(self) -> bool:
        """True if the ledger takes writes."""
        return self._store.writable

    def info(self) -> Info:
        """What the ledger holds, remembered until it changes."""
        with self._store.view() as view:
            revision = self._store.revision(view.connection)
            return self._store.remembered(("info",), revision, lambda: (info_of(view, self._store.path),))[0]

    # ---- statements

    def statements(
        self,
        wanted: Filter,
        *,
        after: str | None = None,
        limit: int = 25,
        as_of: date | None = None,
        recorded_by: date | None = None,
    ) -> Leaf:
        """The statements asked for, newest first, from where an earlier leaf ended; ValueError if that is no such place."""
        scope = Scope(as_of, recorded_by)
        with self._store.view(scope) as view:
            if not view.is_stored:
                return _sliced(self._all(view, wanted), after, limit)
            actors = filters.actors_meant(view, wanted.actor) if wanted.actor is not None else None
            if actors is not None and not actors:
                return Leaf((), None)
            query = _numbers(view, wanted, actors).order_by(_c.said_start.desc(), _c.number.desc())
            found: list[Entry] = []
            place = None if after is None else _place(after)
            size = limit + 1
            while True:
                rows = view.connection.execute((query if place is None else query.where(_beyond(*place))).limit(size)).all()
                entries = view.by_id(row[0] for row in rows)
                for ident, said, number in rows:
                    entry = entries.get(ident)
                    if entry is not None and filters.accepts(wanted, actors, entry):
                        if len(found) == limit:
                            return Leaf(tuple(found), _written(*place) if place else None)
                        found.append(entry)
                    place = (said, number)
                if len(rows) < size:
                    return Leaf(tuple(found), None)

    def _all(self, view: View, wanted: Filter) -> list[Entry]:
        return filters.entries(view, wanted)[::-1]

    def facets(self, wanted: Filter) -> Facet:
        """How the statements asked for spread over actors, sides, issues, stances, kinds, outlets and months."""
        with self._store.view() as view:
            revision = self._store.revision(view.connection)
            return self._store.remembered(("facets", wanted), revision, lambda: self._facets(view, wanted))

    def _facets(self, view: View, wanted: Filter) -> Facet:
        actors = filters.actors_meant(view, wanted.actor) if wanted.actor is not None else None
        if actors is not None and not actors:
            return Facet({}, {}, 0, True)
        if not view.is_stored:
            return _counted_entries(filters.entries(view, wanted))
        query = _numbers(view, wanted, actors).outerjoin(schema.signatures, _g.id == _c.signature)
        query = query.order_by(_c.said_start.desc(), _c.number.desc()).limit(MOST_COUNTED + 1)
        columns = (_c.actor, _s.side, _s.kind, _r.outlet, _r.day, _g.kind, _g.name, _g.side, _g.role)
        rows = view.connection.execute(query.add_columns(*columns)).all()
        complete = len(rows) <= MOST_COUNTED
        view.cast.prepare(row[3] for row in rows)
        counts: dict[str, Counter[str]] = {key: Counter() for key in ("actor", "side", "kind", "outlet", "month")}
        counted: list[str] = []
        held: dict[str, set[str]] = {}
        for ident, said, _, actor, own, kind, outlet, day, *signature in rows[:MOST_COUNTED]:
            side = _side(view.cast, held, actor, own, said or day, signature)
            if wanted.side is not None and (side or "").casefold() != wanted.side.casefold():
                continue
            counted.append(ident)
            month = (said or "")[:7]
            for key, value in (("actor", actor), ("side", side), ("kind", kind), ("outlet", outlet), ("month", month)):
                if value:
                    counts[key][value] += 1
        counts |= _positions(view, counted)
        top = {key: sorted(found.items(), key=lambda item: (-item[1], item[0])) for key, found in counts.items()}
        top["month"] = sorted(counts["month"].items(), reverse=True)
        names = self.names([actor for actor, _ in top["actor"][:_CHUNK]])
        return Facet(top, names, len(counted), complete)

    def names(self, actors: Iterable[str]) -> dict[str, str]:
        """The names of actors, by id; of those that live in one article only, what that article calls them."""
        found: dict[str, str] = {}
        with self._store.view() as view:
            wanted = sorted(set(actors))
            view.cast.prepare(wanted)
            local = []
            for actor in wanted:
                profile = view.cast.get(actor)
                if profile is not None and profile.told:
                    found[actor] = profile.name
                else:
                    local.append(f"s{actor[1:]}")
            for ident, entry in view.by_id(local).items():
                found[f"p{ident[1:]}"] = entry.statement.speaker.name or "unknown"
        return found

    def marks(self, statements: Iterable[str]) -> dict[str, Mark]:
        """What a board shows of these statements, by id."""
        wanted, found = sorted(set(statements)), {}
        query = (
            select(_s.id, _s.quote, _r.outlet, _r.published, _r.article)
            .join_from(schema.statements, schema.readings, _r.number == _s.reading)
            .order_by(_s.number)
        )
        with self._store.snapshot() as connection:
            for at in range(0, len(wanted), _CHUNK):
                for ident, *rest in connection.execute(query.where(_s.id.in_(wanted[at : at + _CHUNK]))):
                    found[ident] = Mark(*rest)
        return found

    def entries(self, statements: Iterable[str], *, as_of: date | None = None, recorded_by: date | None = None) -> dict[str, Entry]:
        """These statements by id; those that the ledger does not hold, or no more, are missing."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            return view.by_id(statements)

    def telling(self, utterances: Iterable[str]) -> list[Entry]:
        """All statements that tell these utterances, by day of publication."""
        wanted = sorted(set(utterances))[:_CHUNK]
        with self._store.view() as view:
            if view.is_stored:
                found = view.entries(_c.utterance.in_(wanted))
            else:
                found = [entry for entry in view.entries() if entry.utterance in wanted]
        return sorted(found, key=lambda entry: (entry.source.published or "", entry.source.id, entry.statement.content[0]))

    # ---- actors

    def actors(
        self, *, words: str | None = None, after: tuple[int, str] | None = None, limit: int = 50
    ) -> list[tuple[str, str, int]]:
        """Actors with a name across articles as (id, name, statements), those of most statements first; `after` is the last seen."""
        told = func.sum(_g.count)
        query = select(_g.actor, told).where(_g.actor.is_not(None), _g.smallest.is_not(None)).group_by(_g.actor)
        with self._store.view() as view:
            if not view.is_stored:
                view.cast.everybody()
            if words is not None:
                query = query.where(_g.actor.in_(sorted(view.cast.called(words))[:_CHUNK]))
            if after is not None:
                query = query.having(or_(told < after[0], and_(told == after[0], _g.actor > after[1])))
            rows = view.connection.execute(query.order_by(told.desc(), _g.actor).limit(limit)).all()
        names = self.names(row[0] for row in rows)
        return [(ident, names.get(ident, "unknown"), count) for ident, count in rows]

    def profile(self, actor: str) -> tuple[Profile | None, list[Decision]]:
        """What is known of an actor across articles, and the decisions about who it is; None for one of a single article."""
        with self._store.view() as view:
            ident = view.actor_of(actor)
            profile = view.cast.get(ident) if ident is not None else None
            made = holding(view.connection, _PEOPLE)
            anchors = {d.value[key] for d in made for key in ("one", "other", "actor") if key in d.value}
            own = {entry.id for entry in view.by_id(anchors).values() if entry.statement.speaker.id == ident}
            names = set(profile.names) if profile is not None else set()
            return profile, [d for d in made if _concerns(d, own, names)]


def _concerns(decision: Decision, statements: set[str], names: set[str]) -> bool:
    value = decision.value
    if decision.kind == "roster":
        return any(names & {row["name"], *row["aliases"]} for row in value["rows"])
    return bool({value[key] for key in ("one", "other", "actor") if key in value} & statements)


def _side(
    cast: Cast, held: dict[str, set[str]], actor: str | None, own: str | None, day: str | None, signature: Sequence[str | None]
) -> str | None:
    """The side that a statement is told for, as its page shows it.

    `signature` is how its article names the speaker; `held` remembers the sides of actors.
    """
    profile = cast.get(actor) if actor is not None else None
    kind, name, side, role = signature
    if profile is None or kind is None:
        return own
    sides = held.get(profile.id)
    if sides is None:
        sides = held[profile.id] = profile.all_sides
    if len(sides) == 1:
        return next(iter(sides))
    return cast.shown(actor, Actor(None, name, ActorKind(kind), role, side), day).side


def _numbers(view: View, wanted: Filter, actors: frozenset[str] | None) -> Select[Any]:
    """The question for id, day and number of the statements that may be meant."""
    query = (
        select(_c.id, _c.said_start, _c.number)
        .select_from(schema.current)
        .join(schema.statements, _s.number == _c.number)
        .join(schema.readings, _r.number == _c.reading)
    )
    if wanted.words is not None and sqlite.is_common(view.connection, wanted.words, _MANY):
        query = query.where(*filters.conditions(view, replace(wanted, words=None), actors), sqlite.holds(wanted.words))
    else:
        query = query.where(*filters.conditions(view, wanted, actors))
    if wanted.issue is not None:
        stands = schema.stands.c
        query = query.join(schema.stands, and_(stands.statement == _c.id, stands.issue == wanted.issue))
    if wanted.side is not None:
        query = query.where(_told_for(view, wanted.side))
    return query


def _told_for(view: View, side: str) -> ColumnElement[bool]:
    """The condition that a statement may be told on behalf of a side, whose name is given in any case."""
    # an index is of no use to lower(), so the ways in which the name is written are looked up first
    names = [name for name in view.connection.scalars(select(_g.side).distinct()) if name and name.casefold() == side.casefold()]
    names = names or [side]
    members = select(_g.actor).where(_g.side.in_(names), _g.actor.is_not(None))
    some = select(_s.number).where(_s.side.in_(names)).limit(_MANY + 1).subquery()
    if (view.connection.scalar(select(func.count()).select_from(some)) or 0) > _MANY:
        return or_(_s.side.in_(names), _c.actor.in_(members))  # one after the other: the first hundreds hold enough of them
    return _c.number.in_(union(select(_s.number).where(_s.side.in_(names)), select(_c.number).where(_c.actor.in_(members))))


def _positions(view: View, idents: Sequence[str]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {"issue": Counter(), "stance": Counter()}
    stands = schema.stands.c
    for at in range(0, len(idents), _CHUNK):
        query = select(stands.issue, stands.stance, func.count()).where(stands.statement.in_(idents[at : at + _CHUNK]))
        for issue, stance, count in view.connection.execute(query.group_by(stands.issue, stands.stance)):
            found["issue"][issue] += count
            found["stance"][stance] += count
    return found


def _counted_entries(entries: Sequence[Entry]) -> Facet:
    """The same for statements at hand: where the derived tables cannot be brought up to date."""
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
    return Facet({key: found.most_common() for key, found in counts.items()}, names, len(entries), True)


# ---- places between leaves


def _place(written: str) -> tuple[str | None, int]:
    said, mark, number = written.partition("~")
    if not mark or not number.isascii() or not number.isdigit() or len(number) > 18 or (said and not _is_day(said)):
        raise ValueError(f"{written!r} is no place between statements")
    return said or None, int(number)


def _is_day(words: str) -> bool:
    try:
        return len(words) == 10 and bool(date.fromisoformat(words))
    except ValueError:
        return False


def _written(said: str | None, number: int) -> str:
    return f"{said or ''}~{number}"


def _beyond(said: str | None, number: int) -> ColumnElement[bool]:
    """The condition that a statement comes after a place; those without a day come last."""
    if said is None:
        return and_(_c.said_start.is_(None), _c.number < number)
    return or_(_c.said_start < said, and_(_c.said_start == said, _c.number < number), _c.said_start.is_(None))


def _sliced(entries: Sequence[Entry], after: str | None, limit: int) -> Leaf:
    """A leaf of statements at hand; places are counted, since a scope of the past does not change."""
    start = 0 if after is None else _place(after)[1]
    part = tuple(entries[start : start + limit])
    return Leaf(part, _written(None, start + limit) if start + limit < len(entries) else None)

"""The ledger leaf by leaf: what readers who turn pages ask, in time that does not grow with the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from rowback.core.finding import Entry
from rowback.ledger import filters, schema, sqlite
from rowback.ledger.cast import Profile
from rowback.ledger.changes import Change
from rowback.ledger.checking import Extent, extent_of
from rowback.ledger.deciding import Decision, holding
from rowback.ledger.facets import Facet, facets_of, names_of, still_facets
from rowback.ledger.filters import Filter
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View

_s, _r, _c, _g = schema.statements.c, schema.readings.c, schema.current.c, schema.signatures.c
_CHUNK = 500
_SHORT = 200  # statements on a leaf that is remembered; longer ones are of somebody who wants all and comes but once
_PEOPLE = ("merge", "split", "roster")


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of many statements, newest first. ``next`` is where the following ones begin, None at the end."""

    entries: tuple[Entry, ...]
    next: str | None

    def __len__(self) -> int:
        return len(self.entries)


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
            return self._store.state(connection).revision

    def moment(self) -> AbstractContextManager[None]:
        """Within it all questions of this thread to the ledger are answered as of one moment."""
        return self._store.moment()

    @property
    def is_writable(self) -> bool:
        """True if the ledger takes writes."""
        return self._store.writable

    def extent(self) -> Extent:
        """How much the ledger holds, remembered until it changes."""
        with self._store.view() as view:
            revision = view.revision
            return self._store.remembered(("extent",), revision, lambda: (extent_of(view.connection),))[0]

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
        """The statements asked for, newest first, from where an earlier leaf ended; ValueError if that is no such place.

        Those of a scope of the past come without their utterances, which `Ledger.entries` works out.
        """
        with self._store.view(Scope(as_of, recorded_by)) as view:
            if limit > _SHORT:
                return _leaf(view, wanted, after, limit)
            key = ("leaf", wanted, after, limit, view.scope)
            return self._store.remembered(
                key,
                view.revision,
                lambda: _leaf(view, wanted, after, limit),
                lambda leaf, change: _still(view, wanted, leaf, change),
            )

    def facets(self, wanted: Filter, *, as_of: date | None = None, recorded_by: date | None = None) -> Facet:
        """How the statements asked for spread over actors, sides, issues, stances, kinds, outlets and months."""
        scope = Scope(as_of, recorded_by)
        with self._store.view(scope) as view:
            revision = view.revision
            return self._store.remembered(
                ("facets", wanted, scope),
                revision,
                lambda: facets_of(view, wanted),
                lambda facets, change: still_facets(view, wanted, facets, change),
            )

    def names(self, actors: Iterable[str]) -> dict[str, str]:
        """The names of actors, by id; of those that live in one article only, what that article calls them."""
        with self._store.view() as view:
            return names_of(view, actors)

    def marks(self, statements: Iterable[str]) -> dict[str, Mark]:
        """What a board shows of these statements, by id."""
        query = (
            select(_s.id, _s.quote, _r.outlet, _r.published, _r.article)
            .join_from(schema.statements, schema.readings, _r.number == _s.reading)
            .where(_s.id.in_(sqlite.among(set(statements))))
            .order_by(_s.number)
        )
        with self._store.snapshot() as connection:
            return {ident: Mark(*rest) for ident, *rest in connection.execute(query)}

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
        with self._store.view() as view:
            key = ("actors", words, after, limit)
            rows = self._store.remembered(key, view.revision, lambda: _most_told(view, words, after, limit))
        names = self.names(row[0] for row in rows)
        return [(ident, names.get(ident, "unknown"), count) for ident, count in rows]

    def number_of_actors(self, words: str | None = None) -> int:
        """How many actors `actors` tells in all."""
        with self._store.view() as view:
            return self._store.remembered(("number of actors", words), view.revision, lambda: (_number(view, words),))[0]

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


def _leaf(view: View, wanted: Filter, after: str | None, limit: int) -> Leaf:
    if not view.is_listed:
        return _sliced(filters.entries(view, wanted)[::-1], after, limit)
    actors = filters.actors_meant(view, wanted.actor) if wanted.actor is not None else None
    if actors is not None and not actors:
        return Leaf((), None)
    query = filters.asked(view, wanted, actors).order_by(_c.said_start.desc(), _c.number.desc())
    found: list[Entry] = []
    place = None if after is None else _place(after)
    size = limit + 1
    while True:
        rows = view.connection.execute((query if place is None else query.where(_beyond(*place))).limit(size)).all()
        entries = view.by_id((row[0] for row in rows), grouped=False)
        for ident, said, number in rows:
            entry = entries.get(ident)
            if entry is not None and filters.accepts(wanted, actors, entry):
                if len(found) == limit:
                    return Leaf(tuple(found), _written(*place) if place else None)
                found.append(entry)
            place = (said, number)
        if len(rows) < size:
            return Leaf(tuple(found), None)


def _still(view: View, wanted: Filter, leaf: Leaf, change: Change) -> Leaf | None:
    """The leaf after a change, where it cannot have touched it."""
    if not view.is_stored or any(e.id in change.moved or e.statement.speaker.id in change.actors for e in leaf.entries):
        return None
    end = None if leaf.next is None else _place(leaf.next)
    met = filters.newly_met(view, wanted, change)
    return leaf if all(end is not None and _is_beyond(end, said, number) for _, said, number in met) else None


def _most_told(view: View, words: str | None, after: tuple[int, str] | None, limit: int) -> list[tuple[str, int]]:
    told = func.sum(_g.count)
    query = select(_g.actor, told).where(_g.actor.is_not(None), _g.smallest.is_not(None)).group_by(_g.actor)
    if not view.is_stored:
        view.cast.everybody()
    if words is not None:
        query = query.where(_g.actor.in_(sorted(view.cast.called(words))[:_CHUNK]))
    if after is not None:
        query = query.having(or_(told < after[0], and_(told == after[0], _g.actor > after[1])))
    return [(row[0], row[1]) for row in view.connection.execute(query.order_by(told.desc(), _g.actor).limit(limit))]


def _number(view: View, words: str | None) -> int:
    query = select(func.count(_g.actor.distinct())).where(_g.actor.is_not(None), _g.smallest.is_not(None))
    if words is not None:
        query = query.where(_g.actor.in_(sorted(view.cast.called(words))[:_CHUNK]))
    return view.connection.scalar(query) or 0


def _concerns(decision: Decision, statements: set[str], names: set[str]) -> bool:
    value = decision.value
    if decision.kind == "roster":
        return any(names & {row["name"], *row["aliases"]} for row in value["rows"])
    return bool({value[key] for key in ("one", "other", "actor") if key in value} & statements)


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


def _is_beyond(place: tuple[str | None, int], said: str | None, number: int) -> bool:
    """True if a statement of this day and number comes after a place."""
    return (said is not None, said or "", number) < (place[0] is not None, place[0] or "", place[1])


def _sliced(entries: Sequence[Entry], after: str | None, limit: int) -> Leaf:
    """A leaf of statements at hand; places are counted, since a scope of the past does not change."""
    start = 0 if after is None else _place(after)[1]
    part = tuple(entries[start : start + limit])
    return Leaf(part, _written(None, start + limit) if start + limit < len(entries) else None)

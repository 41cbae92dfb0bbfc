"""Which statements are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_

from rowback.core.attribution import Kind
from rowback.core.finding import Entry
from rowback.core.stance import Stance
from rowback.ledger import schema, sqlite
from rowback.ledger.view import View

_s, _r, _c = schema.statements.c, schema.readings.c, schema.current.c


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
    found = view.entries(*conditions(view, wanted, actors), issue=wanted.issue)
    kept = [entry for entry in found if accepts(wanted, actors, entry)]
    return sorted(
        kept, key=lambda entry: (_first_day(entry), entry.source.published or "", entry.source.id, _place(entry), entry.id)
    )


def actors_meant(view: View, wanted: str) -> frozenset[str]:
    """The actors that an id or words of a name mean; an id is also that of a statement that the actor made."""
    by_id = view.actor_of(wanted)
    return frozenset([by_id]) if by_id is not None else view.cast.called(wanted) | view.locally_called(wanted)


def conditions(view: View, wanted: Filter, actors: frozenset[str] | None) -> list[ColumnElement[bool]]:
    """What the tables can tell by themselves; `accepts` has the last word, since corrections change some of it."""
    found: list[ColumnElement[bool]] = []
    if actors is not None:
        found.append(view.of_actors(sorted(actors)))
    if wanted.kind is not None:
        found.append(_s.kind == wanted.kind.value)
    if wanted.words is not None:
        found.append(sqlite.matches(wanted.words, _s.number))
    if wanted.outlet is not None and wanted.outlet.isascii():
        found.append(_r.outlet.ilike(wanted.outlet.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"), escape="\\"))
    if view.is_stored:
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

"""Which answers are still good: those on an issue are kept in parts, and a change touches the actors whose parts are to be made anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, insert, select

from rowback.ledger import schema

SIDE = "@"  # before a side among what was touched
_CHUNK = 500
_a, _t, _on = schema.answers.c, schema.touched.c, schema.stands.c


def _is_nothing_kept(connection: Connection) -> bool:
    return connection.scalar(select(_a.issue).limit(1)) is None


def forget(connection: Connection, issues: Iterable[str]) -> None:
    """Throw away the answers on these issues; they are worked out anew when somebody asks."""
    wanted = sorted(set(issues))
    if not wanted or _is_nothing_kept(connection):
        return
    for at in range(0, len(wanted), _CHUNK):
        for table in (schema.answers, schema.parts, schema.touched):
            connection.execute(delete(table).where(table.c.issue.in_(wanted[at : at + _CHUNK])))


def forget_about(connection: Connection, statements: Sequence[str]) -> None:
    """Throw away all answers that hold actors of these statements, since they may get other speakers, or none."""
    if _is_nothing_kept(connection):
        return
    actors: set[str] = set()
    for at in range(0, len(statements), _CHUNK):
        query = select(schema.current.c.actor).where(schema.current.c.id.in_(statements[at : at + _CHUNK]))
        actors |= {actor for actor in connection.scalars(query.distinct()).all() if actor is not None}
    forget(connection, (issue for issue, _ in spoken_on(connection, actors)))


def spoken_on(connection: Connection, actors: Iterable[str]) -> list[tuple[str, str]]:
    """Issues with the actors, of these, who have a position on them; none where no answer is kept that this could touch."""
    found: list[tuple[str, str]] = []
    if _is_nothing_kept(connection):
        return found
    wanted = sorted(set(actors))
    for at in range(0, len(wanted), _CHUNK):
        query = select(_on.issue, _on.actor).where(_on.actor.in_(wanted[at : at + _CHUNK])).distinct()
        found += [(issue, actor) for issue, actor in connection.execute(query).all()]
    return found


def touch(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Note that the parts of these actors, or sides, in the answers on these issues are to be made anew."""
    wanted = set(pairs)
    issues = sorted({issue for issue, _ in wanted})
    known: set[tuple[str, str, str]] = set()
    kinds: dict[str, list[str]] = {}
    for at in range(0, len(issues), _CHUNK):
        part = issues[at : at + _CHUNK]
        for issue, kind in connection.execute(select(_a.issue, _a.kind).where(_a.issue.in_(part))).all():
            kinds.setdefault(issue, []).append(kind)
        known |= {(row[0], row[1], row[2]) for row in connection.execute(select(schema.touched).where(_t.issue.in_(part))).all()}
    rows = {(issue, kind, key) for issue, key in wanted for kind in kinds.get(issue, ())} - known
    if rows:
        values = [{"issue": issue, "kind": kind, "key": key} for issue, kind, key in sorted(rows)]
        connection.execute(insert(schema.touched), values)

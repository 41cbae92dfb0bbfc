"""The derived tables, kept in step with the facts: only what a change touches is made anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, exists, func, insert, select, update

from rowback.core.actor import ActorKind
from rowback.core.statement import Statement
from rowback.ledger import schema, sqlite, view
from rowback.ledger.answered import SIDE, forget, forget_about, spoken_on, touch
from rowback.ledger.deciding import corrected, corrections
from rowback.ledger.holders import holder
from rowback.ledger.joining import Signature
from rowback.ledger.people import StoredCast, blocks_decided_on, cast_of, decided, note_signatures, told_in, told_of
from rowback.ledger.records import pack_position, unpack_position, unpack_statement
from rowback.ledger.times import EVERYTHING
from rowback.ledger.view import View, latest_versions, standing_of

RULES = "4"
"""Of the rules for actors, utterances and findings; with another number every ledger makes its derived tables anew."""

_CHUNK = 500
_s, _r, _c, _g = schema.statements.c, schema.readings.c, schema.current.c, schema.signatures.c


def take_in(connection: Connection, readings: Sequence[int]) -> None:
    """Let new readings hold in place of older ones of the same articles, and note what is to be made anew."""
    if readings and connection.scalar(select(_r.number).where(_r.number < min(readings)).limit(1)) is None:
        _name_rules(connection)  # nothing is there that other rules made
    for at in range(0, len(readings), _CHUNK):
        part = list(readings[at : at + _CHUNK])
        articles = select(_r.article).where(_r.number.in_(part))
        older = select(_r.number).where(_r.article.in_(articles), _r.number.not_in(part))
        gone = list(connection.scalars(select(_c.id).where(_c.reading.in_(older))))
        forget_about(connection, gone)
        _drop(connection, gone)
        _put(connection, part, None)


def retake(connection: Connection, statements: Sequence[str]) -> None:
    """Work out anew what holds of some statements, because people corrected them or issues were judged.

    Where a statement may get another speaker, `forget_about` it before.
    """
    for at in range(0, len(statements), _CHUNK):
        part = list(statements[at : at + _CHUNK])
        readings = list(connection.scalars(select(func.max(_s.reading)).where(_s.id.in_(part)).group_by(_s.id)))
        _drop(connection, part)
        _put(connection, readings, part)


def _drop(connection: Connection, idents: Sequence[str]) -> None:
    for at in range(0, len(idents), _CHUNK):
        part = idents[at : at + _CHUNK]
        rows = connection.execute(select(_c.signature, _c.actor).where(_c.id.in_(part))).all()
        _mark(connection, "signature", (row[0] for row in rows))
        _mark(connection, "actor", (row[1] for row in rows))
        on = schema.stands.c
        forget(connection, connection.scalars(select(on.issue).where(on.statement.in_(part)).distinct()).all())
        connection.execute(delete(schema.stands).where(on.statement.in_(part)))
        connection.execute(delete(schema.current).where(_c.id.in_(part)))


def _put(connection: Connection, readings: Sequence[int], only: Sequence[str] | None) -> None:
    query = select(schema.statements, _r.day).join(schema.readings, _r.number == _s.reading).where(_s.reading.in_(readings))
    if only is not None:
        query = query.where(_s.id.in_(only))
    versions = {number: ident for ident, number in latest_versions(connection).items()}
    p = schema.positions.c
    found: dict[tuple[int, str], list[Any]] = {}
    for row in connection.execute(select(schema.positions).where(p.reading.in_(readings))).mappings():
        if row["version"] in versions:
            position = unpack_position(versions[row["version"]], row["stance"], row["record"])
            found.setdefault((row["reading"], row["statement"]), []).append(position)
    changes = corrections(connection)
    holding, stands, names = [], [], []
    for row in connection.execute(query).mappings():
        correction = changes.get(row["id"])
        if correction is not None and correction.withdrawn:
            continue
        positions = sorted(found.get((row["reading"], row["id"]), ()), key=lambda position: position.issue)
        statement = corrected(unpack_statement(row["id"], row["quote"], row["record"], positions), correction)
        signature, speaker = standing_of(statement, row, correction)
        who = statement.speaker
        if signature is not None and who.name is not None:
            names.append(Signature(signature, who.kind, who.name, who.side, who.role))
        holding.append(_holding(row, statement, signature, speaker))
        stands += [
            {
                "issue": p.issue,
                "statement": statement.id,
                "stance": p.stance.value,
                "record": pack_position(p),
                "actor": speaker,
                "side": who.side,
            }
            for p in statement.positions
        ]
    note_signatures(connection, names)
    _insert(connection, schema.current, holding)
    _insert(connection, schema.stands, stands)
    _mark(connection, "signature", (row["signature"] for row in holding))
    _mark(connection, "actor", (row["speaker"] for row in holding if row["signature"] is None))
    if only is not None:
        forget(connection, (str(row["issue"]) for row in stands))


def _holding(row: Any, statement: Statement, signature: str | None, speaker: str | None) -> dict[str, Any]:
    said = statement.said_on
    return {
        "id": statement.id, "number": row["number"], "reading": row["reading"], "signature": signature, "speaker": speaker,
        "actor": speaker, "utterance": statement.id, "day": row["day"],
        "said_start": said and said.start.isoformat(), "said_end": said and said.end.isoformat(),
    }  # fmt: skip


def _insert(connection: Connection, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _mark(connection: Connection, kind: str, keys: Iterable[str | None]) -> None:
    wanted = sorted({key for key in keys if key is not None})
    known: set[str] = set()
    for at in range(0, len(wanted), _CHUNK):
        known |= set(connection.scalars(select(schema.stale.c.key).where(
            schema.stale.c.kind == kind, schema.stale.c.key.in_(wanted[at : at + _CHUNK]))))  # fmt: skip
    _insert(connection, schema.stale, [{"kind": kind, "key": key} for key in wanted if key not in known])


def mark_people(connection: Connection) -> None:
    """Note that who is whom is to be worked out anew, because people decided something about it."""
    _mark(connection, "signature", [""])
    for table in (schema.answers, schema.parts, schema.touched):
        connection.execute(delete(table))


@dataclass(frozen=True, slots=True)
class State:
    """How many changes the ledger has seen, and whether the derived tables say what the facts say."""

    revision: str
    is_fresh: bool


def state_of(connection: Connection) -> State:
    """The state of a ledger, in one question: it is asked before every other."""
    kept = schema.state.c
    query = select(kept.key, kept.value, exists().select_from(schema.stale)).where(kept.key.in_(["revision", "derived"]))
    rows = connection.execute(query).all()
    found = {key: value for key, value, _ in rows}
    return State(str(found.get("revision")), found.get("derived") == RULES and not any(row[2] for row in rows))


def is_fresh(connection: Connection) -> bool:
    """True if the derived tables say what the facts say."""
    return state_of(connection).is_fresh


def refresh(connection: Connection) -> None:
    """Bring actors and utterances up to date with what was noted; everything, where other rules made it."""
    if not _by_these_rules(connection):
        _make_anew(connection)
    stale = schema.stale.c
    touched = set(connection.scalars(select(stale.key).where(stale.kind == "signature")))
    actors = set(connection.scalars(select(stale.key).where(stale.kind == "actor")))
    names: list[str] = []
    if touched:
        note_signatures(connection, (signature for signature, _ in decided(connection, EVERYTHING)[1]))
        names = sorted(touched - {""})
        _count(connection, names)
        actors |= _join(connection, names)
    _group(connection, actors | _newly_crowded(connection), names)
    connection.execute(delete(schema.stale))


def _by_these_rules(connection: Connection) -> bool:
    return connection.scalar(select(schema.state.c.value).where(schema.state.c.key == "derived")) == RULES


def _make_anew(connection: Connection) -> None:
    for table in (
        schema.answers, schema.parts, schema.touched, schema.stands, schema.current, schema.signatures, schema.stale,
    ):  # fmt: skip
        connection.execute(delete(table))
    sqlite.rebuild_search(connection)
    newest = connection.scalars(select(func.max(_r.number)).group_by(_r.article)).all()
    for at in range(0, len(newest), _CHUNK):
        _put(connection, newest[at : at + _CHUNK], None)
    _name_rules(connection)


def _name_rules(connection: Connection) -> None:
    connection.execute(delete(schema.state).where(schema.state.c.key == "derived"))
    connection.execute(insert(schema.state).values(key="derived", value=RULES))


def _count(connection: Connection, touched: Sequence[str]) -> None:
    """Count the touched signatures anew."""
    everything = View(connection, EVERYTHING)
    for at in range(0, len(touched), _CHUNK):
        part = touched[at : at + _CHUNK]
        counted = {told.signature.id: told for told in told_in(connection, everything.latest, everything.corrections, part)}
        rows: list[dict[str, Any]] = []
        for ident in part:
            told = counted.get(ident)
            days = (told.first_day, told.last_day) if told else (None, None)
            count, articles = (told.signature.count, told.articles) if told else (0, 0)
            rows.append(
                {
                    "of": ident,
                    "smallest": told and told.smallest,
                    "count": count,
                    "articles": articles,
                    "first_day": days[0],
                    "last_day": days[1],
                }
            )
        _update(connection, schema.signatures, _g.id, rows)


def _join(connection: Connection, touched: Sequence[str]) -> set[str]:
    """Sort the signatures of the touched blocks into actors anew; returns the actors that won or lost statements.

    Only a person's decision and a unique post join beyond a block, so the blocks of all decisions and of such posts come along.
    """
    found = _rows_of_blocks(connection, touched)
    rows = [row for row in found if row["kind"] != ActorKind.UNNAMED.value]
    told = [told_of(row) for row in rows if row["smallest"] is not None]
    cast = cast_of(connection, told, EVERYTHING)
    changed: set[str] = set()
    moved: dict[str, str | None] = {}
    for row in rows:
        actor = cast.actor_of(row["id"], None) or cast.rostered.get(row["id"])
        if actor != row["actor"]:
            moved[row["id"]] = actor
            changed |= {ident for ident in (actor, row["actor"]) if ident is not None}
    _touch_left(connection, [(row["actor"], row["side"]) for row in rows if row["id"] in moved])
    _update(connection, schema.signatures, _g.id, [{"of": ident, "actor": actor} for ident, actor in moved.items()])
    posts = {row["post"].rpartition("|")[0] for row in rows if row["post"] is not None}
    posts |= {row["key"].removeprefix("u:") for row in found if row["kind"] == ActorKind.UNNAMED.value}
    for ident, before, actor in _moved_by_post(connection, sorted(posts)):
        moved[ident] = actor
        changed |= {one for one in (before, actor) if one is not None}
    names = sorted({*moved, *touched})
    _assign(connection, names)
    return changed | _actors_under(connection, names)


def _moved_by_post(connection: Connection, posts: Sequence[str]) -> list[tuple[str, str | None, str | None]]:
    """Give what is told of these posts without a name to their holders of the time; returns signatures with old and new actor."""
    moved: list[tuple[str, str | None, str | None]] = []
    for post in posts:
        unnamed = connection.execute(select(schema.signatures).where(_g.key == f"u:{post}")).mappings().all()
        if not unnamed:
            continue
        query = select(_g.actor, _g.first_day, _g.last_day).where(
            _g.post >= f"{post}|", _g.post < f"{post}}}", _g.actor.is_not(None)
        )
        held = [(actor, first, last) for actor, first, last in connection.execute(query)]
        for row in unnamed:
            actor = holder(row["first_day"], row["last_day"], held) if row["smallest"] is not None else None
            if actor != row["actor"]:
                moved.append((row["id"], row["actor"], actor))
                _touch_left(connection, [(row["actor"], row["side"])])
    _update(connection, schema.signatures, _g.id, [{"of": ident, "actor": actor} for ident, _, actor in moved])
    return moved


def _rows_of_blocks(connection: Connection, touched: Sequence[str]) -> list[Any]:
    blocks = blocks_decided_on(connection)
    for at in range(0, len(touched), _CHUNK):
        blocks |= set(connection.scalars(select(_g.key).where(_g.id.in_(touched[at : at + _CHUNK])).distinct()))
    rows: list[Any] = []
    known: set[str] = set()
    while wanted := sorted(blocks - known):
        posts: set[str] = set()
        for at in range(0, len(wanted), _CHUNK):
            found = connection.execute(select(schema.signatures).where(_g.key.in_(wanted[at : at + _CHUNK]))).mappings().all()
            posts |= {row["post"] for row in found if row["post"] is not None}
            rows += found
        known |= blocks
        blocks = _blocks_of_posts(connection, sorted(posts))
    return rows


def _blocks_of_posts(connection: Connection, posts: Sequence[str]) -> set[str]:
    """The blocks in which the holders of these posts are named, however they are spelt."""
    found: set[str] = set()
    for at in range(0, len(posts), _CHUNK):
        found |= set(connection.scalars(select(_g.key).where(_g.post.in_(posts[at : at + _CHUNK])).distinct()))
    return found


def _actors_under(connection: Connection, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(names), _CHUNK):
        query = select(_c.actor).where(_c.signature.in_(names[at : at + _CHUNK]), _c.actor.is_not(None)).distinct()
        found |= set(connection.scalars(query))
    return found


def _assign(connection: Connection, names: Sequence[str]) -> None:
    """Give statements the actor of their signature, or their article's own where the signature has none."""
    actor = func.coalesce(select(_g.actor).where(_g.id == _c.signature).scalar_subquery(), _c.speaker)
    own = select(_c.actor).where(_c.id == schema.stands.c.statement).scalar_subquery()
    for at in range(0, len(names), _CHUNK):
        found = select(_c.id).where(_c.signature.in_(names[at : at + _CHUNK]), _c.actor.is_distinct_from(actor))
        moved = connection.scalars(found).all()
        for start in range(0, len(moved), _CHUNK):
            part = moved[start : start + _CHUNK]
            connection.execute(update(schema.current).where(_c.id.in_(part)).values(actor=actor))
            connection.execute(update(schema.stands).where(schema.stands.c.statement.in_(part)).values(actor=own))


def _group(connection: Connection, actors: set[str], names: Sequence[str]) -> None:
    """Find the utterances of some actors and of their sides anew, and forget the answers that rest on what has changed."""
    for found in View(connection, EVERYTHING).utterances(actors, _sides_of(connection, names)):
        _name_utterances(connection, found)
    touch(connection, spoken_on(connection, actors))


def _name_utterances(connection: Connection, found: Mapping[str, str]) -> None:
    """Note the utterances of statements where they are other ones than before."""
    idents = sorted(found)
    moved: list[str] = []
    for at in range(0, len(idents), _CHUNK):
        query = select(_c.id, _c.utterance).where(_c.id.in_(idents[at : at + _CHUNK]))
        moved += [ident for ident, utterance in connection.execute(query).all() if utterance != found[ident]]
    _update(connection, schema.current, _c.id, [{"of": ident, "utterance": found[ident]} for ident in moved])
    on = schema.stands.c
    for at in range(0, len(moved), _CHUNK):
        query = select(on.issue, on.actor).where(on.statement.in_(moved[at : at + _CHUNK]), on.actor.is_not(None)).distinct()
        touch(connection, [(issue, actor) for issue, actor in connection.execute(query).all()])


def _newly_crowded(connection: Connection) -> set[str]:
    """The actors of sides that have become too crowded to be compared as a whole, or no longer are."""
    cast = StoredCast(connection)
    now = cast.crowded(view.MANY)
    kept = connection.scalar(select(schema.state.c.value).where(schema.state.c.key == "crowded"))
    before = set(json.loads(kept)) if kept else set()
    if now == before:
        return set()
    connection.execute(delete(schema.state).where(schema.state.c.key == "crowded"))
    connection.execute(insert(schema.state).values(key="crowded", value=json.dumps(sorted(now))))
    return cast.on_sides(now ^ before)


def _sides_of(connection: Connection, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for at in range(0, len(names), _CHUNK):
        query = select(_g.side).where(_g.id.in_(names[at : at + _CHUNK]), _g.side.is_not(None)).distinct()
        found |= set(connection.scalars(query))
    return found


def _touch_left(connection: Connection, left: Iterable[tuple[str | None, str | None]]) -> None:
    """Note that signatures with these sides leave these actors: who is linked with them through the side is to be looked at anew."""
    sides: dict[str, set[str]] = {}
    for actor, side in left:
        if actor is not None:
            sides.setdefault(actor, {actor}).update([f"{SIDE}{side}"] if side is not None else [])
    touch(connection, [(issue, key) for issue, actor in spoken_on(connection, sides) for key in sides[actor]])


def _update(connection: Connection, table: Table, key: Column[Any], rows: Sequence[dict[str, Any]]) -> None:
    """Set columns of rows; "of" is the row's key."""
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "of"}
        connection.execute(update(table).where(key == bindparam("of")).values(values), list(rows))

"""Findings and boards: worked out from the positions on an issue, kept in parts until a fact changes them, reviews put on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Connection, delete, insert, select

from rowback.core.finding import Entry, Finding, Review
from rowback.ledger import judging, schema
from rowback.ledger.answered import SIDE
from rowback.ledger.board import Outline, Standing, board, board_order, outline
from rowback.ledger.circles import circle
from rowback.ledger.deciding import holding
from rowback.ledger.kept import Dated, Record, pack_finding, pack_standing, unpack_finding, unpack_standing
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View

_a, _p, _t, _on = schema.answers.c, schema.parts.c, schema.touched.c, schema.stands.c
_CHUNK = 500
Item = TypeVar("Item")
Reviews = Mapping[tuple[str | None, frozenset[str]], tuple[int, Review]]
"""The last decision on each pair of statements of an issue, with its number."""


def findings_on(store: Store, issue: str, scope: Scope) -> list[Finding]:
    """The findings on an issue as a scope sees them, with what people decided about them."""
    found = _answer(store, _Findings(), issue, scope)
    return [_reviewed(dated.finding, found.decided) for dated in found.items]


def board_on(store: Store, issue: str, scope: Scope) -> list[Standing]:
    """Where everyone stands on an issue, as a scope sees it."""
    return list(_answer(store, _Board(), issue, scope).items)


def standing_on(store: Store, issue: str, actor: str, scope: Scope) -> Standing | None:
    """Where one actor of today's ids stands on an issue, None where nowhere; of today it is worked out without the others."""
    with store.view(scope) as view:
        if not view.is_stored:
            return next((standing for standing in board_on(store, issue, scope) if standing.actor == actor), None)
        found = store.remembered(
            ("standing", issue, actor),
            view.revision,
            lambda: tuple(_Board().some(view, issue, frozenset([actor]))[1]),
            lambda known, change: None if actor in change.actors else known,
        )
    return next((standing for standing in found if standing.actor == actor), None)


def outline_on(store: Store, issue: str, scope: Scope) -> Outline:
    """The board of an issue from afar, remembered for as long as the board is."""
    found = _answer(store, _Board(), issue, scope)
    return store.remembered(("outline", issue, scope), found.revision, lambda: outline(found.items))


def issues_of(store: Store, finding: str) -> list[str]:
    """The issues on which a finding of this id is kept; it may be kept on none, and still come of facts."""
    with store.view() as view:
        query = select(_p.issue).where(_p.key == finding, _p.kind == _Findings.name)
        return list(view.connection.scalars(query).all()) if finding.isascii() else []


class _Kind(Protocol[Item]):
    """A sort of answer, made of items that rest on some actors each."""

    name: str

    def all(self, view: View, issue: str) -> list[Item]:
        """All items, in their order."""
        ...

    def some(self, view: View, issue: str, touched: frozenset[str]) -> tuple[set[str], list[Item]]:
        """The actors whose items are to be made anew because of what was touched, and their items."""
        ...

    def actors(self, item: Item) -> set[str | None]:
        """The actors that an item rests on."""
        ...

    def key(self, item: Item) -> str:
        """What tells an item from the others of its answer."""
        ...

    def order(self, item: Item) -> Any:
        """Sorts the items of an answer."""
        ...

    def pack(self, item: Item) -> Record:
        """The item as it is kept."""
        ...

    def unpack(self, issue: str, record: Record) -> Item:
        """The item that was kept."""
        ...


class _Findings:
    name = "findings"

    def all(self, view: View, issue: str) -> list[Dated]:
        entries = view.entries(issue=issue)
        claims = view.claims(entry.source.id for entry in entries)
        return _changes(issue, [*entries, *_come_before(view, issue, entries)], claims, ())

    def some(self, view: View, issue: str, touched: frozenset[str]) -> tuple[set[str], list[Dated]]:
        actors = circle(view, issue, touched)
        entries = _of(view, issue, actors)
        claims = view.claims(entry.source.id for entry in entries)
        own, articles = {entry.id for entry in entries}, sorted({claim.article for claim in claims})
        beside: list[Entry] = []
        for at in range(0, len(articles), _CHUNK):
            beside += view.entries(schema.statements.c.article.in_(articles[at : at + _CHUNK]), issue=issue)
        found = _changes(
            issue, [*entries, *_come_before(view, issue, entries)], claims, [entry for entry in beside if entry.id not in own]
        )
        return actors, found

    def actors(self, item: Dated) -> set[str | None]:
        finding = item.finding
        return {finding.actor, finding.earlier.statement.speaker.id, finding.later.statement.speaker.id}

    def key(self, item: Dated) -> str:
        return item.finding.id

    def order(self, item: Dated) -> tuple[str, ...]:
        finding = item.finding
        return (item.day, finding.kind, finding.earlier.utterance, finding.later.utterance)

    def pack(self, item: Dated) -> Record:
        return pack_finding(item)

    def unpack(self, issue: str, record: Record) -> Dated:
        return unpack_finding(issue, record)


def _changes(issue: str, entries: Sequence[Entry], claims: Sequence[Any], beside: Sequence[Entry]) -> list[Dated]:
    found = judging.changes(issue, sorted(entries, key=lambda entry: entry.id), claims, beside)
    return [Dated(day, finding) for day, finding in found]


def _come_before(view: View, issue: str, entries: Sequence[Entry]) -> list[Entry]:
    """What the texts put before some of these on the same day, though it takes no position on the issue itself."""
    known = {entry.id for entry in entries}
    found = view.by_id({entry.after_id for entry in entries if entry.after_id is not None} - known)
    return [entry for entry in found.values() if entry.position(issue) is None]


class _Board:
    name = "board"

    def all(self, view: View, issue: str) -> list[Standing]:
        return board(issue, sorted(view.entries(issue=issue), key=lambda entry: entry.id))

    def some(self, view: View, issue: str, touched: frozenset[str]) -> tuple[set[str], list[Standing]]:
        actors = {key for key in touched if not key.startswith(SIDE)}
        return actors, board(issue, sorted(_of(view, issue, actors), key=lambda entry: entry.id))

    def actors(self, item: Standing) -> set[str | None]:
        return {item.actor}

    def key(self, item: Standing) -> str:
        return item.actor

    def order(self, item: Standing) -> tuple[Any, ...]:
        return board_order(item)

    def pack(self, item: Standing) -> Record:
        return pack_standing(item)

    def unpack(self, issue: str, record: Record) -> Standing:
        return unpack_standing(record)


def _of(view: View, issue: str, actors: set[str]) -> list[Entry]:
    """The statements of these actors on the issue."""
    wanted, found = sorted(actors), list[Entry]()
    for at in range(0, len(wanted), _CHUNK):
        found += view.entries(_on.actor.in_(wanted[at : at + _CHUNK]), issue=issue)
    return found


# ---- remembered, kept, made anew


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Item]):
    """Items in their order, a revision of the ledger at which the answer was the same, and what people decided."""

    items: Sequence[Item]
    revision: str
    decided: Reviews


@dataclass(frozen=True, slots=True)
class _Changed(Generic[Item]):
    """An answer made anew in parts: all its items, the old ones that are gone, and the new ones."""

    items: Sequence[Item]
    gone: Sequence[Item]
    new: Sequence[Item]

    def __len__(self) -> int:
        return len(self.gone) + len(self.new)  # the others are remembered with the answer before


def _answer(store: Store, kind: _Kind[Item], issue: str, scope: Scope) -> _Answer[Item]:
    """An answer remembered by this process, else kept in the ledger, else worked out."""
    key = (kind.name, issue, scope)
    with store.view(scope) as view:
        revision = view.revision
        decided = store.remembered(("reviews", scope), revision, lambda: reviews(view), lambda known, _: known)
        if view.is_stored:
            good = store.remembered(
                ("good", *key),
                revision,
                lambda: _good(view, kind.name, issue),
                lambda known, change: known if known and issue not in change.issues else None,
            )
            held = store.recalled(key, good[0]) if good else None
            if held is not None:
                return _Answer(held, good[0], decided)
        made = view.connection.scalar(select(_a.made).where(_a.issue == issue, _a.kind == kind.name)) if view.is_stored else None
        if made is None:
            found: Sequence[Item] = store.remembered(key, revision, lambda: kind.all(view, issue))
            if not view.is_stored:
                return _Answer(found, revision, decided)
            gone, new = None, found
        else:
            touched = frozenset(view.connection.scalars(select(_t.key).where(_t.issue == issue, _t.kind == kind.name)).all())
            before = store.remembered(key, made, lambda: _kept(view, kind, issue))
            if not touched:
                return _Answer(before, made, decided)
            changed = store.remembered((*key, "changed"), revision, lambda: _changed(view, kind, issue, before, touched))
            found, gone, new = changed.items, changed.gone, changed.new
    if store.writable:
        rows = [{"issue": issue, "kind": kind.name, "key": kind.key(item), "record": kind.pack(item)} for item in new]
        old = None if gone is None else [kind.key(item) for item in gone]
        if store.keep(revision, lambda connection: _keep(connection, issue, kind.name, revision, old, rows)):
            store.remember(key, revision, found)
            store.remember(("good", *key), revision, (revision,))
    return _Answer(found, revision, decided)


def _good(view: View, kind: str, issue: str) -> tuple[str, ...]:
    """At which revision an answer was kept that nothing has touched since; empty where there is none."""
    touched = select(_t.key).where(_t.issue == _a.issue, _t.kind == _a.kind).exists()
    made = view.connection.scalar(select(_a.made).where(_a.issue == issue, _a.kind == kind, ~touched))
    return (made,) if made is not None else ()


def _changed(view: View, kind: _Kind[Item], issue: str, before: Sequence[Item], touched: frozenset[str]) -> _Changed[Item]:
    actors, new = kind.some(view, issue, touched)
    gone, left = list[Item](), list[Item]()
    for item in before:
        (gone if kind.actors(item) & (actors | touched) else left).append(item)
    return _Changed(sorted([*left, *new], key=kind.order), gone, new)


def _kept(view: View, kind: _Kind[Item], issue: str) -> list[Item]:
    records = view.connection.scalars(select(_p.record).where(_p.issue == issue, _p.kind == kind.name)).all()
    return sorted((kind.unpack(issue, record) for record in records), key=kind.order)


def _keep(
    connection: Connection, issue: str, kind: str, made: str, old: Sequence[str] | None, rows: Sequence[Mapping[str, Any]]
) -> None:
    """Keep items in place of those with the old keys, or of all where these are None."""
    for table in (schema.answers, schema.touched):
        connection.execute(delete(table).where(table.c.issue == issue, table.c.kind == kind))
    connection.execute(insert(schema.answers).values(issue=issue, kind=kind, made=made))
    if old is None:
        connection.execute(delete(schema.parts).where(_p.issue == issue, _p.kind == kind))
    for at in range(0, len(old or ()), _CHUNK):
        part = (old or ())[at : at + _CHUNK]
        connection.execute(delete(schema.parts).where(_p.issue == issue, _p.kind == kind, _p.key.in_(part)))
    if rows:
        connection.execute(insert(schema.parts), list(rows))


# ---- reviews


def reviews(view: View) -> Reviews:
    """What people decided about findings."""
    return {
        (d.value["issue"], frozenset(d.value["pair"])): (d.number, Review(d.value["verdict"]))
        for d in holding(view.connection, ["review"], view.scope)
    }


def _reviewed(finding: Finding, decided: Reviews) -> Finding:
    """The finding with the last decision on a pair of statements that it rests on."""
    pairs = [(finding.earlier.id, finding.later.id), *finding.also] if decided else []
    found = [decided[key] for pair in pairs if (key := (finding.issue, frozenset(pair))) in decided]
    return replace(finding, review=max(found)[1]) if found else finding

"""What a part of the ledger holds: statements with their actors and utterances, as one scope sees them.

The whole ledger of today is answered from the derived tables. Any other scope is worked out from the facts, as if nothing else
had ever been recorded: so an answer as of last week is what last week's ledger would have said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from rowback.core.actor import ActorKind
from rowback.core.article import BlockKind
from rowback.core.finding import Claim, Entry, Source
from rowback.core.span import Span
from rowback.core.statement import Position, Statement
from rowback.ledger import judging, schema
from rowback.ledger.cast import Cast
from rowback.ledger.changes import Change
from rowback.ledger.deciding import Correction, corrected, corrections
from rowback.ledger.joining import signature_of
from rowback.ledger.names import fold
from rowback.ledger.people import Fetched, StoredCast, cast_of, rostered_actors, told_in
from rowback.ledger.records import unpack_position, unpack_statement
from rowback.ledger.times import EVERYTHING, Scope, end_of, moment_of

_s, _r, _a, _c = schema.statements.c, schema.readings.c, schema.articles.c, schema.current.c
_COLUMNS = (
    _s.number, _s.reading, _s.id, _s.article, _s.quote, _s.record, _s.block, _s.after_start, _s.after_end, _s.after_id, _s.denied,
    _s.signature, _s.speaker, _s.recorded_at,
    _r.outlet, _r.title, _r.published, _r.day, _r.language, _r.translated, _a.url,
)  # fmt: skip
Remembered = Callable[[tuple[object, ...], Callable[[], Any], Callable[[Any, Change], Any] | None], Any]
"""What was worked out under a key and, with the last function, holds after a change, or else is worked out now."""
_CHUNK = 500  # ids in one question: SQLite takes some tens of thousands of parameters, others fewer
MANY = 3000  # statements of a side, or of one actor, that are all compared for telling the same utterance
_ACTORS = 250  # actors whose statements are held at a time
_APART = 45  # days without a word by an actor after which nobody tells the same utterance any more


class View:
    """The statements of a scope. Holds for as long as its connection's transaction, which is one snapshot."""

    def __init__(
        self, connection: Connection, scope: Scope = EVERYTHING, *, stored: bool = True, revision: str = "",
        remembered: Remembered | None = None,
    ) -> None:  # fmt: skip
        self.connection, self.scope, self.revision = connection, scope, revision
        self.is_stored = stored and scope.is_all
        self.is_listed = stored and scope.recorded_by is None
        """True if `current` lists the statements of this scope, next to those of articles published later."""
        self._remembered = remembered

    @cached_property
    def corrections(self) -> dict[str, Correction]:
        """The corrections that hold in this scope."""
        found: dict[str, Correction] = self.remembered(
            ("corrections", self.scope), lambda: corrections(self.connection, self.scope), lambda known, _: known
        )
        return found

    @cached_property
    def cast(self) -> Cast:
        """Who is whom in this scope."""
        if self.is_stored:
            return StoredCast(self.connection, self.remembered(("fetched",), Fetched, Fetched.after))
        found: Cast = self.remembered(("cast", self.scope), self._cast)
        return found

    def remembered(self, key: tuple[object, ...], make: Callable[[], Any], mend: Callable[[Any, Change], Any] | None = None) -> Any:
        """What was worked out under this key, at this revision of the ledger or mended to it, or else is now; it has a length."""
        return self._remembered(key, make, mend) if self._remembered is not None else make()

    def _cast(self) -> Cast:
        return cast_of(self.connection, told_in(self.connection, self.latest, self.corrections), self.scope)

    @cached_property
    def rostered(self) -> Select[Any]:
        """The question for the actors of whom a roster tells posts, in a view of today."""
        return rostered_actors(self.connection)

    @cached_property
    def latest(self) -> Select[Any]:
        """The numbers of the readings that hold in this scope: the last one of each article recorded by then."""
        newest = select(func.max(_r.number)).group_by(_r.article)
        if self.scope.recorded_by is not None:
            newest = newest.where(_r.recorded_at < end_of(self.scope.recorded_by))
        if self.scope.as_of is None:
            return newest
        return select(_r.number).where(_r.number.in_(newest), _r.day <= self.scope.as_of.isoformat())

    # ---- statements

    def entries(self, *conditions: ColumnElement[bool], issue: str | None = None) -> list[Entry]:
        """The statements that meet the conditions (on statements, readings and articles), those on an issue if one is given."""
        if self.is_stored:
            return list(self._from_tables(conditions, issue))
        return self._grouped(self._from_facts(conditions, issue))

    def by_id(self, idents: Iterable[str], *, grouped: bool = True) -> dict[str, Entry]:
        """The statements of these ids, those that the scope holds.

        Where they are not ``grouped``, their utterances are told only if that is quick, and empty otherwise: in a scope of the past
        all that the speakers' sides said would have to be compared.
        """
        wanted = sorted(ident for ident in set(idents) if ident.isascii())
        found: dict[str, Entry] = {}
        for at in range(0, len(wanted), _CHUNK):
            condition = (_c.id if self.is_stored else _s.id).in_(wanted[at : at + _CHUNK])
            if grouped or self.is_stored:
                found |= {entry.id: entry for entry in self.entries(condition)}
            else:
                found |= {entry.id: replace(entry, utterance="") for entry in self._from_facts([condition], None)}
        return found

    def of_actor(self, actor: str) -> list[Entry]:
        """All statements of an actor."""
        return self.entries(self.of_actors([actor]))

    def of_actors(self, actors: Sequence[str]) -> ColumnElement[bool]:
        """The condition that a statement is one of these actors'; corrected ones are found by their ids."""
        if self.is_stored:
            return _c.actor.in_(actors)
        signatures = [ident for actor in actors for ident in self.cast.signatures_of(actor)]
        moved = [ident for ident, c in self.corrections.items() if c.speaker is not None]
        return or_(_s.signature.in_(signatures), _s.speaker.in_(actors), _s.id.in_(moved))

    def actor_of(self, ident: str) -> str | None:
        """The actor of an id: today's, an older one or one of an article; None where no statement of the scope gave it."""
        if self.cast.get(ident) is not None:
            return ident
        statement = self.by_id(["s" + ident[1:]]).get("s" + ident[1:]) if ident.startswith("p") else None
        return statement.statement.speaker.id if statement is not None else None

    def locally_called(self, name: str) -> frozenset[str]:
        """Actors that live in one article only ("a senior official") and are called so there."""
        unnamed = select(schema.signatures.c.id).where(schema.signatures.c.kind == ActorKind.UNNAMED.value)
        alone = or_(_s.signature.is_(None), _s.signature.in_(unnamed))
        query = select(_s.speaker, _s.name).where(_s.name.is_not(None), _s.speaker.is_not(None), alone).distinct()
        words = set(fold(name).split())
        return frozenset(
            speaker for speaker, called in self.connection.execute(query) if words and words <= set(fold(called).split())
        )

    def _from_tables(self, conditions: Sequence[ColumnElement[bool]], issue: str | None) -> Iterator[Entry]:
        query = (
            select(*_COLUMNS, _c.actor, _c.utterance)
            .select_from(schema.current)
            .join(schema.statements, _s.number == _c.number)
            .join(schema.readings, _r.number == _c.reading)
            .join(schema.articles, _a.id == _s.article)
            .where(*conditions)
        )
        if issue is not None:
            stands = schema.stands.c
            query = query.join(schema.stands, and_(stands.statement == _c.id, stands.issue == issue))
        rows = self.connection.execute(query).mappings().all()
        self.cast.prepare(row["actor"] for row in rows)
        positions = self._stands([row["id"] for row in rows])
        for row in rows:
            statement = self._statement(row, positions.get(row["id"], ()))
            if statement is not None:
                yield self._entry(row, statement, row["actor"], row["utterance"] or row["id"])

    def _from_facts(self, conditions: Sequence[ColumnElement[bool]], issue: str | None) -> list[Entry]:
        found = []
        query = (
            select(*_COLUMNS)
            .select_from(schema.statements)
            .join(schema.readings, _r.number == _s.reading)
            .join(schema.articles, _a.id == _s.article)
            .where(_s.reading.in_(self.latest), *conditions)
        )
        if issue is not None:
            at_hand = [ident for ident, c in self.corrections.items() if c.stances.get(issue)]
            p, versions = schema.positions.c, latest_versions(self.connection)
            on = select(p.statement).where(p.version == versions.get(issue, 0))
            query = query.where(or_(_s.id.in_(on), _s.id.in_(at_hand)))
        rows = self.connection.execute(query).mappings().all()
        positions = self._positions(rows)
        for row in rows:
            statement = self._statement(row, positions.get(row["number"], ()))
            if statement is None or (issue is not None and not any(p.issue == issue for p in statement.positions)):
                continue
            correction = self.corrections.get(row["id"])
            signature, speaker = standing_of(statement, row, correction)
            found.append(self._entry(row, statement, self.cast.actor_of(signature, speaker), row["id"]))
        return found

    def _statement(self, row: Any, positions: Sequence[Position]) -> Statement | None:
        """The statement of a row, corrected; None if people said that it is none."""
        correction = self.corrections.get(row["id"])
        if correction is not None and correction.withdrawn:
            return None
        return corrected(unpack_statement(row["id"], row["quote"], row["record"], positions), correction)

    def _entry(self, row: Any, statement: Statement, actor: str | None, utterance: str) -> Entry:
        day = statement.said_on.start.isoformat() if statement.said_on else row["day"]
        return Entry(
            statement=replace(statement, speaker=self.cast.shown(actor, statement.speaker, day)),
            source=Source(
                row["article"], row["url"], row["outlet"], row["title"], row["published"], row["language"], row["translated"]
            ),
            utterance=utterance,
            recorded_at=moment_of(row["recorded_at"]),
            block=BlockKind(row["block"]),
            after=None if row["after_start"] is None else Span(row["after_start"], row["after_end"]),
            after_id=row["after_id"],
            denied=row["denied"],
        )

    # ---- positions

    def _stands(self, idents: Sequence[str]) -> dict[str, list[Position]]:
        found: dict[str, list[Position]] = defaultdict(list)
        stands = schema.stands.c
        for at in range(0, len(idents), _CHUNK):
            query = (
                select(stands.issue, stands.statement, stands.stance, stands.record)
                .where(stands.statement.in_(idents[at : at + _CHUNK]))
                .order_by(stands.issue)
            )
            for issue, statement, stance, record in self.connection.execute(query).all():
                found[statement].append(unpack_position(issue, stance, record))
        return found

    def _positions(self, rows: Sequence[Any]) -> dict[int, list[Position]]:
        """The positions by today's issues; issues are questions, so that they may be younger than the articles they are put to."""
        versions = {number: ident for ident, number in latest_versions(self.connection).items()}
        numbers = {(row["reading"], row["id"]): row["number"] for row in rows}
        found: dict[int, list[Position]] = defaultdict(list)
        p = schema.positions.c
        readings = sorted({row["reading"] for row in rows})
        for at in range(0, len(readings), _CHUNK):
            query = select(p.reading, p.statement, p.version, p.stance, p.record).where(p.reading.in_(readings[at : at + _CHUNK]))
            for reading, statement, version, stance, record in self.connection.execute(query):
                if version in versions and (reading, statement) in numbers:
                    found[numbers[reading, statement]].append(unpack_position(versions[version], stance, record))
        return {number: sorted(positions, key=lambda position: position.issue) for number, positions in found.items()}

    def _grouped(self, entries: list[Entry]) -> list[Entry]:
        """The same statements with their utterances."""
        actors = {entry.statement.speaker.id for entry in entries if entry.statement.speaker.id is not None}
        named = {ident: utterance for part in self.utterances(actors) for ident, utterance in part.items()}
        return [replace(entry, utterance=named.get(entry.id, entry.id)) for entry in entries]

    # ---- utterances

    def utterances(self, actors: set[str], further_sides: Iterable[str] = ()) -> Iterator[dict[str, str]]:
        """The utterances of all that these actors, and those on a side with them, said in this scope, worked out anew.

        They come in parts, none of which holds more than some sides: a large ledger is never held as a whole.
        """
        crowded = self.cast.crowded(MANY)
        sides = (self.cast.sides_of(actors) | self._local_sides(actors) | set(further_sides)) - crowded
        done: set[str] = set()
        for part in self._few_at_a_time(sides):
            wanted = self.cast.on_sides(part) | self._local_actors(part)
            by_actor = self._by_actor(wanted)
            alone = {actor for actor in actors & by_actor.keys() if judging.side_told(by_actor[actor]) not in sides}
            yield utterances_of(by_actor, alone - done, part)
            done |= alone | {actor for actor in actors & by_actor.keys() if judging.side_told(by_actor[actor]) in part}
        left = sorted(actors - done)
        for at in range(0, len(left), _ACTORS):
            told = self._by_actor(set(left[at : at + _ACTORS]))
            yield utterances_of(
                {actor: said for actor, said in told.items() if judging.side_told(said) not in sides}, actors, set()
            )

    def _few_at_a_time(self, sides: set[str]) -> Iterator[set[str]]:
        """The sides, so many together as speak in some thousand statements."""
        counts, part, held = self.cast.spoken(), set[str](), 0
        for side in sorted(sides):
            part.add(side)
            held += counts.get(side, 0) + 1
            if held >= MANY:
                yield part
                part, held = set(), 0
        if part:
            yield part

    def _by_actor(self, wanted: set[str]) -> dict[str, list[Entry]]:
        """All that these actors said, each statement once."""
        found: dict[str, dict[str, Entry]] = defaultdict(dict)
        ordered = sorted(wanted)
        for at in range(0, len(ordered), _CHUNK):
            for entry in self._told_by(ordered[at : at + _CHUNK]):
                if entry.statement.speaker.id in wanted:
                    found[str(entry.statement.speaker.id)][entry.id] = entry
        return {actor: list(told.values()) for actor, told in found.items()}

    def _told_by(self, actors: Sequence[str]) -> Iterable[Entry]:
        condition = self.of_actors(actors)
        return self._from_tables([condition], None) if self.is_stored else self._from_facts([condition], None)

    def _local_sides(self, actors: set[str]) -> set[str]:
        """The sides of actors that live in one article only."""
        local, found = sorted(actor for actor in actors if self.cast.get(actor) is None), set()
        for at in range(0, len(local), _CHUNK):
            part = local[at : at + _CHUNK]
            query = select(_s.side).where(_s.speaker.in_(part), _s.side.is_not(None))
            if self.is_stored:
                query = query.join(schema.current, _c.number == _s.number).where(_c.actor.in_(part))
            found |= set(self.connection.scalars(query.distinct()).all())
        return found

    def _local_actors(self, sides: set[str]) -> set[str]:
        wanted, found = sorted(sides), set()
        for at in range(0, len(wanted), _CHUNK):
            query = select(_s.speaker).where(_s.side.in_(wanted[at : at + _CHUNK]), _s.speaker.is_not(None))
            if self.is_stored:
                query = query.join(schema.current, _c.number == _s.number).where(_c.actor == _s.speaker)
            found |= set(self.connection.scalars(query.distinct()).all())
        return found

    # ---- claims

    def claims(self, articles: Iterable[str]) -> list[Claim]:
        """What outlets say of changes in these articles."""
        wanted, found = sorted(set(articles)), []
        c = schema.claims.c
        # of an article that tells anything today the reading that does so is the last one
        holds = exists().where(_c.reading == _r.number) if self.is_stored else _r.number.in_(self.latest)
        for at in range(0, len(wanted), _CHUNK):
            query = (
                select(_r.article, c.start, c.end, c.words, c.about)
                .join_from(schema.claims, schema.readings, _r.number == c.reading)
                .where(_r.article.in_(wanted[at : at + _CHUNK]), holds)
                .order_by(_r.article, c.start, c.end)
            )
            rows = self.connection.execute(query).all()
            found += [Claim(article, Span(a, b), words, about) for article, a, b, words, about in rows]
        return found


def standing_of(statement: Statement, row: Any, correction: Correction | None) -> tuple[str | None, str | None]:
    """Signature and article-level actor of a statement, corrected."""
    if correction is None or correction.speaker is None:
        return row["signature"], row["speaker"]
    who = statement.speaker
    return signature_of(who.kind, who.name, who.side, who.role), who.id


def latest_versions(connection: Connection) -> dict[str, int]:
    """The number of the version that holds, by issue."""
    i = schema.issues.c
    return schema.pairs(connection, select(i.id, func.max(i.number)).group_by(i.id))


def utterances_of(by_actor: Mapping[str, Sequence[Entry]], actors: set[str], sides: set[str]) -> dict[str, str]:
    """Statements to utterances, for the actors and for all whose side is one of those, given all that each actor said.

    Two sides never tell one utterance. Those of another side, and those whose sides are too crowded to compare all with all, are
    looked at alone.
    """
    together: dict[str, list[Entry]] = defaultdict(list)
    found: dict[str, str] = {}
    for actor, told in sorted(by_actor.items()):
        side = judging.side_told(told)
        if side is not None and side in sides:
            together[side].extend(told)
        elif actor in actors:
            for part in _parts(sorted(told, key=lambda entry: (_day(entry), entry.id))):
                found |= judging.utterances(part)
    for told in together.values():
        found |= judging.utterances(sorted(told, key=lambda entry: entry.id))
    return found


def _day(entry: Entry) -> int:
    said = entry.statement.said_on
    if said is not None:
        return said.start.toordinal()
    return _ordinal(entry.source.published)


def _ordinal(published: str | None) -> int:
    return date.fromisoformat(published[:10]).toordinal() if published and len(published) >= 10 else 0


def _parts(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The statements, cut where an actor of many was silent for long: comparing all with all would take too long."""
    if len(entries) <= MANY:
        yield entries
        return
    start = 0
    for at in range(1, len(entries) + 1):
        if at == len(entries) or _day(entries[at]) - _day(entries[at - 1]) > _APART:
            yield entries[start:at]
            start = at

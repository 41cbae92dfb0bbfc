"""The issues of a ledger: their versions, and judging what came before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from rowback.core.errors import LedgerError
from rowback.core.finding import Entry
from rowback.core.issue import Issue, Suggestion
from rowback.core.statement import Statement
from rowback.issues import suggest
from rowback.ledger import judging, schema
from rowback.ledger.records import unpack_article, unpack_statement
from rowback.ledger.refresh import retake
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import latest_versions
from rowback.ledger.writing import add_positions, check_spans

_BATCH = (
    10  # articles judged in one transaction, a few seconds: others wait so long to write, and so much is lost where it is stopped
)
_i, _r, _s = schema.issues.c, schema.readings.c, schema.statements.c

Progress = Callable[[int, int], None]
"""Is told how many articles have been judged, of how many."""


@dataclass(frozen=True, slots=True)
class Known:
    """Issues as they are now. ``revision`` is the number of the newest version; ``versions`` the number of each issue's."""

    issues: tuple[Issue, ...]
    by_id: dict[str, Issue]
    versions: dict[str, int]
    revision: int

    def __len__(self) -> int:
        return len(self.issues)


@dataclass(frozen=True, slots=True)
class Suggested:
    """An issue that the ledger's statements suggest, with some of these, the earliest first."""

    suggestion: Suggestion
    examples: tuple[Entry, ...]


class IssueBook:
    """`ledger.issues`: what positions are about."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Issue]:
        """The issues by their ids."""
        return iter(self.known().issues)

    def known(self) -> Known:
        """The issues with their versions."""
        with self._store.snapshot() as connection:
            return self._store.of_issues(("known",), connection, lambda: _known(connection))

    def _known(self, connection: Connection) -> Known:
        """Remembered until an issue is added or changed, which is always a new row."""
        newest = connection.scalar(select(func.max(_i.number)))
        return self._store.remembered(("known",), newest, lambda: _known(connection))

    def at(self, connection: Connection, revision: int) -> dict[str, int]:
        """The numbers of the issues' versions as they were at a revision."""
        known = self._known(connection)
        if known.revision == revision:
            return known.versions
        query = select(_i.id, func.max(_i.number)).where(_i.number <= revision).group_by(_i.id)
        return schema.pairs(connection, query)

    def __getitem__(self, ident: str) -> Issue:
        """The issue of an id; LedgerError, which names those that there are, if there is none."""
        found = self.known().by_id.get(ident)
        if found is None:
            names = (
                ", ".join(issue.id for issue in list(self)[:20]) or "none yet: `rowback issues import FILE` or `rowback issues add`"
            )
            raise LedgerError("RB430", f"there is no issue {ident!r}; issues of this ledger: {names}")
        return found

    def put(self, issues: Sequence[Issue]) -> list[Issue]:
        """Add issues and new versions of known ones; returns those that are new or changed. They are judged by `judge`."""
        with self._store.writing() as connection:
            held = self._known(connection).by_id
            news = [issue for issue in issues if held.get(issue.id) != issue]
            for issue in news:
                row = {
                    "id": issue.id, "label": issue.label, "proposition": issue.proposition, "terms": list(issue.terms),
                    "exclude": list(issue.exclude), "recorded_at": self._store.now(),
                }  # fmt: skip
                number = schema.inserted(connection, schema.issues, row)
                connection.execute(insert(schema.judging).values(version=number, judged_to=0))
                if issue.id in held:
                    on = schema.stands.c
                    retake(connection, list(connection.scalars(select(on.statement).where(on.issue == issue.id))))
        return news

    def suggest(self, limit: int = 20, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Suggested]:
        """Issues that statements of several speakers are about, the most spoken of first; propositions are drafts to be sharpened."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            entries = {entry.id: entry for entry in view.entries()}
        found = suggest(list(entries.values()), limit)
        return [Suggested(one, tuple(entries[ident] for ident in one.examples)) for one in found]

    def pending(self) -> dict[str, int]:
        """For each issue that has not been judged on all articles, how many are left."""
        with self._store.snapshot() as connection:
            revision = self._store.revision(connection)
            return dict(self._store.remembered(("pending",), revision, lambda: _pending(connection, self._known(connection))))

    def judge(self, progress: Progress | None = None) -> int:
        """Judge on newer issues the statements that came before them; goes on where it was stopped. Returns how many articles."""
        done, total = 0, max(self.pending().values(), default=0)
        while total:
            with self._store.writing() as connection:
                count = _judge_some(connection, self._known(connection))
            if not count:
                return done
            done += count
            if progress is not None:
                progress(done, max(done, total))
        return done


def _known(connection: Connection) -> Known:
    versions = latest_versions(connection)
    rows = connection.execute(select(schema.issues).order_by(_i.id, _i.number)).mappings()
    issues = tuple(_issue(row) for row in rows if versions[row["id"]] == row["number"])
    return Known(issues, {issue.id: issue for issue in issues}, versions, max(versions.values(), default=0))


def _issue(row: RowMapping) -> Issue:
    return Issue(row["id"], row["label"], row["proposition"], tuple(row["terms"]), tuple(row["exclude"]))


def _reached(connection: Connection) -> dict[int, int]:
    return schema.pairs(connection, select(schema.judging.c.version, schema.judging.c.judged_to))


def _behind(connection: Connection, known: Known, reached: dict[int, int]) -> dict[str, int]:
    """The issues that some reading has not been judged on, with their versions."""
    newest = schema.pairs(connection, select(_r.issue_revision, func.max(_r.number)).group_by(_r.issue_revision))
    return {
        ident: version
        for ident, version in known.versions.items()
        if any(seen < version and last > reached.get(version, 0) for seen, last in newest.items())
    }


def _pending(connection: Connection, known: Known) -> dict[str, int]:
    oldest = connection.scalar(select(func.min(_r.issue_revision)))
    if oldest is None or oldest >= known.revision:  # whatever came was judged on all of them when it came
        return {}
    reached = _reached(connection)
    left = {ident: _count(connection, reached.get(v, 0), v) for ident, v in _behind(connection, known, reached).items()}
    return {ident: count for ident, count in left.items() if count}


def _count(connection: Connection, reached: int, version: int) -> int:
    query = select(func.count()).select_from(schema.readings).where(_r.number > reached, _r.issue_revision < version)
    return connection.scalar(query) or 0


def _judge_some(connection: Connection, known: Known) -> int:
    """Judge the next readings on all issues that want them; returns how many. Slow work, but a batch of it is short."""
    reached = _reached(connection)
    behind = _behind(connection, known, reached)
    if not behind:
        return 0
    start = min(reached.get(version, 0) for version in behind.values())
    oldest = max(behind.values())
    query = select(_r.number, _r.issue_revision).where(_r.number > start, _r.issue_revision < oldest)
    rows = connection.execute(query.order_by(_r.number).limit(_BATCH)).all()
    if not rows:
        return 0
    touched: list[str] = []
    for number, seen in rows:
        wanted = [i for i, v in behind.items() if seen < v and reached.get(v, 0) < number]
        if wanted:
            touched += _judge_reading(connection, number, known, wanted)
    last = rows[-1][0]
    moving = [v for v in behind.values() if reached.get(v, 0) < last]
    j = schema.judging.c
    for at in range(0, len(moving), 500):
        connection.execute(update(schema.judging).where(j.version.in_(moving[at : at + 500])).values(judged_to=last))
    retake(connection, touched)
    return len(rows)


def _judge_reading(connection: Connection, number: int, known: Known, wanted: Sequence[str]) -> list[str]:
    """Write the positions of a reading's statements on the wanted issues; returns the statements that have one."""
    a = schema.articles.c
    query = select(schema.readings, a.text, a.url).join(schema.articles, a.id == _r.article).where(_r.number == number)
    article, _ = unpack_article(connection.execute(query).mappings().one())
    rows = connection.execute(select(_s.id, _s.quote, _s.record).where(_s.reading == number).order_by(_s.number))
    statements: list[Statement] = [unpack_statement(ident, quote, record, ()) for ident, quote, record in rows]
    if not statements:
        return []
    found = judging.positions_for(article, statements, sorted(known.issues, key=lambda issue: issue.id), wanted)
    check_spans(article, [replace(statement, positions=positions) for statement, positions in zip(statements, found, strict=True)])
    given = {statement.id: positions for statement, positions in zip(statements, found, strict=True) if positions}
    add_positions(connection, number, given, known.versions)
    return list(given)

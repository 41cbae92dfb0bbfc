"""Which findings there are on all issues together, without their statements: for lists and counts over thousands of issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

from sqlalchemy import Connection, func, select

from rowback.core.finding import Finding, FindingKind, Review
from rowback.ledger import schema
from rowback.ledger.answers import Reviews, outline_on, reviews, standing_on
from rowback.ledger.board import Outline, Standing
from rowback.ledger.changes import Change
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View, latest_versions

_a, _p, _t = schema.answers.c, schema.parts.c, schema.touched.c
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Brief:
    """As much of a finding as lists are made of. ``day`` is that of the later statement, empty where nobody tells it."""

    id: str
    issue: str | None
    kind: FindingKind
    score: float
    day: str
    pairs: tuple[frozenset[str], ...]
    review: Review = Review.UNREVIEWED


@dataclass(frozen=True, slots=True)
class Surveyed:
    """The findings that are worked out, newest first, and the issues on which they are not, or on which some may have changed since."""

    findings: tuple[Brief, ...]
    pending: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.findings)


class Survey:
    """`ledger.survey`: all issues together. Findings are those that were worked out before; nothing is worked out here."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: dict[str, tuple[str, tuple[Brief, ...]]] = {}

    def findings(self) -> Surveyed:
        """All findings that are worked out."""
        with self._store.view() as view:
            known = self._store.remembered(("surveyed",), view.revision, lambda: self._findings(view), _unchanged)
            if known.pending:  # they may have been worked out meanwhile
                known = self._findings(view)
                self._store.remember(("surveyed",), view.revision, known)
            return known

    def _findings(self, view: View) -> Surveyed:
        connection, decided = view.connection, reviews(view)
        issues = self._issues(connection)
        if not view.is_stored:
            return Surveyed((), tuple(sorted(issues)))
        query = select(_a.issue, _a.made).where(_a.kind == "findings")
        made = {issue: at for issue, at in connection.execute(query) if issue in issues}
        with self._lock:
            news = sorted(issue for issue, at in made.items() if self._kept.get(issue, ("",))[0] != at)
            self._take(connection, news, made)
            for issue in set(self._kept) - set(made):
                del self._kept[issue]
            found = [brief for _, briefs in self._kept.values() for brief in briefs]
        touched = set(connection.scalars(select(_t.issue).where(_t.kind == "findings").distinct()))
        return Surveyed(in_order(judged(found, decided)), tuple(sorted((issues - set(made)) | (issues & touched))))

    def _take(self, connection: Connection, issues: Sequence[str], made: dict[str, str]) -> None:
        for at in range(0, len(issues), _CHUNK):
            part = issues[at : at + _CHUNK]
            found: dict[str, list[Brief]] = {issue: [] for issue in part}
            query = select(_p.issue, _p.record).where(_p.kind == "findings", _p.issue.in_(part))
            for issue, record in connection.execute(query):
                found[issue].append(_brief(issue, record))
            for issue, briefs in found.items():
                self._kept[issue] = (made[issue], tuple(briefs))

    def _issues(self, connection: Connection) -> frozenset[str]:
        """The ids of all issues; remembered until one is added or changed."""
        return self._store.of_issues(("issues",), connection, lambda: frozenset(latest_versions(connection)))

    def sizes(self) -> list[tuple[str, int]]:
        """The issues with how many statements have a position on them, the largest first; those without one last."""
        with self._store.view() as view:
            revision = view.revision
            issues = self._issues(view.connection)
            return list(self._store.remembered(("sizes",), revision, lambda: _sizes(view.connection, issues), _grown))

    def outline(self, issue: str, *, as_of: date | None = None, recorded_by: date | None = None) -> Outline:
        """The board of an issue from afar; remembered for as long as nothing changes on it."""
        return outline_on(self._store, issue, Scope(as_of, recorded_by))

    def standing(self, issue: str, actor: str, *, as_of: date | None = None, recorded_by: date | None = None) -> Standing | None:
        """Where one actor stands on an issue, as the board tells it; None for one who takes no position."""
        return standing_on(self._store, issue, actor, Scope(as_of, recorded_by))

    def labels(self) -> dict[str, str]:
        """The names of all issues, by id; remembered until one is added or changed."""
        i = schema.issues.c
        with self._store.snapshot() as connection:
            return self._store.of_issues(
                ("labels",), connection, lambda: schema.pairs(connection, select(i.id, i.label).order_by(i.id, i.number))
            )

    def issues_of(self, actor: str, limit: int) -> list[str]:
        """The issues on which an actor has most positions."""
        stands = schema.stands.c
        query = select(stands.issue).where(stands.actor == actor).group_by(stands.issue)
        query = query.order_by(func.count().desc(), stands.issue)
        with self._store.view() as view:
            return list(view.connection.scalars(query.limit(limit)))


def brief_of(finding: Finding) -> Brief:
    """A finding in brief."""
    said = finding.later.statement.said_on
    pairs = (frozenset((finding.earlier.id, finding.later.id)), *(frozenset(pair) for pair in finding.also))
    day = said.end.isoformat() if said is not None else (finding.later.source.published or "")[:10]
    return Brief(finding.id, finding.issue, finding.kind, finding.score, day, pairs, finding.review)


def in_order(found: Iterable[Brief]) -> tuple[Brief, ...]:
    """Findings newest first, the surer ones first within a day."""
    return tuple(sorted(found, key=lambda brief: (brief.day, brief.score, brief.id), reverse=True))


def judged(found: Iterable[Brief], decided: Reviews) -> list[Brief]:
    """The findings with the last decision on a pair of statements that they rest on."""
    if not decided:
        return list(found)
    result: list[Brief] = []
    for brief in found:
        told = [decided[key] for pair in brief.pairs if (key := (brief.issue, pair)) in decided]
        result.append(replace(brief, review=max(told)[1]) if told else brief)
    return result


def _unchanged(known: Surveyed, change: Change) -> Surveyed | None:
    return None if change.issues or known.pending else known


def _brief(issue: str, record: dict[str, Any]) -> Brief:
    """The same of a finding as it is kept."""
    later = record["later"]
    said = later["statement"]["said"]
    day = said[1] if said is not None else (later["source"][4] or "")[:10]
    pairs = (frozenset((record["earlier"]["id"], record["later"]["id"])), *(frozenset(pair) for pair in record["also"]))
    return Brief(record["id"], issue, FindingKind(record["kind"]), record["score"], day, pairs)


def _grown(sizes: tuple[tuple[str, int], ...], change: Change) -> tuple[tuple[str, int], ...]:
    """The sizes after a change."""
    if not change.stands:
        return sizes
    return _by_size((issue, count + change.stands.get(issue, 0)) for issue, count in sizes)


def _by_size(sizes: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(sizes, key=lambda one: (-one[1], one[0])))


def _sizes(connection: Connection, issues: Iterable[str]) -> tuple[tuple[str, int], ...]:
    stands = schema.stands.c
    counts = schema.pairs(connection, select(stands.issue, func.count()).group_by(stands.issue))
    return _by_size((issue, counts.get(issue, 0)) for issue in issues)

"""The ledger: what programs and the command line ask and tell."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from rowback.core.errors import LedgerError
from rowback.core.finding import Entry, Finding, Review
from rowback.core.stance import Stance
from rowback.core.statement import Reading
from rowback.ledger import deciding, filters, sqlite
from rowback.ledger.answered import forget_about
from rowback.ledger.answers import board_on, findings_on, issues_of
from rowback.ledger.board import Standing
from rowback.ledger.catalogue import Catalogue
from rowback.ledger.checking import Info, faults_of, info_of
from rowback.ledger.filters import Filter
from rowback.ledger.issue_book import IssueBook
from rowback.ledger.opening import free_name
from rowback.ledger.refresh import retake, take_in
from rowback.ledger.roll import Roll
from rowback.ledger.samples import Samples
from rowback.ledger.shelf import Shelf
from rowback.ledger.store import Store
from rowback.ledger.survey import Survey
from rowback.ledger.times import Scope, start_of
from rowback.ledger.writing import add_article, add_reading, has_reading, is_news

_NOTHING = Filter()


@dataclass(frozen=True, slots=True)
class Added:
    """What an `add` brought: ids of new articles in their order, how many were known, how many statements came."""

    articles: tuple[str, ...] = ()
    known: int = 0
    statements: int = 0


class Ledger:
    """A ledger, open until `close`. Questions are answered as of one moment, also while others write.

    Every question takes ``as_of``, the day up to which articles were published, and ``recorded_by``, the day up to which the
    ledger held what it answers from; None for both means all that it holds now.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.issues = IssueBook(store)
        self.actors = Roll(store)
        self.articles = Shelf(store)
        self.catalogue = Catalogue(store)
        self.samples = Samples(store)
        self.survey = Survey(store)

    @classmethod
    def open(cls, url: str | os.PathLike[str], *, create: bool = False, fresh: bool = False) -> Self:
        """Open the ledger at a path or URL. LedgerError where there is none, unless it is to be made.

        With ``fresh``, each change is seen together with all that follows from it: slower for who brings much, quicker for who asks
        meanwhile.
        """
        return cls(Store(os.fspath(url), create=create, fresh=fresh))

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ---- articles

    def add(
        self,
        readings: Sequence[Reading],
        *,
        pages: Mapping[str, bytes] | None = None,
        extractor: str = "",
        issue_revision: int = 0,
        recorded_at: date | None = None,
        again: bool = False,
    ) -> Added:
        """Put articles in, all of them or, where an error is raised, none. What is known already changes nothing.

        With ``again`` these are new readings of articles that the ledger holds, to hold in place of the older ones.

        ``pages`` has raw pages by article id. ``issue_revision`` is that of the issues that the readings were judged on
        (`ledger.issues.known()`); `ledger.issues.judge` makes up for newer ones. ``recorded_at`` makes the ledger answer as if
        the articles had come on that day.
        """
        at = start_of(recorded_at) if recorded_at is not None else self._store.now()
        taken: list[int] = []
        new: list[str] = []
        statements = 0
        with self._store.writing() as connection:
            versions = self.issues.at(connection, issue_revision)
            for reading in readings:
                article = reading.article
                news = is_news(connection, article)
                if news is None and not (again and not has_reading(connection, article.id, extractor)):
                    continue
                if news:
                    add_article(connection, article, at, (pages or {}).get(article.id), extractor)
                taken.append(add_reading(connection, reading, versions, issue_revision, at, extractor))
                new.append(article.id)
                statements += len(reading.statements)
            take_in(connection, taken)
        return Added(tuple(new), len(readings) - len(new), statements)

    def refresh(self) -> None:
        """Work out who is whom and what is one utterance; questions do it themselves where it is wanting."""
        self._store.bring_up_to_date()

    # ---- questions

    def entries(self, wanted: Filter = _NOTHING, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Entry]:
        """The statements that are asked for, by day."""
        if wanted.issue is not None:
            self.issues[wanted.issue]
        with self._store.view(Scope(as_of, recorded_by)) as view:
            return filters.entries(view, wanted)

    def entry(self, ident: str, *, as_of: date | None = None, recorded_by: date | None = None) -> Entry:
        """One statement; LedgerError if there is none of this id, or none any more."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            found = view.by_id([ident]).get(ident)
        if found is None:
            raise LedgerError("RB432", f"the ledger holds no statement {ident!r}")
        return found

    def board(self, issue: str, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Standing]:
        """Where everyone stands on an issue."""
        self.issues[issue]
        return board_on(self._store, issue, Scope(as_of, recorded_by))

    def findings(self, issue: str | None = None, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Finding]:
        """The changes and contradictions on an issue or on all, rejected ones included."""
        wanted = [self.issues[issue].id] if issue is not None else [known.id for known in self.issues]
        scope = Scope(as_of, recorded_by)
        return [finding for ident in wanted for finding in findings_on(self._store, ident, scope)]

    def finding(self, ident: str, *, as_of: date | None = None, recorded_by: date | None = None) -> Finding:
        """One finding; LedgerError if there is none of this id."""
        kept = issues_of(self._store, ident)
        likely = [issue.id for issue in self.issues if issue.id in kept]
        asked = (self.findings(issue, as_of=as_of, recorded_by=recorded_by) for issue in [*likely, None])
        found = next((finding for found in asked for finding in found if finding.id == ident), None)
        if found is None:
            raise LedgerError("RB433", f"the ledger has no finding {ident!r}; `rowback findings` lists them")
        return found

    # ---- decisions

    def review(self, finding: str, verdict: Review, *, by: str | None = None, note: str | None = None) -> Finding:
        """Record what a person decided about a finding; UNREVIEWED takes the last decision back. Returns the finding."""
        found = self.finding(finding)
        with self._store.writing() as connection:
            pairs = {frozenset((found.earlier.id, found.later.id)), *map(frozenset, found.also)}
            if verdict is Review.UNREVIEWED:
                made = [d for d in deciding.holding(connection, ["review"]) if frozenset(d.value["pair"]) in pairs]
                made = [d for d in made if d.value["issue"] == found.issue]
                if not made:
                    raise LedgerError("RB434", f"nothing was decided about finding {finding!r}")
                deciding.undo(connection, made[-1].number, at=self._store.now(), by=by)
            else:
                value = {"issue": found.issue, "pair": [found.earlier.id, found.later.id], "verdict": verdict.value}
                deciding.decide(connection, "review", found.id, value, at=self._store.now(), by=by, note=note)
        return self.finding(finding)

    def correct(
        self,
        statement: str,
        *,
        speaker: str | None = None,
        said_on: tuple[date, date] | None = None,
        stances: Mapping[str, Stance | None] | None = None,
        not_a_statement: bool = False,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Record what a person corrected of a statement; ``speaker`` is an actor's id or a name, a stance None means none.

        The findings that rest on the statement follow at once.
        """
        changes: list[dict[str, object]] = [
            {"issue": self.issues[issue].id, "stance": stance and stance.value} for issue, stance in (stances or {}).items()
        ]
        found = self.entry(statement)
        if speaker is not None:
            changes.append({"speaker": self.actors.as_speaker(speaker, found.id)})
        if said_on is not None:
            changes.append({"said_on": [day.isoformat() for day in said_on]})
        if not_a_statement:
            changes.append({"withdrawn": True})
        with self._store.writing() as connection:
            for value in changes:
                deciding.decide(connection, "correction", statement, value, at=self._store.now(), by=by, note=note)
            forget_about(connection, [statement])
            retake(connection, [statement])

    def undo_correction(self, statement: str, *, by: str | None = None) -> None:
        """Take back the last correction of a statement that still holds; LedgerError if there is none."""
        with self._store.writing() as connection:
            made = deciding.last(connection, ["correction"], statement)
            if made is None:
                raise LedgerError("RB435", f"nothing was corrected of statement {statement!r}")
            deciding.undo(connection, made.number, at=self._store.now(), by=by)
            forget_about(connection, [statement])
            retake(connection, [statement])

    # ---- care

    def check(self) -> list[str]:
        """What is wrong with the ledger, in words; empty where all is well."""
        with self._store.snapshot() as connection:
            return faults_of(connection)

    def backup(self, target: str | os.PathLike[str] | None = None) -> Path:
        """Copy the ledger, by default to a file beside it named by the day; returns the file. Others may go on writing."""
        path = self._store.path
        chosen = Path(target) if target is not None else free_name(path, datetime.now(UTC).strftime("%Y-%m-%d"))
        sqlite.copy(path, chosen)
        return chosen

    def info(self) -> Info:
        """What the ledger holds."""
        with self._store.view() as view:
            return info_of(view, self._store.path)

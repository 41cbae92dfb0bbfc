"""Findings and boards: worked out from the positions on an issue, kept until a fact changes them, reviews put on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, insert, select

from rowback.core.finding import Claim, Entry, Finding, FindingKind, Review
from rowback.core.span import Span
from rowback.core.stance import Stance
from rowback.ledger import judging, schema
from rowback.ledger.board import Appearance, Standing, Trend, board
from rowback.ledger.deciding import holding
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View

_a = schema.answers.c
Answer = TypeVar("Answer")
Reviews = Mapping[tuple[str | None, frozenset[str]], tuple[int, Review]]
"""The last decision on each pair of statements of an issue, with its number."""


def findings_on(store: Store, issue: str, scope: Scope) -> list[Finding]:
    """The findings on an issue as a scope sees them, with what people decided about them."""
    found, decided = _answer(store, "findings", issue, scope, _findings, lambda answer: [_packed(finding) for finding in answer])
    return [_reviewed(finding, decided) for finding in found]


def board_on(store: Store, issue: str, scope: Scope) -> list[Standing]:
    """Where everyone stands on an issue, as a scope sees it."""
    found, _ = _answer(store, "board", issue, scope, _board, lambda answer: [_packed_standing(standing) for standing in answer])
    return list(found)


def _answer(
    store: Store,
    kind: str,
    issue: str,
    scope: Scope,
    make: Callable[[View, str], list[Answer]],
    pack: Callable[[list[Answer]], list[dict[str, Any]]],
) -> tuple[list[Answer], Reviews]:
    """An answer remembered by this process, else kept in the ledger, else worked out; and what people decided."""
    key = (kind, issue, scope)
    with store.view(scope) as view:
        revision = store.revision(view.connection)
        made = view.connection.scalar(select(_a.made).where(_a.issue == issue, _a.kind == kind)) if view.is_stored else None
        found = store.remembered(key, ("kept", made) if made is not None else revision, lambda: make(view, issue))
        decided = reviews(view)
        to_keep = view.is_stored and made is None and store.writable
    if to_keep:
        record = pack(found)
        if store.keep(revision, lambda connection: _put(connection, issue, kind, revision, record)):
            store.remember(key, ("kept", revision), found)
    return found, decided


def _findings(view: View, issue: str) -> list[Finding]:
    kept = _kept(view, issue, "findings")
    if kept is not None:
        idents = {record[end] for record in kept for end in ("earlier", "later")}
        entries = view.by_id(idents)
        return [_unpacked(issue, record, entries) for record in kept]
    entries_on = view.entries(issue=issue)
    claims = view.claims(entry.source.id for entry in entries_on)
    return judging.changes(issue, sorted([*entries_on, *_come_before(view, entries_on)], key=lambda entry: entry.id), claims)


def _come_before(view: View, entries: Sequence[Entry]) -> list[Entry]:
    """What the texts put before some of these on the same day, though it takes no position on the issue itself."""
    known = {entry.id for entry in entries}
    return list(view.by_id({entry.after_id for entry in entries if entry.after_id is not None} - known).values())


def _board(view: View, issue: str) -> list[Standing]:
    kept = _kept(view, issue, "board")
    if kept is not None:
        entries = view.by_id(record["statement"] for record in kept)
        return [_unpacked_standing(record, entries[record["statement"]]) for record in kept]
    return board(issue, sorted(view.entries(issue=issue), key=lambda entry: entry.id))


# ---- what is kept


def _kept(view: View, issue: str, kind: str) -> list[dict[str, Any]] | None:
    if not view.is_stored:
        return None
    found: list[dict[str, Any]] | None = view.connection.scalar(select(_a.record).where(_a.issue == issue, _a.kind == kind))
    return found


def _put(connection: Connection, issue: str, kind: str, made: str, record: list[dict[str, Any]]) -> None:
    connection.execute(delete(schema.answers).where(_a.issue == issue, _a.kind == kind))
    connection.execute(insert(schema.answers).values(issue=issue, kind=kind, made=made, record=record))


def _packed(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.id, "kind": finding.kind.value, "actor": finding.actor, "name": finding.actor_name, "side": finding.side,
        "earlier": finding.earlier.id, "later": finding.later.id, "also": finding.also, "explanation": finding.explanation,
        "against": finding.against, "part": finding.part, "score": finding.score,
        "reported_by": [(c.article, *c.span, c.words, c.about) for c in finding.reported_by],
    }  # fmt: skip


def _unpacked(issue: str, record: dict[str, Any], entries: dict[str, Entry]) -> Finding:
    return Finding(
        id=record["id"], kind=FindingKind(record["kind"]), issue=issue, actor=record["actor"], actor_name=record["name"],
        side=record["side"], earlier=entries[record["earlier"]], later=entries[record["later"]],
        also=tuple((one, other) for one, other in record["also"]), explanation=record["explanation"],
        against=tuple(record["against"]), part=record["part"], score=record["score"],
        reported_by=tuple(Claim(article, Span(a, b), words, about) for article, a, b, words, about in record["reported_by"]),
    )  # fmt: skip


def _packed_standing(standing: Standing) -> dict[str, Any]:
    days = [(a.day and a.day.isoformat(), a.stance.value, a.statement, a.count) for a in standing.appearances]
    return {"actor": standing.actor, "statement": standing.entry.id, "trend": standing.trend.value, "days": days}


def _unpacked_standing(record: dict[str, Any], entry: Entry) -> Standing:
    appearances = tuple(
        Appearance(day and date.fromisoformat(day), Stance(stance), statement, count)
        for day, stance, statement, count in record["days"]
    )
    who = entry.statement.speaker
    trend = Trend(record["trend"])
    return Standing(who.side, record["actor"], who.name, who.role, entry, appearances[-1].stance, trend, appearances)


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

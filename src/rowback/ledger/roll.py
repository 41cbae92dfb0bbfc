"""The actors of a ledger, and what people decide about who is whom."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rowback.core.actor import ActorKind
from rowback.core.errors import LedgerError
from rowback.core.finding import Entry
from rowback.ledger import deciding
from rowback.ledger.cast import Profile
from rowback.ledger.deciding import Decision
from rowback.ledger.refresh import mark_people
from rowback.ledger.roster import read_roster
from rowback.ledger.store import Store
from rowback.ledger.times import Scope
from rowback.ledger.view import View

_KINDS = ("merge", "split", "roster")


@dataclass(frozen=True, slots=True)
class Shown:
    """An actor with the statements that made it and what people decided about it."""

    profile: Profile
    entries: list[Entry]
    decisions: list[Decision]


class Roll:
    """`ledger.actors`: who speaks in the ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Profile]:
        """The actors with a name across articles, those of most statements first."""
        return iter(self.list())

    def list(self, name: str | None = None, *, as_of: date | None = None, recorded_by: date | None = None) -> list[Profile]:
        """The actors, those of most statements first; those whose name holds the words if some are given."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            cast = view.cast
            called = None if name is None else cast.called(name)
            if called is None:
                wanted = cast.everybody()
            else:
                cast.prepare(called)
                wanted = [profile for ident in called if (profile := cast.get(ident)) is not None]
        return sorted(wanted, key=lambda p: (-sum(t.signature.count for t in p.told), p.name, p.id))

    def show(self, actor: str, *, as_of: date | None = None, recorded_by: date | None = None) -> Shown:
        """One actor, by any id it ever had or by a name that only one bears."""
        with self._store.view(Scope(as_of, recorded_by)) as view:
            ident = self._ident(view, actor)
            entries = sorted(view.of_actor(ident), key=lambda e: e.id)
            entries = [entry for entry in entries if entry.statement.speaker.id == ident]
            profile = view.cast.get(ident) or Profile(ident, [])
            names = {told.signature.name for told in profile.told}
            own = {entry.id for entry in entries}
            decisions = [d for d in deciding.holding(view.connection, _KINDS, view.scope) if _concerns(d, own, names)]
        return Shown(profile, entries, decisions)

    # ---- decisions

    def merge(self, one: str, other: str, *, by: str | None = None, note: str | None = None) -> str:
        """Record that two actors are one; returns its id. LedgerError where they are one already, so that no circle forms."""
        with self._store.view() as view:
            first, second = self._joinable(view, one), self._joinable(view, other)
        if first == second:
            raise LedgerError("RB440", f"{one!r} and {other!r} are one actor already ({first}); nothing was changed")
        value = {"one": f"s{first[1:]}", "other": f"s{second[1:]}"}
        self._decide("merge", min(first, second), value, by, note)
        return min(first, second)

    def split(self, actor: str, names: tuple[str, ...], *, by: str | None = None, note: str | None = None) -> str:
        """Record that who bears these names is not the actor; returns the id of who does."""
        with self._store.view() as view:
            ident = self._joinable(view, actor)
            known = self._profile(view, ident).names
        wanted = {name for name in known if name.casefold() in {n.casefold() for n in names}}
        if not wanted:
            raise LedgerError("RB441", f"actor {ident} is never called {' or '.join(names)}; its names: {', '.join(sorted(known))}")
        if wanted == set(known):
            raise LedgerError("RB441", f"actor {ident} has no other name than {', '.join(sorted(wanted))}; nothing would be left")
        anchor = self._anchor(ident, wanted)
        self._decide("split", ident, {"actor": anchor[0], "names": sorted(wanted)}, by, note)
        with self._store.view() as view:
            return self._ident(view, f"p{anchor[1][1:]}")

    def undo(self, number: int | None = None, *, by: str | None = None) -> Decision:
        """Take back a merge, a split or a roster, the last one if no number is given; returns what was taken back."""
        with self._store.writing() as connection:
            made = {d.number: d for d in deciding.holding(connection, _KINDS)}
            if not made or (number is not None and number not in made):
                raise LedgerError("RB442", "nothing to undo" if number is None else f"there is no decision {number} to undo")
            decision = made[max(made) if number is None else number]
            deciding.undo(connection, decision.number, at=self._store.now(), by=by)
            mark_people(connection)
        return decision

    def import_roster(self, path: str | os.PathLike[str], *, by: str | None = None) -> int:
        """Read a roster (CSV: name, aliases, role, side, from, to); returns how many posts. Undone as one decision."""
        rows = read_roster(path)
        self._decide("roster", os.fspath(path), {"rows": rows}, by, None)
        return len(rows)

    def decisions(self, *, about_all: bool = False) -> Sequence[Decision]:
        """What people decided about actors and still holds; with ``about_all`` also about findings and statements."""
        with self._store.snapshot() as connection:
            return deciding.holding(connection, (*_KINDS, "review", "correction") if about_all else _KINDS)

    def as_speaker(self, who: str, statement: str) -> Sequence[Any]:
        """An actor by id or name, as the speaker of a corrected statement; an unknown name makes a new person."""
        with self._store.view() as view:
            ident = view.actor_of(who)
            called = sorted(view.cast.called(who)) if ident is None else [ident]
            if len(called) > 1:
                exact = [a for a in called if who in self._profile(view, a).names]
                called = exact or called
            if len(called) > 1:
                raise LedgerError("RB445", f"{who!r} may be any of {', '.join(called)}; give one of these ids")
            if not called:
                if who.startswith("p") and who[1:].isalnum() and any(map(str.isdigit, who)):
                    raise LedgerError("RB443", f"the ledger holds no actor {who!r}")
                return [f"p{statement[1:]}", who, ActorKind.PERSON.value, None, None]
            profile = view.cast.get(called[0])
            if profile is not None:
                best = min(profile.told, key=lambda t: (t.signature.name != profile.name, -t.signature.count, t.signature.id))
                s = best.signature
                return [profile.id, s.name, s.kind.value, s.role, s.side]
            entry = next(iter(view.by_id([f"s{called[0][1:]}"]).values()))
            actor = entry.statement.speaker
            return [actor.id, actor.name, actor.kind.value, actor.role, actor.side]

    # ----

    def _ident(self, view: View, actor: str) -> str:
        ident = view.actor_of(actor)
        if ident is not None:
            return ident
        called = sorted(view.cast.called(actor))
        if len(called) == 1:
            return called[0]
        if called:
            raise LedgerError("RB445", f"{actor!r} may be any of {', '.join(called)}; give one of these ids")
        raise LedgerError("RB443", f"the ledger holds no actor {actor!r}; `rowback actors list` shows them")

    def _joinable(self, view: View, actor: str) -> str:
        ident = self._ident(view, actor)
        if view.cast.get(ident) is None:
            raise LedgerError("RB444", f"actor {ident} has no name of its own; correct its statements' speaker instead")
        return ident

    @staticmethod
    def _profile(view: View, ident: str) -> Profile:
        profile = view.cast.get(ident)
        assert profile is not None
        return profile

    def _anchor(self, ident: str, names: set[str]) -> tuple[str, str]:
        """A statement told under a name that stays, and one under a name that leaves."""
        with self._store.view() as view:
            told = self._profile(view, ident).told
        stays = min(t.smallest for t in told if t.signature.name not in names)
        leaves = min(t.smallest for t in told if t.signature.name in names)
        return stays, leaves

    def _decide(self, kind: str, subject: str, value: dict[str, Any], by: str | None, note: str | None) -> None:
        with self._store.writing() as connection:
            deciding.decide(connection, kind, subject, value, at=self._store.now(), by=by, note=note)
            mark_people(connection)


def _concerns(decision: Decision, statements: set[str], names: set[str]) -> bool:
    value = decision.value
    if decision.kind == "roster":
        return any(names & {row["name"], *row["aliases"]} for row in value["rows"])
    anchors = {value[key] for key in ("one", "other", "actor") if key in value}
    return bool(anchors & statements)

"""The open ledger: snapshots for reading, one writer at a time, and what a process may remember between questions."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sized
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from threading import Lock, local
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from rowback.core.errors import LedgerError
from rowback.ledger import changes, schema, sqlite
from rowback.ledger.changes import Change, Changes
from rowback.ledger.opening import open_engine
from rowback.ledger.refresh import State, is_fresh, refresh, state_of
from rowback.ledger.times import EVERYTHING, Scope, written
from rowback.ledger.view import View
from rowback.ledger.writing import bump

_PATIENCE = 2000  # milliseconds that a question waits for another process to stop writing
_LITTLE = 20  # milliseconds that it waits for it only to keep what it has worked out
_REMEMBERED = 200_000  # findings and standings in all; each takes some four kilobytes
Answer = TypeVar("Answer", bound=Sized)
Mend = Callable[[Answer, Change], Answer | None]
"""What an answer of an earlier revision is after a change; None where it has to be worked out anew."""


class _Held(local):
    """The moment that a thread stays in: its connection from the first question on, its state, and how many are using it just now."""

    def __init__(self) -> None:
        self.is_on = False
        self.connection: Connection | None = None
        self.state: State | None = None
        self.users = 0
        self.stack = ExitStack()

    def let_go(self) -> None:
        """Go on to another moment with the next question, unless somebody is still asking."""
        if self.connection is not None and not self.users:
            self.connection = self.state = None
            self.stack.close()


class Store:
    """The connection to one ledger. ``now`` tells the time; tests give another clock.

    With ``fresh``, a change and what follows from it are one transaction: nobody ever has to work out what the other left behind.
    """

    def __init__(
        self, url: str, *, create: bool = False, fresh: bool = False, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.engine, self.path, self.writable = open_engine(url, create=create)
        self._now, self._fresh = now, fresh
        self._memory: OrderedDict[Any, Any] = OrderedDict()
        self._weight = 0
        self._held = _Held()
        self._changes = Changes()
        self._at_memory = Lock()  # a server asks from several threads

    def now(self) -> str:
        """The time, as the ledger writes it."""
        return written(self._now())

    def close(self) -> None:
        """Let go of the file."""
        with self._at_memory:
            self._memory.clear()
            self._weight = 0
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone may write; what it did is kept only if it ends without an error."""
        if not self.writable:
            raise LedgerError("RB417", f"{self.path}: is read-only: nothing was changed")
        with (
            sqlite.explained(self.path),
            self.engine.connect().execution_options(writing=True) as connection,
            connection.begin(),
        ):
            if self._fresh:
                changes.watch(connection)
            yield connection
            if self._fresh and not is_fresh(connection):
                refresh(connection)
            before, after = bump(connection)
            change = changes.noted(connection) if self._fresh else None
        self._changes.note(before, after, change)
        self._held.let_go()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that sees the ledger as it is at one moment."""
        held = self._held
        if not held.is_on:
            with sqlite.explained(self.path), self.engine.connect() as connection, connection.begin():
                yield connection
            return
        with sqlite.explained(self.path):
            if held.connection is None:
                held.connection = held.stack.enter_context(self.engine.connect())
                held.stack.enter_context(held.connection.begin())
            held.users += 1
            try:
                yield held.connection
            finally:
                held.users -= 1

    @contextmanager
    def moment(self) -> Iterator[None]:
        """Within it all questions of this thread are answered as of one moment, which is also quicker, until it changes something."""
        held = self._held
        if held.is_on:
            yield
            return
        held.is_on = True
        try:
            yield
        finally:
            held.is_on = False
            held.let_go()

    def state(self, connection: Connection) -> State:
        """The state of the ledger as a connection sees it, asked once a moment."""
        held = self._held
        if connection is not held.connection:
            return state_of(connection)
        if held.state is None:
            held.state = state_of(connection)
        return held.state

    @contextmanager
    def _deriving(self, patience: int) -> Iterator[Connection]:
        """A transaction for derived tables: who only asks does not wait long for the right to write."""
        options = {"writing": True, "patience": patience}
        with sqlite.explained(self.path), self.engine.connect() as connection:
            connection.execution_options(**options)
            with connection.begin():
                yield connection

    def keep(self, revision: str, put: Callable[[Connection], None]) -> bool:
        """Store what was worked out at a revision, if it still holds; a change of derived tables is no change of the ledger."""
        kept = False
        with suppress(LedgerError), self._deriving(_LITTLE) as connection:  # what cannot be kept is worked out again next time
            if revision == self.revision(connection):
                put(connection)
                kept = True
        if kept:
            self._held.let_go()
        return kept

    def bring_up_to_date(self) -> None:
        """Work the derived tables out anew where facts have changed."""
        with self.snapshot() as connection:
            if is_fresh(connection):
                return
        with self.writing() as connection:
            refresh(connection)

    @contextmanager
    def view(self, scope: Scope = EVERYTHING) -> Iterator[View]:
        """The statements of a scope, of one moment."""
        with self.snapshot() as connection:
            state = self.state(connection)
            if state.is_fresh or scope.recorded_by is not None or not self.writable:
                yield self._view(connection, scope, state)
                return
        with suppress(LedgerError), self._deriving(_PATIENCE) as connection:  # if not now, the answer comes of the facts
            refresh(connection)
            bump(connection)
        self._held.let_go()
        with self.snapshot() as connection:
            yield self._view(connection, scope, self.state(connection))

    def _view(self, connection: Connection, scope: Scope, state: State) -> View:
        def remembered(key: tuple[object, ...], make: Callable[[], Answer], mend: Mend[Answer] | None = None) -> Answer:
            return self.remembered(key, state.revision, make, mend)

        return View(connection, scope, stored=state.is_fresh, revision=state.revision, remembered=remembered)

    @staticmethod
    def revision(connection: Connection) -> str:
        """The number of changes that the ledger has seen."""
        return str(connection.scalar(select(schema.state.c.value).where(schema.state.c.key == "revision")))

    def remembered(
        self, key: tuple[Any, ...], token: object, make: Callable[[], Answer], mend: Mend[Answer] | None = None
    ) -> Answer:
        """The answer of before, if it was given under the same token; else a new one, which is then remembered.

        With ``mend`` tokens are revisions, and an answer of an earlier one is mended, if it can be.
        """
        with self._at_memory:
            known = self._memory.get(key)
            if known is not None and known[0] == token:
                self._memory.move_to_end(key)
                answer: Answer = known[1]
                return answer
        change = self._changes.between(known[0], str(token)) if known is not None and mend is not None else None
        mended = mend(known[1], change) if known is not None and mend is not None and change is not None else None
        answer = mended if mended is not None else make()
        self.remember(key, token, answer)
        return answer

    def recalled(self, key: tuple[Any, ...], token: object) -> Any:
        """The answer of before, if it was given under the same token, else None."""
        with self._at_memory:
            known = self._memory.get(key)
            return known[1] if known is not None and known[0] == token else None

    def of_issues(self, key: tuple[Any, ...], connection: Connection, make: Callable[[], Answer]) -> Answer:
        """What is told of issues, remembered until one is added or changed, which is always a new row."""
        newest = self.remembered(
            ("newest issue",),
            self.state(connection).revision,
            lambda: (connection.scalar(select(func.max(schema.issues.c.number))) or 0,),
            lambda known, _: known,
        )[0]
        return self.remembered(key, newest, make)

    def remember(self, key: tuple[Any, ...], token: object, answer: Sized) -> None:
        """Remember an answer under a token, and forget those that were not asked for longest."""
        with self._at_memory:
            before = self._memory.pop(key, None)
            self._memory[key] = (token, answer)
            self._weight += _weight(answer) - (_weight(before[1]) if before is not None else 0)
            while self._weight > _REMEMBERED and len(self._memory) > 1:
                self._weight -= _weight(self._memory.popitem(last=False)[1][1])


def _weight(answer: Sized) -> int:
    """About how many findings an answer takes as much room as."""
    return len(answer) + 10

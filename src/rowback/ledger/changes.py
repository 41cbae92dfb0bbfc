"""What the last changes of a ledger touched, so that answers which they cannot have changed are not worked out anew.

Notes are taken by the tables themselves, whoever writes to them. Where anything happened that reaches far, or where another process
wrote, nothing is known of the change, and everything is worked out anew.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection

from rowback.ledger import sqlite

_MOST_NOTED = 2_000  # rows of a change; of larger ones nothing is known
_MOST_STEPS = 100  # changes between an answer and now, and those that are remembered
_ALL = "all"  # a change that reaches far
_WATCHED = (
    ("current", "INSERT", "new", "NEW.id", "''"),
    ("current", "UPDATE", "moved", "NEW.id", "''"),
    ("current", "UPDATE", "actor", "OLD.actor", "''"),
    ("current", "UPDATE", "actor", "NEW.actor", "''"),
    ("current", "DELETE", _ALL, "''", "''"),
    ("signatures", "INSERT", "side", "NEW.side", "''"),
    ("signatures", "INSERT", "actor", "NEW.actor", "''"),
    ("signatures", "UPDATE", "actor", "OLD.actor", "''"),
    ("signatures", "UPDATE", "actor", "NEW.actor", "''"),
    ("signatures", "DELETE", _ALL, "''", "''"),
    ("stands", "INSERT", "stands", "NEW.statement", "NEW.issue"),
    ("stands", "UPDATE OF issue, statement, stance, record", _ALL, "''", "''"),
    ("stands", "DELETE", _ALL, "''", "''"),
    ("touched", "INSERT", "issue", "NEW.issue", "''"),
    ("answers", "DELETE", "issue", "OLD.issue", "''"),
    ("readings", "INSERT", "outlet", "NEW.outlet", "''"),
    ("decisions", "INSERT", _ALL, "''", "''"),
    ("issues", "INSERT", _ALL, "''", "''"),
)
"""What is noted when rows are written: table, event, what it means, and two columns; notes whose first column is NULL are not taken."""


@dataclass(frozen=True, slots=True)
class Change:
    """What came to a ledger, while nobody decided anything, no issue came and nothing went.

    ``new`` are statements, ``moved`` older ones that got another actor or utterance. ``actors`` are those of whom anything may be
    told otherwise now, ``issues`` those on which findings or a board may be. ``stands`` counts new positions by issue, ``outlets``
    new readings by outlet; ``sides`` are those of names that are new.
    """

    new: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    stands: Mapping[str, int] = field(default_factory=Counter)
    outlets: Mapping[str, int] = field(default_factory=Counter)

    def then(self, later: Change) -> Change:
        """Both changes as one."""
        return Change(
            self.new | later.new, self.moved | later.moved, self.actors | later.actors, self.issues | later.issues,
            self.sides | later.sides, Counter(self.stands) + Counter(later.stands), Counter(self.outlets) + Counter(later.outlets),
        )  # fmt: skip


def watch(connection: Connection) -> None:
    """Take notes of what is written from now on."""
    sqlite.watch(connection, _WATCHED)


def noted(connection: Connection) -> Change | None:
    """What the notes tell; None where that is too much, or reaches far."""
    rows = sqlite.notes(connection, _MOST_NOTED + 1)
    told = {name: [key for kind, key, _ in rows if kind == name] for name in ("new", "moved", "actor", "issue", "side", "outlet")}
    new = frozenset(told["new"])
    stands = [(key, issue) for kind, key, issue in rows if kind == "stands"]
    if len(rows) > _MOST_NOTED or any(kind == _ALL for kind, *_ in rows) or any(key not in new for key, _ in stands):
        return None
    return Change(
        new, frozenset(told["moved"]) - new, frozenset(told["actor"]), frozenset(told["issue"]), frozenset(told["side"]),
        Counter(issue for _, issue in stands), Counter(told["outlet"]),
    )  # fmt: skip


class Changes:
    """The last changes that this process made, by the revision before each."""

    def __init__(self) -> None:
        self._steps: OrderedDict[str, tuple[str, Change | None]] = OrderedDict()
        self._lock = Lock()

    def note(self, before: str, after: str, change: Change | None) -> None:
        """Remember a change, once it is safe."""
        with self._lock:
            self._steps[before] = (after, change)
            while len(self._steps) > _MOST_STEPS:
                self._steps.popitem(last=False)

    def between(self, before: str, after: str) -> Change | None:
        """All that came between two revisions; None where that is not known."""
        with self._lock:
            found, at = Change(), before
            while at != after:
                step = self._steps.get(at)
                if step is None or step[1] is None:
                    return None
                at, found = step[0], found.then(step[1])
            return found

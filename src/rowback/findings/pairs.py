"""Pairs of tellings that tell one change: which stands for it, and which pairs of statements tell it as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rowback.core.finding import Entry, FindingKind
from rowback.findings.appearances import Telling

MOST_TELLINGS = 20  # of one appearance that are paired; further ones are told least
MOST_ALSO = 200  # pairs of statements that are named beside the first


@dataclass(frozen=True, slots=True)
class Change:
    """A finding before it is put in words.

    ``rest`` are further pairs of tellings. ``side`` is set where a side changed through its voice. ``ordered`` is False where no
    text tells which of the two came first, ``mixed`` True where other statements of the same day say otherwise. ``doubt`` is how
    much of what either end's actor said that day is another position, 0..1.
    """

    kind: FindingKind
    earlier: Telling
    later: Telling
    rest: tuple[tuple[Telling, Telling], ...] = ()
    side: str | None = None
    ordered: bool = True
    mixed: bool = False
    doubt: float = 0.0

    @property
    def pairs(self) -> tuple[tuple[Telling, Telling], ...]:
        """All pairs of tellings, the first one first."""
        return ((self.earlier, self.later), *self.rest)


def rank(earlier: Telling, later: Telling) -> tuple[object, ...]:
    """Sorts first the pair that most articles tell, then the nearest in days."""
    both = len(earlier.articles & later.articles)
    return (-both, -(earlier.weight + later.weight), days_apart(earlier, later), earlier.utterance, later.utterance)


def days_apart(earlier: Telling, later: Telling) -> int:
    """Days between two tellings at least; 0 where one has no day."""
    if earlier.start is None or earlier.end is None or later.start is None or later.end is None:
        return 0
    return max(0, (later.start - earlier.end).days, (earlier.start - later.end).days)


def pairs_of(earlier: Sequence[Telling], later: Sequence[Telling]) -> list[tuple[Telling, Telling]]:
    """The pairs of two appearances, the one that stands for the change first."""
    pairs = [(a, b) for a in earlier[:MOST_TELLINGS] for b in later[:MOST_TELLINGS] if a.utterance != b.utterance]
    return sorted(pairs, key=lambda pair: rank(*pair))


def also(change: Change) -> tuple[tuple[str, str], ...]:
    """Further pairs of statement ids that tell the change, those of one article before those of two."""
    first = (change.earlier.best.id, change.later.best.id)
    found: dict[tuple[str, str], None] = {}
    for pair in _entry_pairs(change.pairs):
        ids = (pair[0].id, pair[1].id)
        if ids != first:
            found.setdefault(ids)
        if len(found) >= MOST_ALSO:
            break
    return tuple(found)


def _entry_pairs(pairs: Iterable[tuple[Telling, Telling]]) -> Iterator[tuple[Entry, Entry]]:
    pairs = list(pairs)
    for earlier, later in pairs:
        told = {e.source.id: e for e in reversed(later.entries)}
        yield from ((e, told[e.source.id]) for e in earlier.entries if e.source.id in told)
    for earlier, later in pairs:
        yield (earlier.best, later.best)
    for earlier, later in pairs:
        yield from ((a, b) for a in earlier.entries for b in later.entries)

"""How the days of two statements of one actor go together, and which statements are compared at all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from rowback.core.finding import Entry
from rowback.core.saidon import SaidOn
from rowback.findings.appearances import is_publication_day, known_day
from rowback.findings.likeness import Unit

LATE_DAYS = 4  # how long after it was said an article without a day may still tell an utterance
MOST_TOGETHER = (
    48  # statements that one of a crowded day, or without a day, is compared with at most: those that share its rarest words
)
_LONG_WORDS = 6  # telling words that a quotation has at least to be known again on the next day
_LONGEST = 40  # days of an interval ("last month") that tells something of the day

# What is taken off the likeness where the days are less than certain. Calibrated as a set with those of `likeness`.
_SOFT = 0.05  # the day of one comes from publication alone and can be the other's, or the other's lies in its interval
_LATE = 0.12  # it comes from publication and is some days later than the other's
_NO_DAY = 0.12  # the texts tell no day of one
_NEXT_DAY = 0.35  # they tell the days one after the other: other time zones, or the day of an occasion that holds for what follows


def doubt(a: Unit, b: Unit) -> float | None:
    """What their days take off the likeness of two statements; None where they are told of different days."""
    one, other = _interval(a.entry), _interval(b.entry)
    if one is None or other is None:
        apart = any(
            day and not other_day and _is_before(e, day) for day, other_day, e in ((one, other, b.entry), (other, one, a.entry))
        )
        return None if apart else _NO_DAY
    if one.start <= other.end and other.start <= one.end:
        firm = all(known_day(u.entry) and not is_publication_day(day) for u, day in ((a, one), (b, other)))
        return 0.0 if firm else _SOFT
    earlier, later = (one, other) if one.start < other.start else (other, one)
    gap = (later.start - earlier.end).days
    if is_publication_day(later) and gap <= LATE_DAYS:
        return _LATE
    return _NEXT_DAY if gap == 1 and _holds_on(a, b, one, other) else None


def _interval(entry: Entry) -> SaidOn | None:
    said_on = entry.statement.said_on
    return said_on if said_on is not None and said_on.days <= _LONGEST else None


def _is_before(entry: Entry, day: SaidOn) -> bool:
    """True where the article appeared before the day."""
    published = entry.source.published
    return published is not None and published[:10] < day.start.isoformat()


def _holds_on(a: Unit, b: Unit, one: SaidOn, other: SaidOn) -> bool:
    """True for long quotations, and where just one of the days is inferred."""
    return one.inferred != other.inferred or min(len(a.words.quoted), len(b.words.quoted)) >= _LONG_WORDS


def compared(units: Sequence[Unit], told: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """The places of the statements that are worth comparing, each two once: those of near days, and by their rarest words the rest."""
    days: dict[date, list[int]] = defaultdict(list)
    stems: dict[str, list[int]] = defaultdict(list)
    for n, u in enumerate(units):
        for stem in u.words.stems:
            stems[stem].append(n)
        for day in _days(u):
            days[day].append(n)
    found: set[tuple[int, int]] = set()
    for n, u in enumerate(units):
        near = {m for day in _near(u) for m in days.get(day, ())} - {n}
        if len(near) > MOST_TOGETHER:
            near = _likeliest({m: _shared(u, units[m], told) for m in near})
        if known_day(u.entry) is None:
            near |= _by_rarest(u, stems, told) - {n}
        found |= {(min(n, m), max(n, m)) for m in near}
    yield from sorted(found)


def _days(u: Unit) -> set[date]:
    day = known_day(u.entry)
    return {day.start, day.end} if day else set()


def _near(u: Unit) -> Iterable[date]:
    day = known_day(u.entry)
    if day is None:
        return ()
    earlier = LATE_DAYS if is_publication_day(day) else 1
    return [day.start - timedelta(days=n) for n in range(earlier, -1, -1)] + [day.end]


def _shared(a: Unit, b: Unit, told: Mapping[str, float]) -> float:
    return math.fsum(told.get(stem, 1.0) for stem in a.words.stems & b.words.stems)


def _by_rarest(u: Unit, stems: Mapping[str, Sequence[int]], told: Mapping[str, float]) -> set[int]:
    """The places of those of any day that share rare words with it."""
    votes: dict[int, float] = defaultdict(float)
    for stem in sorted(u.words.stems, key=lambda s: (len(stems[s]), s)):
        if len(stems[stem]) > 4 * MOST_TOGETHER:
            break
        for m in stems[stem]:
            votes[m] += told.get(stem, 1.0)
    return _likeliest(votes)


def _likeliest(votes: Mapping[int, float]) -> set[int]:
    return set(sorted(votes, key=lambda m: (-votes[m], m))[:MOST_TOGETHER])

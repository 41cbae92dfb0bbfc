"""Groups of statements that are taken for one utterance: the most alike are joined first."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rowback.findings.appearances import is_publication_day, known_day
from rowback.findings.likeness import NEVER, SAME, Unit, agreement, likeness, weights
from rowback.findings.nearness import compared, doubt

MOST_TRIED = 12  # groups that a group of another speaker is compared with
MOST_COMPARED = 8  # statements of each of two groups that are compared
_MEAN = 0.55  # weight of the mean of two groups' scores; the rest is the best one's
_LINKED = 0.3  # asked of two statements for their groups to be compared
_APART = -0.1  # counted for two statements of different days whose words others of their groups share


@dataclass(eq=False)
class Group:
    """Statements that are taken for one utterance."""

    units: list[Unit]

    @property
    def smallest(self) -> str:
        """The smallest of its statements' ids."""
        return min(u.id for u in self.units)

    @property
    def days(self) -> frozenset[date]:
        """The first and last day of the surest of its days, none where no text tells any."""
        told = [day for u in self.units if (day := known_day(u.entry)) is not None]
        best = min(told, key=lambda d: (is_publication_day(d), d.days, d.start), default=None)
        return frozenset() if best is None else frozenset([best.start, best.end])

    def nearness(self, u: Unit) -> int:
        """A quick measure of how much a statement has in common with the group's likeliest ones: words, positions, article."""
        return max(
            len(u.words.stems & x.words.stems) + 2 * (agreement(u, x) is True) + (u.entry.source.id == x.entry.source.id)
            for x in self.nearest(u.entry.source.id)[:3]
        )

    def nearest(self, article: str) -> list[Unit]:
        """Its statements, those of an article first."""
        return sorted(self.units, key=lambda x: (x.entry.source.id != article, x.id))


def joined(units: Sequence[Unit]) -> list[Group]:
    """The utterances of one actor: the two groups most alike are joined until none are alike enough."""
    told = weights(units)
    groups = _same(units)
    scores = _Scores(told)
    live = dict(enumerate(groups))
    links: dict[int, dict[int, _Link]] = defaultdict(dict)
    heap: list[tuple[float, int, int]] = []
    for i, j in compared([group[0] for group in groups], told):
        if scores.of(groups[i][0], groups[j][0]) >= _LINKED:
            link = links[i][j] = links[j][i] = scores.between(groups[i], groups[j])
            heap.append((-link.score, i, j))
    heapq.heapify(heap)
    while heap and -heap[0][0] >= SAME:
        score, i, j = heapq.heappop(heap)
        if j not in links.get(i, ()) or links[i][j].score != -score:
            continue  # one of the two has grown or is gone
        gone, kept = links.pop(j), links[i]
        del gone[i], kept[j]
        for k in gone.keys() | kept.keys():
            parts = [own.get(k) or scores.between(live[n], live[k]) for own, n in ((kept, i), (gone, j))]
            links[k].pop(j, None)
            link = kept[k] = links[k][i] = parts[0] + parts[1]
            heapq.heappush(heap, (-link.score, min(i, k), max(i, k)))
        live[i] = live[i] + live.pop(j)
    return [Group(list(told_units)) for told_units in live.values()]


def _same(units: Sequence[Unit]) -> list[list[Unit]]:
    """The statements with those of the same words, positions and day put together."""
    found: dict[object, list[Unit]] = defaultdict(list)
    for u in units:
        alone = u.id if u.sums_up or not u.words.stems else None
        said_on = u.entry.statement.said_on
        day = known_day(u.entry)
        found[
            u.key, said_on and (said_on.start, said_on.end, day is not None and is_publication_day(day)), alone if day else u.id
        ].append(u)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Link:
    """What the scores of the statements of two groups come to; ``least`` is NEVER where two of them cannot be one."""

    total: float
    number: int
    best: float
    least: float

    @property
    def score(self) -> float:
        """Between the mean and the best; NEVER where the groups cannot be one."""
        return NEVER if self.least == NEVER else _MEAN * self.total / self.number + (1 - _MEAN) * self.best

    def __add__(self, other: _Link) -> _Link:
        best, least = max(self.best, other.best), min(self.least, other.least)
        return _Link(self.total + other.total, self.number + other.number, best, least)


class _Scores:
    """How surely statements, or groups of them, tell one utterance; SAME and more where they do."""

    def __init__(self, told: Mapping[str, float]) -> None:
        self._told = told

    def of(self, a: Unit, b: Unit) -> float:
        """Of two statements; NEVER where they cannot be one, less than 0 as well where their days are different."""
        less = doubt(a, b)
        if less is None:
            return _APART
        alike = likeness(a, b, self._told)
        return NEVER if alike == NEVER else max(0.0, alike - less)

    def between(self, a: Sequence[Unit], b: Sequence[Unit]) -> _Link:
        """Of two groups, of which a few statements each are compared."""
        found = [self.of(x, y) for x in a[:MOST_COMPARED] for y in b[:MOST_COMPARED]]
        return _Link(sum(found), len(found), max(found), min(found))


def nearest(group: Group, candidates: Iterable[Group]) -> list[Group]:
    """Those of the groups that have most in common with it."""
    return sorted(candidates, key=lambda n: (-n.nearness(group.units[0]), n.smallest))[:MOST_TRIED]

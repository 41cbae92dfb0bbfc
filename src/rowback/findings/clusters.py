"""Groups of statements that are taken for one utterance, and how groups are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rowback.findings.likeness import NEVER, SAME, Unit, agreement, likeness, weights

MOST_TOGETHER = 48  # statements of one actor's day that are compared each with each; more go to the first group alike enough
MOST_TRIED = 12  # groups that a group of another day is compared with
MOST_COMPARED = 8  # statements of each of two groups that are compared
_BLOCKED = (NEVER * 10**6, 1)  # the sum and number of the likenesses of two groups that can never be one


@dataclass(eq=False)
class Group:
    """Statements that are taken for one utterance; ``start`` and ``end`` are its days, None where unknown."""

    units: list[Unit]
    start: date | None
    end: date | None

    @property
    def smallest(self) -> str:
        """The smallest of its statements' ids."""
        return min(u.id for u in self.units)

    def is_on(self, start: date, end: date) -> bool:
        """True where it can be of one of these days."""
        return self.start is not None and self.end is not None and self.start <= end and start <= self.end

    def nearness(self, u: Unit) -> int:
        """A quick measure of how much a statement has in common with the group's first ones: words, positions, article."""
        return max(
            len(u.words.stems & x.words.stems) + 2 * (agreement(u, x) is True) + (u.entry.source.id == x.entry.source.id)
            for x in self.units[:3]
        )


def joined(units: Sequence[Unit], start: date | None, end: date | None) -> list[Group]:
    """Groups of the statements of one day: the most alike first, and only where groups are alike on the whole."""
    told = weights(units)
    if len(units) <= MOST_TOGETHER:
        return _most_alike([Group([u], start, end) for u in units], told)
    groups = _first_alike(units, told, start, end)
    return groups if len(groups) > MOST_TOGETHER else _most_alike(groups, told)


def attach(group: Group, candidates: Iterable[tuple[Group, float]]) -> bool:
    """Put a group's statements into the candidate that is most like it, if as much as is asked of that one; False where none is."""
    scored = []
    first = group.units[0]
    near = sorted(((-g.nearness(first), g.smallest, g, asked) for g, asked in candidates), key=lambda c: c[:2])[:MOST_TRIED]
    for shared, smallest, g, asked in near:
        found = _likenesses(group, g, {})
        if shared < 0 and NEVER not in found:
            score = 0.5 * (sum(found) / len(found) + max(found))
            if score >= asked and _quotes_agree(group, g):
                scored.append((score, smallest, g))
    if not scored:
        return False
    max(scored, key=lambda item: item[:2])[2].units.extend(group.units)
    return True


def _quotes_agree(a: Group, b: Group) -> bool:
    """True where a quotation of the one is like one of the other, or where one of them has none."""
    quoted = [[u for u in g.units[:MOST_COMPARED] if u.words.quoted] for g in (a, b)]
    return not all(quoted) or any(likeness(x, y, {}) >= SAME for x in quoted[0] for y in quoted[1])


def _first_alike(units: Sequence[Unit], told: Mapping[str, float], start: date | None, end: date | None) -> list[Group]:
    """Groups for a day with very many statements: each goes to the likest of the groups that share its rarest words."""
    same: dict[object, list[Unit]] = defaultdict(list)
    for u in units:
        same[u.key].append(u)
    groups: list[Group] = []
    by_word: dict[str, list[int]] = defaultdict(list)
    for alike in sorted(same.values(), key=lambda us: (-len(us), us[0].id)):
        first = alike[0]
        votes: dict[int, float] = defaultdict(float)
        for stem in sorted(first.words.stems, key=lambda s: (len(by_word[s]), s)):
            for number in by_word[stem] if len(votes) < MOST_TOGETHER else ():
                votes[number] += told.get(stem, 1.0)
        able = sorted(votes, key=lambda n: (-votes[n], n))[:MOST_TOGETHER]
        score, at = max(((likeness(first, groups[n].units[0], told), -n) for n in able), default=(NEVER, 0))
        if score >= SAME:
            groups[-at].units.extend(alike)
            continue
        for stem in first.words.stems:
            by_word[stem].append(len(groups))
        groups.append(Group(list(alike), start, end))
    return groups


def _most_alike(groups: list[Group], told: Mapping[str, float]) -> list[Group]:
    """Join the two groups that are most alike on average until none are alike enough; a pair that cannot be one keeps groups apart."""
    live = dict(enumerate(groups))
    scores = {(i, j): _between(live[i], live[j], told) for i in live for j in range(i + 1, len(groups))}
    while scores:
        best = max(scores, key=lambda k: (scores[k][0] / scores[k][1], -k[0], -k[1]))
        if scores[best][0] / scores[best][1] < SAME:
            break
        i, j = best
        live[i].units.extend(live.pop(j).units)
        del scores[best]
        for k in live:
            if k == i:
                continue
            gone, kept = scores.pop((min(j, k), max(j, k))), (min(i, k), max(i, k))
            blocked = _BLOCKED in (gone, scores[kept])
            scores[kept] = _BLOCKED if blocked else (scores[kept][0] + gone[0], scores[kept][1] + gone[1])
    return list(live.values())


def _between(a: Group, b: Group, told: Mapping[str, float]) -> tuple[float, int]:
    found = _likenesses(a, b, told)
    return _BLOCKED if NEVER in found else (sum(found), len(found))


def _likenesses(a: Group, b: Group, told: Mapping[str, float]) -> list[float]:
    return [likeness(x, y, told) for x in a.units[:MOST_COMPARED] for y in b.units[:MOST_COMPARED]]

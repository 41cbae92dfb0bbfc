"""Who contradicts whom within one side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from rowback.core.finding import FindingKind
from rowback.findings.appearances import Appearance, Telling
from rowback.findings.pairs import Change, pairs_of, rank

MOST_DAYS = 14  # positions further apart are no contradiction
VOICE = ""  # the key of a side's voice, which counts as one actor


@dataclass
class Camp:
    """One side's appearances on the issue by actor, the voice as one of them; each list is sorted by time."""

    side: str
    seen: Mapping[str, Sequence[Appearance]]
    _moves: dict[tuple[str, int], list[tuple[date, date]]] = field(default_factory=dict)
    _line: list[tuple[date, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for actor, own in self.seen.items():
            for a in own:
                if not a.refusal:
                    self._moves.setdefault((actor, a.sign), []).append((a.start, a.end))
        for days in self._moves.values():
            days.sort()
        self._line = [(a.end, a.sign) for a in self.seen.get(VOICE, ()) if not a.refusal]

    def moved(self, actor: str, sign: int, after: date, before: date) -> bool:
        """True where the actor was on that sign on a day after the one and before the other."""
        days = self._moves.get((actor, sign), [])
        return any(end < before for _, end in days[bisect_right(days, (after, date.max)) : bisect_left(days, (before, date.min))])

    def line(self, day: date) -> int | None:
        """The sign of the voice's latest position up to a day, None where it took none."""
        at = bisect_right(self._line, (day, 2))
        return self._line[at - 1][1] if at else None


def contradictions(camp: Camp) -> list[Change]:
    """One change for each pair of actors and signs."""
    by_sign: dict[int, list[tuple[date, str, Appearance]]] = defaultdict(list)
    for actor, own in sorted(camp.seen.items()):
        for a in own:
            if not a.refusal:
                by_sign[a.sign].append((a.start, actor, a))
    for listed in by_sign.values():
        listed.sort(key=lambda item: (item[0], item[1], item[2].order))
    found: dict[tuple[str, int, str, int], list[tuple[Appearance, Appearance]]] = defaultdict(list)
    for low, high in ((-1, 1), (-1, 0), (0, 1)):
        starts = [start for start, _, _ in by_sign[high]]
        for start, actor, a in by_sign[low]:
            at = bisect_left(starts, date.fromordinal(max(1, start.toordinal() - MOST_DAYS - 2)))
            end = bisect_right(starts, date.fromordinal(a.end.toordinal() + MOST_DAYS))
            for _, other, b in by_sign[high][at:end]:
                if actor != other and _contradict(camp, (actor, a), (other, b)):
                    found[actor, low, other, high].append((a, b))
    changes = [_change(pairs) for _, pairs in sorted(found.items())]
    return [change for change in changes if change is not None]


def _contradict(camp: Camp, one: tuple[str, Appearance], other: tuple[str, Appearance]) -> bool:
    a, b = one[1], other[1]
    if (max(a.end, b.end) - min(a.start, b.start)).days > MOST_DAYS:  # surely no further apart, also where a day is inferred
        return False
    if 0 in (a.sign, b.sign):
        line = camp.line(max(a.end, b.end))
        if line is not None and line != (a.sign or b.sign):
            return False
    (first, earlier), (_, later) = (one, other) if a.key <= b.key else (other, one)
    return not camp.moved(first, later.sign, earlier.end, later.start)


def _change(pairs: Iterable[tuple[Appearance, Appearance]]) -> Change | None:
    """The pair that stands for it, and the others; None where both are said to have told the same utterance."""
    ranked: list[tuple[tuple[object, ...], Telling, Telling, bool, bool, float]] = []
    for a, b in pairs:
        earlier, later, ordered = _in_time(a, b)
        found = [(x, y) for x, y in pairs_of(earlier.tellings, later.tellings) if not _one_person(x, y)]
        ranked += [(rank(x, y), x, y, ordered, a.mixed or b.mixed, max(a.doubt(b.sign), b.doubt(a.sign))) for x, y in found]
    if not ranked:
        return None
    ranked.sort(key=lambda item: item[0])
    _, first, second, ordered, mixed, doubt = ranked[0]
    rest = tuple((x, y) for _, x, y, *_ in ranked[1:])
    return Change(FindingKind.SAME_SIDE_CONTRADICTION, first, second, rest, ordered=ordered, mixed=mixed, doubt=doubt)


def _one_person(one: Telling, other: Telling) -> bool:
    """True where the same actor is behind both, as when the head of a side is told once without it: no two who contradict each other."""
    first, second = ({e.statement.speaker.id for e in t.entries} - {None} for t in (one, other))
    return bool(first & second)


def _in_time(a: Appearance, b: Appearance) -> tuple[Appearance, Appearance, bool]:
    """The two in the order in which they were said, and whether a text or a day tells it; else as they were first published."""
    if a.end < b.start:
        return a, b, True
    if b.end < a.start:
        return b, a, True
    names = [{t.utterance for t in x.tellings} for x in (a, b)]
    forth, back = any(t.after & names[0] for t in b.tellings), any(t.after & names[1] for t in a.tellings)
    if forth != back:
        return (a, b, True) if forth else (b, a, True)
    # a side's voice is read last: it is what the others are measured by
    keys = [
        (x.voice, min(e.source.published or "9999" for t in x.tellings for e in t.entries), x.tellings[0].utterance) for x in (a, b)
    ]
    return (a, b, False) if keys[0] <= keys[1] else (b, a, False)

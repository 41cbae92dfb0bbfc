"""Days on a line: where each stands in per cent of the width, with empty stretches of time cut short and said to be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from rowback.web.words import counted, short_day

_LONG, _TIMES = 7, 8  # a stretch without a word is cut where it is longer than so many days, and so many times the usual one
_SHORT = 0.15  # of all stretches that are not cut: what a cut one keeps
_LEFT, _RIGHT = 3.0, 97.0  # per cent
_UNKNOWN = 17.0  # per cent kept at the left for what nobody knows the day of
_WIDE, _NARROW = 12.0, 32.0  # per cent between labels, on a wide screen and on a phone


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled day. ``is_major`` ones have room on a phone too."""

    x: float
    label: str
    is_major: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time that was cut short, in words."""

    x: float
    width: float
    label: str


class Scale:
    """The days of marks on a line."""

    def __init__(self, days: Iterable[date], *, with_unknown: bool = False) -> None:
        self.days = sorted(set(days))
        start = _LEFT + (_UNKNOWN if with_unknown else 0)
        steps = [(b - a).days for a, b in zip(self.days, self.days[1:], strict=False)]
        longest = max(_LONG, _TIMES * median(steps)) if steps else 0
        places, self._cut = [0.0], [step > longest for step in steps]
        short = max(1.0, _SHORT * sum(step for step in steps if step <= longest))
        for step, is_cut in zip(steps, self._cut, strict=True):
            places.append(places[-1] + (short if is_cut else step))
        width = places[-1] or 1.0
        alone = len(self.days) == 1
        self._x = [50.0 if alone else start + place / width * (_RIGHT - start) for place in places]

    def x(self, day: date | None) -> float:
        """Where a day stands, in per cent; days between others in proportion, unknown ones at the left."""
        if day is None or not self.days:
            return _LEFT + 1
        at = bisect_right(self.days, day) - 1
        if at < 0:
            return self._x[0]
        if at == len(self.days) - 1 or self.days[at] == day:
            return round(self._x[at], 2)
        share = (day - self.days[at]).days / (self.days[at + 1] - self.days[at]).days
        return round(self._x[at] + share * (self._x[at + 1] - self._x[at]), 2)

    def gaps(self) -> list[Gap]:
        """The stretches that were cut short."""
        return [
            Gap(self._x[n], self._x[n + 1] - self._x[n], _long(self.days[n + 1] - self.days[n]))
            for n, is_cut in enumerate(self._cut)
            if is_cut
        ]

    def ticks(self) -> list[Tick]:
        """Labels for as many days as have room; the year where it changes."""
        major = self._spread(_NARROW, set())
        chosen = sorted(self._spread(_WIDE, major) | major)
        found, year = [], 0
        for n in chosen:
            day = self.days[n]
            words = short_day(day)
            found.append(Tick(round(self._x[n], 2), words if day.year != year else words.rpartition(" ")[0], n in major))
            year = day.year
        return found

    def _spread(self, apart: float, taken: set[int]) -> set[int]:
        chosen = set(taken)
        for n in (0, len(self.days) - 1, *range(1, len(self.days) - 1)):
            if 0 <= n < len(self.days) and all(abs(self._x[n] - self._x[m]) >= apart for m in chosen):
                chosen.add(n)
        return chosen


def _long(time: timedelta) -> str:
    days = time.days
    if days < 21:
        return counted(days, "day")
    if days < 90:
        return counted(round(days / 7), "week")
    return counted(round(days / 30.4), "month") if days < 700 else counted(round(days / 365), "year")

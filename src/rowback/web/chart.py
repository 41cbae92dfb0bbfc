"""The board of an issue as a picture: lanes of actors by side, a mark for each day's position, arcs for findings.

Widths are per cent and heights pixels, so the same picture fits a phone and a wall, and marks keep their shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from rowback.core.finding import Entry, Finding, Review
from rowback.core.stance import Stance
from rowback.ledger import Appearance, Mark, Outline, Standing
from rowback.web.scale import Gap, Scale, Tick
from rowback.web.words import cut, day_in_words, headline, stance_in_words, step_in_words, visible

# pixels, the same in the style sheet: a side's heading, a lane, and where in its lane the line of marks is
SIDE, LANE, LINE = 38, 46, 24
_MOST_ARCS = 60
_POINTS = 150  # of a small picture
_QUOTE = 160  # characters of a quote beside its mark


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark: an actor's position on a day, told by ``told`` statements."""

    x: float
    y: int
    stance: Stance
    statement: str
    label: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A finding between two marks, as a box with a curve in it."""

    x: float
    y: float
    width: float
    height: float
    curve: str
    finding: str
    kind: str
    label: str


@dataclass(slots=True)
class Lane:
    """An actor: the row with its name and marks."""

    standing: Standing
    y: int
    dots: list[Dot] = field(default_factory=list)


@dataclass(slots=True)
class Side:
    """A side with its lanes."""

    name: str | None
    y: int
    lanes: list[Lane] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that the picture shows. ``more_arcs`` is how many findings were left out for clearness."""

    sides: list[Side]
    arcs: list[Arc]
    ticks: list[Tick]
    gaps: list[Gap]
    height: int
    has_unknown: bool
    marks: int
    more_arcs: int
    days: list[date]
    xs: list[float]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a board is drawn."""

    since: date | None = None
    until: date | None = None
    stances: tuple[Stance, ...] = ()
    side: str | None = None

    def holds(self, day: date | None, stance: Stance) -> bool:
        """True if a mark of this day and stance is drawn."""
        if self.stances and stance not in self.stances:
            return False
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


Shown = tuple[Standing, Sequence[Appearance]]
"""An actor with the positions that are drawn."""


def draw(standings: Sequence[Standing], findings: Iterable[Finding], told: Mapping[str, Mark], wanted: Wanted) -> Drawing:
    """Lay out the board."""
    kept: list[Shown] = [
        (standing, shown)
        for standing in standings
        if (wanted.side is None or standing.side == wanted.side)
        and (shown := [a for a in standing.appearances if wanted.holds(a.day, a.stance)])
    ]
    days = [a.day for _, shown in kept for a in shown if a.day is not None]
    has_unknown = any(a.day is None for _, shown in kept for a in shown)
    scale = Scale(days, with_unknown=has_unknown)
    kept = _busiest_first(kept)
    sides: list[Side] = []
    places: dict[tuple[str, date | None], tuple[float, int]] = {}
    y = 0
    for name, group in groupby(kept, key=lambda pair: pair[0].side):
        side = Side(name, y)
        y += SIDE
        for standing, appearances in group:
            lane = Lane(standing, y)
            for a in appearances:
                x = scale.x(a.day)
                places[standing.actor, a.day] = (x, y + LINE)
                lane.dots.append(Dot(x, y + LINE, a.stance, a.statement, _label(standing, a.day, a.stance, told.get(a.statement))))
            side.lanes.append(lane)
            y += LANE
        sides.append(side)
    arcs = [arc for finding in findings if finding.review is not Review.REJECTED and (arc := _arc(finding, places)) is not None]
    marks = sum(len(lane.dots) for side in sides for lane in side.lanes)
    shown_arcs = arcs[:_MOST_ARCS]
    return Drawing(
        sides,
        shown_arcs,
        scale.ticks(),
        scale.gaps(),
        y + 6,
        has_unknown,
        marks,
        len(arcs) - len(shown_arcs),
        scale.days,
        [scale.x(day) for day in scale.days],
    )


def _busiest_first(kept: list[Shown]) -> list[Shown]:
    """The sides of most positions first; those of actors without one last."""
    counts = Counter[str | None]()
    for standing, shown in kept:
        counts[standing.side] += len(shown)
    return sorted(kept, key=lambda pair: (pair[0].side is None, -counts[pair[0].side], pair[0].side or ""))


def _label(standing: Standing, day: date | None, stance: Stance, told: Mark | None) -> str:
    when = day_in_words(day) or "day unknown"
    words = f"{standing.name or 'Unknown'}, {when}: {stance_in_words(stance)} ({step_in_words(stance)})"
    if told is not None:
        words += f" — “{cut(told.quote, _QUOTE)}” {told.outlet or ''}".rstrip()
    return visible(words)


def _arc(finding: Finding, places: Mapping[tuple[str, date | None], tuple[float, int]]) -> Arc | None:
    start, end = (_place(entry, places) for entry in (finding.earlier, finding.later))
    if start is None or end is None or start == end:
        return None
    (x1, y1), (x2, y2) = min(start, end), max(start, end)
    label = visible(f"{headline(finding)}: {finding.explanation}")
    if y1 == y2:
        return Arc(x1, y1 - 20, x2 - x1, 14, "M0,100 C20,-20 80,-20 100,100", finding.id, finding.kind.value, label)
    if x2 - x1 < 0.5:  # told on one day: a bow to the right
        return Arc(x1, min(y1, y2) + 8, 2.2, abs(y2 - y1) - 16, "M0,0 C90,25 90,75 0,100", finding.id, finding.kind.value, label)
    down = "M0,0 C45,0 55,100 100,100" if y1 < y2 else "M0,100 C45,100 55,0 100,0"
    return Arc(x1, min(y1, y2), x2 - x1, abs(y2 - y1), down, finding.id, finding.kind.value, label)


def _place(entry: Entry, places: Mapping[tuple[str, date | None], tuple[float, int]]) -> tuple[float, int] | None:
    said, actor = entry.statement.said_on, entry.statement.speaker.id
    if actor is None:
        return None
    return places.get((actor, said.end if said is not None and said.days <= 2 else None))


@dataclass(frozen=True, slots=True)
class Spark:
    """A small picture of all positions on an issue: points by day and step, the newest drawn last."""

    points: list[tuple[float, int, Stance]]
    label: str


def spark(seen: Outline) -> Spark:
    """The positions on an issue over time, in per cent and in pixels of 44."""
    scale = Scale(day for day, _ in seen.points)
    points: dict[tuple[float, int, Stance], None] = {}
    for day, stance in reversed(seen.points):
        points[scale.x(day), 22 - stance.step * 6, stance] = None
        if len(points) == _POINTS:
            break
    label = f"{seen.actors} actors: {seen.against} against, {seen.open} open, {seen.in_favour} for it"
    return Spark([*points][::-1], label)

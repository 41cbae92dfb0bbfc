"""The board of an issue as a picture: lanes of actors by side, a mark for each day's position, arcs for findings.

Widths are per cent and heights pixels, so the same picture fits a phone and a wall, and marks keep their shape.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

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
_APART, _TALL = 20, 30  # pixels between two marks of one day, and between the outer ones of more
_CLOSE, _STEP = 6.5, 9  # marks closer than so many per cent, a mark's width on a phone, stand so many pixels up and down


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
Places = dict[tuple[str | None, date | None, Stance | None], tuple[float, int]]
"""Where the mark of an actor, a day and a stance is."""
Ends = Mapping[tuple[str | None, date | None], Mapping[Stance, Entry]]
"""What findings rest on, by actor and day. Such words may differ from what most articles tell of the day."""


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
    believed = [finding for finding in findings if finding.review is not Review.REJECTED]
    ends = _ends(believed, wanted)
    sides: list[Side] = []
    places: Places = {}
    y = 0
    for name, group in groupby(kept, key=lambda pair: pair[0].side):
        side = Side(name, y)
        y += SIDE
        for standing, appearances in group:
            lane = Lane(standing, y)
            xs = [scale.x(a.day) for a in appearances]
            for a, x, step in zip(appearances, xs, _steps(xs), strict=True):
                dots = _dots(lane, a, (x, y + LINE + step), told.get(a.statement), ends.get((standing.actor, a.day), {}))
                places |= {(standing.actor, a.day, dot.stance): (dot.x, dot.y) for dot in dots}
                lane.dots += dots
            side.lanes.append(lane)
            y += LANE
        sides.append(side)
    arcs = [arc for finding in believed if (arc := _arc(finding, places)) is not None]
    marks = sum(len(appearances) for _, appearances in kept)
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


def _steps(xs: Sequence[float]) -> list[int]:
    """How far up or down each mark of a lane stands, so that none hides its neighbour."""
    found = [0] * len(xs)
    for n in range(1, len(xs)):
        if xs[n] - xs[n - 1] < _CLOSE:
            found[n - 1] = found[n - 1] or -_STEP
            found[n] = -found[n - 1]
    return found


def _dots(lane: Lane, a: Appearance, at: tuple[float, int], told: Mark | None, ends: Mapping[Stance, Entry]) -> list[Dot]:
    """The mark of a day, and one for each other stance of that day that a finding rests on, the firmest for it on top."""
    stances = sorted({a.stance, *ends}, key=lambda stance: -stance.step)
    apart = min(_APART, _TALL // max(1, len(stances) - 1))
    x, middle = at if len(stances) == 1 else (at[0], lane.y + LINE)
    top = middle - apart * (len(stances) - 1) // 2
    found = []
    for n, stance in enumerate(stances):
        statement, quote, outlet = a.statement, told.quote if told else None, told.outlet if told else None
        if stance is not a.stance:
            end = ends[stance]
            statement, quote, outlet = end.id, end.statement.quote, end.source.outlet
        found.append(Dot(x, top + n * apart, stance, statement, _label(lane.standing, a.day, stance, quote, outlet)))
    return found


def _label(standing: Standing, day: date | None, stance: Stance, quote: str | None, outlet: str | None) -> str:
    when = day_in_words(day) or "day unknown"
    words = f"{standing.name or 'Unknown'}, {when}: {stance_in_words(stance)} ({step_in_words(stance)})"
    if quote is not None:
        words += f" — “{cut(quote, _QUOTE)}” {outlet or ''}".rstrip()
    return visible(words)


def _ends(findings: Iterable[Finding], wanted: Wanted) -> Ends:
    found: dict[tuple[str | None, date | None], dict[Stance, Entry]] = {}
    for finding in findings:
        for entry in (finding.earlier, finding.later):
            actor, day, stance = _key(finding, entry)
            if stance is not None and wanted.holds(day, stance):
                found.setdefault((actor, day), {}).setdefault(stance, entry)
    return found


def _key(finding: Finding, entry: Entry) -> tuple[str | None, date | None, Stance | None]:
    said, position = entry.statement.said_on, entry.position(finding.issue) if finding.issue is not None else None
    day = said.end if said is not None and said.days <= 2 else None
    return entry.statement.speaker.id, day, position.stance if position is not None else None


def _arc(finding: Finding, places: Places) -> Arc | None:
    start, end = (places.get(_key(finding, entry)) for entry in (finding.earlier, finding.later))
    if start is None or end is None or start == end:
        return None
    (x1, y1), (x2, y2) = min(start, end), max(start, end)
    label = visible(f"{headline(finding)}: {finding.explanation}")
    if abs(y1 - y2) < LANE - LINE and x2 - x1 >= 0.5:  # of one lane: a bow from the top of one mark to that of the other
        top, high = min(y1, y2) - 20, abs(y1 - y2) + 14
        feet = [round(100 * (y - 6 - top) / high) for y in (y1, y2)]
        bow = f"M0,{feet[0]} C20,-20 80,-20 100,{feet[1]}"
        return Arc(x1, top, x2 - x1, high, bow, finding.id, finding.kind.value, label)
    if x2 - x1 < 0.5:  # told on one day: a bow to the right
        high = max(8, abs(y2 - y1) - 16)
        return Arc(x1, (y1 + y2 - high) // 2, 2.2, high, "M0,0 C90,25 90,75 0,100", finding.id, finding.kind.value, label)
    down = "M0,0 C45,0 55,100 100,100" if y1 < y2 else "M0,100 C45,100 55,0 100,0"
    return Arc(x1, min(y1, y2), x2 - x1, abs(y2 - y1), down, finding.id, finding.kind.value, label)


@dataclass(frozen=True, slots=True)
class Spark:
    """A small picture of all positions on an issue: points by day and step, the newest drawn last."""

    points: list[tuple[float, int, Stance]]
    label: str
    circles: Markup


@lru_cache(maxsize=256)
def spark(seen: Outline) -> Spark:
    """The positions on an issue over time, in per cent and in pixels of 44."""
    scale = Scale(day for day, _ in seen.points)
    points: dict[tuple[float, int, Stance], None] = {}
    for day, stance in reversed(seen.points):
        points[scale.x(day), 22 - stance.step * 6, stance] = None
        if len(points) == _POINTS:
            break
    label = f"{seen.actors} actors: {seen.against} against, {seen.open} open, {seen.in_favour} for it"
    newest_last = [*points][::-1]
    circles = "".join(f'<circle cx="{x}%" cy="{y}" r="3.2" class="s-{stance.value}"/>' for x, y, stance in newest_last)
    return Spark(newest_last, label, Markup(circles))  # noqa: S704  (numbers and our own words)

"""Where everyone stands on an issue: each actor's appearances by day, the newest position and where it has moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rowback.core.article import BlockKind
from rowback.core.finding import Entry
from rowback.core.stance import Stance

_LOUD = frozenset({BlockKind.HEADLINE, BlockKind.LEAD})
_LONGEST = 2  # days in an interval that still counts as a day


class Trend(StrEnum):
    """Where an actor's newest position lies from the one before it: FIRST where there is none, UP towards commits."""

    FIRST = "first"
    UP = "up"
    DOWN = "down"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What an actor said on an issue on one day, as most articles tell it; ``day`` is None where no text tells the day."""

    day: date | None
    stance: Stance
    statement: str
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An actor on the board. ``entry`` is the statement of the newest position, ``appearances`` all of them by day."""

    side: str | None
    actor: str
    name: str | None
    role: str | None
    entry: Entry
    stance: Stance
    trend: Trend
    appearances: tuple[Appearance, ...]

    @property
    def day(self) -> date | None:
        """The day of the newest position, None where it is not known."""
        return self.appearances[-1].day


@dataclass(frozen=True, slots=True)
class Outline:
    """A board from afar: how many actors stand against, open and for, and on which days anybody took which stance."""

    against: int
    open: int
    in_favour: int
    points: tuple[tuple[date, Stance], ...]

    @property
    def actors(self) -> int:
        """How many actors take a stand."""
        return self.against + self.open + self.in_favour

    def __len__(self) -> int:
        return len(self.points) // 40  # of which so many take as much room as one standing


def outline(standings: Sequence[Standing]) -> Outline:
    """The outline of a board."""
    signs = Counter(standing.stance.sign for standing in standings)
    points = {(a.day, a.stance) for standing in standings for a in standing.appearances if a.day is not None}
    return Outline(signs[-1], signs[0], signs[1], tuple(sorted(points)))


def board(issue: str, entries: Sequence[Entry]) -> list[Standing]:
    """The actors with a position on the issue, by side, those who spoke last first.

    Headlines that shorten a statement, statements told within another's and those that their article denies are left out, as
    they are where changes are looked for.
    """
    by_actor: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        statement = entry.statement
        if statement.speaker.id is not None and statement.aligned_to is None and statement.nested_in is None and not entry.denied:
            if entry.position(issue) is not None:
                by_actor[statement.speaker.id].append(entry)
    standings = [_standing(issue, actor, told) for actor, told in by_actor.items()]
    return sorted(standings, key=board_order)


def board_order(standing: Standing) -> tuple[object, ...]:
    """Sorts a board: by side, those who spoke last first."""
    day = (standing.day or date.min).toordinal()
    return (standing.side is None, standing.side or "", -day, standing.name or "", standing.actor)


def _standing(issue: str, actor: str, told: Sequence[Entry]) -> Standing:
    days: dict[date | None, list[Entry]] = defaultdict(list)
    for entry in told:
        days[_day(entry)].append(entry)
    found = [_appearance(issue, day, days[day]) for day in sorted(days, key=lambda day: day or date.min)]
    appearances = tuple(appearance for appearance, _ in found)
    newest, entry = found[-1]
    speaker = entry.statement.speaker
    trend = Trend.FIRST
    if len(appearances) > 1:
        step, before = newest.stance.step, appearances[-2].stance.step
        trend = Trend.STEADY if step == before else Trend.UP if step > before else Trend.DOWN
    return Standing(speaker.side, actor, speaker.name, speaker.role, entry, newest.stance, trend, appearances)


def _day(entry: Entry) -> date | None:
    said = entry.statement.said_on
    return said.end if said is not None and said.days <= _LONGEST else None


def _appearance(issue: str, day: date | None, told: Sequence[Entry]) -> tuple[Appearance, Entry]:
    """One day's position: the sign most told, headline and lead twice, then the firmest; direct words stand for it."""
    weights: dict[Stance, float] = defaultdict(float)
    for entry in told:
        weights[_stance(issue, entry)] += 2 if entry.block in _LOUD else 1
    last = _last_by_text(told)
    stance = _stance(issue, last) if last is not None else min(weights, key=lambda s: (-weights[s], -abs(s.step), s))
    meant = [entry for entry in told if _stance(issue, entry) is stance]
    best = min(meant, key=lambda e: (e.statement.kind != "direct", e.source.translated is True, -e.statement.confidence, e.id))
    return Appearance(day, stance, best.id, len(told)), best


def _last_by_text(told: Sequence[Entry]) -> Entry | None:
    """The statement that a text puts after others of the same actor on the day ("hours later"); None where none does."""
    own = {entry.id for entry in told}
    later = [entry for entry in told if entry.after is not None and entry.after_id in own]
    return min(later, key=lambda entry: entry.id) if len(later) == 1 else None


def _stance(issue: str, entry: Entry) -> Stance:
    position = entry.position(issue)
    assert position is not None
    return position.stance

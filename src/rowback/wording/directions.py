"""Which way words move what they are about, from data/directions.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from rowback.wording.patterns import Index
from rowback.wording.tokens import Token


class Direction(StrEnum):
    """What a verb or noun does to its object."""

    RAISE = "raise"
    MORE = "more"
    LESS = "less"
    SAME = "same"
    CHANGE = "change"
    HAPPEN = "happen"
    ACT = "act"
    ACT_LESS = "act_less"

    @property
    def of_proposition(self) -> Direction:
        """The direction of a proposition whose verb has this one."""
        return {Direction.ACT: Direction.MORE, Direction.HAPPEN: Direction.MORE, Direction.ACT_LESS: Direction.LESS}.get(self, self)


@dataclass(frozen=True, slots=True)
class Move:
    """A word or phrase that moves its object: tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    direction: Direction


_D = Direction
_TOWARDS = {
    _D.RAISE: {_D.RAISE: 1, _D.MORE: 1, _D.LESS: -1, _D.SAME: -1, _D.CHANGE: 1},
    _D.MORE: {_D.RAISE: 1, _D.MORE: 1, _D.LESS: -1, _D.SAME: 1, _D.CHANGE: 1},
    _D.LESS: {_D.RAISE: -1, _D.MORE: -1, _D.LESS: 1, _D.SAME: -1, _D.CHANGE: 1},
    _D.SAME: {_D.RAISE: -1, _D.MORE: 1, _D.LESS: -1, _D.SAME: 1, _D.CHANGE: -1},
    _D.CHANGE: {_D.RAISE: 1, _D.MORE: 1, _D.LESS: 1, _D.SAME: -1, _D.CHANGE: 1},
}


def alignment(proposition: Direction, words: Direction) -> int:
    """1 where words of that direction bring a proposition of the other about, -1 where they keep it from coming true, 0 where that cannot be told."""
    return 1 if words is Direction.HAPPEN else _TOWARDS[proposition].get(words, 0)


def moves(tokens: Sequence[Token]) -> list[Move]:
    """The moves among tokens in their order; where several overlap, the longest, then the first list."""
    found = sorted(((end - at, -rank, at, end, way) for at, end, (rank, way) in _index().found(tokens)), reverse=True)
    taken: set[int] = set()
    result: list[Move] = []
    for _, _, at, end, way in found:
        if taken.isdisjoint(range(at, end)):
            taken.update(range(at, end))
            result.append(Move(at, end, way))
    return sorted(result, key=lambda m: m.start)


@lru_cache(maxsize=1)
def _index() -> Index[tuple[int, Direction]]:
    table = tomllib.loads((files("rowback") / "data" / "directions.toml").read_text(encoding="utf-8"))
    return Index(
        (pattern.strip(), (rank, Direction(name)))
        for rank, (name, listed) in enumerate(table.items())
        for pattern in listed.replace("\n", " ").split(",")
        if pattern.strip()
    )

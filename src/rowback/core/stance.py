"""The seven-step scale on which a statement stands towards an issue's proposition."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """Where a statement stands. No stance at all is the absence of a position."""

    RULES_OUT = "rules_out"
    OPPOSES = "opposes"
    DOUBTS = "doubts"
    OPEN = "open"
    LEANS = "leans"
    SUPPORTS = "supports"
    COMMITS = "commits"

    @property
    def step(self) -> int:
        """The place on the scale, -3 (ruled out) over 0 (left open) to +3 (committed to)."""
        return _STEPS[self]

    @property
    def sign(self) -> int:
        """-1 against the proposition, 0 open, +1 for it."""
        return (self.step > 0) - (self.step < 0)

    @classmethod
    def at(cls, step: int) -> Stance:
        """The stance of a step; steps beyond the ends of the scale count as the ends."""
        return list(cls)[max(-3, min(3, step)) + 3]


_STEPS = {stance: number - 3 for number, stance in enumerate(Stance)}

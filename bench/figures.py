"""A figure of the benchmarks: a share and the number of cases it rests on."""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    """A share in 0..1, the higher the better, and its number of cases."""

    value: float
    cases: int

    @classmethod
    def of(cls, right: int, cases: int) -> Figure:
        """The share of right cases, 0 where there is none."""
        return cls(right / cases if cases else 0.0, cases)


Figures = dict[str, Figure]

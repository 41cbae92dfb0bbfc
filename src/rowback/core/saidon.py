"""The day on which something was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rowback.core.span import Span


@dataclass(frozen=True, slots=True)
class SaidOn:
    """A day or an interval of days, both ends included, in the outlet's zone.

    ``basis`` is the span that says it; ``inferred`` is True where the day comes from publication or from another statement of
    the same occasion, and ``basis`` is None where it comes from publication alone.
    """

    start: date
    end: date
    basis: Span | None = None
    inferred: bool = False

    @property
    def days(self) -> int:
        """The number of days in the interval."""
        return (self.end - self.start).days + 1

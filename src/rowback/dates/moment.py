"""What an expression is read against, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rowback.dates.calendar import Days


class Precision(StrEnum):
    """How fine an expression is, by its own words; SPAN is any other interval ("since Tuesday", "the last three days")."""

    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class Moment:
    """The day an expression is told on, and how to read it.

    ``anchor`` is None where it is unknown: only expressions with a year of their own mean something then. ``previous`` are the
    days the text told before, for "the next day". ``ahead`` tells that the expression looks forward. ``exact`` reads "two months
    ago" as one day and an interval "from A to B" as ending before B, as lists of single expressions do; otherwise the first is a month
    and B is counted in. ``month_first`` is the order in 12/02/2025, None where it is unknown.
    """

    anchor: date | None
    previous: Days | None = None
    ahead: bool = False
    exact: bool = False
    month_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Days an expression means, both ends included.

    ``point`` is where the days begin or end as a bound of a range ("to the end of 2008"), the first day after it, None where that is
    the start. ``bare`` is True where the year comes from the anchor.
    """

    start: date
    end: date
    precision: Precision
    point: date | None = None
    bare: bool = False

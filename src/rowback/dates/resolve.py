"""From matches to days: compounds, and the way to the meaning of every rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rowback.dates.calendar import iso_week, moved, weekday_before
from rowback.dates.grammar import Match
from rowback.dates.meanings import SIMPLE
from rowback.dates.moment import Moment, Precision, Reading


def resolve(match: Match, moment: Moment) -> Reading | None:
    """The days a match means at a moment; None where it means none: no such day, no anchor, an unknown order."""
    try:
        function = SIMPLE.get(match.rule.means) or _COMPOUND[match.rule.means]
        found: Reading | None = function(match, moment)
    except (ValueError, OverflowError):  # 30 February, a year beyond the calendar, no anchor
        return None
    return found if found is None or found.start <= found.end else None


def _inner(match: Match, index: int, moment: Moment) -> Reading:
    choices = match.all("date")[index]
    found = next((reading for choice in choices if (reading := resolve(choice, moment))), None)
    if found is None:
        raise ValueError("no date inside")
    return found


def _range(match: Match, moment: Moment) -> Reading:
    """From one date to another; the first takes from the second what it does not tell itself."""
    last = _inner(match, 1, moment)
    first_words = match.all("date")[0][0]
    leans = first_words.rule.means in ("day", "numeric", "weekday") and first_words.first("year") is None
    first = _inner(match, 0, replace(moment, anchor=last.start) if leans else moment)
    if moment.exact:
        return Reading(first.point or first.start, (last.point or last.start) - timedelta(1), Precision.SPAN)
    return Reading(first.start, last.end, Precision.SPAN)


def _since(match: Match, moment: Moment) -> Reading:
    found = _inner(match, 0, moment)
    if moment.anchor is None:
        raise ValueError("no day to count to")
    return Reading(found.start, moment.anchor, Precision.SPAN)


def _before(match: Match, moment: Moment) -> Reading:
    return Reading(date.min, _inner(match, 0, moment).start - timedelta(1), Precision.SPAN)


def _offset_from(match: Match, moment: Moment) -> Reading:
    found, mode = _inner(match, 0, moment), match.rule.mode
    there = moved(found.start, match.first("count") * (1 if mode == "1" else -1), match.first("unit"))
    if mode == "more":
        return Reading(date.min, there - timedelta(1), Precision.SPAN)
    return Reading(there, there, Precision.DAY)


def _weeks_from(match: Match, moment: Moment) -> Reading:
    start = _inner(match, 0, moment).start
    return Reading(start, moved(start, match.first("count"), match.first("unit")) - timedelta(1), Precision.SPAN)


def _week_of(match: Match, moment: Moment) -> Reading:
    """A week of a year or month: a week belongs to where its Thursday lies, as in ISO 8601."""
    number = next((value for name, value in match.values if name in ("th", "dayword", "int")), None)
    if not match.all("date"):
        if moment.anchor is None or number is None:
            raise ValueError("no year for the week")
        return Reading(*iso_week(moment.anchor.year, number), Precision.WEEK)
    period = _inner(match, 0, replace(moment, exact=True))
    if number is None:
        thursday = weekday_before(period.end, 3)
    else:
        thursday = weekday_before(period.start + timedelta(6), 3) + timedelta(7 * (number - 1))
    return Reading(thursday - timedelta(3), thursday + timedelta(3), Precision.WEEK)


_COMPOUND = {
    "range": _range,
    "since": _since,
    "before": _before,
    "offset_from": _offset_from,
    "weeks_from": _weeks_from,
    "week_of": _week_of,
}

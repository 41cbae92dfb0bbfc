"""Arithmetic of the calendar: weeks, months, seasons, holidays. Days are ``datetime.date``; all ends are included."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

Days = tuple[date, date]


def month_of(year: int, month: int) -> Days:
    """The first and last day of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of another month, the last one where the month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_before(anchor: date, weekday: int) -> date:
    """The latest such weekday on or before the anchor; Monday is 0."""
    return anchor - timedelta((anchor.weekday() - weekday) % 7)


def unit_around(anchor: date, unit: str) -> Days:
    """The calendar unit (day, week, month, quarter, year, decade, century) that holds the anchor; weeks start on Monday."""
    if unit in ("week", "fortnight"):
        start = anchor - timedelta(anchor.weekday())
        return start, start + timedelta(6)
    if unit == "month":
        return month_of(anchor.year, anchor.month)
    if unit == "quarter":
        first = (anchor.month - 1) // 3 * 3 + 1
        return date(anchor.year, first, 1), month_of(anchor.year, first + 2)[1]
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None:
        return anchor, anchor
    first = anchor.year // years * years
    return date(first, 1, 1), date(first + years - 1, 12, 31)


def moved(day: date, count: int, unit: str) -> date:
    """The day a number of units later; hours count as whole days where they are at least 24."""
    if unit == "hour":
        return day + timedelta(count // 24 if count >= 0 else -(-count // 24))
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    return add_months(day, count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])


def season_of(year: int, first_month: int) -> Days:
    """Three months from the first month on; a winter belongs to the year in which it begins."""
    start = date(year, first_month, 1)
    return start, add_months(start, 3) - timedelta(1)


def iso_week(year: int, week: int) -> Days:
    """A week by ISO 8601, Monday to Sunday."""
    start = date.fromisocalendar(year, week, 1)
    return start, start + timedelta(6)


def holiday_in(year: int, rule: Mapping[str, int]) -> date:
    """The day of a holiday; the rules are those of ``[holidays]`` in ``data/dates.toml``."""
    if "easter" in rule:
        return _easter(year) + timedelta(rule["easter"])
    if "day" in rule:
        return date(year, rule["month"], rule["day"])
    first, last = month_of(year, rule["month"])
    if rule["nth"] < 0:
        day = weekday_before(last, rule["weekday"])
    else:
        day = weekday_before(first + timedelta(6), rule["weekday"]) + timedelta(7 * (rule["nth"] - 1))
    return day + timedelta(rule.get("shift", 0))


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus of Nature, 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)

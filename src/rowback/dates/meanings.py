"""What the simple rules of the grammar mean: a match and a moment make days, or None where it is no date."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from rowback.dates.calendar import (
    add_months,
    holiday_in,
    month_of,
    moved,
    season_of,
    unit_around,
    weekday_before,
)
from rowback.dates.grammar import Match
from rowback.dates.moment import Moment, Precision, Reading

_PRECISION = {
    "hour": Precision.DAY,
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.SEASON,
    "year": Precision.YEAR,
}


def _one(day: date, *, bare: bool = False) -> Reading:
    return Reading(day, day, Precision.DAY, bare=bare)


def _full_year(match: Match, moment: Moment) -> int | None:
    """The year of a match; of two digits, the latest such year up to the anchor's."""
    if (year := match.first("year")) is not None:
        return int(year)
    if (short := match.first("yy")) is None:
        return None
    latest = moment.anchor.year if moment.anchor else 2000
    return int(2000 + short if 2000 + short <= latest else 1900 + short)


def day(match: Match, moment: Moment) -> Reading | None:
    """A day, month or year, or the early, middle or late part of one; without a year the latest that has begun."""
    year, month, early = _full_year(match, moment), match.first("month"), match.first("early")
    numbers = [*match.all("day"), *match.all("dayword")]
    if len(numbers) == 2:
        month, numbers = numbers[0], numbers[1:]
    if month is None:
        if year is None:
            return None
        return _part(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, early, moment)
    if numbers:
        return _day_of(year, month, numbers[0], moment)
    if year is None:
        if moment.anchor is None:
            return None
        late = month > moment.anchor.month
        year = moment.anchor.year + (moment.ahead and month < moment.anchor.month) - (late and not moment.ahead)
        return _part(*month_of(year, month), Precision.MONTH, early, moment, bare=True)
    return _part(*month_of(year, month), Precision.MONTH, early, moment)


def _day_of(year: int | None, month: int, number: int, moment: Moment) -> Reading | None:
    if year is not None:
        return _one(date(year, month, number))
    if moment.anchor is None:
        return None
    # 29 February needs a search of up to eight years
    step = 1 if moment.ahead else -1
    for candidate in range(moment.anchor.year, moment.anchor.year + 9 * step, step):
        if number <= month_of(candidate, month)[1].day:
            found = date(candidate, month, number)
            if found >= moment.anchor if moment.ahead else found <= moment.anchor:
                return _one(found, bare=True)
    return None


def _part(start: date, end: date, precision: Precision, early: str | None, moment: Moment, *, bare: bool = False) -> Reading:
    """A period or a third of it, not beyond the anchor where it has begun."""
    point = None
    if early is not None:
        inner = (
            [date(start.year, m, 1) for m in (5, 9)]
            if precision is Precision.YEAR
            else [start.replace(day=11), start.replace(day=21)]
        )
        point = {
            "early": start,
            "mid": date(start.year, 7, 2) if precision is Precision.YEAR else inner[0],
            "late": end + timedelta(1),
        }[early]
        first = {"early": start, "mid": inner[0], "late": inner[1]}[early]
        end = {"early": inner[0] - timedelta(1), "mid": inner[1] - timedelta(1), "late": end}[early]
        start = first
    if moment.anchor is not None and not moment.exact and start <= moment.anchor < end:
        end = moment.anchor
    return Reading(start, end, precision, point, bare)


def numeric(match: Match, moment: Moment) -> Reading | None:
    """A date in figures; None where the order of day and month cannot be told."""
    words = str(match.first("numeric"))
    mark = next((sign for sign in words if not sign.isdigit()), "")
    if not mark:
        return _one(date(int(words[:4]), int(words[4:6]), int(words[6:])))
    parts = words.split(mark)
    numbers = [int(part) for part in parts]
    if len(parts) == 2 and len(parts[0]) != 4 and len(parts[1]) != 4:
        return None if moment.month_first is None else _day_of(None, *_ordered(numbers, moment.month_first), moment)
    if len(parts) == 2:
        year, month = numbers if len(parts[0]) == 4 else reversed(numbers)
        return _part(*month_of(year, month), Precision.MONTH, None, moment)
    if len(parts[0]) == 4:
        return _one(date(*numbers)) if len(parts[2]) <= 2 else None
    if len(parts[0]) > 2 or len(parts[2]) not in ((2, 4) if moment.exact else (4,)):
        return None
    month_first = moment.month_first if mark != "." else False
    if month_first is None and not (numbers[0] > 12 or numbers[1] > 12 or numbers[0] == numbers[1]):
        return None
    year = numbers[2] if len(parts[2]) == 4 else 2000 + numbers[2]
    if len(parts[2]) == 2 and moment.anchor and year > moment.anchor.year:
        year -= 100
    return _one(date(year, *_ordered(numbers, bool(month_first))))


def _ordered(numbers: list[int], month_first: bool) -> tuple[int, int]:
    """Month and day; a number over twelve decides, whatever the usual order."""
    first, second = numbers[:2]
    if first > 12 or second > 12:
        month_first = second > 12
    return (first, second) if month_first else (second, first)


def day_number(match: Match, moment: Moment) -> Reading | None:
    """The 12th: the latest month that has such a day on or before the anchor."""
    anchor = _anchor(moment)
    number = match.first("th") or match.first("day")
    if not number:  # "the 0th"
        return None
    for back in range(3):
        first, last = month_of(*_month_back(anchor, -back))
        if number <= last.day and first.replace(day=number) <= anchor:
            return _one(first.replace(day=number), bare=True)
    return None


def _month_back(anchor: date, months: int) -> tuple[int, int]:
    """Year and month, a number of months from the anchor."""
    moved_to = add_months(anchor.replace(day=1), months)
    return moved_to.year, moved_to.month


def weekday(match: Match, moment: Moment) -> Reading | None:
    """A day of the week; the mode says which one."""
    anchor, number, mode = _anchor(moment), match.first("weekday"), match.rule.mode
    if mode == "before" and moment.previous:
        anchor = moment.previous[0]
    ahead = anchor + timedelta((number - anchor.weekday()) % 7)
    if mode == "next" or (mode == "recent" and moment.ahead):
        return _one(ahead + timedelta(7 * (mode == "next" and ahead == anchor)), bare=True)
    if mode == "this":
        return _one(unit_around(anchor, "week")[0] + timedelta(number), bare=True)
    return _one(weekday_before(anchor - timedelta(mode in ("last", "before")), number), bare=True)


def weekday_of_week(match: Match, moment: Moment) -> Reading | None:
    """A day of this or of last week, whose weeks start on Monday."""
    monday = unit_around(_anchor(moment), "week")[0] - timedelta(7 * (match.rule.mode == "last"))
    return _one(monday + timedelta(match.first("weekday")))


def offset(match: Match, moment: Moment) -> Reading | None:
    """A number of days from the anchor: today, yesterday."""
    return _one(_anchor(moment) + timedelta(int(match.rule.mode)))


def overnight(match: Match, moment: Moment) -> Reading | None:
    """The night between the day before and the day of the anchor."""
    anchor = _anchor(moment)
    return Reading(anchor - timedelta(1), anchor, Precision.DAY)


def _amounts(match: Match) -> list[tuple[int, str]]:
    """Pairs of a count and a unit, in the order of the text."""
    counts = [value for name, value in match.values if name in ("count", "few")]
    units = match.all("unit") or ["day"]
    return list(zip(counts or [1] * len(units), units, strict=False))


def ago(match: Match, moment: Moment) -> Reading | None:
    """So long before the anchor: a day for days, else about as vague as the unit is."""
    day_then, amounts = _anchor(moment), _amounts(match)
    for count, unit in amounts:
        day_then = moved(day_then, -count, unit)
    if moment.exact or len(amounts) > 1:
        return _one(day_then)
    return _around(day_then, amounts[0][1], match)


def _around(center: date, unit: str, match: Match) -> Reading:
    """The days that a count of units from some day comes to, in the loose way of prose."""
    if unit == "hour":
        return Reading(center - timedelta(1), center, Precision.DAY) if match.rule.means == "ago" else _one(center)
    if unit == "day":
        vague = timedelta(2 if match.first("few") else 0)
        return Reading(center - vague, center + vague, Precision.SPAN if vague else Precision.DAY)
    if unit in ("week", "fortnight"):
        return Reading(center - timedelta(3), center + timedelta(3), Precision.WEEK)
    return Reading(*unit_around(center, "year" if unit in ("decade", "century") else unit), _PRECISION.get(unit, Precision.DECADE))


def shifted(match: Match, moment: Moment) -> Reading | None:
    """So long after or before the days the text told last; where it told none, the news is of the day before or of the anchor."""
    sign = int(match.rule.mode)
    anchor = _anchor(moment)
    start, end = moment.previous or ((anchor, anchor) if moment.exact else (anchor - timedelta(1), anchor))
    (count, unit), *_ = _amounts(match)
    if unit == "hour" and count < 24:
        count = 0
    first, last = moved(start, sign * count, unit), moved(end, sign * count, unit)
    if unit in ("day", "hour") and not match.first("few"):
        return Reading(first, last, Precision.DAY if (last - first).days < 2 else Precision.SPAN)
    return _around(first, unit, match)


def same(match: Match, moment: Moment) -> Reading | None:
    """The day the text told last; None where it told none."""
    return Reading(*moment.previous, Precision.DAY) if moment.previous else None


def unit(match: Match, moment: Moment) -> Reading | None:
    """The last, this or the next calendar unit, or the earlier part of it."""
    anchor, name, mode = _anchor(moment), match.first("unit"), match.rule.mode
    if name in ("day", "hour"):
        return None
    back = {"last": -1, "earlier_last": -1, "next": 1}.get(mode, 0)
    start, end = unit_around(moved(anchor, back, name), name)
    if name == "fortnight":
        end = start + timedelta(13)
    precision = _PRECISION.get(name, Precision.DECADE)
    if mode == "earlier":
        end = max(start, anchor - timedelta(1))
    elif mode == "earlier_last":
        end = start + timedelta((end - start).days // 2 - 1)
    elif mode == "this" and not moment.exact:
        end = anchor
    return Reading(start, end, precision)


def last_units(match: Match, moment: Moment) -> Reading | None:
    """The last so many units up to the day before the anchor; quarters are those of the calendar."""
    anchor = _anchor(moment)
    start, amounts = anchor, _amounts(match)
    if amounts[0][1] == "quarter":
        anchor = start = unit_around(anchor, "quarter")[0]
    for count, name in amounts:
        start = moved(start, -count, name)
    return Reading(min(start, anchor - timedelta(1)), anchor - timedelta(1), Precision.SPAN)


def business_days(match: Match, moment: Moment) -> Reading | None:
    """The last so many days from Monday to Friday before the anchor."""
    end = start = _anchor(moment) - timedelta(1)
    left = match.first("count")
    while True:
        left -= start.weekday() < 5
        if left <= 0:
            return Reading(start, end, Precision.SPAN)
        start -= timedelta(1)


def weekend(match: Match, moment: Moment) -> Reading | None:
    """Saturday and Sunday, the latest that have begun or the next."""
    anchor = _anchor(moment)
    saturday = weekday_before(anchor, 5) + timedelta(7 * (match.rule.mode == "next" or moment.ahead))
    end = saturday + timedelta(1)
    return Reading(saturday, min(end, anchor) if saturday <= anchor else end, Precision.WEEKEND)


def month_mode(match: Match, moment: Moment) -> Reading | None:
    """Last, this or next January, or that of last or this year."""
    anchor, month, mode = _anchor(moment), match.first("month"), match.rule.mode
    if mode in ("last_year", "this_year"):
        first, last = month_of(anchor.year - (mode == "last_year"), month)
        return _part(first, last, Precision.MONTH, match.first("early"), moment)
    year = anchor.year - (mode == "last" and month >= anchor.month) + (mode == "next" and month <= anchor.month)
    return _part(*month_of(year, month), Precision.MONTH, None, moment)


def decade(match: Match, moment: Moment) -> Reading | None:
    """Ten years from a round one on."""
    year = match.first("year")
    if year is None:
        year = 1900 + match.first("yy")
    return Reading(date(year, 1, 1), date(year + 9, 12, 31), Precision.DECADE) if year % 10 == 0 else None


def century(match: Match, moment: Moment) -> Reading | None:
    """The 15th century, from 1400 to 1499."""
    number = match.first("th") or match.first("dayword")
    if not 2 <= number <= 21:
        return None
    return Reading(date(100 * (number - 1), 1, 1), date(100 * number - 1, 12, 31), Precision.DECADE)


def season(match: Match, moment: Moment) -> Reading | None:
    """A season of a year, or the latest that has begun or ended."""
    first, year = match.first("season"), match.first("year")
    if year is not None:
        return Reading(*season_of(year, first), Precision.SEASON)
    anchor = _anchor(moment)
    for candidate in range(anchor.year, anchor.year - 3, -1):
        start, end = season_of(candidate, first)
        if (end if match.rule.mode == "last" else start) <= anchor:
            return Reading(start, end if moment.exact else min(end, anchor), Precision.SEASON)
    return None


def quarter(match: Match, moment: Moment) -> Reading | None:
    """A quarter of a year."""
    number = next(value for name, value in match.values if name in ("th", "dayword", "quarter"))
    if number not in range(1, 5):
        return None
    start = date(match.first("year"), 3 * number - 2, 1)
    return Reading(start, add_months(start, 3) - timedelta(1), Precision.SEASON)


def holiday(match: Match, moment: Moment) -> Reading | None:
    """A holiday of a year, or the latest; or the weekend about it."""
    rule, year, mode = match.first("holiday"), match.first("year"), match.rule.mode
    if year is None:
        anchor = _anchor(moment)
        year = anchor.year - (mode == "last")
        if mode in ("recent", "weekend") and holiday_in(year, rule) > anchor:
            year -= 1
    found = holiday_in(year, rule)
    if mode != "weekend":
        return _one(found)
    saturday = found + timedelta(5 - found.weekday()) if 1 <= found.weekday() <= 5 else weekday_before(found, 5)
    return Reading(min(found, saturday), max(found, saturday + timedelta(1)), Precision.WEEKEND)


def _anchor(moment: Moment) -> date:
    if moment.anchor is None:
        raise ValueError("no day to count from")
    return moment.anchor


SIMPLE: dict[str, Any] = {
    function.__name__: function
    for function in (
        day,
        numeric,
        day_number,
        weekday,
        weekday_of_week,
        offset,
        overnight,
        ago,
        shifted,
        same,
        unit,
        last_units,
        business_days,
        weekend,
        month_mode,
        decade,
        century,
        season,
        quarter,
        holiday,
    )
}

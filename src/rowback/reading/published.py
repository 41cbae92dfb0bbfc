"""Dates of publication: what an input writes, checked, with its basis and precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<minute>\d{2}:\d{2})(?P<second>:\d{2})?(?:[.,]\d+)?\s?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_FIRST_YEAR = 1600  # the first newspapers; anything older is a damaged field such as 0001-01-01 or 1000-01-01
_AHEAD = timedelta(days=2)  # zones reach 14 hours ahead, and weekend papers carry the date of the next day


@dataclass(frozen=True, slots=True)
class Published:
    """A checked date of publication.

    ``value`` is YYYY-MM-DD, or with time and the zone as given; ``basis`` says where it stood (header, record, option,
    json-ld, meta, time, url, inferred); ``precision`` is day, minute or second.
    """

    value: str
    basis: str
    precision: str


def parse_published(written: str, basis: str, today: date) -> Published:
    """The date in an ISO day or date and time; ValueError with the reason for anything else.

    A day more than two days after `today`, or before the first newspapers, is refused: it is a mistake of the input, and
    days told by weekday would be reckoned from it.
    """
    found = _ISO.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"{written!r} is not a date: write YYYY-MM-DD, with time and zone if known (2025-02-14T07:15:00+01:00)")
    day, minute, second, zone = found.group("day", "minute", "second", "zone")
    zone = zone or ""
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    value = f"{day}T{minute}{second or ''}{zone}" if minute else day
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(f"{written!r} is no day of the calendar ({error})") from error
    if moment.date() > today + _AHEAD:
        raise ValueError(f"{written!r} lies in the future (today is {today.isoformat()})")
    if moment.year < _FIRST_YEAR:
        raise ValueError(f"{written!r} lies before the first newspapers")
    return Published(value, basis, "second" if second else "minute" if minute else "day")


def parse_loosely(written: str, basis: str, today: date) -> Published | None:
    """The date in a field of a page, which may also be written as in e-mail; None where it is no date that can be."""
    try:
        return parse_published(written, basis, today)
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(written.strip())
        return parse_published(moment.isoformat(timespec="seconds"), basis, today)
    except (ValueError, TypeError, IndexError):
        pass
    # "2025-02-14T07:15:00.000+01:00[Europe/Berlin]", "20250214T0715Z": the day is worth keeping
    day = re.match(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)", written)
    try:
        return parse_published("-".join(day.groups()), basis, today) if day else None
    except ValueError:
        return None

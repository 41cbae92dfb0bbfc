"""Days and moments as the ledger writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def written(moment: datetime) -> str:
    """A moment in UTC, in a form that sorts as text."""
    return moment.astimezone(UTC).strftime(_FORM)


def moment_of(text: str) -> datetime:
    """The moment that was written."""
    return datetime.fromisoformat(text)


def start_of(day: date) -> str:
    """The first moment of a day."""
    return written(datetime(day.year, day.month, day.day, tzinfo=UTC))


def end_of(day: date) -> str:
    """The first moment after a day."""
    return "9999-12-31T23:59:59.999999Z" if day == date.max else start_of(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of the ledger answers: articles published up to ``as_of``, as recorded up to ``recorded_by``, both included."""

    as_of: date | None = None
    recorded_by: date | None = None

    @property
    def is_all(self) -> bool:
        """True if the whole ledger answers, as it is today."""
        return self.as_of is None and self.recorded_by is None


EVERYTHING = Scope()

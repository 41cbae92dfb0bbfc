"""What a visitor asks: the ledger, the part of it, filters and places, each checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

from starlette.requests import Request

from rowback.core.attribution import Kind
from rowback.core.stance import Stance
from rowback.ledger import Filter, Ledger
from rowback.web.failures import AskedWronglyError
from rowback.web.guests import Guest
from rowback.web.jobs import Jobs
from rowback.web.settings import Settings

LONGEST = 300
"""Characters of a parameter."""

Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True)
class Asked:
    """A request with what every page needs of it."""

    request: Request

    @property
    def ledger(self) -> Ledger:
        """The open ledger."""
        found: Ledger = self.request.app.state.ledger
        return found

    @property
    def settings(self) -> Settings:
        """What the server was told."""
        found: Settings = self.request.app.state.settings
        return found

    @property
    def jobs(self) -> Jobs:
        """Longer work."""
        found: Jobs = self.request.app.state.jobs
        return found

    @cached_property
    def guest(self) -> Guest:
        """Who asks."""
        return Guest.of(self.request)

    def path(self, name: str) -> str:
        """A part of the address."""
        return str(self.request.path_params[name])

    # ---- parameters

    def text(self, name: str) -> str | None:
        """A parameter as text, None where it is missing or empty."""
        value = self.request.query_params.get(name, "").strip()
        if len(value) > LONGEST:
            raise AskedWronglyError(name, f"{name} takes {LONGEST} characters at most")
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise AskedWronglyError(name, f"{name} holds characters that no text has")
        return value or None

    def day(self, name: str) -> date | None:
        """A parameter as a day."""
        return as_day(name, self.text(name))

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A parameter as a whole number between two others."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isascii() or not value.removeprefix("-").isdigit() or len(value) > 18 or not least <= int(value) <= most:
            raise AskedWronglyError(name, f"{name} must be a number from {least} to {most}, not {value[:40]!r}")
        return int(value)

    def choice(self, name: str, choices: type[Choice]) -> Choice | None:
        """A parameter as one of some words."""
        value = self.text(name)
        return None if value is None else as_choice(name, value, choices)

    # ---- scope and filter

    @cached_property
    def as_of(self) -> date | None:
        """The day up to which articles were published."""
        return self.day("as_of")

    @cached_property
    def recorded_by(self) -> date | None:
        """The day up to which the ledger held what it answers from."""
        return self.day("recorded_by")

    @property
    def scope(self) -> dict[str, Any]:
        """Both, as the ledger takes them."""
        return {"as_of": self.as_of, "recorded_by": self.recorded_by}

    @cached_property
    def filter(self) -> Filter:
        """Which statements are asked for."""
        stances = self.request.query_params.getlist("stance")
        since, until = self.day("from"), self.day("to")
        month = self.text("month")
        if month is not None:
            since, until = _month(month)
        return Filter(
            actor=self.text("actor"),
            side=self.text("side"),
            issue=self.text("issue"),
            stances=tuple(as_choice("stance", value, Stance) for value in stances if value),
            kind=self.choice("kind", Kind),
            since=since,
            until=until,
            outlet=self.text("outlet"),
            words=self.text("q"),
        )

    @cached_property
    def _kept(self) -> list[tuple[str, str]]:
        """The parameters that a change of some leaves: a list has many addresses like its own."""
        gone = ("after", "before", "done")
        return [(key, value) for key, value in self.request.query_params.multi_items() if value and key not in gone]

    def changed(self, **values: object) -> str:
        """The address asked for with some parameters set, added or, where None, left out; places between leaves are forgotten."""
        kept = [(key, value) for key, value in self._kept if key not in values]
        pairs = [*kept, *((key, value) for key, value in values.items() if value is not None)]
        return self.request.url.path + (f"?{urlencode(pairs, errors='replace')}" if pairs else "")

    def adding(self, name: str) -> Callable[[str], str]:
        """The addresses that `changed` gives for values of one parameter."""
        begin = self.changed(**{name: None})
        begin += f"{'&' if '?' in begin else '?'}{name}="
        return lambda value: begin + quote_plus(value, errors="replace")


def as_day(name: str, value: str | None) -> date | None:
    """A day written YYYY-MM-DD."""
    if value is None:
        return None
    try:
        if len(value) != 10 or not value.isascii():
            raise ValueError(value)
        return date.fromisoformat(value)
    except ValueError as error:
        raise AskedWronglyError(name, f"{name} must be a day written YYYY-MM-DD, such as 2025-02-14, not {value[:40]!r}") from error


def as_choice(name: str, value: str, choices: type[Choice]) -> Choice:
    """One of some words; the error names them all."""
    try:
        return choices(value)
    except ValueError as error:
        names = ", ".join(str(choice.value) for choice in choices)
        raise AskedWronglyError(name, f"{name} must be one of {names}, not {value[:40]!r}") from error


def _month(words: str) -> tuple[date, date]:
    try:
        first = as_day("month", f"{words}-01")
    except AskedWronglyError as error:
        raise AskedWronglyError("month", f"month must be written YYYY-MM, such as 2025-02, not {words[:40]!r}") from error
    assert first is not None
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < 9999 else date.max
    return first, date.fromordinal(following.toordinal() - 1)

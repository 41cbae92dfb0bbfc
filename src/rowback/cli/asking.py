"""What the commands that work on a ledger share: which ledger, which part of it, in which form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from rowback.ledger import Ledger

DEFAULT = "rowback.db"
FORMATS = ("table", "json", "csv")
Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a message that says how days are written for anything else."""
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; days are written YYYY-MM-DD, such as 2025-02-14.", param, ctx)


DAY = Day()


@contextmanager
def opened(*, create: bool = False) -> Iterator[Ledger]:
    """The ledger that the command was given."""
    from rowback.ledger import Ledger

    context = click.get_current_context()
    with Ledger.open(context.find_root().params.get("ledger") or DEFAULT, create=create) as ledger:
        yield ledger


def scoped(command: Command) -> Command:
    """Give a command --as-of and --recorded-by."""
    command = click.option(
        "--recorded-by", metavar="DAY", type=DAY, help="Answer from what the ledger held at the end of that day, YYYY-MM-DD."
    )(command)
    return click.option("--as-of", metavar="DAY", type=DAY, help="Answer from the articles published up to that day, YYYY-MM-DD.")(
        command
    )


def formatted(command: Command) -> Command:
    """Give a command --format."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="table for people, json (one object a line) or csv for programs.",
    )(command)


def signed(command: Command) -> Command:
    """Give a command --by and --note."""
    command = click.option("--note", metavar="WORDS", help="Why, for whoever reads it later.")(command)
    return click.option("--by", metavar="NAME", help="Who decides; by default the user's name on this machine.")(command)


def who(by: str | None) -> str | None:
    """Who decides, as given or as the machine knows."""
    if by is not None:
        return by
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return None

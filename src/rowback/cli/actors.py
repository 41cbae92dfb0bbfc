"""`rowback actors`: who speaks in the ledger, and what people decide about who is whom."""

from __future__ import annotations

from datetime import date

import click

from rowback.cli import streams
from rowback.cli.answers import put, put_decisions
from rowback.cli.asking import formatted, opened, scoped, signed, who


@click.group(short_help="Who speaks in the ledger: list, show, merge, split, undo, import.")
def actors() -> None:
    """Show the actors across articles, and decide who is whom where the ledger cannot know.

    ACTOR is an id, also an older one, or a name that only one actor bears.
    """


@actors.command("list")
@click.option("--name", metavar="WORDS", help="Those one of whose names holds all these words.")
@scoped
@formatted
def list_actors(name: str | None, form: str, as_of: date | None, recorded_by: date | None) -> int:
    """Print the actors, those of most statements first."""
    from rowback.export import ledger_csv, ledger_json, people_tables

    with opened() as ledger:
        found = ledger.actors.list(name, as_of=as_of, recorded_by=recorded_by)
    put(
        form,
        found,
        table=people_tables.as_actors,
        thing_object=ledger_json.profile_object,
        columns=ledger_csv.ACTOR_COLUMNS,
        rows=ledger_csv.profile_rows,
    )
    return 0


@actors.command("show")
@click.argument("actor", metavar="ACTOR")
@scoped
@formatted
def show_actor(actor: str, form: str, as_of: date | None, recorded_by: date | None) -> int:
    """Print an actor with names, posts and their evidence, statements and what people decided."""
    from rowback.cli.show import put_actor

    with opened() as ledger:
        put_actor(ledger.actors.show(actor, as_of=as_of, recorded_by=recorded_by), form)
    return 0


@actors.command()
@click.argument("one", metavar="ACTOR")
@click.argument("other", metavar="ACTOR")
@signed
def merge(one: str, other: str, by: str | None, note: str | None) -> int:
    """Decide that two actors are one."""
    with opened() as ledger:
        ident = ledger.actors.merge(one, other, by=who(by), note=note)
        ledger.refresh()
    streams.answer(f"one actor: {ident}\n")
    return 0


@actors.command()
@click.argument("actor", metavar="ACTOR")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@signed
def split(actor: str, names: tuple[str, ...], by: str | None, note: str | None) -> int:
    """Decide that whoever is called NAME, as articles write it, is not ACTOR but somebody else."""
    with opened() as ledger:
        ident = ledger.actors.split(actor, names, by=who(by), note=note)
        ledger.refresh()
    streams.answer(f"an actor of its own: {ident}\n")
    return 0


@actors.command()
@click.argument("number", metavar="NUMBER", type=int, required=False)
@click.option("--by", metavar="NAME", help="Who decides; by default the user's name on this machine.")
def undo(number: int | None, by: str | None) -> int:
    """Take back a merge, a split or a roster: the last one, or that of NUMBER in `actors decisions`."""
    with opened() as ledger:
        taken = ledger.actors.undo(number, by=who(by))
        ledger.refresh()
    streams.answer(f"undone: {taken.kind} {taken.number} ({taken.subject})\n")
    return 0


@actors.command()
@formatted
def decisions(form: str) -> int:
    """Print the merges, splits and rosters that hold, with their numbers."""
    with opened() as ledger:
        found = ledger.actors.decisions()
    put_decisions(form, found)
    return 0


@actors.command("import")
@click.argument("file", metavar="FILE")
@click.option("--by", metavar="NAME", help="Who decides; by default the user's name on this machine.")
def import_roster(file: str, by: str | None) -> int:
    """Read a roster, CSV with the columns name, aliases, role, side, from, to: who held which post for which side and when.

    Aliases are separated by semicolons; days are YYYY-MM-DD or empty. All names of a person become one actor.
    """
    with opened() as ledger:
        count = ledger.actors.import_roster(file, by=who(by))
        ledger.refresh()
    streams.answer(f"{count:,} post{'s' * (count != 1)}\n")
    return 0

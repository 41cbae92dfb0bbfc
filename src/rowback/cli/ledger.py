"""`rowback ledger`: care of the ledger itself."""

from __future__ import annotations

import dataclasses

import click

from rowback.calls import read_again
from rowback.cli import progress, streams
from rowback.cli.answers import put_decisions
from rowback.cli.asking import formatted, opened


@click.group(short_help="Care of the ledger itself: check, backup, info, decisions, reread.")
def ledger() -> None:
    """Look after the ledger: its soundness, its copies, what is in it."""


@ledger.command()
def check() -> int:
    """Check the file, every span and every reference; also tells which decisions no longer have a statement to stand on.

    Exit status 1 if something is wrong.
    """
    with opened() as held:
        faults, groundless = held.check(), held.info().groundless
    for words in groundless:
        streams.tell(f"{words} [RB303]")
    streams.answer("".join(f"{fault}\n" for fault in faults) or "sound\n")
    return 1 if faults else 0


@ledger.command()
@click.argument("file", metavar="FILE", required=False)
def backup(file: str | None) -> int:
    """Copy the ledger to FILE, by default one beside it named by the day, while others may go on writing. Overwrites nothing."""
    with opened() as held:
        streams.answer(f"{held.backup(file)}\n")
    return 0


@ledger.command()
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", show_default=True, help="table or json.")
def info(form: str) -> int:
    """Print what the ledger holds: counts, days, versions."""
    from rowback.export.json_lines import line_of

    with opened() as held:
        found = dataclasses.asdict(held.info())
    found["path"] = str(found["path"])
    if form == "json":
        streams.answer(line_of(found) + "\n")
        return 0
    for key, value in found.items():
        streams.answer(f"{key.replace('_', ' '):<15} {_words(value)}\n")
    return 0


def _words(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name or 'unknown'}: {count:,}" for name, count in value.items()) or "-"
    if isinstance(value, tuple):
        return "; ".join(value) or "-"
    return "-" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


@ledger.command()
@click.option("--processes", metavar="N", type=click.IntRange(min=1), help="Work with at most N processes; by default one a core.")
def reread(processes: int | None) -> int:
    """Read again the articles that an older program or model read; goes on where it was stopped.

    What people decided is kept; which decisions no longer have a statement to stand on is said on standard error.
    """
    with opened() as held:
        with progress.counted() as count:
            added = read_again(held, on_recorded=lambda reading, _: count(len(reading.statements)), processes=processes)
        groundless = held.info().groundless
    for words in groundless:
        streams.tell(f"{words} [RB303]")
    streams.answer(f"{len(added.articles):,} articles read again, {added.statements:,} statements\n")
    return 0


@ledger.command()
@formatted
def decisions(form: str) -> int:
    """Print every decision by people that holds, with who, when and why: reviews, corrections, merges, splits, rosters."""
    with opened() as held:
        found = held.actors.decisions(about_all=True)
    put_decisions(form, found)
    return 0

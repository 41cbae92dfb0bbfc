"""`rowback statements`, `board`, `findings` and `show`: what a ledger answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rowback.cli import streams
from rowback.cli.asking import DAY, formatted, opened, scoped
from rowback.core.attribution import Kind
from rowback.core.stance import Stance

if TYPE_CHECKING:
    from rowback.ledger import Decision

Thing = TypeVar("Thing")


def put(
    form: str,
    things: Sequence[Thing],
    *,
    table: Callable[..., str],
    thing_object: Callable[[Thing], dict[str, Any]],
    columns: Iterable[str],
    rows: Callable[[Thing], str | list[str]],
) -> None:
    """Print things as a table, as JSON objects or as CSV rows."""
    if form == "table":
        streams.answer(table(things, width=streams.width(), colour=streams.on_terminal()))
        return
    if form == "csv":
        streams.answer(",".join(columns) + "\n")
        for thing in things:
            found = rows(thing)
            streams.answer("".join(f"{row}\n" for row in ([found] if isinstance(found, str) else found)))
        return
    from rowback.export.json_lines import line_of

    for thing in things:
        streams.answer(line_of(thing_object(thing)) + "\n")


def put_decisions(form: str, found: Sequence[Decision]) -> None:
    """Print what people decided."""
    from rowback.export import ledger_csv, ledger_json, people_tables

    put(
        form,
        found,
        table=people_tables.as_decisions,
        thing_object=ledger_json.decision_object,
        columns=ledger_csv.DECISION_COLUMNS,
        rows=ledger_csv.decision_row,
    )


@click.command(short_help="Print the statements of the ledger.")
@click.option("--actor", metavar="NAME|ID", help="Who said it: words of a name, or an actor's id.")
@click.option("--side", metavar="NAME", help="For whom: a country, party or body, in English.")
@click.option("--issue", metavar="ID", help="Statements with a position on this issue.")
@click.option(
    "--stance",
    "stances",
    multiple=True,
    type=click.Choice([s.value for s in Stance]),
    help="With this stance; several may be given.",
)
@click.option("--kind", type=click.Choice([k.value for k in Kind]), help="Quoted, retold, or both.")
@click.option("--from", "since", metavar="DAY", type=DAY, help="Said on that day or later, YYYY-MM-DD.")
@click.option("--to", "until", metavar="DAY", type=DAY, help="Said on that day or earlier, YYYY-MM-DD.")
@click.option("--outlet", metavar="NAME", help="Told by this outlet.")
@click.option("--text", "words", metavar="WORDS", help='Quotes that hold all these words; "…" within them is a phrase.')
@scoped
@formatted
def statements(
    form: str, as_of: date | None, recorded_by: date | None, stances: tuple[str, ...], kind: str | None, **asked: Any
) -> int:
    """Print the statements of the ledger that meet every condition given, by day."""
    from rowback.export import ledger_csv, ledger_json, ledger_tables
    from rowback.ledger import Filter

    wanted = Filter(stances=tuple(map(Stance, stances)), kind=Kind(kind) if kind else None, **asked)
    with opened() as ledger:
        found = ledger.entries(wanted, as_of=as_of, recorded_by=recorded_by)
    put(
        form,
        found,
        table=ledger_tables.as_statements,
        thing_object=ledger_json.entry_object,
        columns=ledger_csv.STATEMENT_COLUMNS,
        rows=ledger_csv.entry_row,
    )
    return 0


@click.command(short_help="Print where everyone stands on an issue.")
@click.argument("issue")
@scoped
@formatted
def board(issue: str, form: str, as_of: date | None, recorded_by: date | None) -> int:
    """Print the actors by side with their newest position on ISSUE and where it has moved."""
    from rowback.export import ledger_csv, ledger_json, ledger_tables

    with opened() as ledger:
        found = ledger.board(issue, as_of=as_of, recorded_by=recorded_by)
        known = ledger.issues[issue]
        say_pending(ledger.issues.pending(), [issue])
    put(
        form,
        found,
        table=lambda standings, **look: ledger_tables.as_board(known, standings, **look),
        thing_object=lambda standing: ledger_json.standing_object(issue, standing),
        columns=ledger_csv.BOARD_COLUMNS,
        rows=lambda standing: ledger_csv.standing_row(issue, standing),
    )
    return 0


@click.command(short_help="Print who took what back, and who contradicts whom.")
@click.option("--issue", metavar="ID", help="On this issue only.")
@scoped
@formatted
def findings(issue: str | None, form: str, as_of: date | None, recorded_by: date | None) -> int:
    """Print changes of position and contradictions within a side, with the words that they rest on.

    Findings that a person rejected are left out of the table; json and csv hold all.
    """
    from rowback.export import ledger_csv, ledger_json, ledger_tables

    with opened() as ledger:
        found = ledger.findings(issue, as_of=as_of, recorded_by=recorded_by)
        say_pending(ledger.issues.pending(), None if issue is None else [issue])
    put(
        form,
        found,
        table=ledger_tables.as_findings,
        thing_object=ledger_json.finding_object,
        columns=ledger_csv.FINDING_COLUMNS,
        rows=ledger_csv.finding_row,
    )
    return 0


def say_pending(pending: dict[str, int], wanted: list[str] | None) -> None:
    """Say on standard error which issues have not been judged on everything yet."""
    for ident, count in pending.items():
        if wanted is None or ident in wanted:
            streams.tell(f"issue {ident}: {count:,} articles are not judged on it yet; `rowback issues judge` goes on [RB302]")

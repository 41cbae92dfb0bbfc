"""`rowback show`: one thing of the ledger with its evidence in context."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from rowback.cli import streams
from rowback.cli.answers import put
from rowback.cli.asking import formatted, opened, scoped
from rowback.core.errors import LedgerError, UsageError
from rowback.core.statement import Reading

if TYPE_CHECKING:
    from rowback.ledger import Ledger, Shown


@click.command(short_help="Print one statement, article, finding or actor with its evidence in context.")
@click.argument("ident", metavar="ID")
@scoped
@formatted
def show(ident: str, form: str, as_of: date | None, recorded_by: date | None) -> int:
    """Print the statement, article, finding or actor of ID with its evidence in context."""
    scope: dict[str, Any] = {"as_of": as_of, "recorded_by": recorded_by}
    with opened() as ledger:
        if ident[:1] == "s":
            _statement(ledger, ident, form, scope)
        elif ident[:1] == "a":
            _article(ledger, ident, form, scope)
        elif ident[:1] == "p":
            put_actor(ledger.actors.show(ident, **scope), form)
        else:
            _finding(ledger, ident, form, scope)
    return 0


def _statement(ledger: Ledger, ident: str, form: str, scope: dict[str, Any]) -> None:
    from rowback.export import ledger_csv, ledger_json, ledger_tables

    entry = ledger.entry(ident, **scope)
    article, _ = ledger.articles[entry.source.id]
    put(
        form,
        [entry],
        table=lambda found, **look: (
            ledger_tables.as_statements(found, **look) + "\n" + ledger_tables.in_context(article, found, **look)
        ),
        thing_object=ledger_json.entry_object,
        columns=ledger_csv.STATEMENT_COLUMNS,
        rows=ledger_csv.entry_row,
    )


def _article(ledger: Ledger, ident: str, form: str, scope: dict[str, Any]) -> None:
    from rowback.export import ledger_csv
    from rowback.export.explain import as_explained
    from rowback.export.json_lines import line_of, reading_object

    article, asides = ledger.articles[ident]
    entries = ledger.articles.entries(ident, **scope)
    reading = Reading(article, tuple(entry.statement for entry in entries), asides)
    if form == "json":
        streams.answer(line_of(reading_object(reading)) + "\n")
    elif form == "csv":
        streams.answer(",".join(ledger_csv.STATEMENT_COLUMNS) + "\n" + "".join(ledger_csv.entry_row(e) + "\n" for e in entries))
    else:
        streams.answer(as_explained(reading, width=streams.width(), colour=streams.on_terminal()))


def _finding(ledger: Ledger, ident: str, form: str, scope: dict[str, Any]) -> None:
    from rowback.export import ledger_csv, ledger_json, ledger_tables

    try:
        finding = ledger.finding(ident, **scope)
    except LedgerError as error:
        raise UsageError(
            "RB436", f"the ledger holds nothing of the id {ident!r}: statements begin with s, articles with a, actors with p"
        ) from error
    articles = {end.source.id: ledger.articles[end.source.id][0] for end in (finding.earlier, finding.later)}

    def table(found: list[Any], **look: Any) -> str:
        parts = [ledger_tables.as_findings(found, **look)]
        parts += [ledger_tables.in_context(articles[end.source.id], [end], **look) for end in (finding.earlier, finding.later)]
        return "\n".join(parts)

    put(
        form,
        [finding],
        table=table,
        thing_object=ledger_json.finding_object,
        columns=ledger_csv.FINDING_COLUMNS,
        rows=ledger_csv.finding_row,
    )


def put_actor(shown: Shown, form: str) -> None:
    """Print an actor: as a table with statements and decisions, as an object, or as rows of posts."""
    from rowback.export import ledger_csv, ledger_json, people_tables
    from rowback.export.json_lines import line_of

    if form == "json":
        found = ledger_json.shown_object(shown)
        streams.answer(line_of(found) + "\n")
    elif form == "csv":
        rows = ledger_csv.profile_rows(shown.profile)
        streams.answer(",".join(ledger_csv.ACTOR_COLUMNS) + "\n" + "".join(f"{row}\n" for row in rows))
    else:
        streams.answer(people_tables.as_actor(shown, width=streams.width(), colour=streams.on_terminal()))

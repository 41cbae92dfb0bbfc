"""`rowback issues`: what positions are about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from rowback.cli import progress, streams
from rowback.cli.asking import formatted, opened, scoped
from rowback.core.errors import UsageError
from rowback.core.issue import Issue
from rowback.issue_file import read_issues, written_issues

if TYPE_CHECKING:
    from rowback.ledger import Ledger


@click.group(short_help="What positions are about: add, list, show, import, export, judge, suggest.")
def issues() -> None:
    """Keep the issues of the ledger: each a label and one affirmative proposition to take a stand on."""


@issues.command("add")
@click.argument("ident", metavar="ID")
@click.option("--label", required=True, metavar="WORDS", help='A short name, such as "NATO membership of Ukraine".')
@click.option(
    "--proposition", required=True, metavar="SENTENCE", help='What one can be for or against: "Ukraine becomes a NATO member."'
)
@click.option("--term", "terms", multiple=True, metavar="WORDS", help="Words that speak of it; several may be given.")
@click.option("--exclude", multiple=True, metavar="WORDS", help="Words that speak of a neighbouring issue; several may be given.")
def add_issue(ident: str, label: str, proposition: str, terms: tuple[str, ...], exclude: tuple[str, ...]) -> int:
    """Add an issue, or a new version of one, and judge the whole ledger on it."""
    for name, words in (("ID", ident), ("--label", label), ("--proposition", proposition), *(("--term", t) for t in terms)):
        if not words.strip():
            raise click.UsageError(f"{name} is empty.")
    with opened(create=True) as ledger:
        _put(ledger, [Issue(ident.strip(), label.strip(), proposition.strip(), terms, exclude)])
    return 0


@issues.command("import")
@click.argument("file", metavar="FILE")
def import_issues(file: str) -> int:
    """Add the issues of a TOML file, or new versions of them, and judge the whole ledger on those that are new or changed."""
    wanted = read_issues(file)
    with opened(create=True) as ledger:
        _put(ledger, wanted)
    return 0


def _put(ledger: Ledger, wanted: list[Issue] | tuple[Issue, ...]) -> None:
    news = ledger.issues.put(wanted)
    streams.answer(f"{len(news)} of {len(wanted)} issue{'s' * (len(wanted) != 1)} new or changed\n")
    _judge(ledger)


def _judge(ledger: Ledger) -> int:
    with progress.measured("judged") as tell:
        done = ledger.issues.judge(tell)
    ledger.refresh()
    return done


@issues.command()
def judge() -> int:
    """Go on judging the ledger on issues that came after its articles, where that was stopped."""
    with opened() as ledger:
        done = _judge(ledger)
    streams.answer(f"{done:,} article{'s' * (done != 1)} judged\n")
    return 0


@issues.command("list")
@formatted
def list_issues(form: str) -> int:
    """Print the issues of the ledger."""
    from rowback.cli.answers import put
    from rowback.export import ledger_csv, ledger_json, people_tables

    with opened() as ledger:
        found = list(ledger.issues)
    put(
        form,
        found,
        table=people_tables.as_issues,
        thing_object=ledger_json.issue_object,
        columns=ledger_csv.ISSUE_COLUMNS,
        rows=ledger_csv.issue_row,
    )
    return 0


@issues.command()
@click.option("--limit", metavar="NUMBER", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@scoped
@formatted
def suggest(form: str, as_of: date | None, recorded_by: date | None, limit: int) -> int:
    """Propose issues from what several speakers of the ledger speak of, with statements as examples.

    The propositions are drafts: say yourself what is to happen, then `rowback issues add`.
    """
    from rowback.cli.answers import put
    from rowback.export import ledger_csv, ledger_json, people_tables

    with opened() as ledger:
        found = ledger.issues.suggest(limit, as_of=as_of, recorded_by=recorded_by)
    put(
        form,
        found,
        table=people_tables.as_suggestions,
        thing_object=ledger_json.suggestion_object,
        columns=ledger_csv.SUGGESTION_COLUMNS,
        rows=ledger_csv.suggestion_row,
    )
    return 0


@issues.command("show")
@click.argument("ident", metavar="ID")
@formatted
def show_issue(ident: str, form: str) -> int:
    """Print one issue."""
    from rowback.cli.answers import put
    from rowback.export import ledger_csv, ledger_json, people_tables

    with opened() as ledger:
        found = ledger.issues[ident]
    put(
        form,
        [found],
        table=people_tables.as_issues,
        thing_object=ledger_json.issue_object,
        columns=ledger_csv.ISSUE_COLUMNS,
        rows=ledger_csv.issue_row,
    )
    return 0


@issues.command("export")
@click.argument("file", metavar="FILE", required=False)
def export_issues(file: str | None) -> int:
    """Write the issues as TOML that `rowback issues import` reads, to FILE or to standard output."""
    with opened() as ledger:
        text = written_issues(list(ledger.issues))
    if file is None:
        streams.answer(text)
        return 0
    try:
        with open(file, "x", encoding="utf-8") as out:
            out.write(text)
    except OSError as error:
        raise UsageError("RB205", f"{file}: cannot be written: {error.strerror or error}") from error
    return 0

"""`rowback add`: articles into a ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from rowback.calls import add as add_articles
from rowback.cli import progress, streams
from rowback.cli.asking import DAY, opened
from rowback.cli.read import remark
from rowback.core.errors import InputError
from rowback.core.statement import Reading

_HELP = """Put articles into the ledger.

PATH is what `rowback read` takes: a file of plain text, HTML or JSON Lines, a folder, a pattern, or - for standard input. The
ledger is made where there is none. An article that it holds already changes nothing, so an interrupted add is simply run again.

\b
Examples:
  rowback add news/
  rowback --ledger archive.db add --recorded-at 2025-02-14 2025-02-14.jsonl

\b
Exit status:
  0  everything was recorded
  1  something was refused: listed on standard error, the rest was recorded
  2  the command itself was wrong
"""


@click.command(help=_HELP, short_help="Put articles into the ledger.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--published", metavar="DATE", help="Date of publication, YYYY-MM-DD, of articles that tell none.")
@click.option("--url", metavar="URL", help="Address of an article that tells none.")
@click.option("--outlet", metavar="NAME", help="Outlet of articles that tell none.")
@click.option("--language", metavar="CODE", help="Language of articles that tell none, such as en; otherwise it is recognised.")
@click.option("--recorded-at", metavar="DAY", type=DAY, help="Record as if the articles had come on that day, YYYY-MM-DD.")
@click.option("--processes", metavar="N", type=click.IntRange(min=1), help="Work with at most N processes; by default one a core.")
@click.option("-v", "--verbose", is_flag=True, help="Name every article on standard error once it is safely recorded.")
def add(paths: tuple[str, ...], recorded_at: date | None, processes: int | None, verbose: bool, **given: Any) -> int:
    """Record the articles and say what was new; returns the exit status."""
    refused = 0

    def refuse(error: InputError) -> None:
        nonlocal refused
        refused += 1
        streams.tell(str(error))

    with opened(create=True) as ledger, progress.counted() as count:

        def record(reading: Reading, new: bool) -> None:
            count(len(reading.statements))
            remark(reading)
            if verbose:
                streams.tell(f"{'recorded' if new else 'known'} {reading.article.id}")

        added = add_articles(
            ledger, *paths, **given, recorded_at=recorded_at, on_refused=refuse, on_recorded=record, processes=processes
        )
    articles = len(added.articles)
    streams.answer(
        f"{articles:,} new article{'s' * (articles != 1)} with {added.statements:,} statements; "
        f"{added.known:,} known already; {refused:,} refused\n"
    )
    return 1 if refused else 0

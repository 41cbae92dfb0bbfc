"""`rowback read`: articles in, statements out, no ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from rowback.calls import read as read_articles
from rowback.cli import progress, streams
from rowback.core.errors import InputError
from rowback.core.statement import Reading

FORMATS = ("table", "json", "csv")

_HELP = """Read articles and print who said what, when, on whose behalf.

PATH is a file of plain text, HTML or JSON Lines (gzipped or not), a folder, a pattern like 'news/*.html', or - for standard
input. Plain text may begin with a line `date 2025-02-14 Title`; without a date of publication, days such as "on Thursday"
cannot be told: give it with --published.

\b
Examples:
  rowback read article.txt
  rowback read --explain --published 2025-02-14 saved-page.html
  rowback read --format csv news/ > statements.csv
  curl -s https://news.example/a.html | rowback read --url https://news.example/a.html -

\b
Exit status:
  0  everything was read
  1  something was refused: listed on standard error, the rest was read
  2  the command itself was wrong
"""


@click.command(help=_HELP, short_help="Read articles and print who said what, when, on whose behalf.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="table for people, json (one line an article) or csv (one row a statement) for programs.",
)
@click.option("--explain", is_flag=True, help="Print the article with its sources, words of saying and contents marked, and why.")
@click.option("--published", metavar="DATE", help="Date of publication, YYYY-MM-DD, of articles that tell none.")
@click.option("--url", metavar="URL", help="Address of an article that tells none.")
@click.option("--outlet", metavar="NAME", help="Outlet of articles that tell none.")
@click.option("--language", metavar="CODE", help="Language of articles that tell none, such as en; otherwise it is recognised.")
@click.option("--issues", metavar="FILE", help="TOML file of the issues to judge: [[issue]] with id, label, proposition.")
@click.option("--processes", metavar="N", type=click.IntRange(min=1), help="Work with at most N processes; by default one a core.")
def read(paths: tuple[str, ...], form: str, explain: bool, processes: int | None, **given: Any) -> int:
    """Print the readings in the wanted form; returns the exit status."""
    if explain and form != "table":
        raise click.UsageError(f"--explain is a form of its own and does not go with --format {form}; leave one of the two out.")
    refused: list[None] = []

    def refuse(error: InputError) -> None:
        refused.append(None)
        streams.tell(str(error))

    readings = read_articles(*paths, **given, on_refused=refuse, processes=processes)
    show = _show_explained if explain else _SHOW[form]
    show(_remarked(progress.watched(readings)))
    return 1 if refused else 0


def _remarked(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The same readings; articles in a language that is not read are said on standard error."""
    for reading in readings:
        remark(reading)
        yield reading


def remark(reading: Reading) -> None:
    """Say on standard error that an article is in a language that is not read, if it is."""
    if not reading.extracted:
        article = reading.article
        name = article.url or article.title or f"“{' '.join(article.text[:60].split())}…”"
        language = f"language {article.language!r}" if article.language else "an unknown language"
        streams.tell(f"{name}: in {language}, which Rowback does not read yet; kept without statements [RB301]")


def _show_json(readings: Iterator[Reading]) -> None:
    from rowback.export.json_lines import as_json

    for reading in readings:
        streams.answer(as_json(reading) + "\n")


def _show_csv(readings: Iterator[Reading]) -> None:
    from rowback.export.csv_rows import as_csv, header

    streams.answer(header() + "\n")
    for reading in readings:
        streams.answer(as_csv(reading))


def _show_table(readings: Iterator[Reading]) -> None:
    from rowback.export.table import as_table, counts, tally

    width, colour = streams.width(), streams.on_terminal()
    articles, total = 0, Counter[str]()
    for reading in readings:
        streams.answer(as_table(reading, width=width, colour=colour))
        articles += 1
        total.update(counts(reading))
    if articles > 1:
        streams.answer(f"{articles} articles: {tally(total)}\n")


def _show_explained(readings: Iterator[Reading]) -> None:
    from rowback.export.explain import as_explained

    width, colour = streams.width(), streams.on_terminal()
    for reading in readings:
        streams.answer(as_explained(reading, width=width, colour=colour))


_SHOW = {"table": _show_table, "json": _show_json, "csv": _show_csv}

"""`rowback sample`: how far to trust a ledger, by judging some of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from rowback.cli import streams
from rowback.cli.asking import formatted, opened, signed, who

if TYPE_CHECKING:
    from rowback.ledger import Judgement, Ledger

_HELP = """Draw NUMBER statements or findings at random, judge them one by one, and print the precision with its 95 % interval.

On a terminal each one is shown and asked about; otherwise what was said so far is printed. The same seed draws the same sample; the
page /sample of `rowback serve` shows the same one.

\b
Examples:
  rowback sample 50
  rowback sample 20 --of findings --seed 7 --format csv
"""
_ANSWERS = {"r": "right", "w": "wrong", "u": "unsure"}


@click.command(help=_HELP, short_help="Judge some statements or findings drawn at random: how far to trust the ledger.")
@click.argument("number", metavar="NUMBER", type=click.IntRange(1, 500))
@click.option("--of", type=click.Choice(("statements", "findings")), default="statements", show_default=True, help="What to draw.")
@click.option(
    "--seed", metavar="NUMBER", type=click.IntRange(0), default=1, show_default=True, help="Another seed draws another sample."
)
@signed
@formatted
def sample(number: int, of: str, seed: int, form: str, by: str | None, note: str | None) -> int:
    """Judge a sample, and print how right it is."""
    with opened() as ledger:
        if of == "findings":
            drawn = ledger.samples.draw_of([finding.id for finding in ledger.findings()], number, seed)
        else:
            drawn = ledger.samples.draw(number, seed)
        judged = ledger.samples.judgements(drawn)
        if form == "table" and streams.on_terminal() and sys.stdin.isatty():
            _ask(ledger, drawn, judged, who(by), note)
            judged = ledger.samples.judgements(drawn)
    _print(form, of, seed, drawn, judged)
    return 0


def _ask(ledger: Ledger, drawn: list[str], judged: dict[str, Judgement], by: str | None, note: str | None) -> None:
    from rowback.export import ledger_tables
    from rowback.ledger import Verdict

    look: dict[str, Any] = {"width": streams.width(), "colour": streams.on_terminal()}
    for place, ident in enumerate(drawn, 1):
        if ident in judged:
            continue
        streams.answer(f"\n{place} of {len(drawn)}\n")
        if ident.startswith("s"):
            entry = ledger.entry(ident)
            article = ledger.articles[entry.source.id][0]
            streams.answer(ledger_tables.as_statements([entry], **look) + ledger_tables.in_context(article, [entry], **look))
        else:
            streams.answer(ledger_tables.as_findings([ledger.finding(ident)], **look))
        answer = click.prompt("right, wrong, unsure or quit", type=click.Choice((*_ANSWERS, "q")), err=True)
        if answer == "q":
            return
        ledger.samples.judge(ident, Verdict(_ANSWERS[answer]), by=by, note=note)


def _print(form: str, of: str, seed: int, drawn: list[str], judged: dict[str, Judgement]) -> None:
    from rowback.export.json_lines import line_of
    from rowback.export.samples import SAMPLE_COLUMNS, sample_object, sample_rows
    from rowback.ledger import precision

    if form == "csv":
        rows = "".join(f"{row}\n" for row in sample_rows(of, seed, drawn, judged))
        streams.answer(",".join(SAMPLE_COLUMNS) + "\n" + rows)
        return
    if form == "json":
        streams.answer(line_of(sample_object(drawn, judged)) + "\n")
        return
    found = precision(drawn, judged)
    streams.answer(f"{len(judged)} of {len(drawn)} judged: {found.right} right, {found.wrong} wrong, {found.unsure} unsure\n")
    if found.share is not None and found.interval is not None:
        low, high = found.interval
        streams.answer(f"{found.share:.0%} of the {of} are right; with 95 % confidence between {low:.0%} and {high:.0%}\n")

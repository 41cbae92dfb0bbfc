"""`rowback review` and `rowback correct`: what people decide about findings and statements."""

from __future__ import annotations

from datetime import date

import click

from rowback.cli import streams
from rowback.cli.asking import DAY, opened, signed, who
from rowback.core.finding import Review
from rowback.core.stance import Stance

_VERDICTS = {"accept": Review.ACCEPTED, "reject": Review.REJECTED, "unsure": Review.UNSURE, "undo": Review.UNREVIEWED}


@click.command(short_help="Decide about a finding: accept, reject, unsure, undo.")
@click.argument("finding", metavar="FINDING")
@click.argument("verdict", metavar="accept|reject|unsure|undo", type=click.Choice(list(_VERDICTS)))
@signed
def review(finding: str, verdict: str, by: str | None, note: str | None) -> int:
    """Record what you decide about FINDING; it is kept with its two statements, for ever. undo takes the last decision back."""
    with opened() as ledger:
        found = ledger.review(finding, _VERDICTS[verdict], by=who(by), note=note)
    streams.answer(f"{found.id}: {found.review.value}\n")
    return 0


@click.command(short_help="Correct a statement: its speaker, day, stance, or that it is none.")
@click.argument("statement", metavar="STATEMENT")
@click.option("--speaker", metavar="ACTOR", help="Who said it: an actor's id or a name.")
@click.option("--said-on", metavar="DAY", type=DAY, help="The day on which it was said, YYYY-MM-DD.")
@click.option("--stance", "stances", metavar="ISSUE=STANCE", multiple=True, help="Where it stands; none for no position at all.")
@click.option("--not-a-statement", is_flag=True, help="It is nobody's statement: nothing counts it any more.")
@click.option("--undo", is_flag=True, help="Take back the last correction of the statement.")
@signed
def correct(
    statement: str,
    speaker: str | None,
    said_on: date | None,
    stances: tuple[str, ...],
    not_a_statement: bool,
    undo: bool,
    by: str | None,
    note: str | None,
) -> int:
    """Record a correction of STATEMENT, with who and when; the findings that rest on it follow at once.

    What the article says stays as it was read; corrections stand over it and can be undone.
    """
    given = [bool(speaker), bool(said_on), bool(stances), not_a_statement]
    if undo == any(given):
        raise click.UsageError("say what to correct (--speaker, --said-on, --stance, --not-a-statement), or --undo alone.")
    with opened() as ledger:
        if undo:
            ledger.undo_correction(statement, by=who(by))
        else:
            ledger.correct(
                statement,
                speaker=speaker,
                said_on=(said_on, said_on) if said_on else None,
                stances=dict(map(_stance, stances)),
                not_a_statement=not_a_statement,
                by=who(by),
                note=note,
            )
        ledger.refresh()
    streams.answer(f"{statement}: {'the last correction is undone' if undo else 'corrected'}\n")
    return 0


def _stance(words: str) -> tuple[str, Stance | None]:
    issue, mark, stance = words.partition("=")
    if not mark or stance not in ("none", *(s.value for s in Stance)):
        names = ", ".join(s.value for s in Stance)
        raise click.UsageError(f"--stance {words!r}: write ISSUE=STANCE, where the stance is one of {names}, none.")
    return issue, None if stance == "none" else Stance(stance)

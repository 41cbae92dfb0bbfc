"""A reading as a table that fits 80 columns; quotes longer than a table can bear are cut, which the other formats never do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from rowback.core.actor import ActorKind
from rowback.core.statement import Actor, Reading, Statement
from rowback.export.screen import belongings, day_in_words, heading, rendered, safe, shortened, speaker_in_words

_LONGEST_QUOTE = 320  # characters: ten lines at 80 columns
_NARROWEST = 60  # columns; what is narrower is printed as if it were this wide
_LEGEND = {
    "~": "~ day inferred",
    "like": "like N: shortens N",
    "after": "after N: goes on from N",
    "in": "in N: told within N",
}


def as_table(reading: Reading, *, width: int = 80, colour: bool = False) -> str:
    """Heading, one row a statement, and a last line that counts; ends in an empty line."""
    parts: list[RenderableType] = [heading(reading), Text()]
    if reading.statements:
        parts += [_table(reading.statements), Text(), *_legend(reading.statements)]
    parts += [Text(tally(counts(reading)), style="dim"), Text()]
    return rendered(*parts, width=max(width, _NARROWEST), colour=colour)


def counts(reading: Reading) -> dict[str, int]:
    """What the last line counts: statements, those by unknown speakers, asides."""
    unknown = sum(statement.speaker.kind is ActorKind.UNKNOWN for statement in reading.statements)
    return {"statements": len(reading.statements), "unknown": unknown, "asides": len(reading.asides)}


def tally(counted: Mapping[str, int]) -> str:
    """The counts in words.

    >>> tally({"statements": 1, "unknown": 0, "asides": 2})
    '1 statement, 0 by unknown speakers; 2 asides'
    """
    statements, asides = counted["statements"], counted["asides"]
    return (
        f"{statements} statement{'s' * (statements != 1)}, {counted['unknown']} by unknown speakers; "
        f"{asides} aside{'s' * (asides != 1)}"
    )


def _table(statements: Sequence[Statement]) -> Table:
    numbers = {statement.id: number for number, statement in enumerate(statements, 1)}
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, expand=True, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True, style="dim")
    table.add_column("day", no_wrap=True, width=11)
    table.add_column("speaker", ratio=9, overflow="fold")
    table.add_column("quote", ratio=16, overflow="fold")
    table.add_column("kind", no_wrap=True, width=9)
    introduced: set[Actor] = set()
    for number, statement in enumerate(statements, 1):
        table.add_row(str(number), *_cells(statement, numbers, statement.speaker not in introduced))
        introduced.add(statement.speaker)
    return table


def _cells(statement: Statement, numbers: Mapping[str, int], introduce: bool) -> tuple[Text, Text, Text, Text]:
    """Day, speaker, quote and kind; role and side only where the speaker is to be introduced."""
    known = statement.speaker.kind is not ActorKind.UNKNOWN
    speaker = Text(" ".join(speaker_in_words(statement.speaker).split()), style="cyan" if known else "red")
    if introduce and (rest := belongings(statement.speaker)):
        speaker.append(f"\n{rest}", style="dim")
    quote = Text(shortened(statement.quote, _LONGEST_QUOTE))
    if circumstances := _circumstances(statement):
        quote.append(f"\n({circumstances})", style="dim")
    for position in statement.positions:
        quote.append(f"\n{safe(position.issue)}: {position.stance}", style="dim")
    kind = Text(statement.kind.value)
    for word, other in _relations(statement):
        kind.append(f"\n{word} {numbers.get(other, '?')}", style="dim")
    return Text(day_in_words(statement.said_on, "\n to ")), speaker, quote, kind


def _circumstances(statement: Statement) -> str:
    """Occasion, addressee and the outlet that was told, in words; empty where none is known."""
    told = (
        (None, statement.occasion),
        ("to", statement.addressee),
        ("via", statement.via if statement.via and statement.via not in (statement.occasion or "") else None),
    )
    return "; ".join(" ".join(filter(None, (word, " ".join(safe(what).split())))) for word, what in told if what)


def _relations(statement: Statement) -> list[tuple[str, str]]:
    relations = (("like", statement.aligned_to), ("after", statement.continues), ("in", statement.nested_in))
    return [(word, other) for word, other in relations if other is not None]


def _legend(statements: Sequence[Statement]) -> list[Text]:
    used = {word for statement in statements for word, _ in _relations(statement)}
    if any(statement.said_on and statement.said_on.inferred for statement in statements):
        used.add("~")
    words = "; ".join(meaning for mark, meaning in _LEGEND.items() if mark in used)
    return [Text(words, style="dim")] if words else []

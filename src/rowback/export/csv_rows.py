"""A reading as CSV rows, one a statement, for spreadsheets, R and pandas.

UTF-8 without a byte-order mark, commas, lines end in a line feed, fields in double quotes where they need them; what is not
known is an empty field. Words are kept exactly as the article has them, also where a spreadsheet would take them for a
formula: open files from sources you do not trust as text (docs/formats.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from rowback.core.article import Article
from rowback.core.finding import Source
from rowback.core.span import hull
from rowback.core.statement import Reading, Statement

COLUMNS = (
    "article_id",
    "url",
    "outlet",
    "title",
    "published",
    "statement_id",
    "kind",
    "speaker",
    "speaker_kind",
    "role",
    "side",
    "said_start",
    "said_end",
    "said_inferred",
    "quote",
    "occasion",
    "addressee",
    "via",
    "verbatim",
    "continues",
    "aligned_to",
    "nested_in",
    "start",
    "end",
    "confidence",
    "positions",
)
"""The columns and their order; new ones are only ever added at the end."""


def header() -> str:
    """The first line, without its line end."""
    return ",".join(COLUMNS)


def as_csv(reading: Reading) -> str:
    """The rows of an article, each with its line end; empty where it has no statements."""
    return "".join(_row(reading, statement) + "\n" for statement in reading.statements)


def _row(reading: Reading, statement: Statement) -> str:
    return row_of(statement_values(reading.article, statement))


def statement_values(article: Article | Source, statement: Statement) -> tuple[str | bool | float | None, ...]:
    """The fields of a statement's row, one a column."""
    speaker, said = statement.speaker, statement.said_on
    span = hull(statement.content)
    return (
        *(article.id, article.url, article.outlet, article.title, article.published),
        *(statement.id, statement.kind.value),
        *(speaker.name, speaker.kind.value, speaker.role, speaker.side),
        *((said.start.isoformat(), said.end.isoformat(), said.inferred) if said else (None, None, None)),
        *(statement.quote, statement.occasion, statement.addressee, statement.via, statement.verbatim),
        *(statement.continues, statement.aligned_to, statement.nested_in),
        *(span.start, span.end, round(float(statement.confidence), 4)),
        "; ".join(f"{p.issue}={p.stance}" for p in statement.positions) or None,
    )


def row_of(values: Iterable[str | bool | float | None]) -> str:
    """One row, without its line end."""
    return ",".join(_field(value) for value in values)


def _field(value: str | bool | float | None) -> str:
    """One field. Python 3.11's csv module leaves a lone carriage return unquoted, which its own reader refuses."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    field = str(value)
    return '"' + field.replace('"', '""') + '"' if any(mark in field for mark in '",\r\n') else field

"""How text gets in: plain text, HTML pages, JSON and JSON Lines, from files, folders, globs and standard input.

One bad item never stops the others: it comes as an InputError among the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import BinaryIO

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.reading.given import Given
from rowback.reading.identify import language_name
from rowback.reading.records import article_from_record
from rowback.reading.sources import OnPage, read_all

__all__ = ["Given", "article_from_text", "language_name", "read_paths"]

_NOTHING = Given()


def read_paths(
    paths: Sequence[str],
    given: Given = _NOTHING,
    stdin: BinaryIO | None = None,
    *,
    today: date | None = None,
    on_page: OnPage | None = None,
) -> Iterator[Article | InputError]:
    """Read the articles of files, folders, patterns and, for "-", of `stdin` (by default the process's own).

    What cannot be used comes as an InputError in its place. JSON Lines are read one line at a time, so a file may be larger
    than memory. `today` is the day by which dates count as future, by default today in UTC. `on_page` is handed the bytes of pages. An InputError is raised at
    once if what is given holds a date after it.
    """
    day = today or datetime.now(UTC).date()
    given.date(day)
    return read_all(paths, given, stdin, day, on_page)


def article_from_text(
    text: str,
    *,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published: str | date | None = None,
    language: str | None = None,
    today: date | None = None,
) -> Article:
    """Make an article of a text by the rules of JSON Lines; InputError with the reason if it cannot be one.

    The text is kept as it is; a title that it does not open with is put before it, followed by a blank line. `published` is
    a date or its ISO form, with time and zone if known; without a `language` the text's own is told.
    """
    written = published.isoformat() if isinstance(published, date) else published
    record = {"url": url, "outlet": outlet, "title": title, "published": written, "language": language, "text": text}
    return article_from_record(record, _NOTHING, "text", today or datetime.now(UTC).date())

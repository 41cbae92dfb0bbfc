"""The calls that programs and the command line make: `read` and `read_text`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from rowback.core.article import Article
from rowback.core.errors import InputError, UsageError
from rowback.core.issue import Issue
from rowback.core.statement import Reading
from rowback.issue_file import read_issues

Refused = Callable[[InputError], None]
"""What to do with an article that cannot be read."""

Issues = str | os.PathLike[str] | Sequence[Issue] | None
"""A TOML file of issues, or the issues themselves."""


def read(
    *paths: str | os.PathLike[str],
    published: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    issues: Issues = None,
    on_refused: Refused | None = None,
    processes: int | None = None,
) -> Iterator[Reading]:
    """Read articles, one after the other, and yield each with its statements.

    A path is a file (plain text, HTML, JSON Lines, any of them gzipped), a folder, a glob or "-" for standard input.
    ``published``, ``url``, ``outlet`` and ``language`` hold for articles that do not tell it themselves. ``issues`` are what
    positions are wanted on. What cannot be read goes to ``on_refused`` and the rest is read; without it, the first refusal
    is raised as InputError. ``processes`` limits how many work at once: by default as many as there are cores, and one for
    a few articles. Articles come in the order of the input; nothing is held but what is being worked on. Wrong arguments
    raise UsageError at the call.
    """
    from rowback.reading import Given, read_paths

    wanted = _issues(issues)
    try:
        given = Given(published=published, url=url, outlet=outlet, language=language)
        found = read_paths([os.fspath(path) for path in paths], given)
    except InputError as error:  # here it is the call that is wrong, not an article
        raise UsageError(error.code, f"{error.where}: {error.reason}") from error
    return _readings(_accepted(found, on_refused or _raise), wanted, processes)


def read_text(
    text: str,
    *,
    title: str | None = None,
    published: str | date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    issues: Issues = None,
) -> Reading:
    """Read one article given as plain text; raises InputError where it cannot be read.

    A title that the text does not open with is put before it. Without ``published``, days like "Thursday" cannot be told.
    """
    from rowback.reading import article_from_text

    article = article_from_text(text, url=url, outlet=outlet, title=title, published=published, language=language)
    return next(_readings([article], _issues(issues), 1))


def _readings(articles: Iterable[Article], issues: Sequence[Issue], processes: int | None) -> Iterator[Reading]:
    from rowback.pipeline import read_articles

    yield from read_articles(articles, issues=issues, processes=processes)


def _accepted(found: Iterable[Article | InputError], refused: Refused) -> Iterator[Article]:
    for item in found:
        if isinstance(item, InputError):
            refused(item)
        else:
            yield item


def _issues(issues: Issues) -> Sequence[Issue]:
    if issues is None:
        return ()
    return read_issues(issues) if isinstance(issues, str | os.PathLike) else issues


def _raise(error: InputError) -> None:
    raise error

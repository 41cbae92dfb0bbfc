"""The calls that programs and the command line make: `read` and `read_text`."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from rowback.core.article import Article
from rowback.core.errors import InputError, UsageError
from rowback.core.issue import Issue
from rowback.core.statement import Reading
from rowback.issue_file import read_issues

if TYPE_CHECKING:
    from rowback.reading import Given

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
    a few articles. Articles come in the order of the input; nothing is held but what is being worked on.
    """
    wanted = _issues(issues)  # before the first article, so that a bad file is told at the call
    given = _given(published, url, outlet, language)
    return _readings([os.fspath(path) for path in paths], given, sys.stdin.buffer, wanted, on_refused or _raise, processes)


def read_text(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    issues: Issues = None,
) -> Reading:
    """Read one article given as plain text; raises InputError where it cannot be read.

    The text may open with a header line "date YYYY-MM-DD Title". Without ``published`` or that header, days like "Thursday"
    cannot be told.
    """
    wanted, given = _issues(issues), _given(published, url, outlet, language)
    return next(_readings(["-"], given, io.BytesIO(text.encode()), wanted, _raise, 1))


def _readings(
    paths: Sequence[str],
    given: Given,
    stdin: BinaryIO,
    issues: Sequence[Issue],
    refused: Refused,
    processes: int | None,
) -> Iterator[Reading]:
    from rowback.pipeline import read_articles
    from rowback.reading import read_paths

    yield from read_articles(_accepted(read_paths(paths, given, stdin), refused), issues=issues, processes=processes)


def _accepted(found: Iterable[Article | InputError], refused: Refused) -> Iterator[Article]:
    for item in found:
        if isinstance(item, InputError):
            refused(item)
        else:
            yield item


def _given(published: str | None, url: str | None, outlet: str | None, language: str | None) -> Given:
    from rowback.reading import Given

    try:
        return Given(published=published, url=url, outlet=outlet, language=language)
    except InputError as error:  # here it is the call that is wrong, not an article
        raise UsageError(error.code, f"{error.where}: {error.reason}") from error


def _issues(issues: Issues) -> Sequence[Issue]:
    if issues is None:
        return ()
    return read_issues(issues) if isinstance(issues, str | os.PathLike) else issues


def _raise(error: InputError) -> None:
    raise error

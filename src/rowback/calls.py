"""The calls that programs and the command line make: `read` and `read_text`, `add` and `read_again` for a ledger."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rowback.core.article import Article
from rowback.core.errors import InputError, UsageError
from rowback.core.issue import Issue
from rowback.core.statement import Reading
from rowback.issue_file import read_issues

if TYPE_CHECKING:
    from rowback.ledger import Added, Ledger

_BATCH, _BATCH_SECONDS = 32, 5.0  # articles, and seconds, after which what was read is recorded

Refused = Callable[[InputError], None]
"""What to do with an article that cannot be read."""

Recorded = Callable[[Reading, bool], None]
"""Is told of each article that is safely in the ledger, and whether it is new there."""

Known = Callable[[Article], None]
"""Is told of each article that the ledger holds already."""

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


def add(
    ledger: Ledger,
    *paths: str | os.PathLike[str],
    published: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    recorded_at: date | None = None,
    on_refused: Refused | None = None,
    on_recorded: Recorded | None = None,
    on_known: Known | None = None,
    processes: int | None = None,
) -> Added:
    """Read articles and put them into a ledger, judged on its issues; what it holds already is not even read.

    Paths and options are those of `read`. Articles are recorded some at a time, each batch wholly or not at all; `on_recorded`
    is told of each article after it can no longer be lost. ``recorded_at`` makes the ledger answer as if they had come that day.
    """
    from rowback.ledger import Added
    from rowback.reading import Given, read_paths

    pages: dict[str, bytes] = {}
    try:
        given = Given(published=published, url=url, outlet=outlet, language=language)
        found = read_paths(
            [os.fspath(path) for path in paths], given, on_page=lambda article, raw: pages.__setitem__(article.id, raw)
        )
    except InputError as error:
        raise UsageError(error.code, f"{error.where}: {error.reason}") from error
    known = 0

    def news() -> Iterator[Article]:
        nonlocal known
        for article in _accepted(found, on_refused or _raise):
            if ledger.articles.is_news(article):
                yield article
            else:
                known += 1
                pages.pop(article.id, None)
                if on_known is not None:
                    on_known(article)

    added = _recorded(ledger, news(), processes, on_recorded, pages=pages, recorded_at=recorded_at)
    return Added(added.articles, added.known + known, added.statements)


def read_again(ledger: Ledger, *, on_recorded: Recorded | None = None, processes: int | None = None) -> Added:
    """Read the articles of a ledger anew that another model or version read; goes on where it was stopped.

    What people decided is kept, and holds for every statement that is found again.
    """
    return _recorded(ledger, ledger.articles.read_otherwise(_extractor()), processes, on_recorded, again=True)


def _recorded(
    ledger: Ledger, articles: Iterable[Article], processes: int | None, on_recorded: Recorded | None, **options: Any
) -> Added:
    from rowback.ledger import Added

    known = ledger.issues.known()
    done: list[str] = []
    statements = held = 0
    batch: list[Reading] = []
    began = time.monotonic()

    def record() -> None:
        nonlocal statements, held, began
        added = ledger.add(batch, extractor=_extractor(), issue_revision=known.revision, **options)
        done.extend(added.articles)
        statements, held = statements + added.statements, held + added.known
        for reading in batch:
            options.get("pages", {}).pop(reading.article.id, None)
            if on_recorded is not None:
                on_recorded(reading, reading.article.id in added.articles)
        batch.clear()
        began = time.monotonic()

    try:
        for reading in _readings(articles, known.issues, processes):
            batch.append(reading)
            if len(batch) >= _BATCH or time.monotonic() - began > _BATCH_SECONDS:
                record()
    finally:  # what was read is not thrown away because a later article, or the reader's patience, failed
        if batch:
            record()
    ledger.issues.judge()
    ledger.refresh()
    return Added(tuple(done), held, statements)


def _extractor() -> str:
    """What reads: the version of the program and of its model."""
    from rowback import __version__
    from rowback.language import model_info

    model = model_info()
    return f"rowback {__version__}, model {model.name} {model.version} {model.sha256[:12]}"


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

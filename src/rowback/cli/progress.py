"""Progress of long work, on standard error, where somebody is watching."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rowback.cli import streams
from rowback.core.statement import Reading

_PATIENCE = 2.0  # seconds before progress is worth showing


def watched(readings: Iterator[Reading]) -> Iterator[Reading]:
    """The same readings; while they take long, a line on the terminal counts them.

    Nothing is shown where standard error is no terminal, nor where the answer itself goes to one: that is progress enough.
    """
    if not sys.stderr.isatty() or streams.on_terminal():
        yield from readings
        return
    began, shown = time.monotonic(), None
    articles = statements = 0
    try:
        for reading in readings:
            yield reading
            articles, statements = articles + 1, statements + len(reading.statements)
            if shown is None and time.monotonic() - began > _PATIENCE:
                shown = _Line()
            if shown is not None:
                shown.update(articles, statements)
    finally:
        if shown is not None:
            shown.stop()


@contextmanager
def counted() -> Iterator[Callable[[int], None]]:
    """A function to call for each article with the number of its statements; after some seconds a line on the terminal counts."""
    began, shown = time.monotonic(), None
    articles = statements = 0

    def count(more: int) -> None:
        nonlocal shown, articles, statements
        articles, statements = articles + 1, statements + more
        if shown is None and sys.stderr.isatty() and time.monotonic() - began > _PATIENCE:
            shown = _Line()
        if shown is not None:
            shown.update(articles, statements)

    try:
        yield count
    finally:
        if shown is not None:
            shown.stop()


@contextmanager
def measured(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how much is done of how much; after some seconds a line on the terminal tells it."""
    began, shown = time.monotonic(), None

    def tell(done: int, total: int) -> None:
        nonlocal shown
        if shown is None and sys.stderr.isatty() and time.monotonic() - began > _PATIENCE:
            shown = _Line()
        if shown is not None:
            shown.say(f"{what} {done:,} of {total:,} articles")

    try:
        yield tell
    finally:
        if shown is not None:
            shown.stop()


class _Line:
    """A line that counts; rich is loaded for it only when it is needed."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._task = self._progress.add_task("reading", total=None)
        self._progress.start()

    def update(self, articles: int, statements: int) -> None:
        """Show the counts."""
        self.say(f"{articles:,} articles, {statements:,} statements")

    def say(self, words: str) -> None:
        """Show the words."""
        self._progress.update(self._task, description=words)

    def stop(self) -> None:
        """Take the line away."""
        self._progress.stop()

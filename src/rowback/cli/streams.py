"""Standard output and standard error: the answer on the one, everything else on the other."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from typing import TextIO

_NARROW, _WIDE = 80, 120  # columns where there is no terminal, and at most: wider lines read badly


class ReaderGoneError(Exception):
    """Nobody reads standard output any more."""


class OutputError(Exception):
    """Standard output takes no more, for instance because a disk is full."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what is no character (half a surrogate pair) is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def answer(words: str) -> None:
    """Write a part of the answer to standard output at once; raises ReaderGoneError or OutputError."""
    try:
        sys.stdout.write(words)
        sys.stdout.flush()
    except OSError as error:
        _give_up(error)


def flush() -> None:
    """Write what is still held back; raises as `answer` does."""
    answer("")


def tell(message: str) -> None:
    """Write a message to standard error, on a line of its own. A closed standard error is no reason to stop."""
    try:
        sys.stderr.write(message + "\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def on_terminal() -> bool:
    """True if a person sees the answer as it is written."""
    return sys.stdout.isatty()


def width() -> int:
    """Columns to print in: those of the terminal or of COLUMNS, up to 120; 80 where neither tells."""
    return min(shutil.get_terminal_size((_NARROW, 24)).columns, _WIDE) if on_terminal() or "COLUMNS" in os.environ else _NARROW


def _give_up(error: OSError) -> None:
    _silence(sys.stdout)
    if error.errno in (errno.EPIPE, errno.ESHUTDOWN):
        raise ReaderGoneError from error
    raise OutputError(error.strerror or str(error)) from error


def _silence(stream: TextIO) -> None:
    """Send what the stream still holds to nowhere, or Python would complain at its end."""
    try:
        number = stream.fileno()
    except OSError:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)

"""Files, folders, globs and standard input: what to read, and in which format it is written."""

from __future__ import annotations

import glob
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from rowback.core.article import Article
from rowback.core.errors import InputError
from rowback.reading.build import EMPTY
from rowback.reading.decoding import UNREADABLE, decode_page, decode_text, has_bom, refuse_binary
from rowback.reading.given import Given
from rowback.reading.plain import article_from_plain
from rowback.reading.records import article_from_line, articles_from_document

CANNOT_OPEN = "RB101"
TOO_LARGE = "RB103"
LARGEST = 50 * 1024 * 1024
"""Bytes, unpacked, of the largest file that is one article or one JSON document, and of the longest line of JSON Lines."""

OnPage = Callable[[Article, bytes], None]
"""Is told of each page's article and bytes before the article is yielded."""

_SUFFIXES = (".txt", ".html", ".htm", ".jsonl", ".ndjson", ".json")
_GZIP = b"\x1f\x8b"
_PEEK = 65536
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_all(
    paths: Sequence[str], given: Given, stdin: BinaryIO | None, today: date, on_page: OnPage | None = None
) -> Iterator[Article | InputError]:
    """The articles of all paths in order; a single file that is plain text yields to what is given."""
    files = list(_expanded(paths))
    for path in files:
        if isinstance(path, InputError):
            yield path
            continue
        try:
            with _opened(path, stdin) as stream:
                yield from _articles(stream, "stdin" if path == "-" else path, given, today, on_page, alone=len(files) == 1)
        except InputError as error:
            yield error
        except (OSError, EOFError, zlib.error) as error:
            # EOFError, zlib.error and OSError without a number come from gzip: cut short or damaged
            reason = error.strerror if isinstance(error, OSError) and error.strerror else f"damaged gzip file ({error})"
            yield InputError(CANNOT_OPEN, path, reason)


def _expanded(paths: Sequence[str]) -> Iterator[str | InputError]:
    """The files that the paths name: each file, those of known kinds in a folder, those that match a pattern."""
    for path in paths:
        if path == "-" or os.path.isfile(path):
            yield path
        elif os.path.isdir(path):
            yield from _in_folder(path)
        elif os.path.exists(path):
            yield path
        elif glob.has_magic(path):
            matches = sorted(glob.glob(path, recursive=True))
            if not matches:
                yield InputError(CANNOT_OPEN, path, "no file matches this pattern")
            for match in matches:
                yield from _in_folder(match) if os.path.isdir(match) else (match,)
        else:
            yield InputError(CANNOT_OPEN, path, "no such file or folder")


def _in_folder(folder: str) -> Iterator[str | InputError]:
    found = False
    refused: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().removesuffix(".gz").endswith(_SUFFIXES):
                found = True
                yield os.path.join(root, name)
    for error in refused:
        yield InputError(CANNOT_OPEN, str(error.filename or folder), error.strerror or str(error))
    if not found and not refused:
        yield InputError(
            CANNOT_OPEN, folder, f"the folder holds no articles (files ending in {', '.join(_SUFFIXES)}, plain or .gz)"
        )


@contextmanager
def _opened(path: str, stdin: BinaryIO | None) -> Iterator[io.BufferedReader]:
    """The bytes of a file or of standard input, unpacked where they are packed with gzip; standard input stays open."""
    with ExitStack() as stack:
        raw: BinaryIO = (stdin or sys.stdin.buffer) if path == "-" else stack.enter_context(Path(path).open("rb"))
        # a buffer of our own over it, for looking ahead; let go of it at the end so that it does not close standard input
        stream: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, raw), _PEEK)
        stack.callback(stream.detach)
        if stream.peek(2)[:2] == _GZIP:
            unpacked = gzip.GzipFile(fileobj=stream, mode="rb")
            stream = stack.enter_context(io.BufferedReader(cast(io.RawIOBase, unpacked), _PEEK))
        yield stream


def _articles(
    stream: io.BufferedReader, name: str, given: Given, today: date, on_page: OnPage | None, *, alone: bool
) -> Iterator[Article | InputError]:
    """The articles of one stream, by its format."""
    head = stream.read(_PEEK)
    if not head.strip():
        raise InputError(EMPTY, name, "the file is empty" if name != "stdin" else "standard input is empty")
    refuse_binary(head, name)
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    if suffix in (".jsonl", ".ndjson") or (suffix not in (".txt", ".html", ".htm") and _is_json_lines(head)):
        yield from _lines(head, stream, given, name, today)
        return
    raw = head + stream.read(LARGEST + 1 - len(head))
    if len(raw) > LARGEST:
        reason = (
            f"larger than {LARGEST // 1024**2} MB, too large for one article: write collections as JSON Lines, one article a line"
        )
        raise InputError(TOO_LARGE, name, reason)
    refuse_binary(raw, name)
    if suffix == ".json" or (suffix not in (".txt", ".html", ".htm") and _is_json(raw)):
        yield from articles_from_document(decode_text(raw, name), given, name, today)
    elif suffix in (".html", ".htm") or _PAGE.match(raw[:_PEEK]):
        # imported late: the extractor takes half a second to load, which a plain text need not wait for
        from rowback.reading.page import article_from_page

        try:
            article = article_from_page(decode_page(raw, name), given, name, today)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            # the extractor and the parsers below it raise these on some damaged pages
            raise InputError(UNREADABLE, name, f"the page is damaged: {error!r}") from error
        if on_page is not None:
            on_page(article, raw)
        yield article
    else:
        yield article_from_plain(decode_text(raw, name), given, name, today, overrides=alone)


def _lines(head: bytes, stream: io.BufferedReader, given: Given, name: str, today: date) -> Iterator[Article | InputError]:
    """The articles of JSON Lines, one line in memory at a time."""
    if has_bom(head) and not head.startswith(b"\xef\xbb\xbf"):
        whole = head + stream.read(LARGEST)
        if len(whole) > LARGEST:
            raise InputError(TOO_LARGE, name, "JSON Lines in UTF-16: convert it to UTF-8")
        head, stream = decode_text(whole, name).encode("utf-8", "surrogatepass"), io.BufferedReader(io.BytesIO())
    for number, line in enumerate(_split(head.removeprefix(b"\xef\xbb\xbf"), stream), 1):
        where = f"{name}:{number}"
        if isinstance(line, int):
            yield InputError(
                TOO_LARGE, where, f"a line of {line // 1024**2} MB: the longest line that is read has {LARGEST // 1024**2} MB"
            )
        elif line.strip():
            try:
                yield article_from_line(line, given, where, today)
            except InputError as error:
                yield error


def _split(head: bytes, stream: io.BufferedReader) -> Iterator[bytes | int]:
    """The lines of head and stream; for a line that is too long only its length."""
    *whole, rest = head.split(b"\n")
    yield from whole
    while rest or stream.peek(1):
        rest += stream.readline(LARGEST + 1 - len(rest))
        if len(rest) <= LARGEST:
            yield rest
        else:
            length = len(rest)
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LARGEST)
                length += len(rest)
            yield length
        rest = b""


def _is_json_lines(head: bytes) -> bool:
    """True where the first line is a JSON object of its own, or one too long to see its end."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)
    first = lines[0].strip()
    if not first.startswith(b'{"') and not first.startswith(b"{ "):
        return False
    return first.endswith(b"}") or len(lines) == 1


def _is_json(raw: bytes) -> bool:
    """True where the bytes begin as a JSON object or a list of objects does."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*\"|\[\s*\{\s*\")", raw) is not None

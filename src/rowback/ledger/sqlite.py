"""All that only SQLite knows: how a file is opened, locked, searched, copied and found damaged."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Connection, Engine, Select, create_engine, event, func, literal_column, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from rowback.core.errors import LedgerError

APPLICATION = 0x524F574B  # "ROWK", in the file's header: what tells a ledger from other programs' files
_HEADER = b"SQLite format 3\x00"
_PATIENCE = 60_000  # milliseconds that a writer waits for another


def path_of(url: str) -> Path:
    """The file of a path or of a sqlite URL; LedgerError for other URLs."""
    found = re.match(r"(\w[\w+.-]+)://", url)
    if found is None:
        return Path(url)
    if found[1] not in ("sqlite", "sqlite+pysqlite") or not url.startswith((f"{found[1]}:///", f"{found[1]}:////")):
        raise LedgerError("RB408", f"{url}: no address of a ledger; give a path such as rowback.db or sqlite:///rowback.db")
    return Path(url.removeprefix(f"{found[1]}:///"))


def look_at(path: Path, create: bool) -> bool:
    """True if there is a file to open, False if one is to be made; LedgerError where neither can be."""
    if path.is_dir():
        raise LedgerError("RB401", f"{path}: is a folder, not a ledger")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError as error:
        if create and path.parent.is_dir():
            return False
        reason = "`rowback add` makes one" if path.parent.is_dir() else "the folder does not exist"
        raise LedgerError("RB401", f"{path}: there is no ledger here; {reason}") from error
    except OSError as error:
        raise LedgerError("RB401", f"{path}: cannot be opened: {error.strerror or error}") from error
    if not head:
        if create:
            return False
        raise LedgerError("RB401", f"{path}: is empty, no ledger yet; `rowback add` makes one of it")
    if head[:16] != _HEADER:
        raise LedgerError("RB402", f"{path}: is no ledger of Rowback; give another path with --ledger")
    number = int.from_bytes(head[68:72], "big")
    if number != APPLICATION:
        if number == 0 and create and _holds_nothing(path):  # made by a process that died before its first commit
            return False
        raise LedgerError("RB402", f"{path}: is a database of another program, no ledger; give another path with --ledger")
    return True


def _holds_nothing(path: Path) -> bool:
    connection = sqlite3.connect(path, timeout=_PATIENCE / 1000)
    try:
        return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0)
    except sqlite3.Error:
        return False
    finally:
        connection.close()


def is_writable(path: Path) -> bool:
    """True if the file, or the folder it is to stand in, takes writes."""
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def engine_for(path: Path, *, writable: bool) -> Engine:
    """An engine whose transactions are snapshots; those of connections with the option `writing` hold the only right to write.

    The option `patience` is the number of milliseconds to wait for that right, by default a minute.
    """

    def connect() -> sqlite3.Connection:
        if writable:
            return sqlite3.connect(path, timeout=_PATIENCE / 1000, isolation_level=None, check_same_thread=False)
        wal = Path(f"{path}-wal")
        unchanging = "" if wal.exists() and wal.stat().st_size else "&immutable=1"
        address = f"file:{quote(str(path.resolve()))}?mode=ro{unchanging}"
        return sqlite3.connect(address, uri=True, timeout=_PATIENCE / 1000, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool if writable else NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.execute("PRAGMA temp_store=MEMORY")
        if writable:
            cursor.execute("PRAGMA synchronous=FULL")  # what has been acknowledged outlives a power cut
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        patience = options.get("patience", _PATIENCE)
        if connection.info.get("patience") != patience:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
            connection.info["patience"] = patience
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writing") else "BEGIN")

    return engine


def make_file(path: Path) -> None:
    """Make the file, marked as a ledger's, with a write-ahead log, by which readers and a writer do not wait for one another."""
    connection = sqlite3.connect(path, timeout=_PATIENCE / 1000, isolation_level=None)
    try:
        connection.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            connection.execute(f"PRAGMA application_id={APPLICATION}")
        for tries_left in range(200, -1, -1):  # changing the mode does not wait as other writes do
            try:
                connection.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError:
                if not tries_left:
                    raise
                time.sleep(0.05)
    finally:
        connection.close()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into words."""
    try:
        yield
    except (DatabaseError, sqlite3.Error) as error:
        raise _in_words(path, error) from error


def _in_words(path: Path, error: Exception) -> LedgerError:
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", None) or 0
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LedgerError("RB404", f"{path}: is locked: another program has been writing for more than a minute; try again")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return LedgerError("RB405", f"{path}: is read-only: nothing was changed")
        case sqlite3.SQLITE_FULL:
            return LedgerError("RB406", f"{path}: the disk is full: what was recorded before is kept; make room and run it again")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return LedgerError("RB407", f"{path}: is damaged ({cause}); go back to a backup (`rowback ledger backup` makes them)")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return LedgerError("RB409", f"{path}: cannot be read or written ({cause}); disk, rights or room may be the reason")
    return LedgerError("RB410", f"{path}: does not do as it should ({cause}); `rowback ledger check` tells more")


def among(values: Iterable[str]) -> Select[Any]:
    """The question for these values, however many, as one parameter: `column.in_(among(values))`."""
    return select(func.json_each(json.dumps(sorted(values))).table_valued("value").c.value)


def at_once(connection: Connection, query: Select[Any]) -> list[list[Any]]:
    """The rows of a question as one value: Python's other threads go on meanwhile, and this one does not wait for them at each row."""
    rows = query.subquery()
    return list(json.loads(connection.scalar(select(func.json_group_array(func.json_array(*rows.c)))) or "[]"))


# ---- full text

_SEARCH = "words"


def make_search(connection: Connection) -> None:
    """The full-text table over the quotes of statements, by the numbers of their rows."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE {_SEARCH} USING fts5(quote, content='statements', content_rowid='number', tokenize='unicode61')"
    )


def drop_search(connection: Connection) -> None:
    """Take the full-text table away."""
    connection.exec_driver_sql(f"DROP TABLE {_SEARCH}")


def rebuild_search(connection: Connection) -> None:
    """Make all statements findable anew."""
    connection.exec_driver_sql(f"INSERT INTO {_SEARCH} ({_SEARCH}) VALUES ('rebuild')")  # noqa: S608


def add_to_search(connection: Connection, rows: list[tuple[int, str]]) -> None:
    """Make statements findable by their words."""
    if rows:
        connection.exec_driver_sql(f"INSERT INTO {_SEARCH} (rowid, quote) VALUES (?, ?)", rows)  # noqa: S608


def matches(words: str, number: ColumnElement[int], *, each: bool = False) -> ColumnElement[bool]:
    """The condition that a statement's quote holds all the words; "…" within them is a phrase. Nothing in them is a command.

    With ``each``, rows are taken in another order and each is looked for among those that match, which is quicker where many do.
    """
    wanted = text(f"SELECT rowid FROM {_SEARCH} WHERE {_SEARCH} MATCH :wanted").bindparams(wanted=_query(words))  # noqa: S608
    # with a sign before it a column is read, and no index of it used
    tested: ColumnElement[int] = literal_column(f"+{number}") if each else number
    return tested.in_(wanted.columns(literal_column("rowid")))


def number_matching(connection: Connection, words: str) -> int:
    """How many quotes hold all the words, those of statements that do not hold any more included."""
    query = text(f"SELECT count(*) FROM {_SEARCH} WHERE {_SEARCH} MATCH :wanted")  # noqa: S608
    return int(connection.scalar(query, {"wanted": _query(words)}) or 0)


def is_common(connection: Connection, words: str, limit: int) -> bool:
    """True if more quotes than the limit hold all the words."""
    query = text(f"SELECT count(*) FROM (SELECT 1 FROM {_SEARCH} WHERE {_SEARCH} MATCH :wanted LIMIT :most)")  # noqa: S608
    return bool(connection.scalar(query, {"wanted": _query(words), "most": limit + 1}) == limit + 1)


def _query(words: str) -> str:
    """Words and phrases, each quoted: FTS5's own operators, columns and stars lose their meaning."""
    written = words.replace("\0", " ").encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    parts = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', written)]
    quoted = ['"' + part.replace('"', '""') + '"' for part in parts if any(map(str.isalnum, part))]
    return " ".join(quoted) or '"\ue000"'  # of no word at all nothing is found


# ---- notes of what is written


def watch(connection: Connection, watched: Iterable[tuple[str, str, str, str, str]]) -> None:
    """Let tables note, for this connection alone, what is written to them: table, event, a word for it and two columns."""
    for statement in _watching(tuple(watched)):
        connection.exec_driver_sql(statement)


@lru_cache(maxsize=4)
def _watching(watched: tuple[tuple[str, str, str, str, str], ...]) -> tuple[str, ...]:
    made = ["CREATE TEMP TABLE IF NOT EXISTS notes (kind TEXT, key TEXT, more TEXT)", "DELETE FROM temp.notes"]
    for number, (table, when, kind, key, more) in enumerate(watched):
        head = f"CREATE TEMP TRIGGER IF NOT EXISTS note_{number} AFTER {when} ON main.{table} WHEN {key} IS NOT NULL"
        made.append(f"{head} BEGIN INSERT INTO notes VALUES ('{kind}', {key}, {more}); END")  # noqa: S608
    return tuple(made)


def notes(connection: Connection, limit: int) -> list[tuple[str, str, str]]:
    """What was noted since the connection is watched, no more of it than the limit."""
    rows = connection.exec_driver_sql("SELECT kind, key, more FROM temp.notes LIMIT ?", (limit,))
    return [(kind, key, more) for kind, key, more in rows]


# ---- care


def copy(path: Path, target: Path) -> None:
    """A copy of the ledger as it is at one moment, while others may write; LedgerError if it cannot be made."""
    if target.exists():
        raise LedgerError("RB412", f"{target}: is already there; a backup overwrites nothing")
    try:
        source, into = sqlite3.connect(path), sqlite3.connect(target)
    except sqlite3.Error as error:
        raise LedgerError("RB413", f"{target}: cannot be written ({error})") from error
    try:
        with into:
            source.backup(into)
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise _in_words(target, error) from error
    finally:
        into.close()
        source.close()


def faults(connection: Connection) -> list[str]:
    """What SQLite finds wrong with the file, in its words; empty where all is well."""
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [
        f"a row of {row[0]} refers to a row of {row[2]} that is not there"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return found

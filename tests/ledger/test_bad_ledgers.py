"""Ledgers that cannot be used end in words, and are left as they were."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from rowback.core.errors import LedgerError
from rowback.ledger import Filter, Ledger, opening, schema, sqlite
from rowback.ledger.refresh import is_fresh
from rowback.ledger.store import Store
from tests.ledger import story
from tests.ledger.asking import all_of, put
from tests.ledger.story import Said, article

ROOT = Path(__file__).parents[2]
ARTICLES = [
    article(Said("Anna Berg", "harbour never", "2025-02-10")),
    article(Said("Anna Berg", "harbour for", "2025-02-20"), published="2025-02-21"),
]


@pytest.fixture
def path(tmp_path):
    """A ledger with two articles, closed."""
    path = tmp_path / "rowback.db"
    with Ledger.open(path, create=True) as ledger:
        ledger.issues.put([story.HARBOUR])
        put(ledger, *ARTICLES)
    return path


def refused(path, match, **options):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(LedgerError, match=match):
        Ledger.open(path, **options).close()
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize("create", [False, True])
def test_no_ledger(tmp_path, create):
    (tmp_path / "text.db").write_text("no ledger at all, but longer than a header of SQLite's: " * 4)
    refused(tmp_path / "text.db", "is no ledger", create=create)
    refused(tmp_path, "is a folder", create=create)
    refused(tmp_path / "nowhere" / "rowback.db", "there is no ledger here; the folder does not exist", create=create)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE articles (id TEXT)")
    other.commit()
    other.close()
    refused(tmp_path / "other.db", "another program", create=create)


def test_nothing_is_made_unless_it_is_to_be(tmp_path):
    refused(tmp_path / "rowback.db", "`rowback add` makes one")
    (tmp_path / "rowback.db").touch()
    refused(tmp_path / "rowback.db", "is empty")
    Ledger.open(tmp_path / "rowback.db", create=True).close()


@pytest.mark.parametrize("url", ["postgresql://host/db", "sqlite://host/x", "https://x.example/rowback.db"])
def test_other_addresses(url):
    with pytest.raises(LedgerError, match="no address of a ledger"):
        Ledger.open(url)


def test_a_url(path):
    with Ledger.open(f"sqlite:///{path}") as ledger:
        assert len(ledger.entries()) == 2


@pytest.mark.parametrize("keep", [50, 100, 5000, 0.5, 0.9], ids=str)
def test_truncated(path, keep):
    size = path.stat().st_size
    os.truncate(path, int(size * keep) if keep < 1 else keep)
    with pytest.raises(LedgerError):
        use(path)


def use(path):
    """Open a ledger, check it and ask it; LedgerError where any of it says that something is wrong."""
    with Ledger.open(path) as ledger:
        if faults := ledger.check():
            raise LedgerError("RB000", faults[0])
        ledger.entries()


def test_damaged_in_the_middle(path):
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 40] = os.urandom(40)
    path.write_bytes(data)
    with pytest.raises(LedgerError, match=r"backup|check"), Ledger.open(path) as ledger:
        ledger.entries()


def test_locked(path, monkeypatch):
    monkeypatch.setattr(sqlite, "_PATIENCE", 50)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Ledger.open(path) as ledger:
        assert len(ledger.entries()) == 2  # reading does not wait for a writer
        with pytest.raises(LedgerError, match="is locked"):
            put(ledger, article(Said("Bengt Dahl", "harbour for")))
        other.execute("ROLLBACK")
        assert len(ledger.entries()) == 2
        put(ledger, article(Said("Bengt Dahl", "harbour for")))


def test_read_only(path, monkeypatch):
    whole = Ledger.open(path)
    expected = all_of(whole)
    whole.close()
    monkeypatch.setattr(sqlite, "is_writable", lambda path: False)
    before = path.read_bytes()
    with Ledger.open(path) as ledger:
        assert all_of(ledger) == expected
        for act in (
            lambda: put(ledger, *ARTICLES),
            lambda: ledger.issues.put([story.BRIDGE]),
            lambda: ledger.actors.undo(),
            lambda: ledger.correct(ledger.entries()[0].id, not_a_statement=True),
        ):
            with pytest.raises(LedgerError, match="read-only"):
                act()
    assert path.read_bytes() == before


def test_read_only_and_not_brought_up_to_date(path, monkeypatch):
    """Facts that came without the derived tables being made: a question works them out without writing."""
    with Ledger.open(path) as ledger:
        ledger.add([article(Said("Bengt Dahl", "harbour for"))])
        ledger.issues.judge()
        with ledger._store.snapshot() as connection:
            assert not is_fresh(connection)
    monkeypatch.setattr(sqlite, "is_writable", lambda path: False)
    with Ledger.open(path) as ledger:
        found = all_of(ledger)
    monkeypatch.undo()
    for name in ("positions_for", "utterances", "changes", "told_by"):
        monkeypatch.setattr(f"rowback.ledger.judging.{name}", getattr(story, name))
    with Ledger.open(path) as ledger:
        assert all_of(ledger) == found


def test_a_full_disk(path, tmp_path):
    """A limit on the size of files is what a full disk looks like to SQLite."""
    program = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from rowback.ledger import Ledger\n"
        "from rowback.core.errors import LedgerError\n"
        "from tests.ledger.adder import articles\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "    try:\n"
        "        for reading in articles(400):\n"
        "            print(*ledger.add([reading]).articles, flush=True)\n"
        "    except LedgerError as error:\n"
        "        print('told', error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    limit = str(path.stat().st_size + 200_000)
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), limit], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "told" in done.stdout, done.stdout[-500:] + done.stderr[-2000:]
    assert any(words in done.stdout for words in ("disk is full", "room may be the reason"))
    kept = {line for line in done.stdout.split() if line.startswith("a") and len(line) == 17}
    with Ledger.open(path) as ledger:
        assert ledger.check() == []
        assert kept <= {entry.source.id for entry in ledger.entries()}


def test_a_file_size_limit_is_not_left_behind():
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY


# ---- versions


def test_an_older_ledger_is_brought_up_to_date_with_a_backup_beside_it(path):
    with Ledger.open(path) as ledger:
        expected = all_of(ledger)
    downgrade(path)
    with Ledger.open(path) as ledger:
        assert all_of(ledger) == expected
        assert len(ledger.entries(Filter(words="harbour never"))) == 1
        assert ledger.check() == []
    copies = sorted(path.parent.glob("rowback.before-*.db"))
    assert [copy.name for copy in copies] == ["rowback.before-0004.db"]
    with contextlib.closing(sqlite3.connect(copies[0])) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert old.execute("SELECT count(*) FROM articles").fetchone() == (2,)
    shutil.copy(copies[0], path.with_name("again.db"))
    with Ledger.open(path.with_name("again.db")) as ledger:
        assert all_of(ledger) == expected


def downgrade(path):
    """Make of a ledger what the program before this one would have made."""
    from alembic import command
    from alembic.config import Config

    store = Store(str(path))
    config = Config()
    config.set_main_option("script_location", str(Path(opening.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with store.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        connection.execute(text("DELETE FROM ledger WHERE key = 'derived'"))
    store.close()


def test_a_newer_ledger_is_refused_in_words(path):
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0099'")
        newer.commit()
    refused(path, r"newer Rowback \(ledger version 0099, this one knows 0004\)")


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(path, monkeypatch):
    downgrade(path)

    def fail(connection):
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise LedgerError("RB000", "stopped")

    monkeypatch.setattr(opening, "_upgrade", fail)
    with pytest.raises(LedgerError, match="stopped"):
        Ledger.open(path)
    with contextlib.closing(sqlite3.connect(path)) as old:
        assert old.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_the_migrations_make_the_tables_that_the_program_knows(path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    store = Store(str(path))
    with store.snapshot() as connection:
        ours = {table.name for table in schema.metadata.sorted_tables}
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda thing, name, kind, *_: kind != "table" or name in ours}
        )
        assert compare_metadata(context, schema.metadata) == []
    store.close()


# ---- care


def test_backup(path, tmp_path):
    with Ledger.open(path) as ledger:
        expected = all_of(ledger)
        copy = ledger.backup(tmp_path / "copy.db")
        with pytest.raises(LedgerError, match="overwrites nothing"):
            ledger.backup(tmp_path / "copy.db")
        with pytest.raises(LedgerError, match="cannot be written"):
            ledger.backup(tmp_path / "nowhere" / "copy.db")
        first, second = ledger.backup(), ledger.backup()
    assert first != second
    for made in (copy, first, second):
        with Ledger.open(made) as ledger:
            assert all_of(ledger) == expected


def test_check_tells_a_span_that_does_not_name_its_words(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE articles SET text = 'x' || text WHERE id = ?", [ARTICLES[0].article.id])
        other.execute("DELETE FROM statements WHERE article = ?", [ARTICLES[1].article.id])
        other.commit()
    with Ledger.open(path) as ledger:
        faults = "\n".join(ledger.check())
    assert "not what its span names" in faults
    assert "which is not there" in faults


def test_a_wrong_span_is_never_written(path):
    from dataclasses import replace

    reading = article(Said("Bengt Dahl", "harbour for"))
    wrong = replace(reading, statements=(replace(reading.statements[0], quote="harbour never"),))
    with Ledger.open(path) as ledger:
        before = all_of(ledger)
        with pytest.raises(LedgerError, match="not what its span names"):
            ledger.add([article(Said("Carl Eng", "harbour for")), wrong])
        assert all_of(ledger) == before  # nor is the other article of the batch


def test_one_whose_making_was_interrupted_is_made_to_the_end(tmp_path):
    """A file with a journal that is rolled back on opening, as a process leaves it that dies while it marks the file."""
    path = tmp_path / "rowback.db"
    with contextlib.closing(sqlite3.connect(path)) as half:
        half.execute(f"PRAGMA application_id={sqlite.APPLICATION}")
    marked = path.read_bytes()
    assert marked
    with contextlib.closing(sqlite3.connect(path)) as half:
        half.execute("PRAGMA application_id=0")
    unmarked = path.read_bytes()
    path.write_bytes(marked)
    page = int.from_bytes(marked[16:18], "big")
    (tmp_path / "rowback.db-journal").write_bytes(_journal(unmarked[:page], page))
    with Ledger.open(path, create=True) as ledger:
        put(ledger, *ARTICLES)
    with Ledger.open(path) as ledger:
        assert len(ledger.entries()) == 2


def _journal(first, page):
    """A hot rollback journal with the first page as it was: its header, then the page with number and checksum."""
    nonce = 7
    checksum = (nonce + sum(first[at] for at in range(page - 200, 0, -200))) & 0xFFFFFFFF
    numbers = (1, nonce, 1, 512, page)
    head = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"".join(number.to_bytes(4, "big") for number in numbers)
    return head.ljust(512, b"\0") + (1).to_bytes(4, "big") + first + checksum.to_bytes(4, "big")

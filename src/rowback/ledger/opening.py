"""How a ledger is opened: made, brought up to date with a backup beside it, or refused in words."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from rowback.core.errors import LedgerError
from rowback.ledger import schema, sqlite


def open_engine(url: str, *, create: bool) -> tuple[Engine, Path, bool]:
    """Engine, file and whether it takes writes. Nothing is made unless `create`; an older ledger is brought up to date."""
    path = sqlite.path_of(url)
    exists = sqlite.look_at(path, create)
    writable = sqlite.is_writable(path)
    if not exists and not writable:
        raise LedgerError("RB415", f"{path}: cannot be made: the folder takes no writes")
    with sqlite.explained(path):
        if not exists:
            sqlite.make_file(path)
        engine = sqlite.engine_for(path, writable=writable)
        try:
            _bring_up_to_date(engine, path, writable)
        except BaseException:
            engine.dispose()
            raise
    return engine, path, writable


def version_of(connection: Connection) -> str | None:
    """The newest migration that the ledger has seen; None where nothing is in it yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _bring_up_to_date(engine: Engine, path: Path, writable: bool) -> None:
    with engine.connect() as connection:
        version = version_of(connection)
    if version == schema.VERSION:
        return
    if version is not None and version > schema.VERSION:
        raise LedgerError(
            "RB403",
            f"{path}: was written by a newer Rowback (ledger version {version}, this one knows {schema.VERSION}): install that",
        )
    if not writable:
        raise LedgerError(
            "RB414", f"{path}: is of an older Rowback and read-only, so it cannot be brought up to date; copy it first"
        )
    if version is None:
        sqlite.make_file(path)  # again, where the process that began it died: what it had written may have been rolled back
    else:
        sqlite.copy(path, free_name(path, f"before-{schema.VERSION}"))
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if version_of(connection) == version:  # another process may have been quicker
            _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command  # imported late: only new and old ledgers need it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    found = version_of(connection)
    if found != schema.VERSION:
        raise LedgerError(
            "RB416", f"the migrations of this installation end at {found}, not at {schema.VERSION}: install Rowback again"
        )


def free_name(path: Path, what: str) -> Path:
    """A name beside the file that is not taken: rowback.before-0003.db, rowback.before-0003-2.db and so on."""
    number = 1
    while True:
        target = path.with_name(f"{path.stem}.{what}{f'-{number}' if number > 1 else ''}{path.suffix or '.db'}")
        if not target.exists():
            return target
        number += 1

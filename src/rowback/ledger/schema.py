"""The tables of a ledger.

Facts are only ever added: articles, pages, readings, statements, mentions, positions, claims, issues, decisions. What they
give (who is whom, which words are one utterance, the findings) stands in tables of its own, marked derived, which may be
thrown away and made again at any time. Times are UTC in one fixed form, so that they sort as text; days are YYYY-MM-DD.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

VERSION = "0004"
"""The newest migration, which is what this program reads and writes."""

metadata = MetaData()

state = Table(
    "ledger",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""``revision`` grows by one with every change; ``derived`` names the rules by which the derived tables were made."""

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", String, index=True),
    Column("text", Text, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""One row a version of an article's text: the same URL with another text has another id."""

pages = Table(
    "pages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("raw", LargeBinary, nullable=False),
    Column("extractor", String, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""The bytes of pages as they came, compressed with zlib: a new extractor would otherwise look like an edit by the outlet."""

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("outlet", String),
    Column("title", String),
    Column("published", String),
    Column("day", String),
    Column("language", String),
    Column("translated", Boolean),
    Column("rest", JSON, nullable=False),
    Column("extracted", Boolean, nullable=False),
    Column("extractor", String, nullable=False),
    Column("issue_revision", Integer, nullable=False),
    Column("recorded_at", String, nullable=False),
    Index("readings_article", "article", "number"),
    Index("readings_day", "day"),
)
"""What was made of an article, and when; the last one holds. ``rest`` has blocks, asides and the lesser facts of the article;
``issue_revision`` is the number of the newest issue it was judged on when it came."""

statements = Table(
    "statements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Column("id", String, nullable=False, index=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("quote", Text, nullable=False),
    Column("speaker", String),
    Column("name", String),
    Column("side", String, index=True),
    Column("signature", String, index=True),
    Column("said_start", String),
    Column("said_end", String),
    Column("record", JSON, nullable=False),
    Column("block", String, nullable=False),
    Column("after_start", Integer),
    Column("after_end", Integer),
    Column("after_id", String),
    Column("denied", Boolean, nullable=False),
    Column("recorded_at", String, nullable=False),
    UniqueConstraint("reading", "id"),
)
"""``record`` is the whole statement; ``speaker`` the actor's id within the article; ``signature`` what names say about the actor."""

mentions = Table(
    "mentions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False, index=True),
    Column("speaker", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
)

issues = Table(
    "issues",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("label", String, nullable=False),
    Column("proposition", Text, nullable=False),
    Column("terms", JSON, nullable=False),
    Column("exclude", JSON, nullable=False),
    Column("recorded_at", String, nullable=False),
)
"""One row a version of an issue; the last one of an id holds."""

positions = Table(
    "positions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False, index=True),
    Column("statement", String, nullable=False, index=True),
    Column("version", ForeignKey("issues.number"), nullable=False),
    Column("stance", String, nullable=False),
    Column("record", JSON, nullable=False),
    UniqueConstraint("version", "reading", "statement"),
)

claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.number"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("about", String),
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("value", JSON, nullable=False),
    Column("by", String),
    Column("note", Text),
    Column("undoes", ForeignKey("decisions.number"), unique=True),
    Column("recorded_at", String, nullable=False),
)
"""What people decided: reviews, corrections, merges, splits, rosters. An undoing is a row of its own."""

judging = Table(
    "judging",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("judged_to", Integer, nullable=False),
)
"""How far an issue that came after articles has been judged, as the number of the last reading done."""


def inserted(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    """Insert one row and return its number."""
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """The rows of a question for two columns, the second by the first."""
    return {row[0]: row[1] for row in connection.execute(query).all()}


# ---- derived

signatures = Table(
    "signatures",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("side", String, index=True),
    Column("role", String),
    Column("key", String, nullable=False, index=True),
    Column("post", String, index=True),
    Column("smallest", String),
    Column("count", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("first_day", String),
    Column("last_day", String),
    Column("actor", String, index=True),
)
"""Derived: each way in which articles name a speaker, with the days on which they do so, and the actor it belongs to.
Roles with their dates are these rows. ``actor`` is None where every article's bearer of the name stays by himself."""

current = Table(
    "current",
    metadata,
    Column("id", String, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("reading", Integer, nullable=False, index=True),
    Column("signature", String),
    Column("speaker", String),
    Column("actor", String),
    Column("utterance", String),
    Column("said_start", String),
    Column("said_end", String),
    Column("day", String),
    Index("current_number", "number"),
    Index("current_actor", "actor", "said_start"),
    Index("current_signature", "signature", "id", "day"),
    Index("current_said", "said_start"),
    Index("current_utterance", "utterance"),
)
"""Derived: the statements that hold today, corrections applied."""

stands = Table(
    "stands",
    metadata,
    Column("issue", String, primary_key=True),
    Column("statement", String, primary_key=True),
    Column("stance", String, nullable=False),
    Column("record", JSON, nullable=False),
    Column("actor", String),
    Column("side", String),
    Index("stands_statement", "statement"),
    Index("stands_actor", "actor", "issue"),
    sqlite_with_rowid=False,
)
"""Derived: the positions that hold today, corrections applied. ``actor`` is the one of `current`, ``side`` what the text tells."""

answers = Table(
    "answers",
    metadata,
    Column("issue", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("made", String, nullable=False),
)
"""Derived: which findings and boards have been worked out; ``made`` is the ledger's revision at that time."""

parts = Table(
    "parts",
    metadata,
    Column("issue", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("record", JSON, nullable=False),
    Index("parts_key", "key"),
    sqlite_with_rowid=False,
)
"""Derived: the findings and standings of these answers."""

touched = Table(
    "touched",
    metadata,
    Column("issue", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""Derived: the actors, and sides after a "@", for whose sake parts of an answer are to be made anew."""

stale = Table(
    "stale",
    metadata,
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
)
"""Derived: signatures and actors that are to be made anew."""

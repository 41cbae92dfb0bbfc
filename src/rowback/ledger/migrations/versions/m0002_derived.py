"""What follows from the facts: signatures and actors, statements and positions that hold, answers, full text."""

import sqlalchemy as sa
from alembic import op

from rowback.ledger import sqlite

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _answers()
    _current()
    _signatures()
    _stale()
    _stands()
    sqlite.make_search(op.get_bind())


def downgrade() -> None:
    """Take the tables away, with what is in them."""
    sqlite.drop_search(op.get_bind())
    op.drop_table("stands")
    op.drop_table("stale")
    op.drop_table("signatures")
    op.drop_table("current")
    op.drop_table("answers")


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "kind"),
    )


def _current() -> None:
    op.create_table(
        "current",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(), nullable=True),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("utterance", sa.String(), nullable=True),
        sa.Column("said_start", sa.String(), nullable=True),
        sa.Column("said_end", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("current_actor", "current", ["actor", "said_start"])
    op.create_index("current_number", "current", ["number"])
    op.create_index("current_said", "current", ["said_start"])
    op.create_index("current_signature", "current", ["signature", "id", "day"])
    op.create_index("current_utterance", "current", ["utterance"])
    op.create_index("ix_current_reading", "current", ["reading"])


def _signatures() -> None:
    op.create_table(
        "signatures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("smallest", sa.String(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(), nullable=True),
        sa.Column("last_day", sa.String(), nullable=True),
        sa.Column("actor", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_signatures_actor", "signatures", ["actor"])
    op.create_index("ix_signatures_key", "signatures", ["key"])
    op.create_index("ix_signatures_side", "signatures", ["side"])


def _stale() -> None:
    op.create_table(
        "stale",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key"),
    )


def _stands() -> None:
    op.create_table(
        "stands",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "statement"),
        sqlite_with_rowid=False,
    )
    op.create_index("stands_statement", "stands", ["statement"])

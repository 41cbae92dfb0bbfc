"""Answers in parts, so that a new article makes only those anew that it touches; whose positions they are, beside the positions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables anew: all of them are derived, and are filled when they are next asked for."""
    op.drop_table("answers")
    op.drop_table("stands")
    op.create_table(
        "answers",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "kind"),
    )
    op.create_table(
        "parts",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "kind", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("parts_key", "parts", ["key"])
    op.create_table(
        "touched",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "kind", "key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stands",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("issue", "statement"),
        sqlite_with_rowid=False,
    )
    op.create_index("stands_statement", "stands", ["statement"])
    op.create_index("stands_actor", "stands", ["actor", "issue"])


def downgrade() -> None:
    """Make the tables as they were."""
    for table in ("touched", "parts", "answers", "stands"):
        op.drop_table(table)
    op.create_table(
        "answers",
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("issue", "kind"),
    )
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

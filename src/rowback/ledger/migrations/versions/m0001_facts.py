"""The facts: articles, readings, statements, positions, claims, issues, decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _articles()
    _decisions()
    _issues()
    _judging()
    _ledger()
    _pages()
    _readings()
    _claims()
    _mentions()
    _positions()
    _statements()
    op.execute("INSERT INTO ledger (key, value) VALUES ('revision', '0')")


def downgrade() -> None:
    """Take the tables away, with what is in them."""
    op.drop_table("statements")
    op.drop_table("positions")
    op.drop_table("mentions")
    op.drop_table("claims")
    op.drop_table("readings")
    op.drop_table("pages")
    op.drop_table("ledger")
    op.drop_table("judging")
    op.drop_table("issues")
    op.drop_table("decisions")
    op.drop_table("articles")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_articles_url", "articles", ["url"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["undoes"],
            ["decisions.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("undoes"),
    )
    op.create_index("ix_decisions_subject", "decisions", ["subject"])


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("exclude", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_issues_id", "issues", ["id"])


def _judging() -> None:
    op.create_table(
        "judging",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("judged_to", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_pages_article", "pages", ["article"])


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("translated", sa.Boolean(), nullable=True),
        sa.Column("rest", sa.JSON(), nullable=False),
        sa.Column("extracted", sa.Boolean(), nullable=False),
        sa.Column("extractor", sa.String(), nullable=False),
        sa.Column("issue_revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("readings_article", "readings", ["article", "number"])
    op.create_index("readings_day", "readings", ["day"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("about", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reading"],
            ["readings.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_claims_reading", "claims", ["reading"])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading"],
            ["readings.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_mentions_reading", "mentions", ["reading"])
    op.create_index("ix_mentions_speaker", "mentions", ["speaker"])


def _positions() -> None:
    op.create_table(
        "positions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reading"],
            ["readings.number"],
        ),
        sa.ForeignKeyConstraint(
            ["version"],
            ["issues.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("version", "reading", "statement"),
    )
    op.create_index("ix_positions_reading", "positions", ["reading"])
    op.create_index("ix_positions_statement", "positions", ["statement"])


def _statements() -> None:
    op.create_table(
        "statements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("signature", sa.String(), nullable=True),
        sa.Column("said_start", sa.String(), nullable=True),
        sa.Column("said_end", sa.String(), nullable=True),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("after_start", sa.Integer(), nullable=True),
        sa.Column("after_end", sa.Integer(), nullable=True),
        sa.Column("after_id", sa.String(), nullable=True),
        sa.Column("denied", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"],
            ["articles.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reading"],
            ["readings.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("reading", "id"),
    )
    op.create_index("ix_statements_article", "statements", ["article"])
    op.create_index("ix_statements_id", "statements", ["id"])
    op.create_index("ix_statements_side", "statements", ["side"])
    op.create_index("ix_statements_signature", "statements", ["signature"])

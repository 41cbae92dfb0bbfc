"""The post of a signature, where a side has just one such: two spellings of its holder are looked for by it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; it is filled when the derived tables are made anew."""
    op.add_column("signatures", sa.Column("post", sa.String(), nullable=True))
    op.create_index("ix_signatures_post", "signatures", ["post"])


def downgrade() -> None:
    """Take the column away."""
    op.drop_index("ix_signatures_post", "signatures")
    op.drop_column("signatures", "post")

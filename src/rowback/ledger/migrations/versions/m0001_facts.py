"""The facts."""

from alembic import op

from rowback.ledger import schema, sqlite

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    schema.metadata.create_all(op.get_bind())
    sqlite.make_search(op.get_bind())
    op.bulk_insert(schema.state, [{"key": "revision", "value": "0"}])

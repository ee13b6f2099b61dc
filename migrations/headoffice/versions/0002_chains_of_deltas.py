"""How many deltas each version is from the full one that it rests on; unknown of older entries."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("entry", sa.Column("deltas", sa.BigInteger))


def downgrade() -> None:
    """Remove the column."""
    op.drop_column("entry", "deltas")

"""The logs of all spaces, their heads, sealed keys, invitations, contacts and alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SPACE = sa.LargeBinary(16)
_HASH = sa.LargeBinary(32)


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "space",
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("incarnation", sa.LargeBinary(8), nullable=False),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("chain", _HASH, nullable=False),
        sa.Column("heads", _HASH, nullable=False),
        sa.Column("ctrl", sa.BigInteger, nullable=False),
        sa.Column("durable", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", _HASH, nullable=False),
        sa.Column("chain", _HASH, nullable=False),
        sa.Column("record", _SPACE),
        sa.Column("device", _SPACE),
        sa.Column("dev_seq", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_id", "entry", ["space", "id"], unique=True)
    op.create_index("entry_device", "entry", ["space", "device", "dev_seq"])
    _upgrade_contents()
    _upgrade_people()


def _upgrade_contents() -> None:
    op.create_table(
        "stretch",
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("last", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("device", _SPACE),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index(
        "stretch_control",
        "stretch",
        ["space", "last"],
        sqlite_where=sa.text("device IS NULL"),
        postgresql_where=sa.text("device IS NULL"),
    )
    op.create_table(
        "head",
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("record", _SPACE, primary_key=True),
        sa.Column("id", _HASH, primary_key=True),
        sqlite_with_rowid=False,
    )


def _upgrade_people() -> None:
    op.create_table(
        "wrap",
        sa.Column("recipient", _HASH, primary_key=True),
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("acked", sa.Boolean, nullable=False),
    )
    op.create_table(
        "invitation",
        sa.Column("invitation", _HASH, primary_key=True),
        sa.Column("person", _SPACE, nullable=False),
        sa.Column("wrap_public", sa.LargeBinary, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.Column("grant", sa.LargeBinary, nullable=False),
        sa.Column("entry", _HASH),
    )
    op.create_table(
        "contact",
        sa.Column("device", _SPACE, primary_key=True),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "alarm",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("space", _SPACE, primary_key=True),
        sa.Column("subject", _HASH, primary_key=True),
        sa.Column("device", _SPACE, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Remove all tables."""
    for table in ("setting", "alarm", "contact", "invitation", "wrap", "head", "stretch", "entry", "space"):
        op.drop_table(table)

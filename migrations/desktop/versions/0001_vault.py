"""The tables of a new vault."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "actor",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("actor", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_actor"),
    )
    op.create_table(
        "alarm",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_alarm"),
    )
    op.create_index(
        "ix_alarm_open", "alarm", ["code", "space"], unique=False, sqlite_where=sa.text("closed = 0")
    )
    op.create_table(
        "batch",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("ids", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_batch"),
        sa.UniqueConstraint("signature", name="uq_batch_signature"),
    )
    op.create_table(
        "control",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("entry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_control"),
        sa.UniqueConstraint("id", name="uq_control_id"),
    )
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )
    op.create_table(
        "device",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(), nullable=False),
        sa.Column("sign_private", sa.LargeBinary(), nullable=False),
        sa.Column("wrap_private", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_device"),
        sa.UniqueConstraint("id", name="uq_device_id"),
    )
    op.create_table(
        "draft",
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("form", "record", name="pk_draft"),
    )
    op.create_table(
        "identity",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_identity"),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
    )
    op.create_table(
        "place",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("incarnation", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("heads", sa.LargeBinary(), nullable=False),
        sa.Column("ctrl_seen", sa.Integer(), nullable=False),
        sa.Column("confirmed_ms", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_place"),
        sa.UniqueConstraint("space", name="uq_place_space"),
    )
    op.create_table(
        "record",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("dirty", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("quarantined", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_ms", sa.Integer(), nullable=False),
        sa.Column("updated_ms", sa.Integer(), nullable=False),
        sa.Column("base_vector", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_record"),
        sa.UniqueConstraint("id", name="uq_record_id"),
    )
    op.create_index(
        "ix_record_dirty",
        "record",
        ["urgent", "updated_ms", "key"],
        unique=False,
        sqlite_where=sa.text("dirty = 1"),
    )
    op.create_index(
        "ix_record_quarantined", "record", ["key"], unique=False, sqlite_where=sa.text("quarantined = 1")
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "space_key",
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("space", "epoch", name="pk_space_key"),
    )
    op.create_table(
        "undo",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("dot", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_undo"),
    )
    op.create_index("ix_undo_record", "undo", ["record"], unique=False)
    op.create_table(
        "log",
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["place"], ["place.key"], name="fk_log_place"),
        sa.PrimaryKeyConstraint("place", "seq", name="pk_log"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "save",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("dot", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.LargeBinary(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("version", sa.LargeBinary(), nullable=True),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["record.key"], name="fk_save_record"),
        sa.PrimaryKeyConstraint("key", name="pk_save"),
        sa.UniqueConstraint("record", "dot", name="uq_save_record_dot"),
    )
    op.create_index(
        "ix_save_unsealed", "save", ["record"], unique=False, sqlite_where=sa.text("version IS NULL")
    )
    op.create_table(
        "version",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("space", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("head", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("log_head", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batch.key"], name="fk_version_batch"),
        sa.PrimaryKeyConstraint("key", name="pk_version"),
        sa.UniqueConstraint("id", name="uq_version_id"),
    )
    op.create_index(
        "ix_version_problem",
        "version",
        ["space", "epoch"],
        unique=False,
        sqlite_where=sa.text("problem IS NOT NULL"),
    )
    op.create_index("ix_version_record", "version", ["record", "head"], unique=False)
    op.create_index("ix_version_seq", "version", ["space", "seq"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["batch"], ["batch.key"], name="fk_outbox_batch"),
        sa.ForeignKeyConstraint(["version"], ["version.key"], name="fk_outbox_version"),
        sa.PrimaryKeyConstraint("version", name="pk_outbox"),
        sa.UniqueConstraint("record", name="uq_outbox_record"),
    )
    op.create_index("ix_outbox_batch", "outbox", ["batch"], unique=False)
    op.create_table(
        "quarantine",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["version.key"], name="fk_quarantine_version"),
        sa.PrimaryKeyConstraint("version", name="pk_quarantine"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("quarantine")
    op.drop_table("outbox")
    op.drop_table("version")
    op.drop_table("save")
    op.drop_table("log")
    op.drop_table("undo")
    op.drop_table("space_key")
    op.drop_table("setting")
    op.drop_table("record")
    op.drop_table("place")
    op.drop_table("journal")
    op.drop_table("identity")
    op.drop_table("draft")
    op.drop_table("device")
    op.drop_table("counter")
    op.drop_table("control")
    op.drop_table("batch")
    op.drop_table("alarm")
    op.drop_table("actor")

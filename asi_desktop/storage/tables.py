"""The tables that hold truth: changed by a migration and by nothing else.

Ids are bytes; times are milliseconds since 1970-01-01 UTC; ``key`` columns are small local numbers that never
leave this laptop. Tables that can be derived again are in ``projections`` and ``search_index``.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

SCHEMA_HEAD = "0002"
"""The newest migration; a test holds it equal to the folder's."""


class Blob(LargeBinary):
    """Bytes as the driver takes and gives them: wrapping each would cost as much as writing it."""

    def bind_processor(self, dialect: Dialect) -> None:
        """Return nothing: there is nothing to do."""

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Return nothing: there is nothing to do."""


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=false())


record = Table(
    "record",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Blob, nullable=False, unique=True),
    Column("space", Blob, nullable=False),
    Column("type", Text, nullable=False),
    _flag("dirty"),
    _flag("urgent"),
    _flag("quarantined"),
    Column("created_ms", Integer, nullable=False),
    Column("updated_ms", Integer, nullable=False),
    Column("base_vector", Blob, nullable=False),
    Column("vector", Blob, nullable=False),
    Column("state", Blob, nullable=False),
    Index("ix_record_dirty", "urgent", "updated_ms", "key", sqlite_where=text("dirty = 1")),
    Index("ix_record_quarantined", "key", sqlite_where=text("quarantined = 1")),
)
"""Records as they travel: ``state`` is a full payload with device b"", ``vector`` its vector, packed.
``base_vector``: what the readable heads have seen, packed; the next delta rests on it. ``dirty``: holds
something that no version holds."""

save = Table(
    "save",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("record", Integer, ForeignKey("record.key"), nullable=False),
    Column("dot", Blob, nullable=False),
    Column("device", Blob, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("version", Blob),
    Column("changes", Blob, nullable=False),
    UniqueConstraint("record", "dot"),
    Index("ix_save_unsealed", "record", sqlite_where=text("version IS NULL")),
)
"""History: one row per save, with the values it wrote (path to value, packed).

``version``: the first that held it.
"""

place = Table(
    "place",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("space", Blob, nullable=False, unique=True),
    Column("incarnation", Blob, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("chain", Blob, nullable=False),
    Column("heads", Blob, nullable=False),
    Column("ctrl_seen", Integer, nullable=False),
    Column("confirmed_ms", Integer),
)
"""How far this laptop has each log.

``confirmed_ms``: head office's clock when it last said that nothing is newer.
"""

log = Table(
    "log",
    metadata,
    Column("place", Integer, ForeignKey("place.key"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("chain", Blob, nullable=False),
    sqlite_with_rowid=False,
)
"""The chain after each entry of a log."""

batch = Table(
    "batch",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("space", Blob, nullable=False),
    Column("device", Blob, nullable=False),
    Column("signature", Blob, nullable=False, unique=True),
    Column("ids", Blob, nullable=False),
)
"""The proof of versions sealed together: all their ids, joined, and the signature."""

version = Table(
    "version",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Blob, nullable=False, unique=True),
    Column("record", Blob, nullable=False),
    Column("space", Blob, nullable=False),
    Column("seq", Integer),
    Column("batch", Integer, ForeignKey("batch.key"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("chain", Integer, nullable=False),
    Column("weight", Integer, nullable=False),
    _flag("own"),
    _flag("head"),
    _flag("log_head"),
    Column("problem", Text),
    Column("header", Blob, nullable=False),
    Column("box", Blob, nullable=False),
    Index("ix_version_record", "record", "head"),
    Index("ix_version_seq", "space", "seq"),
    Index("ix_version_problem", "space", "epoch", sqlite_where=text("problem IS NOT NULL")),
)
"""Sealed versions. ``seq``: its number in the log, NULL until told. ``chain`` and ``weight``: deltas since
the last full version and the bytes of their payloads. ``head``: readable, and no readable version names it as
parent; ``log_head``: a head of the log at the cursor. ``problem``: why it could not be merged."""

outbox = Table(
    "outbox",
    metadata,
    Column("version", Integer, ForeignKey("version.key"), primary_key=True),
    Column("batch", Integer, ForeignKey("batch.key"), nullable=False, index=True),
    Column("record", Blob, nullable=False, unique=True),
    Column("urgent", Boolean, nullable=False),
)
"""Versions of this laptop that head office has not acknowledged: one per record at the most."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("version", Integer, ForeignKey("version.key"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at_ms", Integer, nullable=False),
)
"""Versions that head office refused for good: kept, never deleted."""

control = Table(
    "control",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Blob, nullable=False, unique=True),
    Column("space", Blob, nullable=False),
    Column("seq", Integer),
    Column("problem", Text, nullable=False),
    Column("entry", Blob, nullable=False),
)
"""Control entries in the order in which they were judged; only those without a problem count."""

space_key = Table(
    "space_key",
    metadata,
    Column("space", Blob, primary_key=True),
    Column("epoch", Integer, primary_key=True),
    Column("value", Blob, nullable=False),
)
"""Keys of the spaces, by epoch."""

identity = Table(
    "identity",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("value", Blob, nullable=False),
)
"""One row once enrolled: who works here, and how head office is known."""

device = Table(
    "device",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Blob, nullable=False, unique=True),
    Column("sign_public", Blob, nullable=False),
    Column("sign_private", Blob, nullable=False),
    Column("wrap_private", Blob, nullable=False),
)
"""Keys of this laptop, the newest last: the older ones still verify the journal."""

journal = Table(
    "journal",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("device", Blob, nullable=False),
    Column("event", Text, nullable=False),
    Column("record", Blob),
    Column("detail", Text, nullable=False),
    Column("hash", Blob, nullable=False),
    Column("signature", Blob, nullable=False),
)
"""Who did what: each line hashes the one before.

The last line of each transaction is signed, the others have b"".
"""

draft = Table(
    "draft",
    metadata,
    Column("form", Text, primary_key=True),
    Column("record", Blob, primary_key=True),
    Column("at_ms", Integer, nullable=False),
    Column("content", Blob, nullable=False),
)
"""Text that was typed and not saved yet; ``record`` is b"" for a record that does not exist yet."""

undo = Table(
    "undo",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("record", Blob, nullable=False, index=True),
    Column("dot", Blob, nullable=False),
    Column("before", Blob, nullable=False),
)
"""For each save of this laptop that can be undone, what the paths held before it (path to value, packed)."""

chunk = Table(
    "chunk",
    metadata,
    Column("address", Blob, primary_key=True, nullable=False),
    Column("size", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Sealed chunks of attachments that lie beside the vault: written and synced before their rows."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Blob, nullable=False),
)
"""Single values by name, packed: preferences, the vault's id, the state of the session."""

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)
"""Numbers that only rise: references by post, year, type and letter; ``dev_seq`` by space."""

actor = Table(
    "actor",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("actor", Blob, nullable=False),
    Column("n", Integer, nullable=False),
)
"""The run of writes that goes on: the last dot that was drawn."""

alarm = Table(
    "alarm",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("space", Blob, nullable=False),
    Column("at_ms", Integer, nullable=False),
    Column("evidence", Blob, nullable=False),
    Column("closed", Boolean, nullable=False),
    Index("ix_alarm_open", "code", "space", sqlite_where=text("closed = 0")),
)
"""What a person must hear of."""

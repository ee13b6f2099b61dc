"""What head office stores: logs and their heads, sealed keys on their way to a laptop, what was noticed."""

from sqlalchemy import BigInteger, Boolean, Column, Dialect, Index, LargeBinary, MetaData, String, Table


class Bytes(LargeBinary):
    """Bytes as the drivers take and give them; wrapping each one first would cost half the time of a push."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Return nothing to do on the way in."""
        del dialect  # all of them

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Return nothing to do on the way out."""
        del dialect, coltype  # all of them


metadata = MetaData()

space = Table(
    "space",
    metadata,
    Column("space", Bytes(16), primary_key=True),
    Column("incarnation", Bytes(8), nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("chain", Bytes(32), nullable=False),
    Column("heads", Bytes(32), nullable=False),
    Column("ctrl", BigInteger, nullable=False, doc="number of the last control entry"),
    Column("durable", BigInteger, nullable=False, doc="last number that a verified backup covers"),
)
"""One log for each space and one for the directory; the row is the log's lock."""

entry = Table(
    "entry",
    metadata,
    Column("space", Bytes(16), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("id", Bytes(32), nullable=False),
    Column("chain", Bytes(32), nullable=False),
    Column("record", Bytes(16), doc="null for a control entry"),
    Column("device", Bytes(16)),
    Column("dev_seq", BigInteger),
    Column("deltas", BigInteger, doc="since the last full version; null for a control entry"),
    Index("entry_id", "space", "id", unique=True),
    Index("entry_device", "space", "device", "dev_seq"),
    sqlite_with_rowid=False,
)
"""One row for each line of a log."""

stretch = Table(
    "stretch",
    metadata,
    Column("space", Bytes(16), primary_key=True),
    Column("last", BigInteger, primary_key=True, autoincrement=False),
    Column("first", BigInteger, nullable=False),
    Column("device", Bytes(16), doc="null for a control entry"),
    Column("content", Bytes, nullable=False),
)
"""The bytes of the entries first … last: versions sealed together, or one control entry."""
Index(
    "stretch_control",
    stretch.c.space,
    stretch.c.last,
    sqlite_where=stretch.c.device.is_(None),
    postgresql_where=stretch.c.device.is_(None),
)

head = Table(
    "head",
    metadata,
    Column("space", Bytes(16), primary_key=True),
    Column("record", Bytes(16), primary_key=True),
    Column("id", Bytes(32), primary_key=True),
    sqlite_with_rowid=False,
)
"""Versions that no later one names as parent."""

wrap = Table(
    "wrap",
    metadata,
    Column("recipient", Bytes(32), primary_key=True, doc="a device, or an invitation's key"),
    Column("space", Bytes(16), primary_key=True),
    Column("epoch", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False, doc="delivered until the device has this entry of the space"),
    Column("sealed", Bytes, nullable=False),
    Column("acked", Boolean, nullable=False, doc="the device was seen beyond that entry"),
)
"""Epoch keys sealed to a recipient."""

invitation = Table(
    "invitation",
    metadata,
    Column("invitation", Bytes(32), primary_key=True),
    Column("person", Bytes(16), nullable=False),
    Column("wrap_public", Bytes, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("grant", Bytes, nullable=False),
    Column("entry", Bytes(32), doc="the DEVICE entry that used it"),
)
"""Each opens the door once."""

contact = Table(
    "contact",
    metadata,
    Column("device", Bytes(16), primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
)
"""When each laptop was last heard."""

alarm = Table(
    "alarm",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("space", Bytes(16), primary_key=True),
    Column("subject", Bytes(32), primary_key=True),
    Column("device", Bytes(16), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
"""What somebody must look at."""

setting = Table(
    "setting",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Bytes, nullable=False),
)
"""What the database says about itself."""

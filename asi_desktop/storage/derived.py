"""What every derived table begins from: a record as lists and the search index take it, and its overview."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table, Text

from asi_desktop.domain import viewing
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import Seen

metadata = MetaData()

overview = Table(
    "overview",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index("ix_overview_ref", "ref"),
)


@dataclass(frozen=True, slots=True)
class View:
    """A record as lists and the search index take it. ``kind``: None for a type of a newer program."""

    key: int
    id: bytes
    space: bytes
    kind: RecordType | None
    seen: Seen
    created_ms: int
    updated_ms: int

    @property
    def title(self) -> str:
        """The whole text of the field that names the record, empty when it has none yet."""
        return title_of(self.kind, self.seen.fields)

    @property
    def heading(self) -> str:
        """What names the record in a list: one line."""
        return viewing.title_of(self.kind, self.seen.fields)


def title_of(kind: RecordType | None, fields: Mapping[str, Value]) -> str:
    """Return the text of the field that names a record with ``fields``."""
    value = fields.get(kind.title_field) if kind else None
    return value if isinstance(value, str) else ""

"""Which record names which: one line for every reference and link, so that a record knows who refers to it.

Derived like the lists, and never truth. Only what is not in the bin refers; what is referred to may be
unknown here, since it has not come yet.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records.common import COMMON
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.storage import tables
from asi_desktop.storage.derived import View, metadata, overview
from asi_desktop.storage.results import Reference
from asi_desktop.storage.tables import Blob

reference = Table(
    "reference",
    metadata,
    Column("source", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("target", Blob, primary_key=True),
    Column("role", Text, nullable=False),
    Index("ix_reference_target", "target", "source"),
    sqlite_with_rowid=False,
)
"""``source``: the key of the record that refers; ``target``: the id of the one that it names; ``path``: the
field, or ``links/ELEMENT/target``; ``role``: what a link says of the target, empty for a field."""

MOST = 500
"""How many of the records that refer to one are told."""

_AT_ONCE = 500


def put(connection: Connection, views: Sequence[View], *, fresh: bool) -> None:
    """Note what records refer to; ``fresh`` ones have no lines yet."""
    if not fresh:
        gone = [{"k": view.key} for view in views]
        connection.execute(delete(reference).where(reference.c.source == bindparam("k")), gone)
    rows = [row for view in views if not view.seen.deleted for row in _rows(view)]
    if rows:
        connection.execute(insert(reference).prefix_with("OR IGNORE"), rows)


def referring(connection: Connection, record: bytes) -> tuple[Reference, ...]:
    """Return the references to ``record``, those of the records that changed last first, MOST at the most."""
    table = tables.record
    asked = (
        select(table.c.id, table.c.type, overview.c.ref, overview.c.title, reference.c.path, reference.c.role)
        .join(reference, reference.c.source == table.c.key)
        .join(overview, overview.c.key == table.c.key)
        .where(reference.c.target == record)
        .order_by(table.c.updated_ms.desc(), table.c.key.desc(), reference.c.path)
        .limit(MOST)
    )
    return tuple(Reference(*row) for row in connection.execute(asked))


def count_referring(connection: Connection, record: bytes) -> int:
    """Return how many records refer to ``record``."""
    asked = select(func.count(reference.c.source.distinct())).where(reference.c.target == record)
    return connection.execute(asked).scalar_one()


def sources(connection: Connection, targets: Collection[bytes]) -> frozenset[int]:
    """Return the keys of the records that refer to any of ``targets``."""
    found: set[int] = set()
    for part in _parts(targets):
        asked = select(reference.c.source).where(reference.c.target.in_(part)).distinct()
        found.update(connection.execute(asked).scalars())
    return frozenset(found)


def titles(connection: Connection, targets: Collection[bytes]) -> dict[bytes, str]:
    """Return the titles of the records among ``targets`` that are here, the reference for one without."""
    found: dict[bytes, str] = {}
    table = tables.record
    for part in _parts(targets):
        asked = (
            select(table.c.id, overview.c.title, overview.c.ref)
            .join(overview, overview.c.key == table.c.key)
            .where(table.c.id.in_(part))
        )
        found.update((row.id, row.title or row.ref) for row in connection.execute(asked))
    return found


def targets_of(value: Value) -> tuple[bytes, ...]:
    """Return the ids that the value of a REFERENCE or REFERENCES field names; what is no id is left out."""
    given = value if isinstance(value, list) else (value,)
    return tuple(found for one in given if isinstance(one, str) and (found := ids.parsed(one)) is not None)


def _rows(view: View) -> Iterator[dict[str, object]]:
    for path, role, value in _references(view.kind, view.seen.fields):
        for target in targets_of(value):
            yield {"source": view.key, "path": path, "target": target, "role": role}


def _references(kind: RecordType | None, fields: Mapping[str, Value]) -> Iterator[tuple[str, str, Value]]:
    """Yield (path, role, value) of everything in ``fields`` that refers; of an unknown type, its links."""
    for name, inner in _naming(kind):
        value = fields.get(name)
        if value is None:
            continue
        if not inner:
            yield name, "", value
        elif isinstance(value, dict):
            yield from _in_elements(name, inner, value)


def _in_elements(
    listing: str, inner: Sequence[str], elements: Mapping[str, Value]
) -> Iterator[tuple[str, str, Value]]:
    for element, inside in elements.items():
        if isinstance(inside, dict):
            role = inside.get("role")
            for name in inner:
                path = f"{listing}/{element}/{name}"
                yield path, role if isinstance(role, str) else "", inside.get(name)


@cache
def _naming(kind: RecordType | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields that refer, each list of sub-records with those of its elements."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for field in kind.fields if kind else COMMON:
        inner = tuple(one.name for one in field.fields if _refers(one))
        if inner or _refers(field):
            found.append((field.name, inner))
    return tuple(found)


def _refers(field: Field) -> bool:
    return field.kind in {Kind.REFERENCE, Kind.REFERENCES}


def _parts(targets: Collection[bytes]) -> Iterator[list[bytes]]:
    wanted = list(targets)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]

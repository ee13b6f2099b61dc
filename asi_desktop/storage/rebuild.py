"""Keeps what is derived in step with the descriptions.

Compares fingerprints, and derives again what differs.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, RowMapping, func, select, true
from sqlalchemy.schema import CreateTable

from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import seen
from asi_desktop.protocol.packing import packed
from asi_desktop.storage import projections, search_index, settings, tables
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.projections import Listing, View
from asi_desktop.tasks import Context

_AT_ONCE = 500
_ALL = "derived"
_LABEL = Text("Mise à jour des listes et de la recherche", "Updating lists and search")


def out_of_date(connection: Connection, listings: Mapping[str, Listing]) -> tuple[str, ...]:
    """Return the names of the record types whose lists must be derived again."""
    if settings.raw(connection, _ALL) != _everything():
        return tuple(listings)
    return tuple(
        name
        for name, listing in listings.items()
        if settings.raw(connection, _of(name)) != listing.fingerprint
    )


def create(connection: Connection, listings: Mapping[str, Listing]) -> None:
    """Make everything that is derived, for a vault without records."""
    projections.metadata.create_all(connection)
    search_index.create(connection)
    for listing in listings.values():
        listing.table.create(connection, checkfirst=True)
    _note(connection, listings)


def rebuild(
    connection: Connection, listings: Mapping[str, Listing], names: tuple[str, ...], context: Context
) -> None:
    """Drop the lists of the types ``names`` and derive them again, with progress; raises Cancelled.

    When what all types share is derived in another way, everything is derived again, records of a newer
    program's types too.
    """
    everything = settings.raw(connection, _ALL) != _everything()
    if everything:
        search_index.drop(connection)
        projections.metadata.drop_all(connection)
    for name in names:
        listings[name].table.drop(connection, checkfirst=True)
        connection.execute(CreateTable(listings[name].table))
    create(connection, listings)
    _derive(connection, listings, None if everything else names, context)
    for name in names:  # last: an index over what is there costs a fraction of one that grows line by line
        for index in listings[name].table.indexes:
            index.create(connection)


def _derive(
    connection: Connection, listings: Mapping[str, Listing], names: tuple[str, ...] | None, context: Context
) -> None:
    """Derive what the records of the types ``names`` show; None: of all, of which nothing is there yet."""
    everything = names is None
    table = tables.record
    wanted = true() if names is None else table.c.type.in_(names)
    total = connection.execute(select(func.count()).select_from(table).where(wanted)).scalar_one()
    kinds = {name: listing.kind for name, listing in listings.items()}
    done, after = 0, 0
    while True:
        context.report(_LABEL, done=done, total=total)
        asked = select(table).where(wanted, table.c.key > after).order_by(table.c.key).limit(_AT_ONCE)
        rows = connection.execute(asked).mappings().all()
        if not rows:
            return
        views = [_view(listings, row) for row in rows]
        naming = projections.put(connection, listings, views, fresh=everything)
        search_index.put(connection, kinds, views, naming=() if everything else naming, fresh=everything)
        done, after = done + len(rows), rows[-1]["key"]


def _view(listings: Mapping[str, Listing], row: RowMapping) -> View:
    known = listings.get(row["type"])
    kind = known.kind if known else None
    return View(
        key=row["key"],
        id=row["id"],
        space=row["space"],
        kind=kind,
        seen=seen(kind, state_of(row["state"])),
        created_ms=row["created_ms"],
        updated_ms=row["updated_ms"],
    )


def _note(connection: Connection, listings: Mapping[str, Listing]) -> None:
    settings.put_raw(connection, _ALL, _everything())
    for name, listing in listings.items():
        settings.put_raw(connection, _of(name), listing.fingerprint)


def _everything() -> bytes:
    return packed((projections.VERSION, search_index.VERSION))


def _of(name: str) -> str:
    return f"derived:{name}"

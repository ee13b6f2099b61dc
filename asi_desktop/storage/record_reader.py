"""Reading records, lists, search and history, in one transaction that sees one state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain import ids
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.dotted import State
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import UnknownType
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.storage import history, listing, references, search_find, tables
from asi_desktop.storage.actor import ActorKeeper
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.office import Directory
from asi_desktop.storage.projections import Listing, overview
from asi_desktop.storage.results import (
    HistoryEntry,
    ListPage,
    ListQuery,
    Reference,
    SearchPage,
    StoredRecord,
)
from asi_desktop.storage.search_find import Asked, stoppable
from asi_desktop.storage.search_words import SearchWords
from asi_desktop.tasks import Context


class NoSuchRecord(Refused):
    """No record has this id or reference."""

    code = "no_such_record"
    what = Text(fr="Aucune fiche ne porte « {id} ».", en="No record is called “{id}”.")
    next_step = Text(
        fr="Vérifiez l’identifiant ou la référence ; « search » la retrouve par ses mots.",
        en="Check the id or the reference; “search” finds it by its words.",
    )


@dataclass(frozen=True, slots=True)
class Fittings:
    """What all transactions of one open vault share."""

    kinds: Mapping[str, RecordType]
    listings: Mapping[str, Listing]
    clock: Clock
    actors: ActorKeeper
    keys: DeviceKeys
    local_space: bytes
    directory: Directory = field(default_factory=Directory)
    words: SearchWords = field(default_factory=SearchWords)


class RecordReader:
    """Reads the records of an open vault; good until its transaction ends."""

    _committed = True

    def __init__(self, connection: Connection, fittings: Fittings) -> None:
        self._connection = connection
        self._fittings = fittings

    @property
    def connection(self) -> Connection:
        """The connection, for the modules of this package."""
        return self._connection

    @property
    def kinds(self) -> Mapping[str, RecordType]:
        """The record types that this program knows, by name."""
        return self._fittings.kinds

    def _settled(self) -> Connection:
        """Return the connection, with every record of this transaction written."""
        return self._connection

    def record(self, record: bytes) -> StoredRecord | None:
        """Return a record by its id, None when there is none."""
        table = tables.record
        asked = select(table, listing.is_sealed().label("sealed")).where(table.c.id == record)
        row = self._settled().execute(asked).one_or_none()
        if row is None:
            return None
        return StoredRecord(
            id=row.id,
            space=row.space,
            type=row.type,
            state=state_of(row.state),
            sync_state=listing.sync_state(
                local=row.space == self._fittings.local_space,
                dirty=row.dirty,
                sealed=row.sealed,
                quarantined=row.quarantined,
            ),
            created_ms=row.created_ms,
            updated_ms=row.updated_ms,
        )

    def record_ids(self, type_name: str | None = None) -> tuple[bytes, ...]:
        """Return the ids of all records, or of those of one type, deleted ones too, in ascending order."""
        table = tables.record
        asked = select(table.c.id).order_by(table.c.id)
        if type_name is not None:
            asked = asked.where(table.c.type == type_name)
        return tuple(self._settled().execute(asked).scalars())

    def states(self, type_name: str) -> Iterator[tuple[bytes, State]]:
        """Yield the id and the state of every record of one type, in ascending order of the ids."""
        table = tables.record
        asked = select(table.c.id, table.c.state).where(table.c.type == type_name).order_by(table.c.id)
        for row in self._settled().execute(asked):
            yield row.id, state_of(row.state)

    def by_ref(self, ref: str) -> bytes | None:
        """Return the id of the record with a reference; of several, which is a fault, the oldest here."""
        asked = (
            select(tables.record.c.id)
            .join(overview, overview.c.key == tables.record.c.key)
            .where(overview.c.ref == ref.strip().upper())
            .order_by(tables.record.c.key)
            .limit(1)
        )
        return self._settled().execute(asked).scalar_one_or_none()

    def find_id(self, text: str) -> bytes:
        """Return the id of the record that ``text`` names, its id in hex or its reference.

        Raises NoSuchRecord.
        """
        named = ids.parsed(text)
        table = tables.record
        if named is not None:
            asked = select(table.c.id).where(table.c.id == named)
            found = self._settled().execute(asked).scalar_one_or_none()
        else:
            found = self.by_ref(text) if text.strip() else None
        if found is None:
            raise NoSuchRecord(id=text[:80])
        return bytes(found)

    def page(self, query: ListQuery, context: Context | None = None) -> ListPage:
        """Return one page of a list; raises UnknownType, NotAColumn, NotABound.

        And Cancelled soon after ``context`` was cancelled, as the other questions to a list.
        """
        found, connection = self._listing(query.type), self._settled()
        with stoppable(connection, context):
            return listing.page(
                connection,
                found,
                query,
                local_space=self._fittings.local_space,
                vocabulary=self._vocabulary,
            )

    def count_listed(self, query: ListQuery, context: Context | None = None) -> int:
        """Return how many lines a list has on all its pages; raises UnknownType, NotAColumn, NotABound."""
        found, connection = self._listing(query.type), self._settled()
        with stoppable(connection, context):
            return listing.count(connection, found, query, vocabulary=self._vocabulary)

    def ids_listed(self, query: ListQuery, context: Context | None = None) -> tuple[bytes, ...]:
        """Return the ids of the records on one page of a list; raises UnknownType, NotAColumn, NotABound."""
        found, connection = self._listing(query.type), self._settled()
        with stoppable(connection, context):
            return listing.ids(connection, found, query, vocabulary=self._vocabulary)

    @property
    def _vocabulary(self) -> SearchWords | None:
        """The words of the index; None within a transaction that may have changed them."""
        return self._fittings.words if self._committed else None

    def _listing(self, kind: str) -> Listing:
        found = self._fittings.listings.get(kind)
        if found is None:
            raise UnknownType(types=", ".join(self._fittings.kinds))
        return found

    def referring(self, record: bytes) -> tuple[Reference, ...]:
        """Return where other records name ``record``, those that changed last first."""
        return references.referring(self._settled(), record)

    def search(
        self, words: str, *, types: Sequence[str] = (), limit: int = 50, context: Context | None = None
    ) -> SearchPage:
        """Return the records in which all of ``words`` are found, best first; raises Cancelled."""
        asked = Asked(
            types=types,
            limit=limit,
            vocabulary=self._vocabulary,
            context=context or Context(),
        )
        return search_find.find(self._settled(), self._fittings.kinds, words, asked=asked)

    def history(self, record: bytes) -> tuple[HistoryEntry, ...]:
        """Return each save of a record, newest first."""
        return history.of_record(self._settled(), record)

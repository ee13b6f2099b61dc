"""Everything that can be read of an open vault, in one transaction that sees one state."""

from asi_desktop.crypto.directory import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.dotted import Value
from asi_desktop.storage import desk_notes, journal, office, settings, standing
from asi_desktop.storage.record_reader import Fittings, NoSuchRecord, RecordReader
from asi_desktop.storage.results import (
    AlarmEntry,
    Counts,
    Draft,
    Identity,
    JournalLine,
    OutboxEntry,
    QuarantineEntry,
    SpaceInfo,
    UndoStep,
    Verification,
)

__all__ = ["Fittings", "NoSuchRecord", "Reader", "own_setting"]


class Reader(RecordReader):
    """Reads an open vault; good until its transaction ends. Made by ``Vault.reading``."""

    def conflicts(self) -> tuple[tuple[bytes, str], ...]:
        """Return (record id, path) of every value that somebody has to choose."""
        return standing.conflicts(self._settled())

    def outbox(self) -> tuple[OutboxEntry, ...]:
        """Return the changes that head office does not have, urgent ones first."""
        return standing.outbox(self._settled(), self._fittings.local_space)

    def quarantine(self) -> tuple[QuarantineEntry, ...]:
        """Return the versions that head office refused for good, newest first."""
        return standing.quarantine(self._settled())

    def alarms(self) -> tuple[AlarmEntry, ...]:
        """Return the alarms that nobody has closed, newest first."""
        return standing.alarms(self._connection)

    def counts(self) -> Counts:
        """Return how much stands open."""
        return standing.counts(self._settled(), self._fittings.local_space)

    def identity(self) -> Identity | None:
        """Return who works here, None before enrolment."""
        return office.identity(self._connection, self.device_keys(), self.directory())

    def device_keys(self) -> DeviceKeys:
        """Return this laptop's keys, enrolled or not."""
        return self._fittings.keys

    def directory(self) -> DirectoryView | None:
        """Return what head office's directory says, None before enrolment."""
        return self._fittings.directory.view(self._connection, committed=self._committed)

    def person_of(self, device: bytes) -> str:
        """Return the name of the person who holds a device, empty when the directory does not know."""
        directory = self.directory()
        person = directory.person_of(device) if directory else None
        return person.name if person else ""

    def spaces(self) -> tuple[SpaceInfo, ...]:
        """Return the spaces on this laptop, by name; before enrolment the one of its own, ``me``."""
        return office.spaces(self._connection, self.directory(), self._fittings.keys.device)

    def setting(self, name: str) -> Value:
        """Return the setting called ``name``, None when it was never set."""
        return settings.get(self._connection, own_setting(name))

    def session(self) -> tuple[str, int | None]:
        """Return the state of the session and since when (this laptop's clock).

        ``local`` before enrolment.
        """
        name = settings.text(self._connection, settings.SESSION)
        since = settings.number(self._connection, settings.SINCE_MS)
        return name or "local", since or None

    def drafts(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first."""
        return desk_notes.drafts(self._connection)

    def undo(self, record: bytes | None = None) -> UndoStep | None:
        """Return the last save of this laptop that can be undone: of ``record``, or of any."""
        return desk_notes.undo_step(self._connection, record)

    def journal_lines(self) -> tuple[JournalLine, ...]:
        """Return the journal, oldest line first."""
        return journal.lines(self._connection)

    def journal_verified(self) -> Verification:
        """Check the journal's chain and signatures."""
        return journal.verify(self._connection)


def own_setting(name: str) -> str:
    """Return the name of a setting apart from those of the vault's own."""
    return f"own.{name}"

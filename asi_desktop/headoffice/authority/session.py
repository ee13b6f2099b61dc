"""One change by the authority: signed, folded, stored in one transaction, its keys on disk first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from asi_desktop.crypto.control import Body, DirectoryView, entry, folded
from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import Damaged
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority.keys import KeyFile, Secrets
from asi_desktop.headoffice.log_store import Log, LogStore, Reader, Writer
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.premises import Premises
from asi_desktop.protocol.control import Control, directory_space


class DirectoryShortened(Damaged):
    """The database lacks entries of the directory that the authority has already seen in it."""

    code = "directory_shortened"
    what = Text(
        fr="La base de données a perdu des inscriptions de l’annuaire, ou en montre d’autres qu’avant.",
        en="The database has lost entries of the directory, or shows others than before.",
    )
    next_step = Text(
        fr="Rien n’a été signé : une base remplacée par une copie ancienne laisserait revenir des exclus.",
        en="Nothing was signed; a database replaced by an older copy would let removed people back in.",
    )


@dataclass(slots=True)
class Session:
    """The authority while it changes something. ``held`` is written back when the session ends well."""

    writer: Writer
    view: DirectoryView
    held: Secrets
    clock: Clock
    _logs: dict[bytes, Log] = field(default_factory=dict)

    def say(self, space: bytes, body: Body) -> Control:
        """Return a new entry for the log of ``space``, signed by the administrator."""
        return entry(space, body, self.held.administrator_key)

    def publish(self, *entries: Control) -> list[int]:
        """Append ``entries`` to their logs, return their numbers; raises BadControl for what is not valid."""
        self.view = folded(self.view, entries)
        return [self._appended(one) for one in entries]

    def open_log(self, space: bytes) -> None:
        """Begin the log of a new space, in the life of this database."""
        directory = self.log(self.view.directory)
        self._logs[space] = self.writer.create(space, directory.position.incarnation)

    def log(self, space: bytes) -> Log:
        """Return the log of ``space``, which nobody else appends to until the session ends."""
        if space not in self._logs:
            log = self.writer.lock(space)
            if log is None:
                raise AssertionError("a space of the directory has no log")
            self._logs[space] = log
        return self._logs[space]

    def _appended(self, control: Control) -> int:
        log = self._logs[control.space] = self.writer.append_control(self.log(control.space), control)
        return log.position.seq


class Authority:
    """The authority of one office, unlocked. One command at a time, whatever the number of processes.

    Each holds the directory's log from its beginning to its end.
    """

    def __init__(self, premises: Premises, store: LogStore, file: KeyFile, clock: Clock) -> None:
        self._store = store
        self._file = file
        self._clock = clock
        self._membership = Membership(premises.office, premises.root)
        self.premises = premises

    @staticmethod
    def open(folder: Path, passphrase: bytes, clock: Clock, *, floor: Cost = FLOOR) -> "Authority":
        """Open the authority in ``folder``; raises NoOffice, WrongPassphrase or DamagedOffice."""
        premises = Premises.of(folder)
        file = KeyFile.open(folder, passphrase, floor=floor)
        return Authority(premises, LogStore.open(premises.database), file, clock)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session; it counts as a whole, or, on an error, not at all.

        Keys reach the disk before the entries that speak of them: one that was lost would close a space.
        """
        with self._store.reading() as reader:
            self._membership.view(reader)  # the long part, before anybody has to wait for the lock
        with self._store.writing() as writer:
            directory = writer.lock(directory_space(self.premises.office))
            held = self._file.read()
            seen = _require_whole(writer, directory, held)
            session = Session(writer, self._membership.view(writer), held, self._clock)
            yield session
            changed = msgspec.structs.replace(
                session.held, generation=held.generation + 1, seen=seen.position
            )
            self._file.write(changed)

    def close(self) -> None:
        """Close the database."""
        self._store.close()


def _require_whole(reader: Reader, directory: Log | None, held: Secrets) -> Log:
    """Return the directory's log; raises DirectoryShortened unless it continues what was seen last."""
    if directory is None:
        raise DirectoryShortened
    seen = held.seen
    if seen is not None and seen.seq:
        longer = seen.seq <= directory.position.seq
        if not longer or reader.position(directory.space, seen.seq, seen.incarnation) != seen:
            raise DirectoryShortened
    return directory

"""The directory as the logs stand: people, laptops, members, folded once and kept up to date."""

from threading import Lock

from asi_desktop.crypto.control import DirectoryView, folded
from asi_desktop.headoffice.log_store import Reader


class Membership:
    """Keeps the folded control entries of all logs. Safe across threads.

    A view is never older than the transaction that asks for it, and may be newer; inside a transaction that
    holds a log's lock, it is exactly as that log stands.
    """

    def __init__(self, office: bytes, root: bytes) -> None:
        self._view = DirectoryView.of(office, root)
        self._reached: dict[bytes, int] = {}
        self._written = 0
        self._turn = Lock()

    def view(self, reader: Reader) -> DirectoryView:
        """Return the directory as ``reader`` finds it; raises BadControl for an entry that is not valid."""
        written = reader.controls_written()
        with self._turn:
            if written > self._written:
                self._view = self._moved(reader)
                self._written = written
            return self._view

    def _moved(self, reader: Reader) -> DirectoryView:
        view = self._view
        reached = dict(self._reached)
        # One statement, hence one moment: a writer's transaction sees more with each, and an entry that
        # speaks of a laptop must not be read without the one that brought the laptop.
        logs = reader.logs()
        # The directory first: the other logs speak of its people and laptops.
        for space in sorted(logs, key=lambda one: one != view.directory):
            before = reached.get(space, 0)
            if logs[space].ctrl > before:
                entries = reader.controls(space, after=before, until=logs[space].ctrl)
                view = folded(view, [entry for _, entry in entries])
                reached[space] = logs[space].ctrl
        self._reached = reached
        return view

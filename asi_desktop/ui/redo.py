"""Doing again what was undone: whole saves, workflow steps and the bin included, newest undone first."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asi_desktop.domain import ids

if TYPE_CHECKING:
    from asi_desktop.services.changes import Changes
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import HistoryView, Undone

MOST = 200


@dataclass(frozen=True, slots=True)
class Redone:
    """A save that was done again, and the record it belongs to."""

    record: bytes
    changes: "Changes"


class RedoStack:
    """What was taken back since anything else was written; the desk's one, whatever view asked for it."""

    def __init__(self) -> None:
        self._undone: list[Undone] = []

    def put(self, undone: "Undone") -> None:
        """Remember a save that was taken back."""
        self._undone = [*self._undone, undone][-MOST:]

    def take(self, record: bytes | None = None) -> "Undone | None":
        """Return what was undone last, of ``record`` or of any, and forget it; None when there is nothing."""
        found = next((each for each in reversed(self._undone) if record in {None, each.record}), None)
        if found is not None:
            self._undone.remove(found)
        return found

    def forget(self, record: bytes) -> None:
        """Know that something else was written in ``record``: what was undone there stays undone."""
        self._undone = [each for each in self._undone if each.record != record]


def done_again(desk: "Desk", undone: "Undone") -> Redone:
    """Write what ``undone`` took back; raises TransitionRefused, ReadOnly, NothingToRestore."""
    return Redone(undone.record, desk.records.write_again(ids.shown(undone.record), undone.dot))


def undoable(entries: "tuple[HistoryView, ...]") -> "HistoryView | None":
    """Return the save that undo would take back now, None when there is none."""
    return next((entry for entry in entries if entry.undoable), None)

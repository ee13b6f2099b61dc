"""Doing again what was undone: whole saves, workflow steps and the bin included, newest undone first; acts on
many records whole."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asi_desktop.domain import ids

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Dot
    from asi_desktop.services.changes import Changes
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import HistoryView, Undone, UndoStep

MOST = 200
MOST_ACTS = 20


@dataclass(frozen=True, slots=True)
class Redone:
    """A save that was done again, and the record it belongs to."""

    record: bytes
    changes: "Changes"


@dataclass(frozen=True, slots=True)
class Act:
    """Saves that were made together, one in each of many records."""

    steps: "tuple[UndoStep, ...]"

    def within(self, records: Collection[bytes]) -> "Act":
        """Return those of the saves that are in ``records``."""
        return Act(tuple(step for step in self.steps if step.record in records))

    def outside(self, records: Collection[bytes]) -> "Act":
        """Return those of the saves that are not in ``records``."""
        return Act(tuple(step for step in self.steps if step.record not in records))


class RedoStack:
    """What was taken back since anything else was written; the desk's one, whatever view asked for it.

    It also knows the acts on many records, which are taken back whole as long as nothing was written after.
    """

    def __init__(self) -> None:
        self._undone: list[Undone | Act] = []
        self._acts: list[Act] = []

    def put(self, undone: "Undone | Act") -> None:
        """Remember what was taken back."""
        self._undone = [*self._undone, undone][-MOST:]

    def take(self, record: bytes | None = None) -> "Undone | None":
        """Return the save undone last, of ``record`` or of any, and forget it; None when there is none."""
        saves = (each for each in reversed(self._undone) if not isinstance(each, Act))
        found = next((each for each in saves if record in {None, each.record}), None)
        if found is not None:
            self._undone.remove(found)
        return found

    def take_act(self) -> Act | None:
        """Return what was undone last and forget it, if it is an act on many."""
        newest = self._undone[-1] if self._undone else None
        if not isinstance(newest, Act):
            return None
        self._undone.pop()
        return newest

    def forget(self, *records: bytes) -> None:
        """Know that something else was written in ``records``: what was undone there stays undone."""
        gone = frozenset(records)
        rest = (each.outside(gone) if isinstance(each, Act) else each for each in self._undone)
        self._undone = [
            each for each in rest if (each.steps if isinstance(each, Act) else each.record not in gone)
        ]

    def done(self, act: Act) -> None:
        """Know an act on many that was just done."""
        self._acts = [*self._acts, act][-MOST_ACTS:]

    def act_with(self, save: "Dot | None") -> Act | None:
        """Return the act that made ``save``, and forget it; None when it was no part of one."""
        found = next((act for act in self._acts if any(step.dot == save for step in act.steps)), None)
        if found is not None:
            self._acts.remove(found)
        return found


def done_again(desk: "Desk", undone: "Undone") -> Redone:
    """Write what ``undone`` took back; raises TransitionRefused, ReadOnly, NothingToRestore."""
    return Redone(undone.record, desk.records.write_again(ids.shown(undone.record), undone.dot))


def undoable(entries: "tuple[HistoryView, ...]") -> "HistoryView | None":
    """Return the save that undo would take back now, None when there is none."""
    return next((entry for entry in entries if entry.undoable), None)

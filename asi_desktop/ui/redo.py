"""Doing again what was undone: the save that undo took back, as PATHs of ``record set``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from asi_desktop.domain.dotted import Value

if TYPE_CHECKING:
    from asi_desktop.services.results import HistoryView

LIFE, PLACE = "_alive", "_order"
ENVELOPE = frozenset({"status", "ref", LIFE})


def undoable(entries: "tuple[HistoryView, ...]") -> "HistoryView | None":
    """Return the save that undo would take back now, None when there is none."""
    return next((entry for entry in entries if entry.undoable), None)


def again(changes: Mapping[str, Value]) -> list[tuple[str, Value]]:
    """Return the assignments that write ``changes`` anew; steps, bins and places are not done again."""
    found: list[tuple[str, Value]] = []
    for path, value in changes.items():
        head, _, last = path.rpartition("/")
        if last == LIFE and head and value is False:
            found.append((head, None))
        elif path not in ENVELOPE and last not in {LIFE, PLACE}:
            found.append((path, value))
    return found

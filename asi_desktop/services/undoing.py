"""Undo, also after closing: a new save takes a save of this laptop back, and nobody else's work with it."""

from collections.abc import Iterable

from asi_desktop.domain.dotted import ALIVE, Dot, Value, with_life
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import STATUS
from asi_desktop.services.saving import Pen
from asi_desktop.storage.results import StoredRecord, UndoStep


class NothingToUndo(Refused):
    """This laptop has written nothing here that still stands."""

    code = "nothing_to_undo"
    what = Text(fr="Il n’y a rien à annuler.", en="There is nothing to undo.")
    next_step = Text(
        fr="L’historique de la fiche montre toutes les modifications.",
        en="The record’s history shows every change.",
    )


class StepSent(Refused):
    """A workflow step that head office already has."""

    code = "step_sent"
    what = Text(
        fr="Ce passage est déjà à la centrale : il ne s’annule plus.",
        en="Head office already has this step: it can no longer be undone.",
    )
    next_step = Text(fr="Choisissez l’étape suivante.", en="Choose the next step instead.")


def undo_of(pen: Pen, record: bytes) -> UndoStep:
    """Take back this laptop's last save of ``record`` that still stands, and return what it was.

    Raises NothingToUndo, StepSent.
    """
    return _undo(pen, record)


def undo_last(pen: Pen) -> UndoStep:
    """Take back this laptop's last save that still stands, whatever the record, and return what it was."""
    return _undo(pen, None)


def still_stands(stored: StoredRecord, step: UndoStep, *, device: bytes) -> bool:
    """Tell whether anything of the save, made by this ``device``, is still current."""
    return any(_standing(stored, step, path=path, device=device) for path in step.before)


def _undo(pen: Pen, record: bytes | None) -> UndoStep:
    device = pen.writer.device_keys().device
    while (step := pen.writer.undo(record)) is not None:
        if take_back(pen, step, device=device):
            return step
    raise NothingToUndo


def take_back(pen: Pen, step: UndoStep, *, device: bytes) -> bool:
    """Take back one save of this ``device``; False when nothing of it stands any more. Raises StepSent."""
    stored = pen.writer.record(step.record)
    pen.writer.drop_undo(step.key)
    return stored is not None and take_back_from(pen, stored, step, device=device)


def take_back_from(pen: Pen, stored: StoredRecord, step: UndoStep, *, device: bytes) -> bool:
    """Take back one save of ``stored``, as ``take_back`` does: many that were read before make one write."""
    if not still_stands(stored, step, device=device):
        return False
    _take_back(pen, stored, step=step, device=device)
    return True


def _take_back(pen: Pen, stored: StoredRecord, *, step: UndoStep, device: bytes) -> None:
    if STATUS in step.before and stored.sync_state == "at_head_office":
        raise StepSent
    found = {path: _standing(stored, step, path=path, device=device) for path in step.before}
    mine = {path: dots for path, dots in found.items() if dots}
    values = {path: _values(step.before[path]) for path in mine}
    first = {path: several[0] for path, several in values.items()}
    shown = _all_dots(stored, with_life(first)) | mine
    now = pen.save(stored, first, event="record.undone", displayed=shown, before={})
    for path, several in values.items():
        for value in several[1:]:  # it was a conflict, and it is one again
            now = pen.add_beside(now, path, value)


def _standing(stored: StoredRecord, step: UndoStep, *, path: str, device: bytes) -> frozenset[Dot]:
    """Return the dots of what stands at ``path`` by that save.

    Every edit says anew that its subject is there: so life stands by whatever ``device`` said last.
    """
    values = stored.state.values(path)
    if path.rpartition("/")[2] != ALIVE:
        return frozenset(value.dot for value in values if value.dot == step.dot)
    stamps = stored.state.stamps
    return frozenset(one.dot for one in values if one.dot in stamps and stamps[one.dot].device == device)


def _all_dots(stored: StoredRecord, paths: Iterable[str]) -> dict[str, frozenset[Dot]]:
    return {path: frozenset(one.dot for one in stored.state.values(path)) for path in paths}


def _values(before: Value) -> list[Value]:
    return before if isinstance(before, list) and before else [None]

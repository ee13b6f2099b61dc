"""Undo, also after closing: a new save takes a save of this laptop back, and nobody else's work with it."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from asi_desktop.domain.dotted import ALIVE, Dot, State, Value, with_life
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import STATUS
from asi_desktop.services.saving import Pen
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord, UndoStep

_NEVER: Value = [None]
"""What a step says was there before the save that made a record, or an element of one."""


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

    Raises NothingToUndo, StepSent, ReadOnly.
    """
    return _undo(pen, record)


def undo_last(pen: Pen) -> UndoStep:
    """Take back this laptop's last save that still stands, whatever the record, and return what it was."""
    return _undo(pen, None)


def next_undone(pen: Pen) -> UndoStep | None:
    """Return the save that ``undo_last`` takes back next, and forget later ones of which nothing stands."""
    device = pen.writer.device_keys().device
    while (step := pen.writer.undo(None)) is not None:
        stored = pen.writer.record(step.record)
        if stored is not None and still_stands(pen.writer, stored, step, device=device):
            return step
        pen.writer.drop_undo(step)
    return None


def still_stands(reader: Reader, stored: StoredRecord, step: UndoStep, *, device: bytes) -> bool:
    """Tell whether anything of the save, made by this ``device``, is still current."""
    return any(_all_standing(reader, stored, step, device=device).values())


def _undo(pen: Pen, record: bytes | None) -> UndoStep:
    device = pen.writer.device_keys().device
    while (step := pen.writer.undo(record)) is not None:
        if take_back(pen, step, device=device):
            return step
    raise NothingToUndo


def take_back(pen: Pen, step: UndoStep, *, device: bytes) -> bool:
    """Take back one save of this ``device``; False when nothing of it stands any more.

    Raises StepSent, ReadOnly.
    """
    stored = pen.writer.record(step.record)
    done = stored is not None and take_back_from(pen, stored, step, device=device)
    pen.writer.drop_undo(step)
    return done


def take_back_from(pen: Pen, stored: StoredRecord, step: UndoStep, *, device: bytes) -> bool:
    """Take back one save of ``stored``, as ``take_back`` does: many that were read before make one write."""
    return _taken_back(pen, stored, step, _all_standing(pen.writer, stored, step, device=device))


def take_back_own(pen: Pen, stored: StoredRecord, step: UndoStep, *, own: Collection[Dot]) -> bool:
    """Take back one of several saves that are undone together, of which ``own`` are the dots.

    What anybody wrote beside them stays, the officer too. Raises ReadOnly.
    """
    standing = {path: _standing_of(stored, step, path=path, own=own) for path in step.before}
    return _taken_back(pen, stored, step, standing)


def _taken_back(
    pen: Pen, stored: StoredRecord, step: UndoStep, standing: Mapping[str, frozenset[Dot]]
) -> bool:
    mine = {path: dots for path, dots in standing.items() if dots}
    if not mine:
        return False
    pen.writable(stored)
    if STATUS in step.before and stored.sync_state == "at_head_office":
        raise StepSent
    values = {path: _values(path, step.before[path]) for path in mine}
    first = {path: several[0] for path, several in values.items()}
    shown = _all_dots(stored, with_life(first)) | mine
    now = pen.save(stored, first, event="record.undone", displayed=shown, before={})
    for path, several in values.items():
        for value in several[1:]:  # it was a conflict, and it is one again
            now = pen.add_beside(now, path, value)
    return True


def _all_standing(
    reader: Reader, stored: StoredRecord, step: UndoStep, *, device: bytes
) -> dict[str, frozenset[Dot]]:
    """Return for each path that the save wrote the dots of what stands there by it."""
    own = {path: _standing(stored, step, path=path, device=device) for path in step.before}
    if all(own.values()):
        return own
    again = _put_back(reader, stored, step, device=device)
    return {path: dots or again.get(path, frozenset()) for path, dots in own.items()}


def _put_back(
    reader: Reader, stored: StoredRecord, step: UndoStep, *, device: bytes
) -> dict[str, frozenset[Dot]]:
    """Return for the paths of the save the dots by which later undoing put back what it had written there.

    Only the record's last step has any: all that this laptop saved after it was undone. What somebody else
    wrote since is nobody's to take back.
    """
    last, saves = reader.undo(stored.id), reader.history(stored.id)
    place = next((at for at, save in enumerate(saves) if save.dot == step.dot), None)
    if place is None or last is None or last.dot != step.dot:
        return {}
    since, written = saves[:place], saves[place].changes
    others = frozenset(chain(*(save.changes for save in since if save.device != device)))
    mine = {save.dot for save in since}
    return {
        path: frozenset(
            one.dot for one in stored.state.values(path) if one.dot in mine and one.value == written[path]
        )
        for path in (written.keys() & step.before.keys()) - others
        if not _is_life(path)
    }


def _standing(stored: StoredRecord, step: UndoStep, *, path: str, device: bytes) -> frozenset[Dot]:
    """Return the dots of what stands at ``path`` by that save.

    Every edit says anew that its subject is there: so life stands by whatever ``device`` said last. But what
    the save made is not taken away once others have written in it.
    """
    values = stored.state.values(path)
    if not _is_life(path):
        return frozenset(value.dot for value in values if value.dot == step.dot)
    stamps = stored.state.stamps
    mine = {dot for dot, stamp in stamps.items() if stamp.device == device}
    if step.before[path] == _NEVER and not _written_in(stored.state, path) <= mine:
        return frozenset()
    return frozenset(one.dot for one in values if one.dot in mine)


def _standing_of(stored: StoredRecord, step: UndoStep, *, path: str, own: Collection[Dot]) -> frozenset[Dot]:
    """Return the dots of what stands at ``path`` by ``own``; of what these made, if nothing else does."""
    if step.before[path] == _NEVER and _is_life(path) and not _written_in(stored.state, path) <= {*own}:
        return frozenset()
    return frozenset(value.dot for value in stored.state.values(path) if value.dot in own)


def _is_life(path: str) -> bool:
    return path.rpartition("/")[2] == ALIVE


def _written_in(state: State, life: str) -> set[Dot]:
    """Return the dots of all that stands in the subject, record or element, of which ``life`` is the life."""
    inside = life.removesuffix(ALIVE)
    return {one.dot for path, values in state.fields.items() if path.startswith(inside) for one in values}


def _all_dots(stored: StoredRecord, paths: Iterable[str]) -> dict[str, frozenset[Dot]]:
    return {path: frozenset(one.dot for one in stored.state.values(path)) for path in paths}


def _values(path: str, before: Value) -> list[Value]:
    """Return what stands at ``path`` again; of what was not there, that it is gone."""
    several: list[Value] = before if isinstance(before, list) and before else [None]
    return [False if value is None else value for value in several] if _is_life(path) else several

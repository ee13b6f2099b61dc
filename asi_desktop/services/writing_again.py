"""Writing again what an earlier save wrote: redo, and putting an earlier value of a field back."""

from collections.abc import Collection, Mapping

from asi_desktop.domain.dotted import ALIVE, Dot, Value, with_life
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import REF, STATUS, seen
from asi_desktop.domain.workflow import check, status_value
from asi_desktop.services.rights import officer
from asi_desktop.services.saving import Pen
from asi_desktop.storage.results import StoredRecord

WITH_ELEMENT = ("_order", ALIVE)
"""What comes along when a value of a list's element is put back: the element and its place."""


class NothingToRestore(Refused):
    """The save is not among those of this record, or it wrote nothing of the kind."""

    code = "nothing_to_restore"
    what = Text(
        fr="Cette version ne contient rien à reprendre ici.",
        en="This version holds nothing to put back here.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; choisissez une autre ligne de l’historique.",
        en="Nothing was changed; choose another line of the history.",
    )


def write_again(
    pen: Pen,
    id_text: str,
    dot: Dot,
    paths: Collection[str],
    *,
    displayed: Mapping[str, Collection[Dot]] | None = None,
) -> None:
    """Write again what the save ``dot`` wrote: all of it, or ``paths`` of it alone.

    It replaces what was ``displayed``. Unless that is said, all of it replaces only what stands by this
    laptop, as what its undo put back does: what a colleague wrote meanwhile stays beside it.

    Raises NoSuchRecord, ReadOnly, NothingToRestore, and for a workflow step TransitionRefused.
    """
    stored, kind = pen.record(id_text)
    values = _saved(pen, stored, dot, paths)
    if STATUS in values:
        step = values.pop(STATUS)
        values |= _step(pen, stored, kind, step)
    if not values:
        raise NothingToRestore
    shown = displayed if displayed is not None or paths else _own(pen, stored, values)
    pen.save(stored, values, event=_event(values), displayed=shown)


def _saved(pen: Pen, stored: StoredRecord, dot: Dot, paths: Collection[str]) -> dict[str, Value]:
    """Return what the save ``dot`` wrote, all or at ``paths``; nothing when it is not in the history."""
    saves = (one.changes for one in pen.writer.history(stored.id) if one.dot == dot)
    return {
        path: value
        for path, value in dict(next(saves, ())).items()
        if path != REF and (not paths or path in paths or _belongs(path, paths))
    }


def _own(pen: Pen, stored: StoredRecord, values: Mapping[str, Value]) -> dict[str, frozenset[Dot]]:
    """Return the dots of what stands by this laptop where ``values`` are to be written."""
    device = pen.writer.device_keys().device
    own = {dot for dot, stamp in stored.state.stamps.items() if stamp.device == device}
    return {
        path: frozenset(one.dot for one in stored.state.values(path) if one.dot in own)
        for path in with_life(values)
    }


def _belongs(path: str, paths: Collection[str]) -> bool:
    """Tell whether ``path`` is the life or the place of an element that one of ``paths`` lies in."""
    head, _, last = path.rpartition("/")
    return bool(head) and last in WITH_ELEMENT and any(each.startswith(f"{head}/") for each in paths)


def _step(pen: Pen, stored: StoredRecord, kind: RecordType, value: Value) -> dict[str, Value]:
    """Return the step as it is made anew, by who makes it now and only if it may still be made.

    A record that is in that state already makes none: so comes back one whose first save was undone.
    """
    given: Mapping[str, Value] = value if isinstance(value, dict) else {"state": value}
    state, reason = str(given.get("state") or ""), str(given.get("reason") or "")
    now, role = seen(kind, stored.state), officer(pen.writer).role
    if now.status == state:
        return {}
    check(kind, now, state, role=role, reason=reason)
    return {STATUS: status_value(state, role, reason)}


def _event(values: Mapping[str, Value]) -> str:
    if STATUS in values:
        return "record.advanced"
    if ALIVE in values:
        return "record.undeleted" if values[ALIVE] else "record.deleted"
    return "record.changed"

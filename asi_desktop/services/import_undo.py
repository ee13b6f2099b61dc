"""Undoing the last import of people: its steps are kept part by part, each with what it takes back."""

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import NOTHING
from asi_desktop.services.import_results import UndoneImport
from asi_desktop.services.organisation_names import ORGANISATION
from asi_desktop.services.saving import Pen, Saving
from asi_desktop.services.undoing import NothingToUndo, take_back_own
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord, UndoStep
from asi_desktop.storage.writer import Writer
from asi_desktop.tasks import Context

UNDOING = Text("Annulation de l’import", "Undoing the import")

PARTS = "import.undo"
"""Setting with how many parts the last import of this laptop has; the setting ``import.undo.N`` holds part N,
a list of steps: record (hex), actor and number of the save, what it replaced."""

_Dots = dict[bytes, set[Dot]]
"""The saves of an import, and those that took some of them back, by record."""


def keep_steps(writer: Writer, part: int, steps: tuple[UndoStep, ...]) -> None:
    """Keep what takes back part number ``part`` (from 1) of the import under way, in its transaction."""
    if part == 1:
        for number in range(1, _parts(writer) + 1):
            writer.put_setting(_name(number), None)
    writer.put_setting(_name(part), [_kept(one) for one in steps])
    writer.put_setting(PARTS, part)


def can_undo(reader: Reader) -> bool:
    """Tell whether the last import changed anything that can be taken back."""
    return any(_steps(reader, part) for part in range(1, _parts(reader) + 1))


def undone_import(saving: Saving, context: Context) -> UndoneImport:
    """Take the last import back, its last part first; raises NothingToUndo, and Cancelled between two parts.

    What was taken back by then stays so, and the rest can still be.
    """
    own, parts = _known(saving)
    if not own:
        raise NothingToUndo
    done: set[bytes] = set()
    changes = NOTHING
    for part in range(parts, 0, -1):
        context.report(UNDOING, done=parts - part, total=parts)
        with saving.pen() as pen:
            done |= _undone_part(pen, part, own)
            pen.writer.put_setting(_name(part), None)
            pen.writer.put_setting(PARTS, part - 1 or None)
        changes |= pen.changes
    return UndoneImport(len(done), changes)


def _known(saving: Saving) -> tuple[_Dots, int]:
    """Return every save of the last import by record, and how many parts it has."""
    own: _Dots = {}
    with saving.reading() as reader:
        parts = _parts(reader)
        for part in range(1, parts + 1):
            for step in _steps(reader, part):
                own.setdefault(step.record, set()).add(step.dot)
    return own, parts


def _undone_part(pen: Pen, part: int, own: _Dots) -> set[bytes]:
    """Take one part back and return which records changed; all are read before any is written."""
    done: set[bytes] = set()
    steps = _steps(pen.writer, part)
    stored = {step.record: pen.writer.record(step.record) for step in steps}
    for step in steps:
        found = pen.writer.record(step.record) if step.record in done else stored[step.record]
        if found is not None and not _is_named(pen, found) and _is_undone(pen, found, step, own[step.record]):
            done.add(step.record)
            own[step.record].add(pen.dot)
    return done


def _is_undone(pen: Pen, stored: StoredRecord, step: UndoStep, own: set[Dot]) -> bool:
    try:
        return take_back_own(pen, stored, step, own=own)
    except Refused:  # it may no longer be written here: it stays, and the rest goes on
        return False


def _is_named(pen: Pen, stored: StoredRecord) -> bool:
    """Tell whether a record still refers to this organisation: then it stays."""
    return stored.type == ORGANISATION and bool(pen.writer.referring(stored.id))


def _name(part: int) -> str:
    return f"{PARTS}.{part}"


def _parts(reader: Reader) -> int:
    kept = reader.setting(PARTS)
    return kept if isinstance(kept, int) else 0


def _steps(reader: Reader, part: int) -> tuple[UndoStep, ...]:
    kept = reader.setting(_name(part))
    found = (_step(one) for one in kept) if isinstance(kept, list) else ()
    return tuple(step for step in found if step is not None)


def _kept(step: UndoStep) -> Value:
    return [ids.shown(step.record), step.dot.actor, step.dot.n, {**step.before}]


def _step(kept: Value) -> UndoStep | None:
    match kept:
        case [str(record), int(actor), int(n), dict(before)]:
            identifier = ids.parsed(record)
            return UndoStep(0, identifier, Dot(actor, n), before) if identifier else None
    return None

"""The same act on many records: one transaction, one undo, and a word on each that would not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE, Value
from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import STATUS, seen
from asi_desktop.domain.workflow import allowed, check, status_value
from asi_desktop.domain.writing import set_values
from asi_desktop.services.changes import NOTHING, Changes
from asi_desktop.services.results import Step
from asi_desktop.services.rights import officer
from asi_desktop.services.saving import Pen, Saving
from asi_desktop.services.undoing import take_back
from asi_desktop.services.viewing import title
from asi_desktop.storage.results import StoredRecord, UndoStep
from asi_desktop.tasks import Context

MOST = 10_000
"""Records that one act may change."""

_TOLD_EVERY = 50
_NOT_TOGETHER = frozenset({Kind.LIST, Kind.RICH})
_LABEL = Text("Modification des fiches", "Changing the records")
_UNDO_LABEL = Text("Annulation", "Undoing")


class TooManyRecords(Refused):
    """More records than one act may change."""

    code = "too_many_records"
    what = Text(
        fr="{count} fiches à la fois, c’est trop : {most} au plus.",
        en="{count} records at once are too many: {most} at the most.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; filtrez la liste et recommencez par parties.",
        en="Nothing was changed; filter the list and go on part by part.",
    )


@dataclass(frozen=True, slots=True)
class NotDone:
    """A record that would not, and why."""

    id: bytes
    ref: str
    title: str
    error: AppError


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What was done: ``done`` are the records that changed; those that were so already are in neither list.

    ``undo``: give it back to ``Bulk.undo``.
    """

    done: tuple[bytes, ...]
    refused: tuple[NotDone, ...]
    undo: tuple[UndoStep, ...]
    changes: Changes


Act = Callable[[StoredRecord, RecordType], tuple[Mapping[str, Value], str]]
"""Returns what to save in a record and the journal's event; nothing for one that is so already."""


class Bulk:
    """What is done to many records at once. ``names``: ids (hex) or references, MOST at the most."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving

    def delete(self, names: Sequence[str], context: Context | None = None) -> BulkDone:
        """Put the records into the bin."""
        return self._each(names, _living(alive=False), context)

    def undelete(self, names: Sequence[str], context: Context | None = None) -> BulkDone:
        """Take the records out of the bin."""
        return self._each(names, _living(alive=True), context)

    def set(self, names: Sequence[str], path: str, value: Value, context: Context | None = None) -> BulkDone:
        """Give one field the same value in all records; raises Cancelled, and then nothing was done."""

        def act(stored: StoredRecord, kind: RecordType) -> tuple[Mapping[str, Value], str]:
            if seen(kind, stored.state).fields.get(path) == value:
                return {}, ""
            return set_values(kind, stored.state, [(path, value)]), "record.changed"

        return self._each(names, act, context)

    def advance(
        self, names: Sequence[str], state: str, *, reason: str = "", context: Context | None = None
    ) -> BulkDone:
        """Make the same workflow step in all records that may take it."""
        with self._saving.reading() as reader:
            role = officer(reader).role

        def act(stored: StoredRecord, kind: RecordType) -> tuple[Mapping[str, Value], str]:
            check(kind, seen(kind, stored.state), state, role=role, reason=reason)
            return {STATUS: status_value(state, role, reason)}, "record.advanced"

        return self._each(names, act, context)

    def steps(self, names: Sequence[str]) -> tuple[tuple[Step, int], ...]:
        """Return the workflow steps that this officer may make in any of the records, and in how many."""
        found: dict[str, tuple[Step, int]] = {}
        with self._saving.reading() as reader:
            role = officer(reader).role
            for name in names[:MOST]:
                stored = reader.record(reader.find_id(name))
                kind = reader.kinds.get(stored.type) if stored else None
                if stored is not None and kind is not None:
                    for step in _steps(kind, stored, role):
                        found[step.state] = (step, found.get(step.state, (step, 0))[1] + 1)
        return tuple(found.values())

    def undo(self, steps: Sequence[UndoStep], context: Context | None = None) -> BulkDone:
        """Take back what one act did, as far as it still stands. What others wrote since stays."""
        told = context or Context()
        done: list[bytes] = []
        refused: list[NotDone] = []
        with self._saving.pen() as pen:
            device = pen.writer.device_keys().device
            for number, step in enumerate(steps):
                _report(told, _UNDO_LABEL, number, len(steps))
                try:
                    if not _is_undone(pen, step) and take_back(pen, step, device=device):
                        done.append(step.record)
                except Refused as error:
                    refused.append(_not_done(pen, step.record, error))
        return BulkDone(tuple(done), tuple(refused), (), pen.changes)

    def _each(self, names: Sequence[str], act: Act, context: Context | None) -> BulkDone:
        if len(names) > MOST:
            raise TooManyRecords(count=len(names), most=MOST)
        told = context or Context()
        refused: list[NotDone] = []
        steps: list[UndoStep] = []
        with self._saving.pen() as pen:
            ready = _ready(pen, names, act, refused=refused)
            for number, (stored, values, event) in enumerate(ready):
                _report(told, _LABEL, number, len(ready))
                pen.save(stored, values, event=event)
                step = pen.writer.undo(stored.id)
                steps += [step] if step is not None else []
        changes = pen.changes if ready else NOTHING
        return BulkDone(tuple(one.id for one, _, _ in ready), tuple(refused), tuple(steps), changes)


def common_fields(kind: RecordType) -> tuple[Field, ...]:
    """Return the fields that many records of ``kind`` can be given one value in: what lists filter by."""
    return tuple(
        field
        for field in kind.fields
        if field.filterable and not field.system and field.kind not in _NOT_TOGETHER
    )


def _ready(
    pen: Pen, names: Sequence[str], act: Act, *, refused: list[NotDone]
) -> list[tuple[StoredRecord, Mapping[str, Value], str]]:
    """Return what is to be saved where; all is read before anything is written, which makes it one write."""
    ready = []
    for name in dict.fromkeys(names):
        try:
            stored, kind = pen.record(name)
            values, event = act(stored, kind)
        except Refused as error:
            refused.append(_not_done(pen, ids.parsed(name), error))
            continue
        if values:
            ready.append((stored, values, event))
    return ready


def _is_undone(pen: Pen, step: UndoStep) -> bool:
    """Tell whether everything is already as it was before the step."""
    stored = pen.writer.record(step.record)
    return stored is not None and all(
        [one.value for one in stored.state.values(path)] == before for path, before in step.before.items()
    )


def _not_done(pen: Pen, record: bytes | None, error: AppError) -> NotDone:
    stored = pen.writer.record(record) if record is not None else None
    if stored is None:
        return NotDone(record or b"", "", "", error)
    kind = pen.writer.kinds.get(stored.type)
    found = seen(kind, stored.state)
    return NotDone(stored.id, found.ref, title(kind, found.fields), error)


def _living(*, alive: bool) -> Act:
    def act(stored: StoredRecord, kind: RecordType) -> tuple[Mapping[str, Value], str]:
        if seen(kind, stored.state).deleted is not alive:
            return {}, ""
        return {ALIVE: alive}, "record.undeleted" if alive else "record.deleted"

    return act


def _steps(kind: RecordType, stored: StoredRecord, role: str) -> tuple[Step, ...]:
    found = seen(kind, stored.state)
    if kind.workflow is None or found.deleted:
        return ()
    states = kind.workflow.by_code
    return tuple(
        Step(one.target, states[one.target].action, one.reason_required) for one in allowed(kind, found, role)
    )


def _report(context: Context, label: Text, done: int, total: int) -> None:
    if done % _TOLD_EVERY == 0:
        context.report(label, done=done, total=total)

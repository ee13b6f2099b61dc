"""The same act on many records: one undo, and a word on each that would not.

The officer’s own saves go between its transactions; an act that is stopped is taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE, Value
from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import STATUS, Seen, seen
from asi_desktop.domain.workflow import allowed, check, status_value
from asi_desktop.domain.writing import set_values
from asi_desktop.services.changes import NOTHING, Changes
from asi_desktop.services.results import Step
from asi_desktop.services.rights import officer
from asi_desktop.services.saving import Pen, Saving, portions
from asi_desktop.services.undoing import take_back_from
from asi_desktop.services.viewing import stored_record, title
from asi_desktop.services.writing_again import write_again
from asi_desktop.storage.results import StoredRecord, UndoStep
from asi_desktop.tasks import Cancelled, Context

MOST = 10_000
"""Records that one act may change."""

_NOT_TOGETHER = frozenset({Kind.LIST, Kind.RICH})
_LABEL = Text("Modification des fiches", "Changing the records")
_UNDO_LABEL = Text("Annulation", "Undoing")
_REDO_LABEL = Text("Rétablissement", "Doing it again")


class TooManyRecords(Refused):
    """More records than one act may change."""

    code = "too_many_records"
    what = Text(
        fr="{count} fiches à la fois, c’est trop : {most} au plus.",
        en="{count} records at once are too many: {most} at the most.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; filtrez la liste et recommencez par parties.",
        en="Nothing was changed; filter the list and go on part by part.",
    )


class InTheBin(Refused):
    """A record that was deleted: to change it would bring it back."""

    code = "in_the_bin"
    what = Text(fr="Cette fiche est à la corbeille.", en="This record is in the bin.")
    next_step = Text(
        fr="Elle n’a pas été modifiée ; sortez-la d’abord de la corbeille.",
        en="It was not changed; take it out of the bin first.",
    )


class Undecided(Refused):
    """A field of which nobody has chosen the value yet."""

    code = "undecided"
    what = Text(
        fr="Deux versions de « {label} » attendent un choix.",
        en="Two versions of “{label}” wait for a choice.",
    )
    next_step = Text(
        fr="Cette fiche n’a pas été modifiée ; ouvrez-la et choisissez.",
        en="This record was not changed; open it and choose.",
    )


class ActStopped(Cancelled):
    """The officer stopped an act on many records: what it had changed by then is taken back."""

    next_step = Text(fr="Tout a été remis comme avant.", en="Everything was put back as it was.")


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

    ``undo``: give it back to ``Bulk.undo``, and to ``Bulk.redo`` after that.
    """

    done: tuple[bytes, ...]
    refused: tuple[NotDone, ...]
    undo: tuple[UndoStep, ...]
    changes: Changes


@dataclass(slots=True)
class _Outcome:
    """What was done so far, over the transactions of one act."""

    done: list[bytes] = field(default_factory=list)
    refused: list[NotDone] = field(default_factory=list)
    steps: list[UndoStep] = field(default_factory=list)
    changes: Changes = NOTHING

    @property
    def told(self) -> BulkDone:
        return BulkDone(tuple(self.done), tuple(self.refused), tuple(self.steps), self.changes)


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
        """Give one field the same value in all records; raises Cancelled, and then nothing was done.

        Neither in those in the bin nor where two values wait for a choice.
        """

        def act(stored: StoredRecord, kind: RecordType) -> tuple[Mapping[str, Value], str]:
            found = _there(kind, stored)
            if path in found.conflicts:
                raise Undecided(label=kind.by_name[path].label)
            if found.fields.get(path) == value:
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
            check(kind, _there(kind, stored), state, role=role, reason=reason)
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
        """Take back what one act did, as far as it still stands. What others wrote since stays.

        Stopped, it keeps what it has taken back; ``undo`` of what it returns takes back the rest.
        """
        outcome, left = _through(steps, self._take_back, _UNDO_LABEL, context)
        return replace(outcome.told, undo=tuple(left))

    def redo(self, steps: Sequence[UndoStep], context: Context | None = None) -> BulkDone:
        """Write again what ``undo`` took back, as far as it may be written: an act of its own.

        Stopped, it keeps what it has written.
        """
        return _through(steps, self._write_again, _REDO_LABEL, context)[0].told

    def _take_back(self, steps: Sequence[UndoStep], outcome: _Outcome) -> None:
        done, refused = [], []
        with self._saving.pen() as pen:
            device = pen.writer.device_keys().device
            ready = [(step, pen.writer.record(step.record)) for step in steps]
            for step, stored in ready:
                try:
                    if stored is None or _is_undone(stored, step):
                        continue
                    if take_back_from(pen, stored, step, device=device):
                        done.append(step.record)
                except Refused as error:
                    refused.append(_not_done(pen, stored, error))
                finally:
                    pen.writer.drop_undo(step)
        outcome.done += done
        outcome.refused += refused
        outcome.changes |= pen.changes

    def _write_again(self, steps: Sequence[UndoStep], outcome: _Outcome) -> None:
        again: list[UndoStep] = []
        refused: list[NotDone] = []
        with self._saving.pen() as pen:
            for step in steps:
                try:
                    write_again(pen, ids.shown(step.record), step.dot, ())
                except Refused as error:
                    refused.append(_not_done(pen, pen.writer.record(step.record), error))
                else:
                    again += filter(None, [pen.writer.undo(step.record)])
        outcome.done += [step.record for step in again]
        outcome.refused += refused
        outcome.steps += again
        outcome.changes |= pen.changes

    def _each(self, names: Sequence[str], act: Act, context: Context | None) -> BulkDone:
        if len(names) > MOST:
            raise TooManyRecords(count=len(names), most=MOST)
        told, wanted = context or Context(), tuple(dict.fromkeys(names))
        outcome = _Outcome()
        try:
            for start, portion in portions(wanted):
                told.report(_LABEL, done=start, total=len(wanted))
                self._do(portion, act, outcome)
        except AppError as error:
            with suppress(AppError):  # what the disk refuses to take back stays, and undo still finds it
                self.undo(outcome.steps)
            if isinstance(error, Cancelled):
                raise ActStopped from error
            raise
        return outcome.told

    def _do(self, names: Sequence[str], act: Act, outcome: _Outcome) -> None:
        steps: list[UndoStep] = []
        with self._saving.pen() as pen:
            ready, refused = _ready(pen, names, act)
            for stored, values, event in ready:
                pen.save(stored, values, event=event)
                step = pen.writer.undo(stored.id)
                steps += [step] if step is not None else []
        outcome.done += [stored.id for stored, _, _ in ready]
        outcome.refused += refused
        outcome.steps += steps
        outcome.changes |= pen.changes


def _through(
    steps: Sequence[UndoStep],
    work: Callable[[Sequence[UndoStep], _Outcome], None],
    label: Text,
    context: Context | None,
) -> tuple[_Outcome, Sequence[UndoStep]]:
    """Do ``work`` with ``steps``, part by part, and return what was done and the steps it did not come to."""
    told, outcome, left = context or Context(), _Outcome(), steps
    try:
        for start, portion in portions(steps):
            left = steps[start:]
            told.report(label, done=start, total=len(steps))
            work(portion, outcome)
        left = ()
    except Cancelled:
        if not outcome.done:
            raise
    return outcome, left


def common_fields(kind: RecordType) -> tuple[Field, ...]:
    """Return the fields that many records of ``kind`` can be given one value in: what lists filter by."""
    return tuple(
        field
        for field in kind.fields
        if field.filterable and not field.system and field.kind not in _NOT_TOGETHER
    )


def _ready(
    pen: Pen, names: Sequence[str], act: Act
) -> tuple[list[tuple[StoredRecord, Mapping[str, Value], str]], list[NotDone]]:
    """Return what is to be saved where, and what would not; all is read before anything is written."""
    ready, refused = [], []
    for name in names:
        stored: StoredRecord | None = None
        try:
            stored = stored_record(pen.writer, name)
            values, event = act(stored, pen.writable(stored))
        except Refused as error:
            refused.append(_not_done(pen, stored, error))
            continue
        if values:
            ready.append((stored, values, event))
    return ready, refused


def _there(kind: RecordType, stored: StoredRecord) -> Seen:
    """Return what is seen of a record; raises InTheBin for one that nobody sees."""
    found = seen(kind, stored.state)
    if found.deleted:
        raise InTheBin
    return found


def _is_undone(stored: StoredRecord, step: UndoStep) -> bool:
    """Tell whether everything is already as it was before the step."""
    return all(
        [one.value for one in stored.state.values(path)] == before for path, before in step.before.items()
    )


def _not_done(pen: Pen, stored: StoredRecord | None, error: AppError) -> NotDone:
    if stored is None:
        return NotDone(b"", "", "", error)
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

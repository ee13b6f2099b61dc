"""Saving is not an act: every letter reaches an encrypted draft within a second, leaving a field saves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.ui.editors.editor import Assignment
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Draft, RecordView

DRAFT_AFTER_MS = 400
FORM = "record"
NEW_FORM = "new"
Dots = dict[str, frozenset[Dot]]


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that is done: what it changed, and the record as it now stands."""

    changes: Changes
    view: "RecordView"


def new_form(kind: str) -> str:
    """Return a name for the form of a record that does not exist yet: several may be open at once."""
    return f"{NEW_FORM}/{kind}/{ids.shown(ids.new_id())}"


class Autosave(QObject):
    """Keeps one form. ``saved`` carries the record as it stands afterwards, ``failed`` an AppError.

    What was shown in a field when typing in it began is what its save replaces: another's version that
    came in meanwhile stays beside it and becomes a choice to make, never a loss.
    """

    saved = Signal(object)
    failed = Signal(object)
    drafted = Signal()
    lacking = Signal(object)
    idle = Signal()

    def __init__(self, workplace: Workplace, form: RecordForm, *, draft: str = FORM) -> None:
        super().__init__(form)
        self.workplace = workplace
        self.form = form
        self.draft = draft
        self.view: RecordView | None = None
        self._shown: dict[str, Dots] = {}
        self._saving = False
        self._again = False
        self._kept = False
        self._retiring = False
        self._waiting: list[Callable[[], object]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.keep)
        form.typed.connect(self._typed)
        form.left.connect(self.save)

    @property
    def record(self) -> bytes | None:
        """The record that is kept, None while it does not exist."""
        return self.view.id if self.view is not None else None

    def show_view(self, view: "RecordView") -> None:
        """Know what the form now shows."""
        self.view = view

    def take_up(self, draft: "Draft | None") -> bool:
        """Put back what was typed before the desk closed; returns whether there was anything."""
        if draft is None:
            return False
        fields, shown = draft.values.get("fields"), draft.values.get("shown")
        if not isinstance(fields, dict) or not fields:
            return False
        self._shown = _dots_from(shown)
        self._kept = True
        self.form.restore(fields)
        return True

    def keep(self) -> None:
        """Write what is typed and not saved into the encrypted draft."""
        self._timer.stop()
        raw = self.form.raw()
        desk, record, draft = self.workplace.desk, self.record, self.draft
        if raw:
            values: dict[str, Value] = {"fields": raw, "shown": _dots_to(self._shown)}
            self._kept = True
            self.workplace.write(
                lambda: desk.drafts.put(record, draft, values), self, then=lambda _: self.drafted.emit()
            )
        elif self._kept:
            self._kept = False
            self.workplace.write(lambda: desk.drafts.drop(record, draft), self)

    def save(self) -> None:
        """Save every field that is left and means something; one save at a time, in order."""
        if self._saving:
            self._again = True
            return
        if self.view is None:
            self._add()
        else:
            self._set(self.view)

    def save_then(self, then: Callable[[], object]) -> None:
        """Save what is typed, also where the focus is, and call ``then`` once no save is under way."""
        self._waiting.append(then)
        self.save()
        self._rest()

    def tell_when_idle(self) -> None:
        """Emit ``idle`` as soon as no save is under way; what could not be saved is in the draft."""
        self._retiring = True
        self._rest()

    def _typed(self, name: str) -> None:
        if self.view is not None and name not in self._shown:
            self._shown[name] = _of_field(self.view, name)
        if not self._timer.isActive():
            self._timer.start()

    def _set(self, view: "RecordView") -> None:
        assignments = self.form.collect()
        if not assignments:
            return
        displayed = self._displayed(view, assignments)
        desk, name = self.workplace.desk, ids.shown(view.id)

        def work() -> Saved:
            return Saved(desk.records.set(name, assignments, displayed=displayed), desk.records.get(name))

        self._start(work)

    def _add(self) -> None:
        raw = self.form.raw()
        lacking = [
            field
            for field in self.form.kind.demanded
            if not raw.get(field.name) and field.name not in self.form.kind.defaults
        ]
        self.lacking.emit(lacking)
        if lacking or not raw:
            return
        given: dict[str, Value] = {}
        for path, value in self.form.collect():
            listing, slash, _ = path.partition("/")
            if slash:
                elements = given.setdefault(listing, [])
                if isinstance(elements, list):
                    elements.append(value)
            else:
                given[path] = value
        desk, kind, draft = self.workplace.desk, self.form.kind.name, self.draft

        def work() -> Saved:
            added = desk.records.add(kind, given)
            desk.drafts.drop(None, draft)
            return Saved(added.changes, desk.records.get(ids.shown(added.id)))

        self._start(work)

    def _start(self, work: Callable[[], Saved]) -> None:
        self._saving = True
        self.workplace.write(work, self, then=self._done, failed=self._refused)

    def _done(self, saved: Saved) -> None:
        self._saving = False
        if self.view is None:
            self.draft, self._kept = FORM, False
        self.form.confirm()
        still_typed = {name for name, box in self.form.boxes.items() if box.dirty}
        self._shown = {name: _of_field(saved.view, name) for name in still_typed}
        self.view = saved.view
        self.keep()
        self.saved.emit(saved.view)
        if self._again:
            self._again = False
            self.save()
        self._rest()

    def _refused(self, error: AppError) -> None:
        self._saving = False
        self._again = False
        self.form.give_back()
        self.keep()
        self.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        if self._saving:
            return
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
        if self._retiring:
            self.idle.emit()

    def _displayed(self, view: "RecordView", assignments: Sequence[Assignment]) -> Dots:
        """Return what the save replaces: for each field what was shown when typing in it began."""
        displayed: Dots = {path: frozenset(dots) for path, dots in view.displayed.items()}
        for name, dots in self._shown.items():
            displayed = {path: each for path, each in displayed.items() if _field_of(path) != name} | dots
        for path, _ in assignments:
            displayed.setdefault(path, frozenset())
        self._shown = {}
        return displayed


def _of_field(view: "RecordView", name: str) -> Dots:
    return {path: frozenset(dots) for path, dots in view.displayed.items() if _field_of(path) == name}


def _field_of(path: str) -> str:
    return path.partition("#")[0].partition("/")[0]


def _dots_to(shown: Mapping[str, Dots]) -> Value:
    return {
        name: {path: [[dot.actor, dot.n] for dot in sorted(dots)] for path, dots in paths.items()}
        for name, paths in shown.items()
    }


def _dots_from(value: Value) -> dict[str, Dots]:
    if not isinstance(value, dict):
        return {}
    return {
        name: {path: frozenset(Dot(*dot) for dot in dots) for path, dots in paths.items()}  # type: ignore[misc,union-attr]  # as _dots_to wrote it
        for name, paths in value.items()
        if isinstance(paths, dict)
    }

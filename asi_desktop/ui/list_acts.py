"""What is done with the lines that are selected: a workflow step, one field, the bin and the way back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget, QWidgetAction

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import SETS, Field, Kind, RecordType
from asi_desktop.domain.values import read
from asi_desktop.services.bulk import common_fields
from asi_desktop.ui.filter_words import Manner, criteria
from asi_desktop.ui.furniture import button, column, holding, label, row
from asi_desktop.ui.language import language, said
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.record_choice import RecordChoice
from asi_desktop.ui.redo import Act
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.bulk import BulkDone, NotDone
    from asi_desktop.services.results import Step
    from asi_desktop.tasks import Context

MOST_TOLD = 3
MOST_IN_A_MENU = 16


class ListActs(QObject):
    """Acts on many records with one undo, and says how many. ``done``: something was done, or refused."""

    done = Signal()

    def __init__(self, workplace: Workplace, notice: NoticeStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.notice = notice

    def remove(self, records: Sequence[bytes]) -> None:
        """Move one record to the bin at once; several after a second yes that says how many."""
        if len(records) == 1:
            self._remove(records)
        elif records:
            words = self.tr("Move %n record(s) to the bin?", "", len(records))
            yes = Remedy(self.tr("Move to the bin"), partial(self._remove, records))
            self.notice.tell(words, remedy=yes)

    def take_out(self, records: Sequence[bytes]) -> None:
        """Take the records out of the bin."""
        desk, names = self.workplace.desk, _names(records)
        self._do(
            lambda context: desk.bulk.undelete(names, context),
            len(names),
            lambda count: self.tr("%n record(s) taken out of the bin.", "", count),
        )

    def advance(self, records: Sequence[bytes], step: "Step", reason: str = "") -> None:
        """Make a workflow step in all records that may take it."""
        desk, names = self.workplace.desk, _names(records)
        self._do(
            lambda context: desk.bulk.advance(names, step.state, reason=reason, context=context),
            len(names),
            lambda count: self.tr("{step}: %n record(s).", "", count).format(step=said(step.label)),
        )

    def set(self, records: Sequence[bytes], field: Field, value: Value) -> None:
        """Give one field the same value in all records."""
        desk, names = self.workplace.desk, _names(records)
        self._do(
            lambda context: desk.bulk.set(names, field.name, value, context),
            len(names),
            lambda count: self.tr("{field} changed in %n record(s).", "", count).format(
                field=said(field.label)
            ),
        )

    def take_back(self, act: Act) -> None:
        """Take an act on many back, as far as it still stands."""
        desk, redo = self.workplace.desk, self.workplace.redo
        self._do(
            lambda context: desk.bulk.undo(act.steps, context),
            len(act.steps),
            lambda count: self.tr("%n record(s) as before.", "", count),
            ended=lambda outcome: redo.put(act.within(outcome.done)),
        )

    def do_again(self, act: Act) -> None:
        """Do again what was taken back."""
        desk = self.workplace.desk
        self._do(
            lambda context: desk.bulk.redo(act.steps, context),
            len(act.steps),
            lambda count: self.tr("%n record(s) changed again.", "", count),
            ended=lambda _: None,
        )

    def steps_into(self, menu: QMenu, records: Sequence[bytes]) -> None:
        """Fill ``menu`` with the steps that any of the records may take, and in how many."""
        desk, names = self.workplace.desk, _names(records)

        def fill(found: "tuple[tuple[Step, int], ...]") -> None:
            menu.clear()
            for step, count in found:
                words = f"{said(step.label)}  ({count})"
                if step.reason_required:
                    self._add_reason(menu.addMenu(words), records, step)
                else:
                    menu.addAction(words).triggered.connect(partial(self._advance, records, step))
            if not found:
                menu.addAction(self.tr("No step is possible")).setEnabled(False)

        menu.addAction(self.tr("Looking…")).setEnabled(False)
        self.workplace.read(lambda: desk.bulk.steps(names), menu, then=fill)

    def fields_into(self, menu: QMenu, kind: RecordType, records: Sequence[bytes]) -> None:
        """Fill ``menu`` with the fields that can be given one value, each with its choices or a line."""
        known = {one.name: one for one in criteria(kind)}
        for field in common_fields(kind):
            criterion = known.get(field.name)
            if criterion is None:
                continue
            inner = menu.addMenu(said(field.label))
            if criterion.manner is Manner.RECORDS:
                self._add_records(inner, records, field)
            elif criterion.manner is Manner.CHOICE and len(criterion.choices) <= MOST_IN_A_MENU:
                self._add_choices(inner, records, field, criterion.choices)
            else:
                self._add_line(inner, self.tr("Set"), partial(self._set_typed, records, field))

    def _add_choices(
        self, menu: QMenu, records: Sequence[bytes], field: Field, choices: Sequence[tuple[str, str]]
    ) -> None:
        for code, words in choices:
            value = _value_of(field, code)
            menu.addAction(words).triggered.connect(partial(self._set, records, field, value))
        self._add_empty(menu, records, field)

    def _add_records(self, menu: QMenu, records: Sequence[bytes], field: Field) -> None:
        choice = RecordChoice(self.workplace, field)

        def take(code: str) -> None:
            self.set(records, field, _value_of(field, code))
            _close(menu)

        choice.chosen.connect(take)
        menu.aboutToShow.connect(choice.line.setFocus)
        _put(menu, holding(column(choice, margins=(12, 8, 12, 8))))
        self._add_empty(menu, records, field)

    def _add_empty(self, menu: QMenu, records: Sequence[bytes], field: Field) -> None:
        menu.addSeparator()
        menu.addAction(self.tr("Empty")).triggered.connect(partial(self._set, records, field, None))

    def _add_reason(self, menu: QMenu, records: Sequence[bytes], step: "Step") -> None:
        def act(text: str) -> None:
            self.advance(records, step, text)

        self._add_line(menu, said(step.label), act, caption=self.tr("Reason"))

    def _add_line(self, menu: QMenu, verb: str, act: Callable[[str], object], *, caption: str = "") -> None:
        line = QLineEdit()
        line.setAccessibleName(caption or menu.title())

        def take() -> None:
            if line.text().strip():
                act(line.text().strip())
                _close(menu)

        line.returnPressed.connect(take)
        parts = row(line, button(verb, take, kind="primary"))
        held = holding(
            column(
                label(caption or menu.title(), role="fieldlabel"), parts, spacing=4, margins=(12, 4, 12, 8)
            )
        )
        _put(menu, held)

    def _set_typed(self, records: Sequence[bytes], field: Field, text: str) -> None:
        try:
            value = read(field, text, language())
        except AppError as error:
            self.notice.tell_error(error)
            return
        self.set(records, field, value)

    def _set(self, records: Sequence[bytes], field: Field, value: Value, _: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt says whether the action is ticked
        self.set(records, field, value)

    def _advance(self, records: Sequence[bytes], step: "Step", _: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        self.advance(records, step)

    def _remove(self, records: Sequence[bytes]) -> None:
        desk, names = self.workplace.desk, _names(records)
        self._do(
            lambda context: desk.bulk.delete(names, context),
            len(names),
            lambda count: self.tr("%n record(s) moved to the bin.", "", count),
        )

    def _do(
        self,
        work: "Callable[[Context], BulkDone]",
        count: int,
        words: Callable[[int], str],
        *,
        ended: "Callable[[BulkDone], None] | None" = None,
    ) -> None:
        """Do ``work``, in the foreground of the window when it is long, and say what was done.

        ``ended``: what redo is to know of it, if not that something new was written.
        """
        self.notice.clear()
        redo = self.workplace.redo

        def told(outcome: "BulkDone") -> None:
            (ended or (lambda done: redo.forget(*done.done)))(outcome)
            if outcome.undo:
                redo.done(Act(outcome.undo))
            self._tell(outcome, words)

        self.workplace.long(
            self.tr("%n record(s)", "", count), work, self, then=told, failed=self.notice.tell_error
        )

    def _tell(self, outcome: "BulkDone", words: Callable[[int], str]) -> None:
        said_words = words(len(outcome.done)) if outcome.done else ""
        if outcome.refused:
            said_words = " ".join(filter(None, (said_words, self._refusals(outcome.refused))))
        act = Act(outcome.undo)
        undo = Remedy(self.tr("Undo"), partial(self.take_back, act)) if act.steps else None
        if said_words:
            calm = not outcome.refused
            self.notice.tell(said_words, tone="calm" if calm else "warning", remedy=undo, fades=calm)
        self.done.emit()

    def _refusals(self, refused: "tuple[NotDone, ...]") -> str:
        """Return how many records would not, and why, the first few by name."""
        words = self.tr("%n record(s) left as they were.", "", len(refused))
        told = [f"{one.title or one.ref}: {one.error.message(language())}" for one in refused[:MOST_TOLD]]
        return " ".join((words, *told, *(["…"] if len(refused) > MOST_TOLD else [])))


def selection_menu(
    acts: ListActs, kind: RecordType | None, records: Sequence[bytes], *, binned: bool, parent: QWidget
) -> QMenu:
    """Return the menu of what can be done with ``records``, all of type ``kind``, or of several types."""
    menu = QMenu(parent)
    if binned:
        menu.addAction(acts.tr("Take out of the bin")).triggered.connect(lambda: acts.take_out(records))
        return menu
    if kind is not None:
        if kind.workflow is not None:
            acts.steps_into(menu.addMenu(acts.tr("Next step")), records)
        acts.fields_into(menu.addMenu(acts.tr("Set a field")), kind, records)
        menu.addSeparator()
    menu.addAction(acts.tr("Move to the bin") + "\tDel").triggered.connect(lambda: acts.remove(records))
    return menu


def _put(menu: QMenu, held: QWidget) -> None:
    """Show ``held`` as a line of ``menu``."""
    action = QWidgetAction(menu)
    action.setDefaultWidget(held)
    menu.addAction(action)


def _close(menu: QMenu) -> None:
    """Close ``menu`` and those that it hangs from."""
    top: QWidget | None = menu
    while isinstance(top, QMenu):
        top.close()
        top = top.parentWidget()


def popped(menu: QMenu, control: QPushButton) -> None:
    """Show ``menu`` above ``control``, which stands at the foot of a list."""
    menu.popup(control.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))


def _names(records: Sequence[bytes]) -> list[str]:
    return [ids.shown(record) for record in records]


def _value_of(field: Field, code: str) -> Value:
    if field.kind is Kind.BOOLEAN:
        return code == "true"
    return [code] if field.kind in SETS else code

"""Where a record stands among its states, and the next steps as verbs; a step that is refused says why."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.domain.roles import LOCAL
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import Seen
from asi_desktop.domain.workflow import TransitionRefused, check
from asi_desktop.ui.furniture import button, column, emptied, holding, label, row
from asi_desktop.ui.language import said
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView, Step

MOST_BUTTONS = 2
NEXT_SHOWN = 2
"""How many states ahead are shown before those that lie behind."""


class StatusChain(QWidget):
    """The states in their order as a line of circles, the present one filled; as many as fit around it."""

    def __init__(self) -> None:
        super().__init__()
        self._states: list[tuple[str, str]] = []
        self._present = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_states(self, kind: RecordType, present: str) -> None:
        """Show the states of ``kind`` around the ``present`` one."""
        states = kind.workflow.states if kind.workflow else ()
        self._states = [(state.code, said(state.label)) for state in states]
        self._present = present
        word = next((words for code, words in self._states if code == present), present)
        self.setAccessibleName(self.tr("Status: {status}").format(status=word))
        self.setToolTip(" – ".join(words for _, words in self._states))
        self.update()

    def sizeHint(self) -> QSize:
        """One line of text."""
        return QSize(200, theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the chain."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._window(painter)
        x = 1.0
        if first > 0:
            x = self._text(painter, x, "…", strong=False)
        for place in range(first, last + 1):
            x = self._state(painter, x, place, joined=place > first or first > 0)
        if last < len(self._states) - 1:
            self._text(painter, self._line(painter, x), "…", strong=False)
        painter.end()

    def _window(self, painter: QPainter) -> tuple[int, int]:
        """Return the first and last state that fit: the present one, the next two, then those around."""
        codes = [code for code, _ in self._states]
        if self._present not in codes:
            return 0, -1
        here = codes.index(self._present)
        after, before = list(range(here + 1, len(codes))), list(range(here - 1, -1, -1))
        room = self.width() - theme().px(40) - self._width(painter, here)
        shown = {here}
        for side in (after[:NEXT_SHOWN], before, after[NEXT_SHOWN:]):
            for place in side:
                room -= self._width(painter, place)
                if room < 0:
                    return min(shown), max(shown)
                shown.add(place)
        return min(shown), max(shown)

    def _width(self, painter: QPainter, place: int) -> float:
        return painter.fontMetrics().horizontalAdvance(self._states[place][1]) + theme().px(14 + 6 + 24)

    def _state(self, painter: QPainter, x: float, place: int, *, joined: bool) -> float:
        code, words = self._states[place]
        if joined:
            x = self._line(painter, x)
        present = code == self._present
        colour = theme().colour("accent" if present else "edge")
        side = theme().px(10)
        circle = QRectF(x, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(colour, 1.6))
        painter.setBrush(colour if present else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle)
        return self._text(painter, circle.right() + theme().px(6), words, strong=present)

    def _line(self, painter: QPainter, x: float) -> float:
        middle = self.height() / 2
        painter.setPen(QPen(theme().colour("line"), 1.4))
        painter.drawLine(QPointF(x + 5, middle), QPointF(x + theme().px(16), middle))
        return x + theme().px(21)

    def _text(self, painter: QPainter, x: float, words: str, *, strong: bool) -> float:
        font = painter.font()
        font.setBold(strong)
        painter.setFont(font)
        painter.setPen(theme().colour("text" if strong else "muted"))
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        font.setBold(False)
        painter.setFont(font)
        return x + width + 2


class WorkflowStrip(QWidget):
    """``advanced`` carries a state and a reason; ``refused`` an AppError that says why a step cannot be
    made."""

    advanced = Signal(str, str)
    refused = Signal(object)

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role or LOCAL
        self._kind: RecordType | None = None
        self._view: RecordView | None = None
        self.chain = StatusChain()
        self._steps: QHBoxLayout = row(spacing=4)
        self.menu = QMenu(self)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Reason for this step"))
        self.reason.setPlaceholderText(self.tr("Why? The reason is kept with the step"))
        self._wanted: Step | None = None
        self._reason_row = holding(
            row(
                label(self.tr("Reason"), role="fieldlabel"),
                self.reason,
                button(self.tr("Confirm"), self._confirm, kind="primary"),
                button(self.tr("Leave as it is"), self._give_up),
            )
        )
        self._reason_row.hide()
        self.reason.returnPressed.connect(self._confirm)
        line = row(self.chain, self._steps)
        line.setStretch(0, 1)
        self.setLayout(column(line, self._reason_row, spacing=4))

    def show_view(self, kind: RecordType, view: "RecordView") -> None:
        """Show the status of ``view`` and the steps out of it."""
        self._kind, self._view = kind, view
        self.setVisible(kind.workflow is not None)
        self._reason_row.hide()
        self.chain.show_states(kind, view.status)
        emptied(self._steps)
        self.menu.clear()
        ready = [step for step in view.allowed if self._why_not(step.state, step) is None]
        for place, step in enumerate(ready[:MOST_BUTTONS]):
            words = said(step.label)
            made = button(words, partial(self.take, step), kind="primary" if place == 0 else "")
            self._steps.addWidget(made)
        self._fill_menu(ready[MOST_BUTTONS:])
        if not self.menu.isEmpty():
            more = button(self.tr("Other steps"), self._show_menu, kind="quiet", picture="chevron-down")
            self._steps.addWidget(more)
            self._more = more

    def take(self, step: "Step") -> None:
        """Make the step, asking for a reason first where one is due."""
        if step.reason_required:
            self._wanted = step
            self._reason_row.show()
            self.reason.setFocus()
        else:
            self.advanced.emit(step.state, "")

    def _fill_menu(self, further: list["Step"]) -> None:
        if self._kind is None or self._view is None or self._kind.workflow is None:
            return
        for step in further:
            self._entry(said(step.label), "").triggered.connect(lambda _=False, taken=step: self.take(taken))
        open_steps = {step.state: step for step in self._view.allowed}
        for way in self._kind.workflow.steps_from(self._view.status):
            error = self._why_not(way.target, open_steps.get(way.target))
            if error is not None and not self._view.read_only:
                state = self._kind.workflow.by_code[way.target]
                entry = self._entry(said(state.action) or said(state.label), self.tr("not yet"))
                entry.triggered.connect(lambda _=False, why=error: self.refused.emit(why))

    def _entry(self, words: str, remark: str) -> QAction:
        return self.menu.addAction(f"{words}   ({remark})" if remark else words)

    def _why_not(self, target: str, step: "Step | None") -> AppError | None:
        """Return what stands against the step, None when nothing does; a reason can still be given."""
        if self._kind is None or self._view is None:
            return None
        view = self._view
        seen = Seen(
            dict(view.fields), {}, view.status, (), deleted=False, deleted_while_edited=False, ref=view.ref
        )
        reason = "–" if step is None or step.reason_required else ""
        try:
            check(self._kind, seen, target, role=self._role, reason=reason)
        except TransitionRefused as error:
            return error
        return None

    def _show_menu(self) -> None:
        self.menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _confirm(self) -> None:
        reason = self.reason.text().strip()
        if self._wanted is not None and reason:
            self._reason_row.hide()
            self.reason.clear()
            self.advanced.emit(self._wanted.state, reason)

    def _give_up(self) -> None:
        self._wanted = None
        self._reason_row.hide()

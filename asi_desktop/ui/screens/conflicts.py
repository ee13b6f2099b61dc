"""Every choice to make between two versions, in one place; each is also on its record."""

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.records import find_record_type
from asi_desktop.services.results import ConflictView
from asi_desktop.ui.conflict_strip import ConflictStrip
from asi_desktop.ui.furniture import button, column, emptied, label, named_surface
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.workplace import Workplace

MOST = 50


class ConflictsScreen(Screen):
    """The choices one below the other, under the title of their record."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.strips: list[ConflictStrip] = []
        self._column = column(spacing=16, margins=(16, 0, 16, 16))
        inner = QWidget()
        inner.setLayout(self._column)
        named_surface(inner, "surface")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sentence = self.tr(
            "Two people wrote the same field without knowing of each other. Both versions are kept until you "
            "choose; the rest goes on."
        )
        self.setLayout(column(self.heading(self.tr("Conflicts"), sentence), scroll, spacing=0))
        self.follow(self.refresh)
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The first choice."""
        return self.strips[0] if self.strips else None

    def refresh(self) -> None:
        """Read the choices that stand."""
        self.workplace.read(self.workplace.desk.conflicts.list, self, then=self._show)

    def _show(self, found: tuple[ConflictView, ...]) -> None:
        emptied(self._column)
        self.strips = []
        for each in found[:MOST]:
            kind = find_record_type(each.type)
            if kind is not None:
                strip = ConflictStrip(kind, each.path, each.values)
                strip.taken.connect(lambda _, number, each=each: self._resolve(each, number))
                strip.rewriting.connect(lambda _, record=each.record: self.opening.emit(record))
                self.strips.append(strip)
                title = each.title or self.tr("Untitled")
                words = f"{title} · {each.ref}"
                name = button(words, partial(self.opening.emit, each.record), kind="link")
                self._column.addLayout(column(name, strip, spacing=4))
        if not found:
            self._column.addWidget(label(self.tr("No choice is waiting."), role="muted"))
        if len(found) > MOST:
            self._column.addWidget(
                label(self.tr("%n more follow(s) once these are made", "", len(found) - MOST), role="muted")
            )
        self._column.addStretch(1)

    def _resolve(self, choice: "ConflictView", number: int) -> None:
        desk, name = self.workplace.desk, ids.shown(choice.record)
        shown = [one.value for one in choice.values]
        self.workplace.write(
            lambda: desk.conflicts.resolve(name, choice.path, take=number, shown=shown),
            self,
            failed=self.notice.tell_error,
        )


ENTRY = Entry(
    "conflicts",
    lambda: QCoreApplication.translate("ConflictsScreen", "Conflicts"),
    "conflict",
    ConflictsScreen,
    counted=lambda status: status.conflicts,
    group=2,
)

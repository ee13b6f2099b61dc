"""The links of a record: what it names, what names it, and a line that finds what to link next."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from asi_desktop.domain import ids
from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.ui.conflict_strip import field_words
from asi_desktop.ui.desk_surroundings import found
from asi_desktop.ui.furniture import (
    column,
    emptied,
    hairline,
    holding,
    icon_button,
    label,
    name_choice,
    named_surface,
    row,
)
from asi_desktop.ui.language import language
from asi_desktop.ui.lines import LINE_ROLE, Line, LineList
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import BackLink, Link, RecordView
    from asi_desktop.ui.editors.editor import Found

SEARCH_AFTER_MS = 100
MOST_SHOWN, MOST_FOUND = 200, 6
ROLES = "link_role"


class LinksPanel(QScrollArea):
    """``following`` carries the id of a record to open, ``failed`` an AppError, ``counted`` how many links
    there are either way."""

    following = Signal(object)
    failed = Signal(object)
    counted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.view: RecordView | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Links"))
        self.role = QComboBox()
        name_choice(self.role, self.tr("Kind of link"))
        self.role.setMaximumWidth(theme().px(160))
        for entry in vocabulary(ROLES).entries:
            self.role.addItem(entry.label.to(language()), entry.code)
        self.line = _SearchLine()
        self.line.setPlaceholderText(self.tr("Find the record to link…"))
        self.line.setAccessibleName(self.tr("Find the record to link…"))
        self.results = LineList(self.tr("Records found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.chosen.connect(self._link)
        self.results.hide()
        self.nothing_found = label(self.tr("No record found."), role="muted")
        self.nothing_found.hide()
        adding = row(self.role, self.line)
        adding.setStretch(1, 1)
        self.adding = holding(column(adding, self.results, self.nothing_found, spacing=4))
        self.own: QVBoxLayout = column(spacing=0)
        self.back: QVBoxLayout = column(spacing=0)
        self.back_box = holding(
            column(label(self.tr("Referred to by"), role="section"), self.back, spacing=4)
        )
        body = column(
            label(self.tr("Linked records"), role="section"),
            self.adding,
            self.own,
            self.back_box,
            None,
            spacing=12,
            margins=(16, 12, 16, 16),
        )
        inner = holding(body)
        named_surface(inner, "surface")
        self.setWidget(inner)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_AFTER_MS)
        self._patience.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _: self._patience.start())
        self.line.steered.connect(self._steer)

    def show_view(self, view: "RecordView") -> None:
        """Show the links of ``view``, and ask what refers to it."""
        self.view = view
        self.adding.setVisible(not view.read_only)
        emptied(self.own)
        for link in view.links[:MOST_SHOWN]:
            self.own.addWidget(self._own_row(link, read_only=view.read_only))
        if not view.links:
            self.own.addWidget(label(self.tr("This record names no other yet."), role="muted"))
        desk, name = self.workplace.desk, ids.shown(view.id)
        self.workplace.read(
            lambda: desk.records.referring(name), self, then=self._show_back, failed=self.failed.emit
        )

    def begin(self) -> None:
        """Put the focus where a link is made."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _own_row(self, link: "Link", *, read_only: bool) -> QFrame:
        role = vocabulary(ROLES).label(link.role, language())
        remove = icon_button("close", self.tr("Remove this link"), partial(self._remove, link))
        remove.setVisible(not read_only)
        return self._row(role, (link.target, link.title, link.type, link.ref), remove)

    def _show_back(self, back: "tuple[BackLink, ...]") -> None:
        emptied(self.back)
        for each in back[:MOST_SHOWN]:
            self.back.addWidget(self._row(_way(each), (each.id, each.title, each.type, each.ref)))
        if len(back) > MOST_SHOWN:
            words = self.tr("%n more record(s) refer to it", "", len(back) - MOST_SHOWN)
            self.back.addWidget(label(words, role="muted"))
        self.back_box.setVisible(bool(back))
        self.counted.emit(len(back) + (len(self.view.links) if self.view else 0))

    def _row(self, way: str, record: tuple[bytes, str, str, str], remove: QWidget | None = None) -> QFrame:
        """Return one link: what it means, the record's title that opens it, its type and reference."""
        target, title, kind, ref = record
        known = title or ref or self.tr("Not received yet")
        follow = _Way(known.partition("\n")[0])
        follow.clicked.connect(partial(self.following.emit, target))
        follow.setToolTip(known)
        follow.setAccessibleName(", ".join(filter(None, (way, known, type_words(kind) if kind else "", ref))))
        means = label(way, role="caption", wrap=True)
        means.setFixedWidth(theme().px(120))
        detail = label(" · ".join(filter(None, (type_words(kind) if kind else "", ref))), role="caption")
        detail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(means, column(follow, detail, spacing=0), *([remove] if remove else []))
        line.setStretch(1, 1)
        line.setContentsMargins(0, 4, 0, 4)
        frame = QFrame()
        frame.setLayout(column(line, hairline(), spacing=0))
        return frame

    def _search(self) -> None:
        words, desk = self.line.text().strip(), self.workplace.desk
        if not words:
            self._show_found(words, ())
        else:
            self.workplace.read(
                lambda: found(desk, words, ()), self, then=lambda hits: self._show_found(words, hits)
            )

    def _show_found(self, words: str, hits: "tuple[Found, ...]") -> None:
        if words != self.line.text().strip():
            return
        own = ids.shown(self.view.id) if self.view else ""
        shown = [hit for hit in hits if hit.id != own][:MOST_FOUND]
        self.results.show_lines(
            tuple(
                Line(hit.title or self.tr("Untitled"), hit.detail, key=hit.id, picture="link")
                for hit in shown
            )
        )
        self.results.fit()
        self.results.setVisible(bool(shown))
        self.nothing_found.setVisible(bool(words) and not shown)

    def _steer(self, key: int) -> None:
        at = self.results.currentRow()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.results.setCurrentRow(max(0, min(self.results.count() - 1, at + step)))
        elif self.results.currentItem() is not None and not self.results.isHidden():
            self._link(self.results.currentItem().data(LINE_ROLE).key)

    def _link(self, target: object) -> None:
        if self.view is None:
            return
        desk, name, role = self.workplace.desk, ids.shown(self.view.id), str(self.role.currentData())
        self.line.clear()
        self._forget()
        self.workplace.write(
            lambda: desk.records.link(name, str(target), role=role), self, failed=self.failed.emit
        )

    def _remove(self, link: "Link") -> None:
        if self.view is None:
            return
        desk, name = self.workplace.desk, ids.shown(self.view.id)
        self._forget()
        self.workplace.write(
            lambda: desk.records.set(name, [(f"links/{link.element}", None)]), self, failed=self.failed.emit
        )

    def _forget(self) -> None:
        if self.view is not None:
            self.workplace.redo.forget(self.view.id)


class _Way(QPushButton):
    """A title that leads to its record, cut where there is no more room."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setProperty("kind", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = event.size().width() - 2
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


class _SearchLine(QLineEdit):
    """A line whose arrows and Enter go elsewhere; Esc empties it first. ``steered`` carries the key."""

    steered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.steered.emit(key)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _way(back: "BackLink") -> str:
    """Return how another record names this one: the kind of its link, or the field that it stands in."""
    if back.role:
        return vocabulary(ROLES).label(back.role, language())
    kind = find_record_type(back.type)
    return field_words(kind, back.path) if kind is not None else ""

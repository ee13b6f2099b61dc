"""One file of a record: a small picture, its name, what it is, its caption, and what can be done with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from asi_desktop.exchange.media import media_label
from asi_desktop.ui.attachments.showing import Form, form_of
from asi_desktop.ui.furniture import button, column, hairline, holding, icon_button, label, row
from asi_desktop.ui.icons import pixmap
from asi_desktop.ui.language import locale, said
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.attachments import Attachment

PICTURE_PX = 64
ICON_PX = 32
LONGEST_NAME = 60


class FileRow(QFrame):
    """``opening``, ``copying`` and ``removing`` carry the file; ``captioned`` it and its new caption."""

    opening = Signal(object)
    copying = Signal(object)
    removing = Signal(object)
    captioned = Signal(object, str)

    def __init__(self, file: "Attachment", *, read_only: bool) -> None:
        super().__init__()
        self.file = file
        self.picture = QLabel()
        self.picture.setFixedSize(theme().px(PICTURE_PX), theme().px(PICTURE_PX))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setPixmap(pixmap("record", theme().colours["muted"], size=theme().px(ICON_PX)))
        self.caption: QLineEdit | None = None
        self.copy_button = button(self.tr("Save a copy…"), lambda: self.copying.emit(file), kind="quiet")
        self.copy_button.setAccessibleName(self.tr("Save a copy of {name}").format(name=file.name))
        self.copy_button.setEnabled(file.have)
        remove = icon_button("bin", self.tr("Remove {name}").format(name=file.name), self._remove)
        remove.setVisible(not read_only)
        self.remove_button = remove
        words = column(self._name(), self._facts(), self._caption(read_only=read_only), spacing=0)
        line = row(self.picture, words, self.copy_button, remove, spacing=12, margins=(0, 8, 0, 8))
        line.setStretch(1, 1)
        self.setLayout(column(line, hairline(), spacing=0))

    def show_picture(self, picture: QPixmap) -> None:
        """Show a small picture of the file in place of its icon."""
        side = theme().px(PICTURE_PX)
        fitted = picture.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        self.picture.setPixmap(fitted)

    def _name(self) -> QWidget:
        shown = _short(self.file.name)
        if form_of(self.file) is Form.NONE or not self.file.have:
            self.name: QWidget = label(shown, selectable=True)
        else:
            self.name = button(shown, lambda: self.opening.emit(self.file), kind="link")
            self.name.setAccessibleName(self.tr("Open {name}").format(name=self.file.name))
        self.name.setToolTip(self.file.name)
        return self.name

    def _facts(self) -> QLabel:
        facts = [said(media_label(self.file.media)), locale().formattedDataSize(self.file.size)]
        if not self.file.have:
            facts.append(self.tr("content not on this laptop"))
        return label(" · ".join(facts), role="caption")

    def _caption(self, *, read_only: bool) -> QWidget:
        if read_only:
            return label(self.file.caption, role="muted", wrap=True)
        self.caption = QLineEdit(self.file.caption)
        self.caption.setPlaceholderText(self.tr("Caption"))
        self.caption.setAccessibleName(self.tr("Caption of {name}").format(name=self.file.name))
        self.caption.editingFinished.connect(self._say_caption)
        return holding(row(self.caption, margins=(0, 4, 0, 0)))

    def _say_caption(self) -> None:
        words = self.caption.text().strip() if self.caption else ""
        if words != self.file.caption:
            self.captioned.emit(self.file, words)

    def _remove(self) -> None:
        self.removing.emit(self.file)


def _short(name: str) -> str:
    """Return ``name`` so that its true ending always shows."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 20]}…{name[-19:]}"

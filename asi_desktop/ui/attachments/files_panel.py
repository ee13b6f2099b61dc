"""The files of a record: added by button, by dropping them or by pasting, opened, copied, named, removed."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QScrollArea, QVBoxLayout

from asi_desktop.domain import ids
from asi_desktop.domain.errors import AppError
from asi_desktop.ui.attachments.copies import Copies
from asi_desktop.ui.attachments.file_row import FileRow
from asi_desktop.ui.attachments.showing import pixmap_of, thumbnail_of
from asi_desktop.ui.attachments.viewer import Viewer
from asi_desktop.ui.furniture import button, column, emptied, holding, label, named_surface, row
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from asi_desktop.exchange.pixels import Pixels
    from asi_desktop.services.attachments import Attached, Attachment, Attachments
    from asi_desktop.services.results import RecordView
    from asi_desktop.tasks import Context

PASTED = {"image/png": "png", "image/jpeg": "jpg"}
"""Pictures on the clipboard, taken as the bytes they are."""

MOST_KEPT = 200


class FilesPanel(QScrollArea):
    """``counted`` carries how many files the record has, ``failed`` an AppError that was told here."""

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.view: RecordView | None = None
        self.rows: list[FileRow] = []
        self.viewer: Viewer | None = None
        self._small: dict[str, QPixmap | None] = {}
        self._waiting: list[Attachment] = []
        self.setWidgetResizable(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Files"))
        self.copies = Copies(workplace, self)
        self.notice = NoticeStrip()
        self.add_button = button(self.tr("Add files…"), self.choose, picture="plus")
        self.hint = label(self.tr("Drop files here, or paste with Ctrl+V."), role="muted")
        self.nothing = label(self.tr("This record has no file yet."), role="muted")
        self._list: QVBoxLayout = column(spacing=0)
        head = row(label(self.tr("Files"), role="section"), None, self.hint, self.add_button)
        body = column(head, self.notice, self.nothing, self._list, None, spacing=8, margins=(16, 12, 16, 16))
        inner = holding(body)
        named_surface(inner, "surface")
        self.setWidget(inner)
        self.copies.saved.connect(lambda words: self.notice.tell(words, tone="calm"))
        self.copies.failed.connect(self._tell)

    def show_view(self, view: "RecordView") -> None:
        """Show the files of ``view``."""
        if self.view is None or self.view.id != view.id:
            self._small.clear()
            self.notice.clear()
        self.view = view
        for part in (self.add_button, self.hint):
            part.setVisible(not view.read_only)
        desk, name = self.workplace.desk, ids.shown(view.id)
        self.workplace.read(
            lambda: desk.attachments.list(name), self, then=partial(self._show, view), failed=self._tell
        )

    def choose(self) -> None:
        """Let the officer choose files to add."""
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files to this record"))
        self.add(map(Path, chosen))

    def add(self, files: Iterable[Path]) -> None:
        """Add ``files``, one after the other; what one of them is refused for keeps no other out."""
        desk, name = self.workplace.desk, self._name()
        for file in files if name else ():
            self._add(partial(_added, desk.attachments, name, file))

    def paste(self) -> bool:
        """Add what is on the clipboard, if it is a picture or files; return whether it was."""
        return self._take(QGuiApplication.clipboard().mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl V pastes."""
        if not (event.matches(QKeySequence.StandardKey.Paste) and self.paste()):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped where files may be added."""
        if self._may_add() and _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def _take(self, data: QMimeData) -> bool:
        if not self._may_add():
            return False
        if files := _files_in(data):
            self.add(files)
            return True
        media = next((one for one in PASTED if data.hasFormat(one)), None)
        if media is None:
            return False
        desk, name = self.workplace.desk, self._name()
        content = bytes(data.data(media).data())
        file_name = self.tr("Pasted picture") + f".{PASTED[media]}"
        self._add(lambda context: desk.attachments.add_content(name, content, file_name, context=context))
        return True

    def _may_add(self) -> bool:
        return self.view is not None and not self.view.read_only

    def _name(self) -> str:
        return ids.shown(self.view.id) if self.view else ""

    def _add(self, work: "Callable[[Context], Attached]") -> None:
        self.workplace.long(self.tr("Adding a file"), work, self, failed=self._tell)

    def _show(self, view: "RecordView", files: "tuple[Attachment, ...]") -> None:
        if self.view is not view:
            return
        emptied(self._list)
        self.rows = [self._row(file, read_only=view.read_only) for file in files]
        for each in self.rows:
            self._list.addWidget(each)
        self.nothing.setVisible(not files)
        self.counted.emit(len(files))
        self._waiting = [file for file in files if file.id not in self._small]
        self._draw_next()

    def _row(self, file: "Attachment", *, read_only: bool) -> FileRow:
        made = FileRow(file, read_only=read_only)
        made.opening.connect(self.open)
        made.copying.connect(self.copies.ask)
        made.removing.connect(self._remove)
        made.captioned.connect(self._caption)
        known = self._small.get(file.id)
        if known is not None:
            made.show_picture(known)
        return made

    def _draw_next(self) -> None:
        """Have one small picture made after the other, so that the desk stays quick."""
        if not self._waiting:
            return
        file, attachments = self._waiting.pop(0), self.workplace.desk.attachments
        self.workplace.read(
            lambda: thumbnail_of(attachments, file),
            self,
            then=partial(self._drawn, file),
            failed=lambda _: self._drawn(file, None),  # the viewer says why, when it is asked
        )

    def _drawn(self, file: "Attachment", small: "Pixels | None") -> None:
        if len(self._small) >= MOST_KEPT:
            self._small.clear()
        picture = pixmap_of(small) if small else None
        self._small[file.id] = picture
        for each in self.rows:
            if picture is not None and each.file.id == file.id:
                each.show_picture(picture)
        self._draw_next()

    def open(self, file: "Attachment") -> None:
        """Show ``file`` in the viewer."""
        if self.viewer is not None:
            self.viewer.close()
        self.viewer = Viewer(self.workplace, file, self.window())
        self.viewer.begin()

    def _caption(self, file: "Attachment", words: str) -> None:
        attachments = self.workplace.desk.attachments
        self.workplace.write(lambda: attachments.set_caption(file.id, words), self, failed=self._tell)

    def _remove(self, file: "Attachment") -> None:
        desk, name = self.workplace.desk, ids.shown(file.record)
        undo = Remedy(
            self.tr("Undo"),
            lambda: self.workplace.write(lambda: desk.records.undo(name), self, failed=self._tell),
        )
        words = self.tr("Removed: {name}.").format(name=file.name)
        self.workplace.write(
            lambda: desk.attachments.remove(file.id),
            self,
            then=lambda _: self.notice.tell(words, tone="calm", remedy=undo, fades=True),
            failed=self._tell,
        )

    def _tell(self, error: AppError) -> None:
        self.notice.tell_error(error)
        self.failed.emit(error)


def _added(attachments: "Attachments", record: str, file: Path, context: "Context") -> "Attached":
    return attachments.add(record, file, context=context)


def _files_in(data: QMimeData) -> list[Path]:
    """Return the files of this computer that ``data`` names; a name on a network is none."""
    return [Path(url.toLocalFile()) for url in data.urls() if _is_local(url)]


def _is_local(url: QUrl) -> bool:
    return url.isLocalFile() and not url.host()

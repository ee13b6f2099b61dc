"""Copies of files outside the vault, in clear: where they go, and what is said of it."""

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.ui.attachments.showing import cleaned_of, content_of

if TYPE_CHECKING:
    from asi_desktop.services.attachments import Attachment
    from asi_desktop.tasks import Context
    from asi_desktop.ui.workplace import Workplace

OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Copies(QObject):
    """Saves copies for ``parent``. ``saved`` carries a sentence on the copy, ``failed`` an AppError."""

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, workplace: "Workplace", parent: QWidget) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._parent = parent

    def ask(self, file: "Attachment", *, cleaned: bool = False) -> None:
        """Ask where a copy of ``file`` shall go and save it; ``cleaned``: a picture without what it notes."""
        chosen, _ = QFileDialog.getSaveFileName(
            self._parent, self.tr("Save a copy, in clear"), str(Path.home() / file.name)
        )
        if chosen:
            self.save(file, Path(chosen), cleaned=cleaned)

    def save(self, file: "Attachment", target: Path, *, cleaned: bool = False) -> None:
        """Save a copy of ``file`` at ``target``, readable by this user alone."""
        attachments = self._workplace.desk.attachments

        def save(context: "Context") -> None:
            if cleaned:
                content = cleaned_of(content_of(attachments, file, context), context)
                attachments.save_rewritten(file.id, content, target)
            else:
                attachments.save_copy(file.id, target, context)

        self._workplace.long(
            self.tr("Saving a copy"),
            save,
            self,
            then=lambda _: self.saved.emit(self._words(target)),
            failed=self._fail,
        )

    def _words(self, target: Path) -> str:
        clear = self.tr("Saved, in clear: {name}. Delete the copy when you no longer need it.").format(
            name=target.name
        )
        if not others_may_enter(target.parent):
            return clear
        warning = self.tr(
            "Other users of this computer can enter this folder; the copy itself only you can read. "
            "A folder of your own (0700) is safer."
        )
        return f"{clear} {warning}"

    def _fail(self, error: AppError) -> None:
        self.failed.emit(error)


def others_may_enter(folder: Path) -> bool:
    """Tell whether users other than the owner may enter ``folder``; unknown on Windows, and then no."""
    return sys.platform != "win32" and bool(folder.stat().st_mode & OTHERS)

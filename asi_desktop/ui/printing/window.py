"""A record as it will be printed: the choices, the pages, and the two ways out of the desk."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QGraphicsView, QPushButton, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.clock import instant
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import LANGUAGES, Language
from asi_desktop.ui.furniture import button, column, give_first_size, label, named_surface, row
from asi_desktop.ui.language import language
from asi_desktop.ui.moments import now_ms
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.printing.composing import Choices, composed
from asi_desktop.ui.printing.hours import Imprint
from asi_desktop.ui.printing.material import Material
from asi_desktop.ui.printing.press import Pages, pdf_of, prepare
from asi_desktop.ui.printing.sheet import Sheet
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.workplace import Workplace

SIZE = (820, 900)
LANGUAGE_NAMES: dict[Language, str] = {"fr": "Français", "en": "English"}


class PaperWindow(ReadingOrder, QWidget):
    """Shows ``pages`` and prints or saves them; it goes when the desk under it is hidden."""

    def __init__(self, material: Material, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named_surface(self, "record")
        self.setWindowTitle(self.tr("ASI Desktop: print"))
        self.material = material
        self.workplace = workplace
        self.language: Language = language()
        self.notice = NoticeStrip(self)
        self.languages = {code: self._language_chip(code) for code in LANGUAGES}
        self.private = self._tick(self.tr("With private notes"))
        self.sources = self._tick(self.tr("With sources"))
        self.printing = button(
            self.tr("Print…"), self.choose_printer, kind="primary", picture="print", keys="Ctrl P"
        )
        self.saving = button(self.tr("Save as PDF…"), self.choose_file, keys="Ctrl S")
        self._paper = _file_printer()
        self.preview = QPrintPreviewWidget(self._paper, self)
        self.preview.paintRequested.connect(self._show_pages)
        self.preview.setZoomMode(QPrintPreviewWidget.ZoomMode.FitToWidth)
        self.preview.setAccessibleName(self.tr("The pages as they will be printed"))
        for inner in self.preview.findChildren(QGraphicsView):  # which takes the focus
            for part in (inner, inner.viewport()):
                part.setAccessibleName(self.preview.accessibleName())
        self.count = label("", role="caption")
        warning = self.tr("What is printed or saved leaves the encrypted desk: mind the marking.")
        choices = row(*self.languages.values(), self.private, self.sources, None, self.count, spacing=8)
        ways = row(label(warning, role="caption", wrap=True), self.saving, self.printing, spacing=8)
        ways.setStretch(0, 1)
        body = column(choices, self.notice, self.preview, ways, spacing=12, margins=(16, 12, 16, 12))
        body.setStretchFactor(self.preview, 1)
        self.setLayout(body)
        self.pages: Pages
        self._keys()
        give_first_size(self, *SIZE)
        parent.window().installEventFilter(self)
        self.refresh()  # sets the pages

    def sheet(self) -> Sheet:
        """Return the record as the choices have it, printed now."""
        return composed(self.material, self.choices(), self._imprint())

    def choices(self) -> Choices:
        """Return what is ticked."""
        return Choices(self.language, private=self.private.isChecked(), sources=self.sources.isChecked())

    def refresh(self) -> None:
        """Typeset the record anew."""
        self.pages = Pages(self.sheet())
        self.count.setText(self.tr("%n page(s)", None, self.pages.count))
        for code, chip in self.languages.items():
            chip.setChecked(code == self.language)
        self.preview.updatePreview()

    def choose_printer(self) -> None:
        """Ask for a printer, then print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName(self.tr("ASI Desktop"))  # it stands in the list of jobs: no content
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.pages.count)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Note in the journal that the record is printed, then print it."""
        pages = Pages(self.sheet())
        self.workplace.write(
            lambda: self.workplace.desk.paper.printed(self._name(), detail=self._detail()),
            self,
            then=lambda _: self._printed(pages, printer),
            failed=self._failed,
        )

    def choose_file(self) -> None:
        """Ask for a file, then save."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / f"{self.material.view.ref or 'asi-desktop'}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), proposed, "PDF (*.pdf)")
        if chosen:
            file = Path(chosen)
            self.save_to(file if file.suffix else file.with_suffix(".pdf"))

    def save_to(self, file: Path) -> None:
        """Note in the journal that the record leaves as a file, then write it for its owner alone."""
        content, name, detail = pdf_of(Pages(self.sheet())), self._name(), self._detail()
        self.workplace.write(
            lambda: self.workplace.desk.paper.saved(name, file, content, detail=detail),
            self,
            then=lambda _: self._saved(file),
            failed=self._failed,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with the desk: a locked one shows nothing."""
        if event.type() is QEvent.Type.Hide:
            self.close()
        return super().eventFilter(watched, event)

    def _show_pages(self, printer: QPrinter) -> None:
        self.pages.put_on(printer)

    def _printed(self, pages: Pages, printer: QPrinter) -> None:
        pages.put_on(printer, first=printer.fromPage(), last=printer.toPage())
        self.notice.tell(self.tr("Sent to the printer."), tone="calm", fades=True)

    def _saved(self, file: Path) -> None:
        words = self.tr("Saved as {file}. This copy is not encrypted: delete it when it has served.")
        self.notice.tell(words.format(file=file.name), tone="calm")

    def _failed(self, error: AppError) -> None:
        self.notice.tell_error(error)

    def _imprint(self) -> Imprint:
        me = self.workplace.me
        who = me.name or me.login
        return Imprint(f"{who} ({me.post})" if me.post else who, instant(now_ms()).astimezone())

    def _name(self) -> str:
        return ids.shown(self.material.view.id)

    def _detail(self) -> str:
        choices = self.choices()
        private = "private" if choices.private else ""
        sources = "sources" if choices.sources else ""
        return " ".join(filter(None, (choices.language, private, sources)))

    def _language_chip(self, code: Language) -> QPushButton:
        made = button(LANGUAGE_NAMES[code], lambda: self._speak(code), kind="chip")
        made.setCheckable(True)
        return made

    def _speak(self, code: Language) -> None:
        self.language = code
        self.refresh()

    def _tick(self, words: str) -> QCheckBox:
        made = QCheckBox(words)
        made.toggled.connect(lambda _: self.refresh())
        return made

    def _keys(self) -> None:
        for keys, act in (("Ctrl+P", self.choose_printer), ("Ctrl+S", self.choose_file), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)


def _file_printer() -> QPrinter:
    """Return a printer for the preview, which asks no print server."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFullPage(True)
    prepare(printer)
    return printer

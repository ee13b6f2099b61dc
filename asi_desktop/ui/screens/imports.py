"""Taking documents in: contacts of other programs, messages, records of other laptops; shown first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.text import Text
from asi_desktop.exchange.forms import CANONICAL, EML
from asi_desktop.services.import_results import Contents, Intake, TakenLine, Twins, UndoneImport
from asi_desktop.tasks import Context
from asi_desktop.ui.furniture import button, column, growing, holding, label, row
from asi_desktop.ui.import_columns import ColumnsPanel
from asi_desktop.ui.import_preview import PreviewTable
from asi_desktop.ui.import_wishes import ImportSummary, SelectedLines, WishesPanel
from asi_desktop.ui.language import language
from asi_desktop.ui.notice_strip import Remedy
from asi_desktop.ui.screens.screen import Screen
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.documents import Documents

Outcome = TypeVar("Outcome")

MOST_BYTES = 1024 * 1024 * 1024


class DocumentUnreachable(Refused):
    """A file that was chosen and cannot be read, or a report that cannot be written."""

    code = "file_unreachable"
    what = Text(
        fr="Le fichier « {name} » ne peut pas être lu ou écrit.",
        en="The file “{name}” cannot be read or written.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; vérifiez le fichier et vos droits.",
        en="Nothing was changed; check the file and your rights to it.",
    )


class ImportScreen(Screen):
    """A document, what would become of each of its lines, and the button that does it, all at once."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._data, self._name = b"", ""
        self._contents: Contents | None = None
        self._choices: dict[int, Twins] = {}
        self.intake: Intake | None = None
        self.file = label(self.tr("No file chosen"), role="muted")
        self.wishes = WishesPanel()
        self.single = SelectedLines()
        self.columns_button = button(
            self.tr("Columns…"),
            lambda: self.columns.setVisible(not self.columns.isVisible()),
            picture="filter",
        )
        self.columns = ColumnsPanel()
        self.summary = ImportSummary()
        self.table = PreviewTable()
        self.taking = button(self.tr("Import"), self.take_in, kind="primary")
        self.report = button(self.tr("Save the report…"), self._ask_for_report)
        self.lay_out()
        self._listen()
        self.setAcceptDrops(True)
        self._show(None)

    def lay_out(self) -> None:
        """Put the parts in the order of the work: the file, the wishes, the lines, the deed."""
        head = self.heading(
            self.tr("Import"),
            self.tr(
                "Contacts from other programs (vCard, CSV, LDIF), messages (EML) and records of other "
                "laptops. Everything is shown before anything is written."
            ),
        )
        choose = button(self.tr("Choose a file…"), self._choose, picture="folder", keys="Ctrl O")
        choose.setShortcut("Ctrl+O")
        self.first = choose
        self.deed = holding(row(self.taking, self.report, None))
        top = column(
            row(choose, self.file, None, self.columns_button),
            self.wishes,
            self.summary,
            spacing=12,
            margins=(16, 0, 16, 8),
        )
        room = growing(holding(column(self.table)))  # also while there is no table yet
        bottom = column(self.single, self.deed, spacing=8, margins=(16, 8, 16, 12))
        self.setLayout(column(head, top, self.columns, room, bottom, spacing=0))

    def first_control(self) -> QWidget | None:
        """The button that chooses a file."""
        return self.first

    def take_file(self, file: Path) -> None:
        """Open the document in ``file`` and show what would become of it."""
        try:
            with file.open("rb") as source:
                data = source.read(MOST_BYTES)
        except OSError:
            self.notice.tell_error(DocumentUnreachable(name=file.name))
            return
        self._data, self._name, self._choices = data, file.name, {}
        self.file.setText(file.name)
        self.columns.hide()
        self._open({})

    def take_in(self) -> None:
        """Write what is shown; it can be stopped, and undone as one."""
        contents = self._contents
        if contents is None or not self.taking.isEnabled():
            return
        documents, wish = self._documents, self.wishes.wish(self._choices)

        def work(context: Context) -> Intake:
            return documents.take_in(contents, wish, context=context)

        self._busy(self.tr("Importing"), work, self._taken)

    def undo(self) -> None:
        """Take the last import back."""
        self._busy(self.tr("Undoing the import"), self._documents.undo_import, self._undone)

    def save_report(self, file: Path) -> None:
        """Write what became of each line into ``file``, a table."""
        if self.intake is None:
            return
        try:
            self._documents.save_report(self.intake, file, language())
        except AppError:
            self.notice.tell_error(DocumentUnreachable(name=file.name))
        else:
            words = self.tr("The report is in {file}; it holds names.").format(file=file.name)
            self.notice.tell(words, tone="calm", fades=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file that is dragged here."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        self.take_file(Path(event.mimeData().urls()[0].toLocalFile()))

    @property
    def _documents(self) -> "Documents":
        return self.workplace.desk.documents

    def _listen(self) -> None:
        self.wishes.changed.connect(self._again)
        self.single.chosen.connect(self._choose_for_selected)
        self.columns.changed.connect(lambda: self._open(self.columns.mapping))
        self.table.opened.connect(self._open_line)
        self.table.chosen.connect(self._show_selected)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a file"),
            "",
            self.tr("Documents")
            + " (*.vcf *.csv *.tsv *.txt *.ldif *.eml *.jsonl *.json);;"
            + self.tr("All files")
            + " (*)",
        )
        if chosen:
            self.take_file(Path(chosen))

    def _ask_for_report(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the report"), "import.csv", "CSV (*.csv)")
        if chosen:
            self.save_report(Path(chosen))

    def _open(self, mapping: dict[str, str | None]) -> None:
        documents, data, name, wish = self._documents, self._data, self._name, self.wishes.wish(self._choices)

        def work(context: Context) -> tuple[Contents, Intake]:
            contents = documents.look_into(
                name, data, mapping=mapping, language=wish.language, context=context
            )
            return contents, documents.take_in(contents, wish, dry_run=True, context=context)

        self._busy(self.tr("Reading the document"), work, self._opened)

    def _again(self) -> None:
        """Show what would become of the same document by another wish."""
        contents, documents, wish = self._contents, self._documents, self.wishes.wish(self._choices)
        if contents is None or (self.intake is not None and not self.intake.dry_run):
            return

        def work(context: Context) -> tuple[Contents, Intake]:
            return contents, documents.take_in(contents, wish, dry_run=True, context=context)

        self._busy(self.tr("Reading the document"), work, self._opened)

    def _busy(self, words: str, work: Callable[[Context], Outcome], then: Callable[[Outcome], None]) -> None:
        """Do ``work`` where the window shows how far it is; meanwhile nothing else can be asked for here."""
        for part in (self.wishes, self.deed, self.columns, self.single):
            part.setEnabled(False)
        long = self.workplace.long(words, work, self, then=then, failed=self._failed)
        long.ended.connect(self._rest)

    def _rest(self) -> None:
        for part in (self.wishes, self.deed, self.columns, self.single):
            part.setEnabled(True)

    def _failed(self, error: AppError) -> None:
        self._contents = None
        self._show(None)
        self.notice.tell_error(error)

    def _opened(self, found: tuple[Contents, Intake]) -> None:
        self.notice.clear()
        self._contents = found[0]
        self.columns.show_columns(found[0].columns)
        self._show(found[1])
        if found[0].columns and not found[1].count("created") and not any(one.twin for one in found[1].lines):
            self.columns.show()  # nobody is recognised: the officer says which column is which

    def _taken(self, intake: Intake) -> None:
        self._show(intake)
        words = self.summary.counted(intake)
        if intake.form in {CANONICAL, EML} or not (intake.count("created") or intake.count("updated")):
            self.notice.tell(words, tone="calm")
        else:
            self.notice.tell(words, tone="calm", remedy=Remedy(self.tr("Undo the import"), self.undo))

    def _undone(self, done: UndoneImport) -> None:
        self._show(None)
        self.notice.tell(self.tr("The import is undone: %n record(s)", "", done.records), tone="calm")

    def _show(self, intake: Intake | None) -> None:
        """Show what would become of a document, what became of it, or nothing yet."""
        self.intake = intake
        waiting = intake is not None and intake.dry_run
        people = intake is not None and intake.form not in {CANONICAL, EML}
        self.table.show_lines(intake.lines if intake else ())
        self.wishes.setVisible(waiting and people)
        self.columns_button.setVisible(waiting and bool(self._contents and self._contents.columns))
        self.columns.setVisible(self.columns.isVisible() and waiting)
        self.deed.setVisible(intake is not None)
        self.table.setVisible(intake is not None)
        self.report.setVisible(intake is not None)
        self.taking.setVisible(waiting)
        self.summary.show_intake(intake)
        if intake is not None:
            written = intake.count("created") + intake.count("updated")
            self.taking.setText(self.tr("Import %n record(s)", "", written))
            self.taking.setEnabled(written > 0)

    def _show_selected(self, lines: tuple[TakenLine, ...]) -> None:
        waiting = self.intake is not None and self.intake.dry_run
        self.single.setVisible(waiting and any(line.twin for line in lines))

    def _choose_for_selected(self, twins: Twins) -> None:
        self._choices |= {line.line: twins for line in self.table.selected() if line.twin}
        self._again()

    def _open_line(self, record: bytes) -> None:
        """Open what a line made, or met; what would be made is not there yet."""
        line = next((one for one in self.table.selected() if one.id == record), None)
        if line is not None and (line.twin or (self.intake is not None and not self.intake.dry_run)):
            self.opening.emit(record)

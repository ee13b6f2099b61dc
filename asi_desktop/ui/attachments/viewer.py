"""The viewer: a picture, a PDF document or a text, as the closed room gave it, in a window of its own."""

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QStackedWidget, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.exchange.pixels import LARGEST_SIDE
from asi_desktop.ui.attachments.copies import Copies
from asi_desktop.ui.attachments.picture_view import STEP, PictureView
from asi_desktop.ui.attachments.showing import (
    Form,
    Page,
    PictureFacts,
    ShownText,
    content_of,
    form_of,
    page_of,
    picture_of,
    pixmap_of,
    text_of,
    words_of,
)
from asi_desktop.ui.furniture import (
    button,
    column,
    give_first_size,
    hairline,
    holding,
    icon_button,
    label,
    named_surface,
    row,
)
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.task_runner import Lane
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from asi_desktop.services.attachments import Attachment
    from asi_desktop.tasks import Context
    from asi_desktop.ui.workplace import Workplace

Outcome = TypeVar("Outcome")

FIRST_SIZE = (900, 700)
PAGE_SIDE = 2000
PAGE_PX, SOUGHT_PX = 72, 200


class Viewer(ReadingOrder, QDialog):
    """Shows one file. Its title carries no content; it closes with the window it belongs to."""

    def __init__(self, workplace: "Workplace", file: "Attachment", parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.file = file
        self.form = form_of(file)
        self._content = b""
        self._words: tuple[str, ...] | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("ASI Desktop")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        named_surface(self, "surface")
        self.notice = NoticeStrip()
        self.copies = Copies(workplace, self)
        self.copies.saved.connect(lambda words: self.notice.tell(words, tone="calm"))
        self.copies.failed.connect(self._tell)
        self.name = label(file.name, role="section", selectable=True)
        self.facts = label(self.tr("Opening…"), role="caption", wrap=True)
        self.position = label(
            self.tr(
                "This file says where the picture was taken. The place is not shown here; "
                "a copy without it can be saved."
            ),
            role="muted",
            wrap=True,
        )
        self.position.hide()
        self.picture = PictureView()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Text of the file"))
        self.body = QStackedWidget()
        self.body.addWidget(self.picture)
        self.body.addWidget(self.text)
        self.body.setCurrentWidget(self.text if self.form is Form.TEXT else self.picture)
        self._lay_out()
        self._bind_keys()
        give_first_size(self, *FIRST_SIZE)

    def _lay_out(self) -> None:
        self.page = QSpinBox()
        self.page.setAccessibleName(self.tr("Page"))
        self.page.setMinimum(1)
        self.page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.page.setMinimumWidth(theme().px(PAGE_PX))
        self.page.setKeyboardTracking(False)
        self.page.valueChanged.connect(self._show_page)
        self.pages = label("", role="muted")
        self.sought = QLineEdit()
        self.sought.setMinimumWidth(theme().px(SOUGHT_PX))
        self.sought.setPlaceholderText(self.tr("Find in the text"))
        self.sought.setAccessibleName(self.tr("Find in the text"))
        self.sought.returnPressed.connect(self._seek)
        self.clean_copy = button(
            self.tr("Copy without position…"), partial(self.copies.ask, self.file, cleaned=True), kind="quiet"
        )
        self.turns = button(self.tr("Turn"), self.picture.turn, picture="redo", keys="R")
        larger = icon_button("plus", self.tr("Larger"), partial(self.picture.enlarge, STEP), keys="+")
        smaller = icon_button("minus", self.tr("Smaller"), partial(self.picture.enlarge, 1 / STEP), keys="-")
        self.whole = button(self.tr("Whole"), self.picture.fit, keys="0")
        copy = button(self.tr("Save a copy…"), partial(self.copies.ask, self.file), kind="quiet")
        pictured, paged = self.form is not Form.TEXT, self.form is Form.PDF
        self.sought.setVisible(self.form is not Form.PICTURE)
        self.clean_copy.setVisible(self.form is Form.PICTURE)
        before = icon_button("back", self.tr("Previous page"), self.page.stepDown, keys="PgUp")
        after = icon_button("forward", self.tr("Next page"), self.page.stepUp, keys="PgDown")
        paging = holding(row(before, self.page, self.pages, after))
        paging.setVisible(paged)
        looking = holding(row(smaller, larger, self.whole, self.turns))
        looking.setVisible(pictured)
        tools = row(paging, looking, self.sought, None, self.clean_copy, copy)
        head = column(self.name, self.facts, self.position, tools, self.notice, spacing=4)
        head.setContentsMargins(16, 12, 16, 8)
        whole = column(head, hairline(), self.body, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _bind_keys(self) -> None:
        acts = {
            "+": partial(self.picture.enlarge, STEP),
            "-": partial(self.picture.enlarge, 1 / STEP),
            "0": self.picture.fit,
            "R": self.picture.turn,
            "Ctrl+F": self.sought.setFocus,
            "PgDown": self.page.stepUp,
            "PgUp": self.page.stepDown,
            "Ctrl+W": self.close,
        }
        for keys, act in acts.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def begin(self) -> None:
        """Show the window, and the file once it is read."""
        self.show()
        shown = self.text if self.form is Form.TEXT else self.picture
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        attachments, file = self.workplace.desk.attachments, self.file
        self.workplace.long(
            self.tr("Opening a file"),
            lambda context: content_of(attachments, file, context),
            self,
            then=self._show_content,
            failed=self._tell,
            lane=Lane.READ,
        )

    def _show_content(self, content: bytes) -> None:
        self._content = content
        if self.form is Form.PICTURE:
            self._ask(lambda context: picture_of(content, context), self._show_picture)
        elif self.form is Form.PDF:
            self._show_page()
        else:
            self._ask(lambda context: text_of(content, context), self._show_text)

    def _ask(self, work: "Callable[[Context], Outcome]", then: "Callable[[Outcome], None]") -> None:
        self.workplace.runner.run(work, self, then=then, failed=self._tell, lane=Lane.READ)

    def _show_picture(self, found: PictureFacts) -> None:
        width, height = found.size
        facts = (f"{found.form} · {width} × {height}", found.taken, found.camera)
        self.facts.setText(" · ".join(filter(None, facts)))
        self.position.setVisible(found.located)
        self.picture.show_pixmap(pixmap_of(found.pixels), self.file.caption or self.file.name)

    def _show_page(self) -> None:
        """Have the page that is asked for drawn; one that was asked for before is not waited for."""
        self._asked += 1
        asked, number, content = self._asked, self.page.value() - 1, self._content
        if content:
            self._ask(
                lambda context: page_of(content, number, min(PAGE_SIDE, LARGEST_SIDE), context),
                partial(self._shown_page, asked),
            )

    def _shown_page(self, asked: int, found: Page) -> None:
        if asked != self._asked:
            return
        self.page.setMaximum(found.pages)
        self.pages.setText(self.tr("of {number}").format(number=found.pages))
        self.facts.setText(self.tr("PDF document, %n page(s)", "", found.pages))
        words = self.tr("Page {page} of {number}").format(page=self.page.value(), number=found.pages)
        self.picture.show_pixmap(pixmap_of(found.pixels), words)

    def _show_text(self, found: ShownText) -> None:
        self.text.setPlainText(found.text)
        lines = self.text.blockCount()
        told = self.tr("Text, %n line(s)", "", lines)
        rest = self.tr("only the beginning is shown")
        self.facts.setText(f"{told} · {rest}" if found.cut else told)

    def _seek(self) -> None:
        words, content = self.sought.text().strip(), self._content
        if not words:
            return
        if self.form is Form.TEXT:
            if not self.text.find(words):
                self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
                self._say_sought(found=self.text.find(words))
        elif self._words is None:
            self._ask(lambda context: words_of(content, context), self._heard_words)
        else:
            self._turn_to(words)

    def _heard_words(self, words: tuple[str, ...]) -> None:
        self._words = words
        self._seek()

    def _turn_to(self, words: str) -> None:
        """Turn to the next page that holds ``words``, from the first again after the last."""
        texts, sought = self._words or (), " ".join(words.casefold().split())
        here = self.page.value() - 1
        order = [*range(here + 1, len(texts)), *range(min(here + 1, len(texts)))]
        found = next((one for one in order if sought in " ".join(texts[one].casefold().split())), None)
        self._say_sought(found=found is not None)
        if found is not None:
            self.page.setValue(found + 1)

    def _say_sought(self, *, found: bool) -> None:
        if found:
            self.notice.clear()
        else:
            self.notice.tell(
                self.tr("These words are not in the text of this file."), tone="calm", fades=True
            )

    def _tell(self, error: AppError) -> None:
        self.facts.setText("")
        self.notice.tell_error(error)

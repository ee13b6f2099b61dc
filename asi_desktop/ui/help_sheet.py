"""How the desk works, on one page, in the language in force."""

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from asi_desktop.domain.resources import resource
from asi_desktop.ui.furniture import button, column, row
from asi_desktop.ui.language import language
from asi_desktop.ui.overlay import Overlay
from asi_desktop.ui.theme import theme

WIDTH, HEIGHT, BETWEEN = 680, 520, 10


class Page(QTextBrowser):
    """Shows our own text and fetches nothing, whatever a text asks for."""

    def sizeHint(self) -> QSize:
        """As large as a page read in one go."""
        return QSize(theme().px(WIDTH), theme().px(HEIGHT))

    def show_markdown(self, text: str) -> None:
        """Show ``text`` with room between its paragraphs."""
        self.setMarkdown(text)
        block = self.document().begin()
        while block.isValid():
            spaced = block.blockFormat()
            spaced.setBottomMargin(theme().px(BETWEEN))
            QTextCursor(block).setBlockFormat(spaced)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        """Nothing is loaded from outside."""
        return None


class HelpSheet(Overlay):
    """The page of resources/help, read when it is first asked for."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=WIDTH)
        self.page = Page()
        self.page.setAccessibleName(self.tr("How the desk works"))
        self.page.setOpenLinks(False)
        self.done = button(self.tr("Close"), self.sink, keys="Esc")
        self.hold(column(self.page, row(None, self.done), spacing=12, margins=(16, 16, 16, 16)))

    def begin(self) -> None:
        """Show the page."""
        if self.page.document().isEmpty():
            self.page.show_markdown(resource("help", language(), "desk.md").read_text(encoding="utf-8"))
        self.rise()
        self.done.setFocus()

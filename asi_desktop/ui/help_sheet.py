"""How the desk works, one page for each question, in the language in force."""

from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QTextBrowser, QWidget

from asi_desktop.domain.resources import resource
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, holding, row
from asi_desktop.ui.language import language
from asi_desktop.ui.overlay import Overlay
from asi_desktop.ui.theme import theme

WIDTH, HEIGHT, BETWEEN = 680, 520, 10
DESK, FIRST_STEPS, LOST_KEYS = "desk", "first_steps", "lost_keys"


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
    """The pages of resources/help, each read when it is asked for."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=WIDTH)
        names = {
            DESK: self.tr("How the desk works"),
            FIRST_STEPS: self.tr("First steps"),
            "sync_words": self.tr("Words of sync"),
            "two_officers": self.tr("Two officers"),
            LOST_KEYS: self.tr("Passphrase lost"),
        }
        self.topics = {name: self._topic(name, words) for name, words in names.items()}
        self.page = Page()
        self.page.setAccessibleName(self.tr("How the desk works"))
        self.page.setOpenLinks(False)
        self.done = button(self.tr("Close"), self.sink, keys="Esc")
        topics = FlowLayout(gap=4)
        for each in self.topics.values():
            topics.addWidget(each)
        body = column(holding(topics), self.page, row(None, self.done), spacing=12, margins=(16, 16, 16, 16))
        self.hold(body)

    def begin(self, topic: str = DESK) -> None:
        """Show the page ``topic``."""
        self.turn_to(topic)
        self.rise()
        self.done.setFocus()

    def turn_to(self, topic: str) -> None:
        """Show another page."""
        self.page.show_markdown(resource("help", language(), f"{topic}.md").read_text(encoding="utf-8"))
        for name, each in self.topics.items():
            each.setChecked(name == topic)

    def _topic(self, name: str, words: str) -> QPushButton:
        made = button(words, lambda: self.turn_to(name), kind="chip")
        made.setCheckable(True)
        return made

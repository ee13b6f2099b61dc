"""How a document is to be taken in, and what the whole of it comes to, in words."""

from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from asi_desktop.exchange.forms import WORDS
from asi_desktop.services import import_words
from asi_desktop.services.import_results import TWINS, Intake, Twins, Wish
from asi_desktop.ui.furniture import button, label, row
from asi_desktop.ui.language import language, locale, said
from asi_desktop.ui.theme import theme

NAMES_TOLD = 5


class WishesPanel(QWidget):
    """What to do with people who are known already, and with what finds no field; ``changed`` by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.twins = QComboBox()
        self.twins.setAccessibleName(self.tr("People who are known already"))
        for twins in TWINS:
            self.twins.addItem(said(import_words.TWINS[twins]), twins)
        self.twins.setMinimumWidth(theme().px(240))
        self.keep_rest = QCheckBox(self.tr("Put what finds no field into the notes"))
        self.keep_rest.setAccessibleName(self.keep_rest.text())
        known = label(self.tr("People who are known already"), role="fieldlabel")
        known.setBuddy(self.twins)
        self.setLayout(row(known, self.twins, self.keep_rest, None, spacing=12))
        self.twins.activated.connect(lambda _: self.changed.emit())
        self.keep_rest.clicked.connect(lambda _: self.changed.emit())

    def wish(self, choices: dict[int, Twins]) -> Wish:
        """Return the wish, with ``choices`` for single lines."""
        twins = cast("Twins", self.twins.currentData())
        return Wish(twins, dict(choices), keep_rest=self.keep_rest.isChecked(), language=language())


class SelectedLines(QWidget):
    """The same choice for the selected lines alone; ``chosen`` carries it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        words = label(self.tr("Only the selected lines:"), role="muted")
        buttons = [self._button(twins) for twins in TWINS]
        self.setLayout(row(words, *buttons, None))

    def _button(self, twins: Twins) -> QWidget:
        return button(said(import_words.TWINS[twins]), lambda: self.chosen.emit(twins))


class ImportSummary(QLabel):
    """What a document holds, and what becomes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def show_intake(self, intake: Intake | None) -> None:
        """Say what ``intake`` comes to; without one, how to begin."""
        self.setText(self.tr("Choose a file, or drop one here.") if intake is None else self._told(intake))

    def counted(self, intake: Intake) -> str:
        """Return how many lines had which outcome."""
        parts = [
            f"{locale().toString(count)} {said(words if count == 1 else import_words.SEVERAL[outcome])}"
            for outcome, words in import_words.OUTCOMES.items()
            if (count := intake.count(outcome))
        ]
        return ", ".join(parts) or self.tr("Nothing in it.")

    def _told(self, intake: Intake) -> str:
        lines = [f"{said(WORDS[intake.form])} – {self.counted(intake)}"]
        several = intake.organisations
        if several:
            names = ", ".join(several[:NAMES_TOLD]) + ("…" if len(several) > NAMES_TOLD else "")
            lines.append(self.tr("%n new organisation(s): {names}", "", len(several)).format(names=names))
        if intake.left:
            lines.append(self.tr("%n detail(s) find no field; the table tells which.", "", intake.left))
        return "\n".join(lines)

"""What this program is: version, profile, head office's fingerprint, and the licences of its parts."""

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from asi_desktop.services.about import AboutDesk
from asi_desktop.ui.clipboard import copy_privately
from asi_desktop.ui.furniture import button, column, emptied, label, named_surface, row
from asi_desktop.ui.screens.screen import Screen
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

NAME_PX = 160


class AboutScreen(Screen):
    """Two tables of texts that can be selected, and one button that copies them for a report."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._found: AboutDesk | None = None
        self.desk = QGridLayout()
        self.parts = QGridLayout()
        for grid in (self.desk, self.parts):
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
        self.desk.setColumnStretch(1, 1)
        self.parts.setColumnStretch(2, 1)
        self.copy = button(self.tr("Copy for a report"), self._copy, picture="copy")
        sentence = self.tr("What to name when you ask for help.")
        body = column(
            self.desk,
            row(self.copy, None),
            label(self.tr("Built on"), role="section"),
            self.parts,
            None,
            spacing=16,
            margins=(16, 12, 16, 16),
        )
        inner = QWidget()
        inner.setLayout(body)
        named_surface(inner, "surface")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        self.area.setAccessibleName(self.tr("About this program"))
        head = self.heading(self.tr("About this program"), sentence)
        self.setLayout(column(head, self.area, spacing=0))
        workplace.read(workplace.desk.about.read, self, then=self._show)

    def first_control(self) -> QWidget | None:
        """The button that copies."""
        return self.copy

    def facts(self) -> list[tuple[str, str]]:
        """Return what is told of program, profile and head office, each with its name."""
        if self._found is None:
            return []
        found = self._found
        facts = [
            (self.tr("Version"), f"ASI Desktop {found.version}"),
            (self.tr("Licence"), found.licence),
            (self.tr("Runs on"), f"{found.system} · Python {found.python} · Qt {qVersion()}"),
            (self.tr("Profile"), str(found.profile)),
            (self.tr("Vault"), _grouped(found.vault)),
            (self.tr("Laptop"), _grouped(found.device)),
        ]
        if found.office:
            facts += [
                (self.tr("Head office"), found.office),
                (self.tr("Address"), found.url),
                (self.tr("Fingerprint"), found.fingerprint),
                ("", self.tr("Compare it with the one that head office gave you by another way.")),
            ]
        return facts

    def _show(self, found: AboutDesk) -> None:
        self._found = found
        emptied(self.desk)
        emptied(self.parts)
        for place, (name, words) in enumerate(self.facts()):
            self.desk.addWidget(_name(name), place, 0)
            self.desk.addWidget(
                label(words, role="body" if name else "caption", wrap=True, selectable=True), place, 1
            )
        for place, part in enumerate(found.parts):
            self.parts.addWidget(_name(part.name), place, 0)
            self.parts.addWidget(label(part.version, role="caption"), place, 1)
            self.parts.addWidget(label(part.licence, role="caption", wrap=True), place, 2)

    def _copy(self) -> None:
        """Copy the facts without the profile's place, which names the person's account."""
        told = [f"{name}: {words}" for name, words in self.facts() if name not in {"", self.tr("Profile")}]
        copy_privately("\n".join(told))
        self.notice.tell(self.tr("Copied."), tone="calm", fades=True)


def _name(words: str) -> QLabel:
    made = label(words, role="fieldlabel", wrap=True)
    made.setFixedWidth(theme().px(NAME_PX))
    return made


def _grouped(hexadecimal: str) -> str:
    """Return hex digits in groups of four, to be read aloud."""
    return " ".join(hexadecimal[place : place + 4] for place in range(0, len(hexadecimal), 4))

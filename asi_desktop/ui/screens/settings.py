"""What the officer chooses: language and look, lock, line; and the care of the vault."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QScrollArea, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.services.settings import KILOBYTES, LOCK_CHOICES, PERCENTS, Chosen, lock_minutes_of
from asi_desktop.ui.furniture import button, column, hairline, holding, label, named_surface, row
from asi_desktop.ui.language import locale
from asi_desktop.ui.screens.screen import Screen
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import Verified

NAME_PX, BOX_PX, WIDE_PX = 180, 216, 720
KILOBYTE, MEGABYTE_KB = 1024, 1000
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Read:
    """What the screen shows: the choices, and the bytes of line used in this session and today."""

    chosen: Chosen
    session_bytes: int
    day_bytes: int


class SettingsScreen(Screen):
    """Every choice counts at once and is kept in the vault."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.boxes: dict[str, QComboBox] = {}
        self.checks: dict[str, QCheckBox] = {}
        self.used = label("", role="caption", wrap=True)
        self.verify = button(self.tr("Verify the vault"), self._verify, picture="check")
        self.backup = button(self.tr("Back up to a file…"), self._ask_for_backup, picture="folder")
        self.line = self._line()
        body = column(
            *self._look(),
            hairline(),
            *self._lock(),
            hairline(),
            self.line,
            *self._vault(),
            None,
            spacing=12,
            margins=(16, 12, 16, 16),
        )
        inner = QWidget()
        inner.setLayout(body)
        inner.setMaximumWidth(theme().px(WIDE_PX))
        named_surface(inner, "surface")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sentence = self.tr(
            "Kept in your vault and in force at once. The unlock screen knows language and look alone."
        )
        self.setLayout(column(self.heading(self.tr("Settings"), sentence), area, spacing=0))
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The first choice."""
        return self.boxes["language"]

    def refresh(self) -> None:
        """Read what is chosen."""
        desk = self.workplace.desk
        self.workplace.read(lambda: read(desk), self, then=self._show)

    def _look(self) -> list[QWidget]:
        looks = (
            ("system", self.tr("As the laptop")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
            ("contrast", self.tr("High contrast")),
        )
        return [
            label(self.tr("Language and look"), role="section"),
            self._choice("language", self.tr("Language"), tuple(LANGUAGE_NAMES.items())),
            self._choice("appearance", self.tr("Appearance"), looks),
            self._choice("percent", self.tr("Size of text"), tuple((size, f"{size} %") for size in PERCENTS)),
            self._choice(
                "compact", self.tr("Lists"), ((False, self.tr("Roomy")), (True, self.tr("Compact")))
            ),
            self._check("still", self.tr("Nothing moves by itself")),
        ]

    def _lock(self) -> list[QWidget]:
        _, most = lock_minutes_of(self.workplace.me.role)
        minutes = tuple((each, f"{each} min") for each in LOCK_CHOICES if each <= most)
        return [
            label(self.tr("Lock"), role="section"),
            self._choice("lock_minutes", self.tr("Lock when nobody works for"), minutes),
            self._check("lock_after_sending", self.tr("Lock once everything has left, after F5")),
        ]

    def _line(self) -> QWidget:
        sizes: list[tuple[Value, str]] = [(None, self.tr("No limit"))]
        sizes += [(each, self._size(each)) for each in KILOBYTES]
        line = holding(
            column(
                label(self.tr("Line to head office"), role="section"),
                self._choice("session_kb", self.tr("At most in one session"), sizes),
                self._choice("day_kb", self.tr("At most in one day"), sizes),
                self._check(
                    "metered", self.tr("The line is paid by volume: send by itself only what is urgent")
                ),
                self.used,
                hairline(),
                spacing=12,
            )
        )
        line.setVisible(self.workplace.me.enrolled)
        return line

    def _vault(self) -> list[QWidget]:
        words = self.tr(
            "A backup is as encrypted as the vault and opens with the same passphrase. Keep it apart from "
            "the laptop."
        )
        return [
            label(self.tr("Vault"), role="section"),
            holding(row(self.verify, self.backup, None)),
            label(words, role="caption", wrap=True),
        ]

    def _choice(self, name: str, words: str, choices: Sequence[tuple[Value, str]]) -> QWidget:
        box = _Box()
        for value, shown in choices:
            box.addItem(shown, value)
        box.setAccessibleName(words)
        box.setFixedWidth(theme().px(BOX_PX))
        box.activated.connect(lambda _: self._choose(name, box.currentData()))
        self.boxes[name] = box
        named = label(words, wrap=True)
        named.setFixedWidth(theme().px(NAME_PX))
        named.setBuddy(box)
        return holding(row(named, box, None, spacing=16))

    def _check(self, name: str, words: str) -> QWidget:
        check = QCheckBox(words)
        check.setAccessibleName(words)
        check.clicked.connect(lambda: self._choose(name, check.isChecked()))
        self.checks[name] = check
        return check

    def _choose(self, name: str, value: Value) -> None:
        desk = self.workplace.desk
        self.workplace.write(
            lambda: desk.settings.choose({name: value}),
            self,
            then=lambda _: self.leading.emit("settled"),
            failed=self.notice.tell_error,
        )

    def _show(self, found: Read) -> None:
        for name, box in self.boxes.items():
            value = getattr(found.chosen, name)
            place = box.findData(value)
            if place < 0 and isinstance(value, int):  # a budget chosen elsewhere
                box.addItem(self._size(value), value)
                place = box.count() - 1
            box.setCurrentIndex(max(0, place))
        for name, check in self.checks.items():
            check.setChecked(bool(getattr(found.chosen, name)))
        words = self.tr("Used so far: {session} in this session, {day} today (UTC).")
        self.used.setText(
            words.format(
                session=self._size(found.session_bytes // KILOBYTE),
                day=self._size(found.day_bytes // KILOBYTE),
            )
        )

    def _size(self, kilobytes: int) -> str:
        if kilobytes < MEGABYTE_KB:
            return self.tr("{number} KB").format(number=locale().toString(kilobytes))
        megabytes = kilobytes / MEGABYTE_KB
        digits = 0 if megabytes == int(megabytes) else 1
        return self.tr("{number} MB").format(number=locale().toString(megabytes, "f", digits))

    def _verify(self) -> None:
        desk = self.workplace.desk
        self.workplace.long(
            self.tr("Verifying the vault"),
            desk.maintenance.verify,
            self,
            then=self._verified,
            failed=self.notice.tell_error,
        )

    def _verified(self, found: "Verified") -> None:
        if found.ok:
            self.notice.tell(self.tr("The vault is sound."), tone="calm", fades=True)
        else:
            words = self.tr(
                "%n problem(s) found. Make no change and call your system officer:", "", len(found.problems)
            )
            self.notice.tell(" ".join((words, *found.problems[:3])), tone="danger")

    def _ask_for_backup(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Back up to a file…"),
            "asi-desktop.asibackup",
            self.tr("Backups") + " (*.asibackup)",
        )
        if chosen:
            self.back_up(Path(chosen))

    def back_up(self, file: Path) -> None:
        """Write a backup to ``file``: one copy in one go, which cannot be stopped half-way."""
        desk = self.workplace.desk
        long_work = self.workplace.long(
            self.tr("Backing up the vault"),
            lambda _: desk.maintenance.backup(file),
            self,
            then=lambda _: self.notice.tell(
                self.tr("The backup is written and verified: {file}").format(file=file.name), tone="calm"
            ),
            failed=self.notice.tell_error,
        )
        long_work.stoppable = False


class _Box(QComboBox):
    """A drop-down that ignores the wheel, so that scrolling the page changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def read(desk: "Desk") -> Read:
    """Return what the screen shows."""
    line = desk.sync.line
    return Read(desk.settings.read(), line.used_in_session, line.used_today())

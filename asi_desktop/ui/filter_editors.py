"""Where a list's filter is chosen: among codes, between two days or numbers, among records, or by a word."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from asi_desktop.domain.search_key import normal_form
from asi_desktop.services.results import Filter
from asi_desktop.ui.filter_words import UNSET, Criterion, Manner, Preset, day_shown, day_typed, presets
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, holding, label, restyled, row
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import SearchPage

SHOWN_WITHOUT_SEARCH = 12
SEARCH_AFTER_MS = 200
MOST_RECORDS = 40


class FilterEditor(QWidget):
    """``changed`` carries the Filter, an empty one for none."""

    changed = Signal(object)

    def __init__(self, criterion: Criterion) -> None:
        super().__init__()
        self.criterion = criterion

    def show_filter(self, given: Filter | None) -> None:
        """Show what the list is filtered by now."""
        raise NotImplementedError

    def _tell(self, values: Sequence[str] = (), since: str = "", until: str = "") -> None:
        self.changed.emit(Filter(self.criterion.name, tuple(values), since, until))


class Choices(FilterEditor):
    """A list of codes to tick, with a line that narrows it when it is long, and "nothing filled in"."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search"))
        self.line.setAccessibleName(self.tr("Search among: {field}").format(field=criterion.words))
        self.line.setVisible(len(criterion.choices) > SHOWN_WITHOUT_SEARCH)
        self.line.textChanged.connect(self._narrow)
        self.items = QListWidget()
        self.items.setObjectName("plain")
        self.items.setAccessibleName(criterion.words)
        self.items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.items.itemChanged.connect(lambda _: self._tell(self.ticked()))
        self.items.itemActivated.connect(_turn)
        self.setLayout(column(self.line, self.items, spacing=4))
        choices = [*criterion.choices, *([(UNSET, self.tr("Nothing filled in"))] if criterion.unset else [])]
        for code, words in choices:
            self.add(code, words)

    def add(self, code: str, words: str, *, ticked: bool = False) -> None:
        """Offer a code."""
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.items.addItem(item)

    def ticked(self) -> tuple[str, ...]:
        """Return the codes that are ticked, in the order of the list."""
        every = [self.items.item(number) for number in range(self.items.count())]
        return tuple(_code(item) for item in every if item.checkState() is Qt.CheckState.Checked)

    def show_filter(self, given: Filter | None) -> None:
        """Tick what the list is filtered by now."""
        wanted = given.values if given else ()
        with QSignalBlocker(self.items):
            for number in range(self.items.count()):
                item = self.items.item(number)
                ticked = _code(item) in wanted
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _narrow(self, text: str) -> None:
        wanted = normal_form(text.strip())
        for number in range(self.items.count()):
            item = self.items.item(number)
            fits = wanted in normal_form(f"{item.text()} {_code(item)}")
            item.setHidden(not fits and item.checkState() is not Qt.CheckState.Checked)


class Records(Choices):
    """Records to tick: a line searches for them; those ticked stay."""

    def __init__(self, criterion: Criterion, workplace: Workplace, titles: dict[str, str]) -> None:
        super().__init__(criterion)
        self._workplace = workplace
        self._titles = titles
        self.line.show()
        self.line.setPlaceholderText(self.tr("Search for a record"))
        self.line.textChanged.disconnect()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_AFTER_MS)
        self._patience.timeout.connect(self._search)
        self.line.textEdited.connect(lambda _: self._patience.start())

    def show_filter(self, given: Filter | None) -> None:
        """Offer and tick what the list is filtered by now."""
        wanted = given.values if given else ()
        self._offer(wanted, {})

    def _search(self) -> None:
        desk, words = self._workplace.desk, self.line.text()
        targets = self.criterion.field.targets if self.criterion.field else ()
        only = targets[0] if len(targets) == 1 else None
        self._workplace.read(
            lambda: desk.search.find(words, kind=only, limit=MOST_RECORDS), self, then=self._found
        )

    def _found(self, page: "SearchPage") -> None:
        targets = self.criterion.field.targets if self.criterion.field else ()
        fitting = {hit.id.hex(): hit.title for hit in page.items if not targets or hit.type in targets}
        self._titles.update(fitting)
        self._offer(self.ticked(), fitting)

    def _offer(self, ticked: Sequence[str], found: Mapping[str, str]) -> None:
        with QSignalBlocker(self.items):
            self.items.clear()
            for code in ticked:
                if code != UNSET:
                    self.add(code, self._titles.get(code, "…"), ticked=True)
            for code, words in found.items():
                if code not in ticked:
                    self.add(code, words)
            self.add(UNSET, self.tr("Nothing filled in"), ticked=UNSET in ticked)


class Span(FilterEditor):
    """From and to, with the spans that have a name, and "nothing filled in"."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self._days = criterion.manner is Manner.DAYS
        self.since, self.until = self._line(self.tr("From")), self._line(self.tr("To"))
        self.named: dict[Preset, QPushButton] = {}
        flow = FlowLayout(gap=4)
        for preset in presets(criterion) if self._days else ():
            flow.addWidget(self._chip(preset.words, partial(self._take, preset), preset))
        self.unset = self._chip(self.tr("Nothing filled in"), lambda: self._tell((UNSET,)))
        if criterion.unset:
            flow.addWidget(self.unset)
        ends = row(
            column(label(self.tr("From"), role="fieldlabel"), self.since, spacing=2),
            column(label(self.tr("To"), role="fieldlabel"), self.until, spacing=2),
        )
        hint = self.tr("Days as 27/11/2026, 11/2026 or 2026.") if self._days else ""
        self.setLayout(column(holding(flow), ends, label(hint, role="help", wrap=True), None, spacing=8))

    def show_filter(self, given: Filter | None) -> None:
        """Show the bounds that are in force now."""
        since, until = (given.since, given.until) if given else ("", "")
        for preset, chip in self.named.items():
            chip.setChecked(given is not None and (preset.since, preset.until) == (since, until))
        self.unset.setChecked(given is not None and UNSET in given.values)
        for line, bound in ((self.since, since), (self.until, until)):
            if not line.hasFocus():
                line.setText(day_shown(bound) if self._days and bound else bound)

    def _chip(self, words: str, act: Callable[[], object], preset: Preset | None = None) -> QPushButton:
        chip = button(words, act, kind="chip")
        chip.setCheckable(True)
        if preset is not None:
            self.named[preset] = chip
        return chip

    def _take(self, preset: Preset) -> None:
        self._tell((), preset.since, preset.until)

    def _line(self, words: str) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(words)
        line.editingFinished.connect(self._typed)
        return line

    def _typed(self) -> None:
        bounds = []
        for line in (self.since, self.until):
            bound = self._read(line.text().strip())
            line.setProperty("wrong", bound is None)
            restyled(line)
            bounds.append(bound)
        if None not in bounds and any(line.isModified() for line in (self.since, self.until)):
            self.since.setModified(False)
            self.until.setModified(False)
            self._tell((), bounds[0] or "", bounds[1] or "")

    def _read(self, text: str) -> str | None:
        if self._days:
            return day_typed(text)
        bare = text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
        return bare if not bare or _is_number(bare) else None


class Words(FilterEditor):
    """A word that the field is, or nothing at all."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(criterion)
        self.line = QLineEdit()
        self.line.setAccessibleName(criterion.words)
        self.line.editingFinished.connect(self._typed)
        self.unset = button(self.tr("Nothing filled in"), lambda: self._tell((UNSET,)), kind="chip")
        self.unset.setCheckable(True)
        self.setLayout(column(self.line, row(self.unset, None), None, spacing=8))

    def show_filter(self, given: Filter | None) -> None:
        """Show the word that the list is filtered by now."""
        values = given.values if given else ()
        self.unset.setChecked(UNSET in values)
        if not self.line.hasFocus():
            self.line.setText(next((value for value in values if value), ""))

    def _typed(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            text = self.line.text().strip()
            self._tell((text,) if text else ())


def editor_for(criterion: Criterion, workplace: Workplace, titles: dict[str, str]) -> FilterEditor:
    """Return where ``criterion`` is chosen. ``titles``: of records by id, to read and to add to."""
    if criterion.manner is Manner.RECORDS:
        return Records(criterion, workplace, titles)
    if criterion.manner is Manner.CHOICE:
        return Choices(criterion)
    return Words(criterion) if criterion.manner is Manner.WORDS else Span(criterion)


def _code(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))


def _turn(item: QListWidgetItem) -> None:
    """Enter ticks, and takes the tick away."""
    ticked = item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

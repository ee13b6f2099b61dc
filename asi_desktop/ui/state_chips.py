"""What stands around a list: a chip for each state when they are few, and what is said without any line."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.results import Filter
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.language import said

MOST_CHIPS = 8


class StateChips(QWidget):
    """Few states have a chip each, and several can be shown; many are chosen with the other filters.

    ``changed`` carries the Filter on the status.
    """

    changed = Signal(object)

    def __init__(self, kind: RecordType) -> None:
        super().__init__()
        self.chips: dict[str, QPushButton] = {}
        self._shown: tuple[str, ...] = ()
        self._flow = FlowLayout(gap=4)
        self.setLayout(self._flow)
        states = kind.workflow.states if kind.workflow else ()
        if not 0 < len(states) <= MOST_CHIPS:
            self.hide()
            return
        self._add("", self.tr("All"))
        for state in states:
            self._add(state.code, said(state.label))
        self.show_states(())

    def show_states(self, states: tuple[str, ...]) -> None:
        """Show which ``states`` the list is filtered by, none for all."""
        self._shown = states
        for code, chip in self.chips.items():
            chip.setChecked(code in states if code else not states)

    def _add(self, code: str, words: str) -> None:
        chip = button(words, partial(self._turn, code), kind="chip")
        chip.setCheckable(True)
        self.chips[code] = chip
        self._flow.addWidget(chip)

    def _turn(self, code: str) -> None:
        """Add a state to those that are shown, or take it away; "" shows all."""
        others = tuple(state for state in self._shown if state != code)
        wanted = () if not code else others if code in self._shown else (*self._shown, code)
        self.changed.emit(Filter("status", wanted))


class EmptyList(QWidget):
    """Says what belongs here and offers the first, or says that nothing matches and offers all."""

    creating = Signal()
    clearing = Signal()

    def __init__(self, kind: RecordType) -> None:
        super().__init__()
        self._help = said(kind.help)
        self.words = label("", role="muted", wrap=True)
        self.first = button(self.tr("Make the first one"), self.creating.emit, kind="primary", keys="Ctrl N")
        self.all = button(self.tr("Show all records"), self.clearing.emit, keys="Alt 0")
        offers = row(self.first, self.all, None)
        self.setLayout(column(self.words, offers, None, spacing=12, margins=(16, 16, 16, 16)))
        self.hide()

    def show_reason(self, *, filtered: bool) -> None:
        """Say why there is nothing: by the filter, or because nobody made a record yet."""
        self.first.setVisible(not filtered)
        self.all.setVisible(filtered)
        self.words.setText(self.tr("Nothing matches this filter.") if filtered else self._help)

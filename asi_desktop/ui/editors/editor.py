"""What all editors have in common: they show a value, say what is typed, and say when it is done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field


@dataclass(frozen=True, slots=True)
class Found:
    """A record that a reference may name, as the picker shows it: id in hex, a title, a second line.

    Without an ``id`` it is not there yet and would be made when chosen: a record of ``type``, from the entry
    ``code`` of the program's directory, or else with nothing but its title.
    """

    id: str
    title: str
    detail: str = ""
    type: str = ""
    code: str = ""


Finder = Callable[[str, tuple[str, ...], QWidget, Callable[[tuple[Found, ...]], None]], None]
Namer = Callable[[str, QWidget, Callable[[Found], None]], None]
Maker = Callable[[Found, QWidget, Callable[[str], None]], None]


def _finds_nothing(
    _words: str, _targets: tuple[str, ...], _owner: QWidget, _then: Callable[[tuple[Found, ...]], None]
) -> None:
    """Find no record: for forms that stand outside a desk."""


def _names_nothing(_id: str, _owner: QWidget, _then: Callable[[Found], None]) -> None:
    """Name no record: for forms that stand outside a desk."""


def _makes_nothing(_found: Found, _owner: QWidget, _then: Callable[[str], None]) -> None:
    """Make no record: for forms that stand outside a desk."""


Assignment = tuple[str, Value]
"""A PATH of ``record set`` and its value."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an editor may ask of the desk around it: to search, name, make or open a record, and today's date.

    ``make`` returns the editor of a field: a list of sub-records holds fields of its own.
    """

    make: Callable[[Field, "Surroundings"], "Editor"]
    find: Finder = _finds_nothing
    name: Namer = _names_nothing
    add: Maker = _makes_nothing
    open: Callable[[str], None] = field(default=lambda _: None)
    day: str = "2026-01-01"


class Editor(QWidget):
    """Shows and changes one value. ``typed`` with every change, ``left`` when it is to be saved.

    ``raw`` is what stands in the editor, understood or not, and goes into the draft; ``value`` is what it
    means and raises InvalidValue when it means nothing.
    """

    typed = Signal()
    left = Signal()
    wide: ClassVar[bool] = False
    """Whether the editor takes both columns of a form."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__()
        self.described = described
        self.around = around

    def show_value(self, value: Value) -> None:
        """Show ``value`` as saved; emits nothing."""
        raise NotImplementedError

    def value(self) -> Value:
        """Return what the editor holds, None when empty; raises InvalidValue."""
        raise NotImplementedError

    def collect(self) -> list[Assignment]:
        """Return what is to be saved; raises InvalidValue."""
        return [(self.described.name, self.value())]

    def give_back(self) -> None:
        """Know that what was collected could not be saved."""

    @property
    def unfinished(self) -> bool:
        """Whether something stands here that cannot be saved yet."""
        return False

    def raw(self) -> Value:
        """Return what is typed, for the draft."""
        return self.value()

    def restore(self, raw: Value) -> None:
        """Show what a draft kept."""
        self.show_value(raw)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the value be read only, or changed again."""
        self.setEnabled(not read_only)

    def control(self) -> QWidget:
        """Return the control that takes the focus."""
        return self

"""The commands of the window: one table for keys, the search box, the help screen and the tooltips."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence


@dataclass(frozen=True, slots=True)
class Command:
    """Something the officer can do from anywhere: its verb, its key, an icon, and what it does."""

    words: str
    keys: str
    picture: str
    act: Callable[[], object]
    findable: bool = True
    """Whether the search box offers it."""


def shown_keys(keys: str) -> str:
    """Return a key as the laptop's language calls it, parts separated by spaces: "Ctrl Maj N"."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")

"""The screens that are read from disk when they are first opened, so that the desk opens sooner."""

import importlib
import importlib.util
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.workplace import Workplace


def later(module: str, name: str) -> Callable[[Workplace], Screen]:
    """Return what makes the screen ``name`` of ``module`` when it is first needed."""

    def make(workplace: Workplace) -> Screen:
        made = getattr(importlib.import_module(f"asi_desktop.ui.screens.{module}"), name)(workplace)
        assert isinstance(made, Screen)  # noqa: S101  # the table below names screens
        return made

    return make


SETTINGS = Entry(
    "settings",
    lambda: QCoreApplication.translate("SettingsScreen", "Settings"),
    "settings",
    later("settings", "SettingsScreen"),
    shown=False,
)
ABOUT = Entry(
    "about",
    lambda: QCoreApplication.translate("AboutScreen", "About this program"),
    "help",
    later("about", "AboutScreen"),
    shown=False,
)
IMPORTS = Entry(
    "imports",
    lambda: QCoreApplication.translate("ImportScreen", "Import"),
    "folder",
    later("imports", "ImportScreen"),
    group=2,
)

"""Printing what is open: the menu and its keys."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from asi_desktop.domain import ids
from asi_desktop.ui.icons import icon
from asi_desktop.ui.printing.material import Material, material
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView

PRINT_KEYS = "Ctrl+P"


def print_menu(view: "Callable[[], RecordView | None]", workplace: Workplace, parent: QWidget) -> QMenu:
    """Return a menu that prints the record that ``view`` gives, or saves it as a PDF file.

    ``view`` is called when the officer asks, and may save first what is being typed; None: nothing to print.
    Ctrl P works wherever the focus is inside ``parent``.
    """
    menu = QMenu(QCoreApplication.translate("PrintMenu", "Print"), parent)
    printed = menu.addAction(QCoreApplication.translate("PrintMenu", "Print…"))
    saved = menu.addAction(QCoreApplication.translate("PrintMenu", "Save as PDF…"))
    printed.setIcon(icon("print", theme().colours["text"]))
    printed.triggered.connect(lambda: show_paper(view(), workplace, parent))
    saved.triggered.connect(lambda: show_paper(view(), workplace, parent, then=PaperWindow.choose_file))
    _give_key(printed, parent)
    return menu


def show_paper(
    view: "RecordView | None",
    workplace: Workplace,
    parent: QWidget,
    *,
    then: Callable[[PaperWindow], object] | None = None,
) -> None:
    """Show ``view`` as it will be printed, in a window over ``parent``, and go on with ``then``.

    It is read anew behind what waits to be saved, so that what was just typed is on it.
    """
    if view is None:
        return
    desk, name = workplace.desk, ids.shown(view.id)

    def show(read: Material) -> None:
        window = PaperWindow(read, workplace, parent)
        window.show()
        if then is not None:
            then(window)

    workplace.write(lambda: material(desk, name), parent, then=show)


def _give_key(action: QAction, parent: QWidget) -> None:
    action.setShortcut(QKeySequence(PRINT_KEYS))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    parent.addAction(action)

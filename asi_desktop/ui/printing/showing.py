"""The way in: a record, shown as it will be printed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asi_desktop.domain import ids
from asi_desktop.ui.printing.material import Material, material
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView


def show_paper(view: "RecordView | None", workplace: Workplace, parent: QWidget) -> None:
    """Show ``view`` as it will be printed, in a window over ``parent``; None: nothing to print.

    It is read anew behind what waits to be saved, so that what was just typed is on it.
    """
    if view is None:
        return
    desk, name = workplace.desk, ids.shown(view.id)

    def show(read: Material) -> None:
        PaperWindow(read, workplace, parent).show()

    workplace.write(lambda: material(desk, name), parent, then=show)

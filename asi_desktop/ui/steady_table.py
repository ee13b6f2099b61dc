"""A table that is painted at one go, whatever other threads are doing."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTableView


class SteadyTable(QTableView):
    """A table whose cells are described or drawn in Python.

    Painting asks Python hundreds of times, and each time would wait for the interpreter while another thread
    works. Begun in Python, it holds the interpreter from the first cell to the last.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with the interpreter in hand."""
        super().paintEvent(event)

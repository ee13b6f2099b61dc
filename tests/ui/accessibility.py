"""What a screen reader finds in a window: the tree of what is shown, each part with its role and its name,
and the order in which the tabulator key walks; with the rules that both must keep."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QScrollArea,
    QScrollBar,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

from tests.ui.hands import pause, press

CONTROLS = frozenset(
    {
        "button",
        "check box",
        "combo box",
        "edit",
        "list",
        "list item",
        "menu",
        "menu item",
        "radio button",
        "spin box",
        "table",
    }
)
"""Roles of what can be worked with: each must have a name."""
ROLES = {
    QAccessible.Role.Button: "button",
    QAccessible.Role.ButtonMenu: "button",
    QAccessible.Role.CheckBox: "check box",
    QAccessible.Role.ComboBox: "combo box",
    QAccessible.Role.EditableText: "edit",
    QAccessible.Role.List: "list",
    QAccessible.Role.ListItem: "list item",
    QAccessible.Role.PopupMenu: "menu",
    QAccessible.Role.MenuItem: "menu item",
    QAccessible.Role.RadioButton: "radio button",
    QAccessible.Role.SpinBox: "spin box",
    QAccessible.Role.Table: "table",
    QAccessible.Role.Cell: "cell",
    QAccessible.Role.ColumnHeader: "heading",
    QAccessible.Role.StaticText: "text",
    QAccessible.Role.Separator: "separator",
}
WHOLE = (QAbstractSpinBox, QComboBox, QGraphicsView, QLineEdit, QScrollBar)
"""Controls that are read as one."""
MOST_LINES = 60
"""Lines of a list that are looked at: the others are made the same way."""
MOST_STOPS = 400
REACH = 4
"""Pixels by which a control may stand higher than the one before it and still be beside it."""


@dataclass(slots=True)
class Node:
    """A part as it is read aloud: role, name, value, whether a label says what it is, whether it takes the
    focus."""

    role: str
    name: str
    labelled: str = ""
    focusable: bool = False
    kind: str = ""
    inner: list["Node"] = field(default_factory=list)

    def all(self) -> Iterator["Node"]:
        """Yield this part and all parts inside it, as they are read."""
        yield self
        for each in self.inner:
            yield from each.all()

    def __str__(self) -> str:
        return f"{self.role} “{self.name}”{f' for {self.labelled}' if self.labelled else ''} {self.kind}"


def tree_of(widget: QWidget) -> Node:
    """Return what a screen reader finds in ``widget``, hidden parts left out."""
    return _node(widget)


def faults_of(tree: Node) -> list[str]:
    """Return what a person who cannot see the window would miss in it; nothing, when all is well."""
    return [f"{fault}: {node}" for node in tree.all() if (fault := _fault(node))]


def _fault(node: Node) -> str:
    if node.role == "combo box" and not node.labelled:
        return "a choice without label"  # its name is what is chosen, so that a label must say what for
    if node.role in CONTROLS - {"combo box"} and not node.name.strip():
        return "no name"
    if node.focusable and node.role == "other" and not node.name.strip():
        return "takes the focus and says nothing"
    if "&" in node.labelled:
        return "a label with a letter that Qt takes away"
    return ""


def _node(widget: QWidget) -> Node:
    """Return a widget as Qt tells of it, with what is inside; the inside of Qt's own controls is left out."""
    found = QAccessible.queryAccessibleInterface(widget)
    made = Node(
        ROLES.get(found.role(), "other"),
        found.text(QAccessible.Text.Name),
        ", ".join(_labels(found)),
        bool(found.state().focusable),
        type(widget).__name__,
    )
    if isinstance(widget, QAbstractItemView):
        made.inner = list(_lines(widget))
    elif isinstance(widget, QMenu):
        made.inner = [Node("menu item", each.text()) for each in widget.actions() if each.text()]
    elif not isinstance(widget, WHOLE):
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        inner = widget.findChildren(QWidget, options=direct)
        made.inner = [_node(each) for each in inner if not each.isHidden() and not each.isWindow()]
    return made


def _lines(view: QAbstractItemView) -> Iterator[Node]:
    model = view.model()
    role = "cell" if isinstance(view, QTableView) else "list item"
    for number in range(min(model.rowCount(), MOST_LINES)):
        for place in range(model.columnCount() if role == "cell" else 1):
            index = model.index(number, place)
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
            yield Node(role, str(spoken or ""), focusable=True)


def _labels(found: QAccessibleInterface) -> Iterator[str]:
    for other, relation in found.relations():
        if relation & QAccessible.RelationFlag.Label:
            yield other.text(QAccessible.Text.Name)


# ---- the tabulator key


def stops(window: QWidget) -> list[QWidget]:
    """Press the tabulator key until it comes round, and return the controls that had the focus.

    A control that keeps the key for itself is the last one.
    """
    window.activateWindow()
    chain: list[QWidget] = []
    for _ in range(MOST_STOPS):
        press(window.focusWidget() or window, Qt.Key.Key_Tab)
        here = window.focusWidget()
        if here is None or here in chain:
            break
        chain.append(here)
    return chain


def jumps(window: QWidget) -> list[str]:
    """Return where the tabulator key goes back up or to the left: against the order in which one reads.

    Once it must, from the last control to the first.
    """
    ring = stops(window)
    pause()  # what the focus unfolded finds its place, and what it changed is made anew
    ring = [each for each in ring if isValid(each)]
    pairs = zip(ring, (*ring[1:], *ring[:1]), strict=True)
    found = [pair for pair in pairs if not _in_order(*pair, window)]
    return [f"{_called(one, window)} → {_called(two, window)}" for one, two in found if len(found) > 1]


def _in_order(one: QWidget, two: QWidget, window: QWidget) -> bool:
    """Return whether ``two`` stands below, beside or inside ``one``.

    What stands on a page that can be moved is where the page is, for all that stands elsewhere.
    """
    pages_of_one, pages_of_two = _pages(one), _pages(two)
    here = _place(next((page for page in pages_of_one if page not in pages_of_two), one), window)
    there = _place(next((page for page in pages_of_two if page not in pages_of_one), two), window)
    below, beside = there.bottom() > here.bottom() - REACH, there.left() >= here.right() - REACH
    return below or beside or here.contains(there)


def _pages(widget: QWidget) -> list[QScrollArea]:
    """Return the pages that ``widget`` stands on, the outermost first."""
    above, found = widget.parentWidget(), []
    while above is not None:
        found += [above] if isinstance(above, QScrollArea) else []
        above = above.parentWidget()
    return found[::-1]


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _called(widget: QWidget, window: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}” {_place(widget, window).getRect()}"

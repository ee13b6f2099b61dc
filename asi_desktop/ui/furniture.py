"""The few pieces every screen is built from, on the grid of 4 px: labels by role, buttons by kind,
hairlines, rows and columns."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asi_desktop.ui.icons import icon, pixmap
from asi_desktop.ui.theme import theme

TITLE_BAR = QSize(0, 40)


def give_first_size(window: QWidget, width: int, height: int) -> None:
    """Give a window that was never moved a size in px, or what the screen has room for under a title bar."""
    room = window.screen().availableSize() - TITLE_BAR
    window.resize(QSize(width, height).boundedTo(room))


def label(text: str = "", *, role: str = "body", wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label in plain text.

    ``role``: caption, fieldlabel, body, muted, section, title, help, warning …
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        made.setTextInteractionFlags(flags)
    return made


def button(
    text: str, act: Callable[[], object], *, kind: str = "", picture: str = "", keys: str = "", hint: str = ""
) -> QPushButton:
    """Return a button with a verb.

    ``kind``: primary, quiet, danger, link, chip; its key goes into the tooltip.
    """
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setAutoDefault(kind == "primary")
    if picture:
        colour = "on_accent" if kind == "primary" else "danger" if kind == "danger" else "text"
        made.setIcon(icon(picture, theme().colours[colour]))
        made.setIconSize(QSize(theme().px(16), theme().px(16)))
    _hint(made, hint or text if keys else hint, keys)
    made.clicked.connect(lambda _=False: act())
    return made


def icon_button(picture: str, words: str, act: Callable[[], object], *, keys: str = "") -> QToolButton:
    """Return a button that is only a picture; ``words`` are its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setProperty("kind", "icon")
    made.setIcon(icon(picture, theme().colours["text"]))
    made.setIconSize(QSize(theme().px(20), theme().px(20)))
    made.setAccessibleName(words)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _hint(made, words, keys)
    made.clicked.connect(lambda _=False: act())
    return made


def _hint(control: QWidget, words: str, keys: str) -> None:
    if words:
        control.setToolTip(f"{words}  ({keys})" if keys else words)


def picture(name: str, *, tone: str = "muted", size: int = 16) -> QLabel:
    """Return an icon that stands beside a word and is not spoken."""
    made = QLabel()
    made.setPixmap(pixmap(name, theme().colours[tone], size=theme().px(size)))
    made.setFixedSize(theme().px(size), theme().px(size))
    return made


def name_choice(choice: QComboBox, words: str) -> None:
    """Let a screen reader say ``words`` of a choice that stands without a label.

    On Linux Qt gives what is chosen as the name of a choice, and leaves it to a label to say what for.
    """
    choice.setAccessibleName(words)
    unseen = label(words)
    unseen.setParent(choice)
    unseen.setBuddy(choice)
    unseen.hide()


def hairline(*, upright: bool = False) -> QFrame:
    """Return a line of one pixel."""
    made = QFrame()
    made.setProperty("role", "upright" if upright else "hairline")
    return made


def row(
    *parts: QWidget | QLayout | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return the parts side by side; None is a spring.

    ``margins``: left, top, right, bottom, in px of the plan.
    """
    made = QHBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def column(
    *parts: QWidget | QLayout | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return the parts one below the other; None is a spring."""
    made = QVBoxLayout()
    _fill(made, parts, spacing, margins)
    return made


def _fill(
    layout: QBoxLayout,
    parts: tuple[QWidget | QLayout | None, ...],
    spacing: int,
    margins: tuple[int, int, int, int],
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def holding(layout: QLayout, *, name: str = "") -> QWidget:
    """Return a widget around a layout; ``name`` is what the stylesheet calls it."""
    made = QWidget()
    if name:
        named_surface(made, name)
    made.setLayout(layout)
    return made


def named_surface(widget: QWidget, name: str) -> None:
    """Let the stylesheet paint the ground of ``widget`` under ``name``."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)


def restyled(widget: QWidget) -> None:
    """Let a changed property of ``widget`` show."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def emptied(layout: QLayout) -> None:
    """Take everything out of ``layout`` and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner = item.layout()
        if inner is not None:
            emptied(inner)
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def growing(widget: QWidget) -> QWidget:
    """Let ``widget`` take the room there is, and return it."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget

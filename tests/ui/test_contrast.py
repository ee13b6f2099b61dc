"""Everything can be seen: every pair of colours that the stylesheet and the painters put on one another, and
the pixels of real screens, in light, dark and high contrast."""

import itertools
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.records import record_type
from asi_desktop.domain.resources import resource
from asi_desktop.services.desk import Desk
from asi_desktop.ui import theme
from asi_desktop.ui.furniture import column, holding
from asi_desktop.ui.marking_strip import MarkingStrip
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.record_list import RecordList
from asi_desktop.ui.screens.settings import SettingsScreen
from asi_desktop.ui.status_line import StatusLine
from asi_desktop.ui.theme import Appearance
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import pause

LOOKS = pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK, Appearance.CONTRAST])
TEXT, SHAPE = 4.5, 3.0
"""The least contrast by WCAG 2.2, 1.4.3 and 1.4.11."""
GROUNDS = ("ground", "surface", "sunken", "raised")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
PAINTED = (
    ("text", "accent_soft"),  # the line that is selected
    ("muted", "accent_soft"),
    ("danger", "accent_soft"),
    ("warning", "accent_soft"),
    ("text", "hover"),
    ("muted", "hover"),
    ("danger", "hover"),
    ("warning", "hover"),
    ("text", "warning_soft"),  # a strip, and what stands in it
    ("text", "danger_soft"),
    ("muted", "warning_soft"),
    ("accent", "warning_soft"),
    ("accent", "surface"),
    ("text", "difference"),
    ("muted", "difference"),
)
"""Words and the grounds that the delegates and the nesting of parts put under them."""
SHAPES = ("edge", "warning_shape", "focus", "accent", "danger", "good", "muted")
"""What has a meaning without words: frames of fields, marks, pictures, the focus."""


def luminance(colour: QColor) -> float:
    """Relative luminance by WCAG 2."""
    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    """A colour's part without its gamma."""
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio by WCAG 2."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs_of_the_stylesheet() -> set[tuple[str, str]]:
    """Return the tokens of text and ground that one rule of the stylesheet puts together.

    A disabled control is left out, as WCAG leaves it out.
    """
    found = set()
    source = re.sub(r"\$\{\w+\}", "", resource("theme", "window.qss").read_text("utf-8"))  # sizes
    for selector, body in RULE.findall(source):
        inks = re.findall(r"(?<![\w-])color: \$(\w+)", body)
        grounds = re.findall(r"background(?:-color)?: \$(\w+)", body)
        inks += re.findall(r"selection-color: \$(\w+)", body)
        grounds += re.findall(r"selection-background-color: \$(\w+)", body)
        if ":disabled" not in selector and len(inks) == len(grounds):
            found |= set(zip(inks, grounds, strict=True))
    return found


def test_the_stylesheet_is_read() -> None:
    pairs = pairs_of_the_stylesheet()
    assert ("on_accent", "accent") in pairs
    assert ("text", "raised") in pairs
    assert len(pairs) >= 5


@LOOKS
def test_every_pair_of_text_and_ground_can_be_read(qapp: QApplication, appearance: Appearance) -> None:
    look = theme.apply(qapp, appearance)
    inks = ("text", "muted", "accent", "danger", "warning", "good")
    pairs = {*pairs_of_the_stylesheet(), *itertools.product(inks, GROUNDS), *PAINTED}
    bad = {
        pair: round(contrast(look.colour(pair[0]), look.colour(pair[1])), 2)
        for pair in pairs
        if contrast(look.colour(pair[0]), look.colour(pair[1])) < TEXT
    }
    assert bad == {}


@LOOKS
def test_every_shape_can_be_seen(qapp: QApplication, appearance: Appearance) -> None:
    look = theme.apply(qapp, appearance)
    bad = {
        (shape, ground): round(contrast(look.colour(shape), look.colour(ground)), 2)
        for shape, ground in itertools.product(SHAPES, GROUNDS)
        if contrast(look.colour(shape), look.colour(ground)) < SHAPE
    }
    assert bad == {}


# ---- pixels


def measured(picture: QImage, place: QRect) -> float:
    """Return the contrast between the ground inside ``place``, its commonest colour, and the colour furthest
    from it: the ink where a letter fills a pixel."""
    inside = place.intersected(picture.rect())
    colours = Counter(
        picture.pixel(x, y)
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    )
    (ground, _), *_ = colours.most_common(1)
    return max(contrast(QColor(ground), QColor(each)) for each in colours)


def words_shown(window: QWidget) -> list[QLabel | QPushButton]:
    """Return the labels and buttons with words that can be seen and used."""
    shown: list[QLabel | QPushButton] = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    return [each for each in shown if each.isVisible() and each.isEnabled() and each.text()]


def faint(window: QWidget) -> list[str]:
    """Return the words of ``window`` whose pixels do not stand out."""
    picture = window.grab().toImage()
    found = []
    for each in words_shown(window):
        place = QRect(each.mapTo(window, QPoint(0, 0)), each.size())
        if picture.rect().contains(place) and (ratio := measured(picture, place)) < TEXT:
            found.append(f"{each.text()}: {ratio:.2f}")
    return found


def trouble(workplace: Workplace) -> QWidget:
    """A notice of each tone, the strictest marking, and the status line of a troubled desk."""
    status = workplace.desk.status.now()
    line, marking = StatusLine(), MarkingStrip()
    line.show_status(replace(status, session="forked", urgent_pending=1, pending=3, conflicts=2, alarms=1))
    marking.show_fields(record_type("brief"), {"protection": "diffusion_restreinte", "tlp": "RED"})
    notices = []
    for tone in ("warning", "danger", "calm"):
        notices.append(NoticeStrip())
        notices[-1].tell("Said in words.", tone=tone, remedy=Remedy("Try again", lambda: None))
    made = holding(column(marking, *notices, None, line), name="window")
    made.setAutoFillBackground(True)
    return made


@LOOKS
@pytest.mark.parametrize("shown", ["list", "settings", "strips"])
def test_the_pixels_of_a_screen_stand_out(
    qapp: QApplication,
    qtbot: QtBot,
    workplace: Workplace,
    desk: Desk,
    rest: Callable[[], None],
    appearance: Appearance,
    shown: str,
) -> None:
    theme.apply(qapp, appearance)
    desk.records.add("contact", record_type("contact").example)
    window = screen_of(shown, workplace)
    qtbot.addWidget(window)
    window.resize(1100, 700)
    window.show()
    rest()
    pause()
    assert words_shown(window)
    assert faint(window) == []


def screen_of(name: str, workplace: Workplace) -> QWidget:
    """Return one of the screens whose pixels are measured."""
    if name == "list":
        return RecordList(workplace, record_type("contact"))
    if name == "settings":
        return SettingsScreen(workplace)
    return trouble(workplace)


def test_words_that_cannot_be_read_are_found(qtbot: QtBot) -> None:
    words = QLabel("Hardly to be seen")
    words.setStyleSheet("background: #ffffff; color: #c8c8c8;")
    qtbot.addWidget(words)
    words.show()
    assert measured(words.grab().toImage(), words.rect()) < TEXT

"""The look: tokens of colour and size from resources/theme, for light, dark and high contrast, and at any
size of text."""

import enum
import json
import string
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from asi_desktop.domain.resources import resource

BODY_PX = 13
GRID_PX = 4
COMPACT = 28 / 36
"""How much lower a line is where lists stand closer."""


class Appearance(enum.Enum):
    """What the officer may choose; SYSTEM follows the laptop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours and sizes in force. Sizes are device-independent pixels at the size of text in force.

    ``compact``: lists stand closer; ``still``: nothing moves by itself.
    """

    name: str
    colours: dict[str, str]
    scale: float
    compact: bool = False
    still: bool = False

    def colour(self, token: str) -> QColor:
        """Return the colour of a token of tokens.json; an unknown token is a KeyError."""
        return QColor(self.colours[token])

    def px(self, units: float) -> int:
        """Return ``units`` px of the plan, scaled with the text."""
        return round(units * self.scale)

    def line(self, units: float) -> int:
        """Return the height of a line of a list that is ``units`` px high in the roomy plan."""
        return round(self.px(units) * (COMPACT if self.compact else 1))

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes that the stylesheet names."""
        plan = {
            "caption": 11,
            "body": 13,
            "section": 15,
            "title": 20,
            "control": 28,
            "chip": 22,
            "chipradius": 11,
        }
        return {name: self.px(size) for name, size in plan.items()} | {
            "linkheight": self.px(20),
            "mark": self.px(16),
            "arrow": self.px(12),
        }


_current: list[Theme] = []


def theme() -> Theme:
    """Return the theme in force; before ``apply`` it is the light one."""
    return _current[0] if _current else Theme("light", _tokens()["light"], 1.0)


def apply(
    application: QApplication,
    appearance: Appearance,
    *,
    percent: int = 100,
    compact: bool = False,
    still: bool = False,
) -> Theme:
    """Put the look in force over the whole application and return it.

    ``percent``: size of text, 100 to 200; ``compact`` and ``still`` as in Theme.
    """
    name = _resolved(appearance)
    chosen = Theme(name, _tokens()[name], _system_scale() * percent / 100, compact, still)
    if _current and (_current[0].name, _current[0].scale) == (chosen.name, chosen.scale):
        _current[:] = [chosen]
    if _current == [chosen] and application.styleSheet():
        return chosen  # putting the same look on again would cost every widget a moment
    _current[:] = [chosen]
    application.setStyle("Fusion")
    application.setFont(_font(chosen))
    application.setPalette(_palette(chosen))
    application.setStyleSheet(_stylesheet(chosen))
    return chosen


def _resolved(appearance: Appearance) -> str:
    if appearance is not Appearance.SYSTEM:
        return str(appearance.value)
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return Appearance.CONTRAST.value
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


@cache
def _tokens() -> dict[str, dict[str, str]]:
    tokens: dict[str, dict[str, str]] = json.loads(resource("theme", "tokens.json").read_text("utf-8"))
    return tokens


def _system_scale() -> float:
    """Return how much larger than 13 px the laptop's own interface text is: never smaller."""
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return max(1.0, min(2.0, system / BODY_PX))


def _font(chosen: Theme) -> QFont:
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setPixelSize(chosen.px(BODY_PX))
    return font


def _palette(chosen: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on_accent",
        QPalette.ColorRole.Link: "accent",
    }
    for role, token in roles.items():
        palette.setColor(role, chosen.colour(token))
    return palette


def _stylesheet(chosen: Theme) -> str:
    source = string.Template(resource("theme", "window.qss").read_text("utf-8"))
    values: dict[str, str] = {name: str(size) for name, size in chosen.sizes.items()}
    values |= chosen.colours
    values["chevron"] = resource("theme", "chevron.svg").as_posix()
    values["tick"] = resource("theme", f"tick-{chosen.name}.svg").as_posix()
    return source.substitute(values)

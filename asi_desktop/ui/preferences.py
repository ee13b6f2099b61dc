"""What the window remembers between two starts, and nothing else: its geometry, the language, the look."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QLocale, QSettings, QStandardPaths

from asi_desktop.domain.text import LANGUAGES, Language
from asi_desktop.ui.theme import Appearance

if TYPE_CHECKING:
    from asi_desktop.services.settings import Chosen

SIZES_PERCENT = (100, 125, 150, 175, 200)


class Preferences:
    """A small file beside the programs' other settings, outside the vault: it must never hold content."""

    def __init__(self, file: Path | None = None) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
        self._settings = QSettings(
            str(file or folder / "asi-desktop" / "window.ini"), QSettings.Format.IniFormat
        )

    @property
    def language(self) -> Language:
        """The language chosen, otherwise the laptop's, otherwise French."""
        stored = self._settings.value("language", "")
        if stored in LANGUAGES:
            return "fr" if stored == "fr" else "en"
        return "en" if QLocale.system().language() is QLocale.Language.English else "fr"

    @language.setter
    def language(self, language: Language) -> None:
        self._settings.setValue("language", language)

    @property
    def appearance(self) -> Appearance:
        """Light, dark, high contrast, or as the laptop has it."""
        stored = self._settings.value("appearance", "")
        return next((each for each in Appearance if each.value == stored), Appearance.SYSTEM)

    @appearance.setter
    def appearance(self, appearance: Appearance) -> None:
        self._settings.setValue("appearance", appearance.value)

    @property
    def percent(self) -> int:
        """The size of text, in percent: one of SIZES_PERCENT."""
        stored = str(self._settings.value("percent", ""))
        return int(stored) if stored in {str(size) for size in SIZES_PERCENT} else SIZES_PERCENT[0]

    @percent.setter
    def percent(self, percent: int) -> None:
        self._settings.setValue("percent", percent)

    def take_up(self, chosen: "Chosen") -> None:
        """Remember of an officer's choices what the unlock screen needs: the language and the look."""
        if chosen.language in LANGUAGES:
            self.language = "fr" if chosen.language == "fr" else "en"
        if chosen.appearance:
            self.appearance = Appearance(chosen.appearance)
        if chosen.percent:
            self.percent = chosen.percent

    def geometry(self, name: str) -> QByteArray | None:
        """Return where the window or splitter ``name`` was left, or None."""
        stored = self._settings.value(f"geometry/{name}")
        return stored if isinstance(stored, QByteArray) else None

    def keep_geometry(self, name: str, state: QByteArray) -> None:
        """Remember where the window or splitter ``name`` is left."""
        self._settings.setValue(f"geometry/{name}", state)

    def write(self) -> None:
        """Write the file now."""
        self._settings.sync()

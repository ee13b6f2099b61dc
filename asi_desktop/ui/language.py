"""The language in force: Qt's translators for the window's own texts, and the choice in every ``Text`` of
the data."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Language, Text

_spoken: list[Language] = []
_translators: list[QTranslator] = []


def speak(application: QApplication, language: Language) -> None:
    """Put ``language`` in force for everything that is built from now on."""
    for translator in _translators:
        application.removeTranslator(translator)
    _translators.clear()
    _spoken[:] = [language]
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"qtbase_{language}", qt_folder),
        (f"asi_desktop_{language}", str(resource("i18n"))),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            _translators.append(translator)
    QLocale.setDefault(locale())


def language() -> Language:
    """Return the language in force: French until told otherwise."""
    return _spoken[0] if _spoken else "fr"


def said(text: Text) -> str:
    """Return the wording of ``text`` in the language in force."""
    return text.to(language())


def locale() -> QLocale:
    """Return how numbers and days are written in the language in force."""
    if language() == "fr":
        return QLocale(QLocale.Language.French, QLocale.Country.France)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)

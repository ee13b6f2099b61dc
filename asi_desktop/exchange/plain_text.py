"""Plain text of unknown spelling, read in the closed room: its characters, and nothing that would act."""

import codecs
import unicodedata
from collections.abc import Mapping

from asi_desktop.exchange.closed_room.plain import Plain

MOST_CHARACTERS = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KEPT = frozenset("\n\t")
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = frozenset("\u200c\u200d")  # they shape Arabic, Persian and Indic words
_SHOWN_FOR_HIDDEN = "\ufffd"


def plain_text(document: bytes, _: Mapping[str, Plain]) -> Plain:
    """Return ``text``, whose hidden characters show as �, and ``cut``: whether there was more."""
    text = _decoded(document).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    shown = "".join(map(_visible, text[:MOST_CHARACTERS]))
    return {"text": shown, "cut": len(text) > MOST_CHARACTERS}


def _decoded(document: bytes) -> str:
    for mark, spelling in _MARKS:
        if document.startswith(mark):
            return document[len(mark) :].decode(spelling, "replace")
    try:
        return document.decode("utf-8")
    except UnicodeDecodeError:
        return document.decode("cp1252", "replace")


def _visible(one: str) -> str:
    if one in _KEPT or one in _JOINERS or unicodedata.category(one) not in _UNSHOWN:
        return one
    return _SHOWN_FOR_HIDDEN

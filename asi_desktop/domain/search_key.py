"""The normal form in which words are compared: accents, case and look-alike letters forgiven."""

import re
import unicodedata

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىئیې", "ي"),
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ـ": None,
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "ı": "i",
        "þ": "th",
        **dict.fromkeys("'’‘ʼʻʿʾ`´′", None),
    }
)
_SPACES = re.compile(r"\s+")


def normal_form(text: str) -> str:
    """Return ``text`` as it is indexed and searched: « L’Élysée » and « lelysee » are the same."""
    if text.isascii():
        return " ".join(text.translate(_FOLDED).lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_FOLDED)).casefold()
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare).translate(_FOLDED)).strip()

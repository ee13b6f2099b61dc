"""Bytes of other programs as text: in the character set that they name, else UTF-8, else as Windows does."""

import codecs
import re
from encodings.aliases import aliases
from functools import cache

_NAMES = (
    *(
        "ascii",
        "utf_7",
        "utf_8",
        "utf_8_sig",
        "utf_16",
        "utf_16_le",
        "utf_16_be",
        "latin_1",
        "koi8_r",
        "koi8_u",
    ),
    *(f"iso8859_{part}" for part in range(1, 17) if part != 12),
    *(f"cp{page}" for page in (437, 850, 852, 866, 874, 932, 949, 950, *range(1250, 1259))),
    *("gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "iso2022_jp", "mac_roman"),
)
"""Character sets of letters. The codecs of Python know others, some of them slow, some no text at all."""

_ALIASES = {alias: name for alias, name in aliases.items() if name in _NAMES}
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

_NO_LETTERS = re.compile(rb"[\x00-\x06\x0e-\x19]")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE_FROM = 4


def text_of(value: bytes, charset: str = "") -> str:
    """Return ``value`` as text without zeros; never fails."""
    for codec in (_named(charset), _codec("utf_8"), _codec("cp1252")):
        try:
            if codec is not None:
                return codec.decode(value, "strict")[0].replace("\x00", "")
        except ValueError:
            continue
    return value.decode("latin-1").replace("\x00", "")


def _named(charset: str) -> codecs.CodecInfo | None:
    """Return the character set that a document calls ``charset``, None when it is not one of letters."""
    name = _NOT_LETTERS.sub("_", charset.strip().lower()).strip("_")
    for spelled in (name, name.removeprefix("x_"), name.replace("iso_8859", "iso8859")):
        if spelled in _NAMES or spelled in _ALIASES:
            return _codec(_ALIASES.get(spelled, spelled))
    return None


@cache
def _codec(name: str) -> codecs.CodecInfo:
    return codecs.lookup(name)


def narrow(data: bytes) -> bytes:
    """Return a whole document in UTF-8, without a mark, when it comes with one or in wide characters."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace").encode("utf-8", "replace")
    start = data[:_WIDE_FROM]
    if len(start) == _WIDE_FROM and start[1] == start[3] == 0 and start[0] and start[2]:
        return data.decode("utf-16-le", "replace").encode("utf-8", "replace")
    return data


def is_text(data: bytes) -> bool:
    """Tell whether a document is made of letters at all, whatever their character set."""
    return not _NO_LETTERS.search(narrow(data))


def document_text(data: bytes) -> str:
    """Return a whole document as text, wide characters told by their mark or by their zeros."""
    return text_of(narrow(data))

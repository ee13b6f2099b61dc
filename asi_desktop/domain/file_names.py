"""Names of files that come from outside: what of them is kept, and which are not taken at all.

A name is shown and offered when a copy is saved; it never decides where anything is stored.
"""

import re
import unicodedata

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text

MOST_BYTES = 120
NAMELESS = "fichier"

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_SEPARATORS = re.compile(r'[/\\:*?"<>|]+')
_SPACES = re.compile(r"\s+")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})  # controls, bidi marks, halves, unassigned
_LONGEST_ENDING = 16

_PROGRAMS = frozenset(
    (
        *(
            "exe",
            "com",
            "scr",
            "pif",
            "bat",
            "cmd",
            "ps1",
            "psm1",
            "vbs",
            "vbe",
            "js",
            "jse",
            "wsf",
            "wsh",
            "hta",
        ),
        *(
            "msi",
            "msp",
            "msix",
            "appx",
            "jar",
            "lnk",
            "url",
            "reg",
            "cpl",
            "dll",
            "sys",
            "gadget",
            "scf",
            "inf",
        ),
        *(
            "sh",
            "run",
            "desktop",
            "appimage",
            "deb",
            "rpm",
            "app",
            "command",
            "pkg",
            "dmg",
            "iso",
            "img",
            "vhd",
        ),
    )
)
_DOCUMENTS = frozenset(
    (
        *(
            "pdf",
            "doc",
            "docx",
            "odt",
            "rtf",
            "txt",
            "xls",
            "xlsx",
            "ods",
            "csv",
            "ppt",
            "pptx",
            "odp",
            "eml",
            "msg",
        ),
        *(
            "jpg",
            "jpeg",
            "png",
            "gif",
            "bmp",
            "tif",
            "tiff",
            "webp",
            "heic",
            "svg",
            "mp3",
            "mp4",
            "wav",
            "avi",
            "mov",
        ),
        *("zip", "7z", "rar", "gz", "tar", "htm", "html", "xml", "json", "vcf", "ics"),
    )
)


class DisguisedProgram(Refused):
    """A program whose name makes it look like a document."""

    code = "disguised_program"
    what = Text(
        fr="Ce fichier est un programme (.{ending}) qui se donne l’air d’un document (.{shown}).",
        en="This file is a program (.{ending}) that pretends to be a document (.{shown}).",
    )
    next_step = Text(
        fr="Rien n’a été ajouté. N’ouvrez pas ce fichier ; signalez-le à la centrale.",
        en="Nothing was added. Do not open this file; report it to head office.",
    )


def safe_name(name: str) -> str:
    """Return ``name`` fit for every system: one line, no hidden characters, at most MOST_BYTES in UTF-8.

    Raises DisguisedProgram.
    """
    shown = "".join(
        one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in _HIDDEN
    )
    kept = _SPACES.sub(" ", _SEPARATORS.sub("_", shown)).strip(" .")
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    _refuse_disguise(kept)
    return _shortened(kept) or NAMELESS


def ending_of(name: str) -> str:
    """Return what follows the last dot of ``name``, in small letters; empty when that is no ending."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot and 0 < len(ending) <= _LONGEST_ENDING else ""


def _refuse_disguise(name: str) -> None:
    ending, before = ending_of(name), ending_of(name.rpartition(".")[0].rstrip(" _"))
    if ending in _PROGRAMS and before in _DOCUMENTS:
        raise DisguisedProgram(ending=ending, shown=before)


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    ending = ending_of(name)
    tail = f".{ending}" if ending else ""
    room = MOST_BYTES - len(tail.encode())
    return name.encode()[:room].decode(errors="ignore").rstrip(" .") + tail

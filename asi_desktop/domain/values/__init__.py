"""Values of each kind of field: read strictly from JSON, typed and shown for people.

``parsing`` turns what a caller gives into the one form that is stored, ``wording`` goes between that
form and what people type and read, ``times`` and ``things`` hold the kinds with parts, ``errors`` what
is told when a value cannot be held.
"""

from asi_desktop.domain.values.errors import (
    CodeNotEnabled,
    InvalidValue,
    NotHeld,
    TooLong,
    TooMany,
    UnknownCode,
)
from asi_desktop.domain.values.parsing import parse
from asi_desktop.domain.values.wording import read, show

__all__ = [
    "CodeNotEnabled",
    "InvalidValue",
    "NotHeld",
    "TooLong",
    "TooMany",
    "UnknownCode",
    "parse",
    "read",
    "show",
]

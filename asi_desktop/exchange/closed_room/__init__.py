"""Where documents of unknown making are opened: a child process without keys, network or files to write.

``room`` starts it and hears its answer within limits, ``inside`` is what runs there, ``walls`` what keeps it
there, ``plain`` what may pass through the door, ``errors`` what is told when a document is refused. A parser
is a line in ``exchange.parsers``; it never runs in the program's own process.
"""

from asi_desktop.exchange.closed_room.errors import (
    DocumentDangerous,
    DocumentTooLarge,
    DocumentTooSlow,
    DocumentUnreadable,
)
from asi_desktop.exchange.closed_room.limits import Limits
from asi_desktop.exchange.closed_room.plain import Plain
from asi_desktop.exchange.closed_room.room import opened

__all__ = [
    "DocumentDangerous",
    "DocumentTooLarge",
    "DocumentTooSlow",
    "DocumentUnreadable",
    "Limits",
    "Plain",
    "opened",
]

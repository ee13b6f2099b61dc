"""The screens of the open desk, one file each; ``SCREENS`` is the navigation."""

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.ui.screens import alarms, conflicts, connection, to_send, today
from asi_desktop.ui.screens import bin as bin_screen
from asi_desktop.ui.screens.later import ABOUT, IMPORTS, SETTINGS
from asi_desktop.ui.screens.records import entry_of
from asi_desktop.ui.screens.screen import Entry

LINES_OF_WORK = (
    "notes",
    "briefs",
    "contacts",
    "requests",
    "tasks",
    "cooperation",
    "institutions",
    "partnerships",
    "protection",
    "watch",
    "office",
)
"""The sections of the window in the order of the mission; a record type names its own."""


def _order(navigation: str) -> int:
    return LINES_OF_WORK.index(navigation) if navigation in LINES_OF_WORK else len(LINES_OF_WORK)


SCREENS: tuple[Entry, ...] = (
    today.ENTRY,
    *(entry_of(kind, group=1) for kind in sorted(RECORD_TYPES, key=lambda kind: _order(kind.navigation))),
    conflicts.ENTRY,
    to_send.ENTRY,
    bin_screen.ENTRY,
    IMPORTS,
    connection.ENTRY,
    alarms.ENTRY,
    SETTINGS,
    ABOUT,
)

"""Where a list's lines come from: pages of the services, read in another thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from asi_desktop.services.results import ListQuery
from asi_desktop.ui.record_table import Asked, Portion
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk


class RecordSource:
    """Fetches for one list; what it asks is forgotten when the list goes."""

    def __init__(self, workplace: Workplace, owner: QObject) -> None:
        self._workplace = workplace
        self._owner = owner

    def fetch(self, asked: Asked, offset: int, limit: int, then: Callable[[Portion], None]) -> None:
        """Bring lines ``offset`` to ``offset + limit`` of what is asked to ``then``, in the window's
        thread."""
        desk = self._workplace.desk
        self._workplace.read(lambda: portion(desk, asked, offset=offset, limit=limit), self._owner, then=then)

    def ids(self, asked: Asked, limit: int, then: Callable[[tuple[bytes, ...]], None]) -> None:
        """Bring the ids of the first ``limit`` lines of what is asked to ``then``, in the window's thread."""
        desk, query = self._workplace.desk, query_of(asked, offset=0, limit=limit)
        self._workplace.read(lambda: desk.lists.ids(query), self._owner, then=then)


def query_of(asked: Asked, *, offset: int, limit: int) -> ListQuery:
    """Return the question to the services."""
    return ListQuery(
        asked.kind,
        filters=asked.filters,
        words=asked.words,
        sort=asked.sort or None,
        limit=limit,
        offset=offset,
        deleted=asked.deleted,
    )


def portion(desk: "Desk", asked: Asked, *, offset: int, limit: int) -> Portion:
    """Return a page of a list, and how many lines it has without its filters."""
    page = desk.lists.page(query_of(asked, offset=offset, limit=limit))
    everything = page.total
    if asked.filtered:
        everything = desk.lists.count(ListQuery(asked.kind, deleted=asked.deleted))
    return Portion(page.total, everything, offset, page.items)

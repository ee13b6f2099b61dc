"""Where a list's lines come from: pages of the services, read in another thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from asi_desktop.services.results import ListQuery
from asi_desktop.tasks import Context
from asi_desktop.ui.record_table import Asked, Portion
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.ui.task_runner import Task


class RecordSource:
    """Fetches for one list; what it asks is forgotten when the list goes, and ends when it asks another."""

    def __init__(self, workplace: Workplace, owner: QObject) -> None:
        self._workplace = workplace
        self._owner = owner
        self._asked: Asked | None = None
        self._under_way: list[Task[Portion]] = []

    def fetch(self, asked: Asked, offset: int, limit: int, then: Callable[[Portion], None]) -> None:
        """Bring lines ``offset`` to ``offset + limit`` of what is asked to ``then``, in the window's
        thread."""
        desk = self._workplace.desk
        if asked != self._asked:
            self._asked, superseded, self._under_way = asked, self._under_way, []
            for task in superseded:
                task.cancel()

        def received(found: Portion) -> None:
            self._under_way.remove(task)
            then(found)

        task = self._workplace.runner.run(
            lambda context: portion(desk, asked, offset=offset, limit=limit, context=context),
            self._owner,
            then=received,
            failed=self._workplace.troubled.emit,
        )
        self._under_way.append(task)

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


def portion(desk: "Desk", asked: Asked, *, offset: int, limit: int, context: Context) -> Portion:
    """Return a page of a list, and how many lines it has without its filters; raises Cancelled."""
    page = desk.lists.page(query_of(asked, offset=offset, limit=limit), context)
    everything = page.total
    if asked.filtered:
        everything = desk.lists.count(ListQuery(asked.kind, deleted=asked.deleted), context)
    return Portion(page.total, everything, offset, page.items)

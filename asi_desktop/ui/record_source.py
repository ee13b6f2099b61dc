"""Where a list's lines come from: pages of the services, or the hits of a search when words are asked for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from asi_desktop.domain import ids
from asi_desktop.domain.records import find_record_type
from asi_desktop.services.results import ListQuery, Row
from asi_desktop.ui.record_table import Asked, Portion
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import RecordView

MOST_FOUND = 200


class RecordSource:
    """Fetches for one list; what it asks is forgotten when the list goes."""

    def __init__(self, workplace: Workplace, owner: QObject) -> None:
        self._workplace = workplace
        self._owner = owner

    def fetch(self, asked: Asked, offset: int, limit: int, then: Callable[[Portion], None]) -> None:
        """Bring lines ``offset`` to ``offset + limit`` of what is asked to ``then``, in the window's
        thread."""
        desk = self._workplace.desk
        work = found if asked.words else paged
        self._workplace.read(lambda: work(desk, asked, offset=offset, limit=limit), self._owner, then=then)


def paged(desk: "Desk", asked: Asked, *, offset: int, limit: int) -> Portion:
    """Return a page of a list, and how many lines it had without its filter."""
    where = (("status", asked.status),) if asked.status else ()
    query = ListQuery(
        asked.kind, where=where, sort=asked.sort or None, limit=limit, offset=offset, deleted=asked.deleted
    )
    page = desk.records.page(query)
    everything = page.total
    if where:
        everything = desk.records.page(ListQuery(asked.kind, limit=1, deleted=asked.deleted)).total
    return Portion(page.total, everything, offset, page.items)


def found(desk: "Desk", asked: Asked, *, offset: int, limit: int) -> Portion:
    """Return the records of a type that a search finds, best first, in the state asked for."""
    everything = desk.records.page(ListQuery(asked.kind, limit=1, deleted=asked.deleted)).total
    hits = desk.search.find(asked.words, kind=asked.kind, limit=MOST_FOUND).items
    rows = [_row(desk.records.get(ids.shown(hit.id))) for hit in hits]
    rows = [row for row in rows if not asked.status or row.status == asked.status]
    return Portion(len(rows), everything, offset, tuple(rows[offset : offset + limit]))


def _row(view: "RecordView") -> Row:
    kind = find_record_type(view.type)
    listed = (
        {field.name: view.fields[field.name] for field in kind.listed if field.name in view.fields}
        if kind
        else {}
    )
    return Row(
        id=view.id,
        ref=view.ref,
        type=view.type,
        status=view.status,
        space=view.space,
        title=view.title,
        sync_state=view.sync_state,  # type: ignore[arg-type]  # the services' text is one of storage's words
        updated_ms=view.updated_ms,
        values=listed,
    )

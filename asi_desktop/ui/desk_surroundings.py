"""What the editors of a form may ask of the open desk: to search records, to name, make or open one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.clock import instant
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import record_type
from asi_desktop.services import reference_data
from asi_desktop.services.results import Added
from asi_desktop.ui.editors.editor import Found, Surroundings
from asi_desktop.ui.editors.table import make_editor
from asi_desktop.ui.language import said
from asi_desktop.ui.moments import now_ms
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

MOST_FOUND = 12
MADE_IN_PASSING = frozenset({"organisation", "contact", "staff", "task"})
"""Types of which a name is beginning enough: a reference makes one while another record is filled in."""


def surroundings(workplace: Workplace, open_record: Callable[[bytes], None]) -> Surroundings:
    """Return the surroundings of a form on the open desk; ``open_record`` shows a record that is followed."""
    desk = workplace.desk

    def find(
        words: str, targets: tuple[str, ...], owner: QWidget, then: Callable[[tuple[Found, ...]], None]
    ) -> None:
        workplace.read(lambda: (*found(desk, words, targets), *offers(words, targets)), owner, then=then)

    def add(chosen: Found, owner: QWidget, then: Callable[[str], None]) -> None:
        workplace.write(lambda: made(desk, chosen), owner, then=lambda added: then(ids.shown(added.id)))

    def name(record: str, owner: QWidget, then: Callable[[Found], None]) -> None:
        workplace.read(
            lambda: named(desk, record), owner, then=then, failed=lambda _: then(Found(record, "…"))
        )

    def follow(record: str) -> None:
        known = ids.parsed(record)
        if known is not None:
            open_record(known)

    return Surroundings(
        make=make_editor,
        find=find,
        name=name,
        add=add,
        open=follow,
        day=f"{instant(now_ms()):%Y-%m-%d}",
    )


def found(desk: "Desk", words: str, targets: tuple[str, ...]) -> tuple[Found, ...]:
    """Return the records of the ``targets`` types (any type if empty) that a search finds, best first."""
    hits = [
        hit
        for kind in targets or (None,)
        for hit in desk.search.find(words, kind=kind, limit=MOST_FOUND).items
    ]
    hits.sort(key=lambda hit: hit.score, reverse=True)
    twins = reference_data.superseded(desk.records, words)
    wanted = [hit for hit in hits if hit.id not in twins]
    return tuple(Found(ids.shown(hit.id), hit.title, type_words(hit.type)) for hit in wanted[:MOST_FOUND])


def offers(words: str, targets: tuple[str, ...]) -> tuple[Found, ...]:
    """Return what may be made of ``words``: organisations of the directory, and a new record so called."""
    entries = reference_data.offered(words) if "organisation" in targets else ()
    known = [Found("", said(each.name), each.acronym, "organisation", each.code) for each in entries]
    kinds = [record_type(name) for name in targets if name in MADE_IN_PASSING]
    new = [Found("", words, said(kind.label), kind.name) for kind in kinds]
    return (*known, *new)


def made(desk: "Desk", chosen: Found) -> Added:
    """Make the record that was chosen though it was not there yet; raises what ``Records.add`` raises."""
    if chosen.code:
        return reference_data.taken(desk.records, chosen.code)
    return desk.records.add(chosen.type, {record_type(chosen.type).title_field: chosen.title})


def named(desk: "Desk", record: str) -> Found:
    """Return what the record ``record`` (hex) is called; one not received yet says so by its dots."""
    try:
        view = desk.records.get(record)
    except AppError:
        return Found(record, "…")
    return Found(record, view.title or view.ref, view.ref)

"""The first screen: what needs somebody now, what is due, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, product
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from asi_desktop.domain.clock import instant
from asi_desktop.domain.records import RECORD_TYPES, find_record_type
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.services.results import ConflictView, DeskStatus, Draft, Filter, ListQuery, Row
from asi_desktop.ui.autosave import NEW_FORM
from asi_desktop.ui.commands import shown_keys
from asi_desktop.ui.conflict_strip import field_words
from asi_desktop.ui.deadline_line import FIELDS as DEADLINES
from asi_desktop.ui.deadline_line import SETTLED, Deadline, deadline_of
from asi_desktop.ui.furniture import button, column, emptied, label, named_surface, row
from asi_desktop.ui.language import language
from asi_desktop.ui.lines import Line, LineList
from asi_desktop.ui.moments import ago, now_ms
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.status_words import status_words, type_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

MOST, DAYS_AHEAD = 8, 7
PRECEDENCE = ("FLASH", "IMMEDIATE", "PRIORITY")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the screen shows, read in one go."""

    drafts: tuple[Draft, ...]
    conflicts: tuple[ConflictView, ...]
    due: tuple[tuple[Row, Deadline], ...]
    urgent: tuple[Row, ...]
    recent: tuple[Row, ...]


class TodayScreen(Screen):
    """Lists of a few lines each; a list with nothing in it is not there."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.lists: list[LineList] = []
        self._column = column(spacing=16, margins=(0, 8, 0, 16))
        inner = QWidget()
        inner.setLayout(self._column)
        named_surface(inner, "surface")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = self.heading(self.tr("Today"), self.tr("What needs you first, then what changed."))
        self.setLayout(column(head, scroll, spacing=0))
        self.follow(self.refresh)
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The first list."""
        return self.lists[0] if self.lists else None

    def refresh(self) -> None:
        """Read what there is to show."""
        desk = self.workplace.desk
        self.workplace.read(lambda: gathered(desk), self, then=self._show)

    def _show(self, found: Gathered) -> None:
        emptied(self._column)
        self.lists = []
        self._add(self.tr("To finish"), tuple(_draft_line(draft) for draft in found.drafts))
        self._add(self.tr("Choices to make"), tuple(_conflict_line(each) for each in found.conflicts))
        self._add(
            self.tr("Overdue, and due within seven days"), tuple(_due_line(*each) for each in found.due)
        )
        self._add(self.tr("Urgent"), tuple(_row_line(each) for each in found.urgent))
        self._add(self.tr("Changed last"), tuple(_row_line(each) for each in found.recent))
        if not self.lists:
            self._teach()
        self._column.addStretch(1)

    def _add(self, heading: str, lines: tuple[Line, ...]) -> None:
        if not lines:
            return
        listed = LineList(heading)
        listed.show_lines(lines[:MOST])
        listed.fit()
        listed.clearSelection()
        listed.chosen.connect(self._chosen)
        self.lists.append(listed)
        count = label(str(len(lines)), role="caption")
        title = row(label(heading), count, None, margins=(16, 0, 16, 0))
        self._column.addLayout(column(title, listed, spacing=4))

    def _teach(self) -> None:
        words = self.tr("Nothing here yet. Start with a note: a sentence is enough, the rest may follow.")
        keys = shown_keys("Ctrl+Shift+N")
        note = button(self.tr("Write a note"), lambda: self.leading.emit("note"), kind="primary", keys=keys)
        begin = row(note, label(keys, role="keys"), None)
        lesson = column(label(words, role="muted", wrap=True), begin, spacing=12)
        lesson.setContentsMargins(16, 0, 16, 0)
        self._column.addLayout(lesson)

    def _chosen(self, key: object) -> None:
        if isinstance(key, bytes):
            self.opening.emit(key)
        else:
            self.unfinished.emit(key)


def gathered(desk: "Desk") -> Gathered:
    """Return what needs somebody, and what changed last, over all types."""
    due = _due(desk)
    told = {row.id for row, _ in due}
    urgent = tuple(row for row in _urgent(desk) if row.id not in told)
    told |= {row.id for row in urgent[:MOST]}
    recent = tuple(row for row in _recent(desk) if row.id not in told)
    return Gathered(desk.drafts.list(), desk.conflicts.list(), due, urgent, recent[:MOST])


def _due(desk: "Desk") -> tuple[tuple[Row, Deadline], ...]:
    """Return what is overdue or due within days, soonest first, each with its deadline."""
    last = f"{instant(now_ms()) + timedelta(days=DAYS_AHEAD):%Y-%m-%d}"
    found: list[tuple[Row, Deadline]] = []
    for kind in RECORD_TYPES:
        due = next((name for name in DEADLINES if name in kind.by_name and kind.by_name[name].filterable), "")
        if not due or kind.workflow is None:
            continue
        still_open = tuple(each.code for each in kind.workflow.states if each.code not in SETTLED)
        filters = (Filter("status", still_open), Filter(due, until=last))
        rows = desk.records.page(ListQuery(kind.name, filters=filters, sort=due, limit=MOST)).items
        deadlines = ((row, deadline_of(kind, row.values, row.status)) for row in rows)
        found += [(row, deadline) for row, deadline in deadlines if deadline is not None]
    return tuple(sorted(found, key=lambda each: each[1].order)[:MOST])


def _urgent(desk: "Desk") -> Iterator[Row]:
    """Yield what has a precedence above routine, the highest first."""
    kinds = [kind.name for kind in RECORD_TYPES if "priority" in kind.by_name]
    for precedence, kind in product(PRECEDENCE, kinds):
        yield from desk.records.page(ListQuery(kind, where=(("priority", precedence),), limit=MOST)).items


def _recent(desk: "Desk") -> list[Row]:
    """Return what changed last among all types, the latest first."""
    pages = (desk.records.page(ListQuery(kind.name, limit=MOST)) for kind in RECORD_TYPES)
    return sorted(chain(*(page.items for page in pages)), key=lambda row: row.updated_ms, reverse=True)


def _draft_line(draft: Draft) -> Line:
    form, _, rest = draft.form.partition("/")
    fields = draft.values.get("fields")
    typed = fields if isinstance(fields, dict) else draft.values
    kind = rest.partition("/")[0] if form == NEW_FORM else "field_note"
    title = next((text for text in typed.values() if isinstance(text, str) and text.strip()), "")
    untitled = QCoreApplication.translate("TodayScreen", "Untitled")
    words = (
        type_words(kind)
        if draft.record is None
        else QCoreApplication.translate("TodayScreen", "typed and not left")
    )
    return Line(title or untitled, f"{words} · {ago(draft.at_ms)}", key=draft.record or draft, mark="draft")


def _conflict_line(each: ConflictView) -> Line:
    kind = find_record_type(each.type)
    field = field_words(kind, each.path) if kind else each.path
    authors = ", ".join(sorted({value.author for value in each.values if value.author}))
    return Line(
        each.title or each.ref,
        " · ".join(filter(None, (field, authors))),
        each.ref,
        key=each.record,
        picture="conflict",
        tone="warning",
    )


def _row_line(each: Row) -> Line:
    precedence = str(each.values.get("priority") or "")
    end, tone = ago(each.updated_ms), "muted"
    if precedence in PRECEDENCE:
        end, tone = (
            vocabulary("precedence").label(precedence, language()),
            "danger" if precedence == "FLASH" else "warning",
        )
    detail = " · ".join(filter(None, (type_words(each.type), each.ref, status_words(each.type, each.status))))
    return Line(each.title or each.ref, detail, end, key=each.id, mark=each.sync_state, tone=tone)


def _due_line(each: Row, deadline: Deadline) -> Line:
    detail = " · ".join(filter(None, (type_words(each.type), each.ref, status_words(each.type, each.status))))
    title = each.title or each.ref
    return Line(title, detail, deadline.distance, key=each.id, mark=each.sync_state, tone=deadline.tone)


def _needing(status: DeskStatus) -> int:
    return status.conflicts + status.quarantined + status.alarms


ENTRY = Entry(
    "today",
    lambda: QCoreApplication.translate("TodayScreen", "Today"),
    "today",
    TodayScreen,
    counted=_needing,
)

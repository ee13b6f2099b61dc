"""Every save of a record, newest first: who, when, what it was before, and the way back to a value."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QWidget

from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.values import show
from asi_desktop.ui.conflict_strip import field_words
from asi_desktop.ui.differences import marked
from asi_desktop.ui.furniture import button, column, emptied, hairline, label, name_choice, named_surface, row
from asi_desktop.ui.language import language, said
from asi_desktop.ui.moments import ago, full
from asi_desktop.ui.status_words import status_words
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.results import HistoryView

AT_ONCE = 12
"""Saves built in one go; the others follow when they are asked for."""
NAME_PX, FIELD_PX = 140, 280
NEVER_PUT_BACK = frozenset({"status", "ref", "_alive"})


class HistoryPanel(QScrollArea):
    """The saves one below the other, each with its fields: before and after, the differing words marked.

    ``restoring`` carries the dot of a save and the path whose value of then is to be put back.
    """

    restoring = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("History"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._kind: RecordType | None = None
        self._titles: Mapping[str, str] = {}
        self._entries: tuple[HistoryView, ...] = ()
        self._current: dict[str, Dot] = {}
        self._shown = 0
        self.field = QComboBox()
        name_choice(self.field, self.tr("Changes of"))
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.field.setMaximumWidth(theme().px(FIELD_PX))
        self.field.currentIndexChanged.connect(lambda _: self._begin())
        self._saves = column(spacing=12)
        self.older = button(self.tr("Show older saves"), self._show_more)
        head = row(label(self.tr("History"), role="section"), None, self.field)
        inner = QWidget()
        inner.setLayout(
            column(head, self._saves, row(self.older, None), None, spacing=12, margins=(16, 12, 16, 16))
        )
        named_surface(inner, "surface")
        self.setWidget(inner)

    def show_history(
        self,
        kind: RecordType,
        entries: "tuple[HistoryView, ...]",
        *,
        titles: Mapping[str, str] | None = None,
        read_only: bool = False,
    ) -> None:
        """Show ``entries``, newest first; unless ``read_only``, earlier values can be put back.

        ``titles``: of the records that the values name, by id.
        """
        self._kind, self._entries, self._titles = kind, entries, titles or {}
        self._current = {} if read_only else _newest(entries)
        chosen = self.field.currentData()
        self.field.blockSignals(True)  # noqa: FBT003  # Qt's own signature
        self.field.clear()
        self.field.addItem(self.tr("All fields"), "")
        for name in _names(kind, entries):
            self.field.addItem(self._words(kind, name), name)
        self.field.setCurrentIndex(max(0, self.field.findData(chosen)))
        self.field.blockSignals(False)  # noqa: FBT003
        self._begin(keep=self._shown)

    def _begin(self, *, keep: int = 0) -> None:
        """Show the newest saves, as many as were shown before if that is more."""
        place = self.verticalScrollBar().value() if keep else 0
        emptied(self._saves)
        self._shown = 0
        while self._shown < max(keep, AT_ONCE) and self._shown < len(self._chosen()):
            self._show_next()
        self._say_rest()
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(place))

    def _show_more(self) -> None:
        for _ in range(AT_ONCE):
            self._show_next()
        self._say_rest()

    def _chosen(self) -> "list[tuple[int, HistoryView]]":
        """Return the saves that wrote the field chosen, each with its place among all."""
        name = self.field.currentData() or ""
        return [
            (place, each)
            for place, each in enumerate(self._entries)
            if not name or any(_name(path) == name for path in each.changes)
        ]

    def _show_next(self) -> None:
        chosen = self._chosen()
        if self._kind is None or self._shown >= len(chosen):
            return
        place, entry = chosen[self._shown]
        before = _before(self._entries[place + 1 :], entry.changes)
        self._saves.addWidget(self._save(self._kind, entry, before))
        self._saves.addWidget(hairline())
        self._shown += 1

    def _say_rest(self) -> None:
        rest = len(self._chosen()) - self._shown
        self.older.setText(self.tr("Show older saves (%n more)", "", rest))
        self.older.setAccessibleName(self.older.text())
        self.older.setVisible(rest > 0)

    def _save(self, kind: RecordType, entry: "HistoryView", before: Mapping[str, Value]) -> QFrame:
        who = entry.author or (self.tr("this laptop") if entry.mine else self.tr("another laptop"))
        heading = label(f"{who} · {ago(entry.at_ms)}")
        heading.setToolTip(full(entry.at_ms))
        where = self.tr("at head office") if entry.seq is not None else self.tr("not at head office yet")
        body = column(row(heading, None, label(where, role="caption")), spacing=4)
        only = self.field.currentData() or ""
        told = [path for path in entry.changes if _told(path, entry.changes[path])]
        for path in sorted(told, key=lambda each: _place(kind, each)):
            if not only or _name(path) == only:
                body.addLayout(self._change(kind, path, entry, before.get(path)))
        frame = QFrame()
        frame.setLayout(body)
        return frame

    def _change(self, kind: RecordType, path: str, entry: "HistoryView", before: Value) -> QHBoxLayout:
        value = entry.changes[path]
        name, old, new = (
            self._words(kind, path),
            self._value_words(kind, path, before),
            self._value_words(kind, path, value) or self.tr("(empty)"),
        )
        name_label = label(name, role="fieldlabel", wrap=True)
        name_label.setFixedWidth(theme().px(NAME_PX))
        name_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        after = label("", wrap=True, selectable=True)
        after.setTextFormat(Qt.TextFormat.RichText)
        after.setText(marked(new, old) if old else marked(new, new))
        texts = column(after, spacing=2)
        if old:
            was = label("", role="muted", wrap=True, selectable=True)
            was.setTextFormat(Qt.TextFormat.RichText)
            was.setText(self.tr("before: {text}").format(text=marked(old, new)))
            texts.addWidget(was)
        line = row(name_label, texts, spacing=12)
        line.setStretch(1, 1)
        if self._can_be_put_back(path, entry):
            back = button(self.tr("Put back"), partial(self.restoring.emit, entry.dot, path), kind="link")
            back.setAccessibleName(self.tr("Put back: {field}, {value}").format(field=name, value=new))
            back.setToolTip(self.tr("Write this value again"))
            line.addWidget(back, alignment=Qt.AlignmentFlag.AlignTop)
        return line

    def _can_be_put_back(self, path: str, entry: "HistoryView") -> bool:
        """Whether the value is an earlier one of a field: steps, references and removals stay as they are."""
        return path in self._current and self._current[path] != entry.dot and path not in NEVER_PUT_BACK

    def _words(self, kind: RecordType, path: str) -> str:
        if path == "status":
            return self.tr("Status")
        if path == "ref":
            return self.tr("Reference")
        if path == "_alive":
            return self.tr("Record")
        if path.endswith("/_alive"):
            listing = kind.by_name.get(path.partition("/")[0])
            return said(listing.label) if listing else path
        return field_words(kind, path)

    def _value_words(self, kind: RecordType, path: str, value: Value) -> str:
        if value is None:
            return ""
        if path == "status":
            return self._step(kind, value)
        if path.endswith("_alive"):
            return self.tr("present") if value else self.tr("taken away")
        code = path.partition("#")[2]
        if not code:
            return self._titled(kind.at(path), value, value)
        words = self._titled(kind.at(path), code, [code])
        return words if value else self.tr("without {code}").format(code=words)

    def _titled(self, field: Field | None, named: Value, value: Value) -> str:
        """Return the title of the record that is ``named``, or ``value`` as people read it."""
        if isinstance(named, str) and named in self._titles:
            return self._titles[named]
        return show(field, value, language()) if field else str(named)

    def _step(self, kind: RecordType, value: Value) -> str:
        step = value if isinstance(value, dict) else {"state": value}
        reason = f" – {step['reason']}" if step.get("reason") else ""
        return status_words(kind.name, str(step.get("state"))) + reason


def _newest(entries: "tuple[HistoryView, ...]") -> dict[str, Dot]:
    """Return which save wrote each path last."""
    return {path: entry.dot for entry in reversed(entries) for path in entry.changes}


def _name(path: str) -> str:
    """Return the field of the record that ``path`` lies in."""
    return path.partition("#")[0].partition("/")[0]


def _names(kind: RecordType, entries: "tuple[HistoryView, ...]") -> list[str]:
    """Return the fields that any save wrote, in the order of the form."""
    told = {_name(path) for each in entries for path, value in each.changes.items() if _told(path, value)}
    return sorted(told, key=lambda each: _place(kind, each))


def _told(path: str, value: Value) -> bool:
    """Whether a person wants to read of it: places in lists and being there at all go without saying, and a
    link's type stands beside the title of what it names."""
    if path.endswith("_order") or (path.startswith("links/") and path.endswith("/type")):
        return False
    return not (path.endswith("_alive") and value is True)


def named_in(kind: RecordType, entries: "tuple[HistoryView, ...]") -> frozenset[str]:
    """Return the ids of the records that the values of ``entries`` name."""
    found = set()
    for path, value in ((path, value) for entry in entries for path, value in entry.changes.items()):
        field = kind.at(path)
        if field is not None and field.kind in {Kind.REFERENCE, Kind.REFERENCES}:
            found.add(path.partition("#")[2] or str(value))
    return frozenset(found)


def _place(kind: RecordType, path: str) -> tuple[int, str]:
    """Return where the field stands on the form."""
    names = list(kind.by_name)
    name = path.partition("#")[0].partition("/")[0]
    return (names.index(name) if name in names else -1, path)


def _before(older: "tuple[HistoryView, ...]", changes: Mapping[str, Value]) -> dict[str, Value]:
    """Return what each path of ``changes`` was said to be by the next older save that wrote it."""
    found: dict[str, Value] = {}
    for entry in older:
        for path in changes:
            if path not in found and path in entry.changes:
                found[path] = entry.changes[path]
    return found

"""Every save of a record, newest first: who, when, and what it was before."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.values import show
from asi_desktop.ui.conflict_strip import field_words
from asi_desktop.ui.differences import marked
from asi_desktop.ui.furniture import column, emptied, hairline, label, named_surface, row
from asi_desktop.ui.language import language, said
from asi_desktop.ui.moments import ago, full
from asi_desktop.ui.status_words import status_words

if TYPE_CHECKING:
    from asi_desktop.services.results import HistoryView

MOST_SHOWN = 200


class HistoryPanel(QScrollArea):
    """The saves one below the other, each with its fields: before and after, the differing words marked."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("History"))
        self._column = column(spacing=12, margins=(16, 12, 16, 16))
        inner = QWidget()
        inner.setLayout(self._column)
        named_surface(inner, "surface")
        self.setWidget(inner)

    def show_history(self, kind: RecordType, entries: "tuple[HistoryView, ...]") -> None:
        """Show ``entries``, newest first."""
        emptied(self._column)
        self._column.addWidget(label(self.tr("History"), role="section"))
        for place, entry in enumerate(entries[:MOST_SHOWN]):
            self._column.addWidget(self._save(kind, entry, _before(entries[place + 1 :], entry.changes)))
            self._column.addWidget(hairline())
        if len(entries) > MOST_SHOWN:
            words = self.tr("%n older save(s) are not shown", "", len(entries) - MOST_SHOWN)
            self._column.addWidget(label(words, role="muted"))
        self._column.addStretch(1)

    def _save(self, kind: RecordType, entry: "HistoryView", before: Mapping[str, Value]) -> QFrame:
        who = entry.author or (self.tr("this laptop") if entry.mine else self.tr("another laptop"))
        heading = label(f"{who} · {ago(entry.at_ms)}")
        heading.setToolTip(full(entry.at_ms))
        where = self.tr("at head office") if entry.seq is not None else self.tr("not at head office yet")
        body = column(row(heading, None, label(where, role="caption")), spacing=4)
        told = [path for path in entry.changes if _told(path, entry.changes[path])]
        for path in sorted(told, key=lambda each: _place(kind, each)):
            body.addLayout(self._change(kind, path, entry.changes[path], before.get(path)))
        frame = QFrame()
        frame.setLayout(body)
        return frame

    def _change(self, kind: RecordType, path: str, value: Value, before: Value) -> QHBoxLayout:
        name, old, new = (
            self._words(kind, path),
            self._shown(kind, path, before),
            self._shown(kind, path, value),
        )
        name_label = label(name, role="fieldlabel", wrap=True)
        name_label.setFixedWidth(140)
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
        return line

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

    def _shown(self, kind: RecordType, path: str, value: Value) -> str:
        field = kind.at(path)
        if value is None:
            return ""
        if path == "status":
            return self._step(kind, value)
        if path.endswith("_alive"):
            return self.tr("present") if value else self.tr("taken away")
        if "#" in path:
            code = path.partition("#")[2]
            words = show(field, [code], language()) if field else code
            return words if value else self.tr("without {code}").format(code=words)
        return show(field, value, language()) if field else str(value)

    def _step(self, kind: RecordType, value: Value) -> str:
        step = value if isinstance(value, dict) else {"state": value}
        reason = f" – {step['reason']}" if step.get("reason") else ""
        return status_words(kind.name, str(step.get("state"))) + reason


def _told(path: str, value: Value) -> bool:
    """Whether a person wants to read of it: places in lists and being there at all go without saying."""
    return not path.endswith("_order") and not (path.endswith("_alive") and value is True)


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

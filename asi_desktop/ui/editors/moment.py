"""A moment with the zone in which it was stated: a day, a time, a zone, and what that is in Paris and in
UTC."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from asi_desktop.domain.clock import instant
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field
from asi_desktop.domain.values import InvalidValue, parse, read
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.editors.line import Line
from asi_desktop.ui.furniture import column, icon_button, label, name_choice, restyled, row
from asi_desktop.ui.language import language
from asi_desktop.ui.moments import now_ms, offset_name, zone

PARIS = "Europe/Paris"


def laptop_zone() -> str:
    """Return the IANA name of this laptop's zone, "UTC" when it has none."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return "UTC" if name in {"", "Etc/UTC"} else name


class MomentEditor(Editor):
    """A line for the day and time, and the zone beside it."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.line = Line(self)
        self.line.setPlaceholderText(self.tr("27/11/2026 17:42"))
        self.zones = QComboBox()
        self._zone_line = QLineEdit()
        self._zone_line.setAccessibleName(self.tr("Time zone"))
        self.zones.setLineEdit(self._zone_line)
        self.zones.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        name_choice(self.zones, self.tr("Time zone"))
        self.zones.addItems(sorted({laptop_zone(), PARIS, "UTC"}))
        self.zones.setCurrentText(laptop_zone())
        self.zones.setMinimumContentsLength(8)
        self.now = icon_button("clock", self.tr("Now"), self._put_now)
        self.meaning = label("", role="caption", wrap=True)
        self.meaning.hide()
        line = row(self.line, self.zones, self.now, spacing=4)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        self.setLayout(column(line, self.meaning, spacing=2))
        self.setFocusProxy(self.line)
        self._saved: Value = None
        self._shown = ("", "")
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.left)
        self.zones.activated.connect(self._rezoned)

    def show_value(self, value: Value) -> None:
        """Show the moment as it was stated."""
        self._saved = value
        if isinstance(value, dict):
            moment = _stated(value)
            self.line.setText(f"{moment:%d/%m/}{moment.year:04d}{moment: %H:%M}")
            self.zones.setCurrentText(str(value.get("zone") or offset_name(moment)))
        else:
            self.line.clear()
            self.zones.setCurrentText(laptop_zone())
        self.line.setCursorPosition(0)
        self._zone_line.setCursorPosition(0)
        self._shown = self._texts()
        self._judge()

    def value(self) -> Value:
        """Return the moment; raises InvalidValue."""
        if self._texts() == self._shown:
            return self._saved
        text, name = self._texts()
        typed = read(self.described, text, language())
        if not isinstance(typed, dict) or _says_offset(text):
            return typed
        naive = _stated(typed).replace(tzinfo=None)
        where = ZoneInfo(name) if name == "UTC" else zone(name)
        if where is UTC and name != "UTC":
            raise InvalidValue(self.described, "")
        moment = naive.replace(tzinfo=where)
        offset = moment.utcoffset() or timedelta()
        stated: dict[str, Value] = {
            "utc": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "offset": round(offset.total_seconds() / 60),
            "zone": name,
        }
        return parse(self.described, stated)

    def raw(self) -> Value:
        """Return the line and the zone as they stand."""
        return [*self._texts()]

    def restore(self, raw: Value) -> None:
        """Put typed text back."""
        if isinstance(raw, list):
            self.line.setText(str(raw[0]))
            self.zones.setCurrentText(str(raw[1]))
            self._judge()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the moment be read only, or changed again."""
        self.line.setReadOnly(read_only)
        self.zones.setEnabled(not read_only)
        self.now.setHidden(read_only)
        restyled(self.line)

    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def _texts(self) -> tuple[str, str]:
        return self.line.text().strip(), self.zones.currentText().strip()

    def _edited(self) -> None:
        self._judge()
        self.typed.emit()

    def _rezoned(self) -> None:
        self._edited()
        self.left.emit()

    def _put_now(self) -> None:
        here = instant(now_ms()).astimezone(zone(self.zones.currentText()))
        self.line.setText(f"{here:%d/%m/%Y %H:%M}")
        self._rezoned()

    def _judge(self) -> None:
        try:
            value, wrong = self.value(), False
        except AppError:
            value, wrong = None, True
        if self.line.property("wrong") != wrong:
            self.line.setProperty("wrong", wrong)
            restyled(self.line)
        words = elsewhere(value) if isinstance(value, dict) else ""
        self.meaning.setText(words)
        self.meaning.setVisible(bool(words))


def elsewhere(value: dict[str, Value]) -> str:
    """Return the moment in Paris and in UTC: "15:42 Paris · 14:42 UTC"."""
    moment = _stated(value)
    paris = moment.astimezone(zone(PARIS))
    return f"{paris:%H:%M} Paris · {moment.astimezone(UTC):%H:%M} UTC"


def _stated(value: dict[str, Value]) -> datetime:
    utc = datetime.fromisoformat(str(value["utc"]))
    offset = value.get("offset")
    minutes = offset if isinstance(offset, int) else 0
    return utc.replace(tzinfo=UTC).astimezone(_fixed(minutes))


def _fixed(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _says_offset(text: str) -> bool:
    return "utc" in text.casefold() or text.endswith(("Z", "z")) or "+" in text

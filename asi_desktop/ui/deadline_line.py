"""Until when a record wants something done: how far off that is, and the moment at the post, in Paris and in
UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from asi_desktop.domain.clock import instant
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.ui.furniture import label, picture, restyled, row
from asi_desktop.ui.language import said
from asi_desktop.ui.moments import DAY_S, day, in_three_zones, now_ms, until, until_day

FIELDS = ("due_at", "due", "due_on", "deadline", "next_due")
"""Names of the fields that say until when, the first that is filled counts."""

SETTLED = frozenset(
    {
        *("answered", "refused", "no_answer", "feedback_given", "closed", "withdrawn", "transferred"),
        *("redirected", "done", "cancelled", "completed", "expired", "superseded", "archived", "erased"),
    }
)
"""States in which nothing is due any more."""

AGAIN_MS = 30_000
SOON_MS = 8 * 3_600_000
"""How long before it a deadline is shown as pressing."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment (ms since 1970-01-01 UTC) and the zone it was stated in, or a whole day."""

    name: str
    at_ms: int = 0
    zone: str = ""
    day: date | None = None

    @property
    def distance(self) -> str:
        """How far off it is."""
        return until_day(self.day) if self.day is not None else until(self.at_ms)

    @property
    def order(self) -> int:
        """What sorts deadlines, in ms; a whole day ends with it."""
        if self.day is None:
            return self.at_ms
        return (
            int(datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC).timestamp() + DAY_S) * 1000
        )

    @property
    def moment(self) -> str:
        """When it is, at the post, in Paris and in UTC."""
        if self.day is not None:
            return day(datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC))
        return in_three_zones(self.at_ms, self.zone)

    @property
    def tone(self) -> str:
        """``danger`` when it has passed, ``warning`` when it presses, otherwise ``muted``."""
        today = instant(now_ms()).astimezone().date()
        if self.day is not None:
            return "danger" if self.day < today else "warning" if self.day == today else "muted"
        left = self.at_ms - now_ms()
        return "danger" if left < 0 else "warning" if left < SOON_MS else "muted"


def deadline_of(kind: RecordType, fields: Mapping[str, Value], status: str) -> Deadline | None:
    """Return what the record is due by, None when nothing is, or no more."""
    if status in SETTLED:
        return None
    for name in FIELDS:
        field = kind.by_name.get(name)
        if field is not None and fields.get(name):
            return _read(field, fields[name])
    return None


def _read(field: Field, value: Value) -> Deadline | None:
    try:
        if field.kind is Kind.INSTANT and isinstance(value, dict):
            at = datetime.fromisoformat(str(value.get("utc")))
            return Deadline(
                said(field.label), at_ms=int(at.timestamp() * 1000), zone=str(value.get("zone") or "")
            )
        return Deadline(said(field.label), day=date.fromisoformat(str(value)))
    except ValueError:  # written by a newer program: shown by the form, not here
        return None


class DeadlineLine(QWidget):
    """One line; it follows the clock by itself and is not there without a deadline."""

    def __init__(self) -> None:
        super().__init__()
        self.deadline: Deadline | None = None
        self.distance = label("")
        self.moment = label("", role="caption", selectable=True, wrap=True)
        line = row(picture("clock"), self.distance, self.moment)
        line.setStretch(2, 1)
        self.setLayout(line)
        self._pulse = QTimer(self)
        self._pulse.setInterval(AGAIN_MS)
        self._pulse.timeout.connect(self._say)
        self.hide()

    def show_deadline(self, deadline: Deadline | None) -> None:
        """Show ``deadline``, or nothing."""
        self.deadline = deadline
        self.setVisible(deadline is not None)
        if deadline is None:
            self._pulse.stop()
        else:
            self._say()
            self._pulse.start()

    def _say(self) -> None:
        if self.deadline is None:
            return
        words = self.tr("{name}: {distance}")
        self.distance.setText(words.format(name=self.deadline.name, distance=self.deadline.distance))
        self.distance.setProperty("role", self.deadline.tone)
        restyled(self.distance)
        self.moment.setText(self.deadline.moment)
        self.setToolTip(self.deadline.moment)
        self.setAccessibleName(f"{self.deadline.name}, {self.deadline.distance}, {self.deadline.moment}")

"""The marking of a record: always at the top, always in the same form; a strict one is seen from across
the room."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.values import show
from asi_desktop.ui.furniture import label, restyled, row
from asi_desktop.ui.language import language

PARTS = ("protection", "special_france", "handling", "tlp")
STRICT = {"protection": "diffusion_restreinte", "special_france": True, "tlp": "RED"}


class MarkingStrip(QFrame):
    """Says the protection, the caveat, the handling codes and the TLP of a record in one line."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("marking")
        self.words = label("", role="caption")
        self.setLayout(row(self.words, None, margins=(12, 4, 12, 4)))

    def show_fields(self, kind: RecordType, fields: Mapping[str, Value]) -> None:
        """Show the marking that stands in ``fields``."""
        parts = [self._part(kind, name, fields.get(name)) for name in PARTS]
        words = " · ".join(part for part in parts if part) or self.tr("No marking")
        strict = any(fields.get(name) == value for name, value in STRICT.items())
        self.words.setText(words.upper() if strict else words)
        internal = fields.get("protection") == "usage_interne"
        self.setProperty("level", "strict" if strict else "internal" if internal else "open")
        self.setAccessibleName(self.tr("Marking: {words}").format(words=words))
        restyled(self)
        restyled(self.words)

    def _part(self, kind: RecordType, name: str, value: Value) -> str:
        field = kind.by_name.get(name)
        if field is None or value in (None, False, []):
            return ""
        if value is True:
            return field.label.to(language())
        if name == "tlp":
            return f"TLP:{value}"
        if isinstance(value, list):  # handling codes are known by their numbers: H1, H2
            return " ".join(str(code) for code in value)
        return show(field, value, language())

"""Records on paper without a vault: views of fictional records, and what a PDF reader finds on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

import pypdfium2

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, write
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import REF, seen
from asi_desktop.domain.writing import new_values
from asi_desktop.services.results import RecordView
from asi_desktop.ui.printing.composing import Choices, composed
from asi_desktop.ui.printing.hours import Imprint
from asi_desktop.ui.printing.material import Material
from asi_desktop.ui.printing.press import FOOT, HEAD, PAPER, Pages, pdf_of
from asi_desktop.ui.printing.sheet import Sheet
from asi_desktop.ui.printing.typesetting import POINT

IMPRINT = Imprint(
    "Hélène Marchand (PCV)", datetime(2026, 11, 23, 23, 44, tzinfo=timezone(timedelta(hours=3)))
)
ORGANISATION = "6f72676b000000000000000000000001"
NAMES = {ORGANISATION: Text("Police nationale karvélienne", "Karvelian national police")}
PAGE = PAPER.height()
FRENCH, ENGLISH = Choices("fr"), Choices("en")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as a PDF reader sees it; ``body``: between head and foot."""

    text: str
    body: str


def view_of(kind: str, more: Mapping[str, Value] | None = None, *, status: str = "draft") -> RecordView:
    """Return a record of type ``kind``: its example, and ``more`` fields on top."""
    described = record_type(kind)
    values = new_values(described, described.example | dict(more or {}))
    ref = f"PCV-2026-{described.code}-0042-A"
    change = Write(Dot(1, 1), Stamp(b"d" * 16, 1_790_000_000_000), values | {REF: ref})
    found = seen(described, write(State(kind, 1, {}, {}, {}), change))
    empty = RecordView(
        id=b"r" * 16,
        ref=ref,
        type=kind,
        space=b"s" * 16,
        status=status,
        deleted=False,
        deleted_while_edited=False,
        fields=found.fields,
        conflicts={},
        contested=(),
        links=(),
        sync_state="local",
        allowed=(),
        read_only=False,
        why_read_only=None,
        displayed={},
        created_ms=0,
        updated_ms=0,
    )
    return replace(empty, status=found.status or status)


def sheet_of(
    kind: str,
    more: Mapping[str, Value] | None = None,
    *,
    choices: Choices = FRENCH,
    view: RecordView | None = None,
) -> Sheet:
    """Return the paper of an example of ``kind`` with ``more`` fields, or of ``view``."""
    return composed(Material(record_type(kind), view or view_of(kind, more), NAMES), choices, IMPRINT)


def leaves(pdf: bytes) -> list[Leaf]:
    """Return the pages of ``pdf``, read as another program reads them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_leaf(document, number) for number in range(len(document))]
    finally:
        document.close()


def printed(sheet: Sheet) -> list[Leaf]:
    """Return the pages of ``sheet``."""
    return leaves(pdf_of(Pages(sheet)))


def _leaf(document: pypdfium2.PdfDocument, number: int) -> Leaf:
    page = document[number]
    text = page.get_textpage()
    try:
        return Leaf(
            text.get_text_range(), text.get_text_bounded(bottom=FOOT / POINT, top=(PAGE - HEAD) / POINT)
        )
    finally:
        text.close()
        page.close()

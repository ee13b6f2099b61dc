"""PDF documents, read in the closed room: their pages as pixels, and words. Nothing in them is run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pypdfium2 as pdfium
from pypdfium2 import raw

from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room.errors import MALFORMED, DocumentTooLarge, DocumentUnreadable
from asi_desktop.exchange.closed_room.plain import Plain
from asi_desktop.exchange.pixels import wanted_number, wanted_side

MOST_PAGES = 5_000
MOST_CHARACTERS = 2_000_000
_SMALLEST_PAGE = 1.0

TOO_MANY_PAGES = Text("plus de 5 000 pages", "more than 5,000 pages")
LOCKED = Text("il est protégé par un mot de passe", "it is protected by a password")
NO_SUCH_PAGE = Text("cette page n’existe pas", "there is no such page")


def pages(document: bytes, _: Mapping[str, Plain]) -> Plain:
    """Return how many pages there are."""
    with _opened(document) as found:
        return {"pages": len(found)}


def page(document: bytes, arguments: Mapping[str, Plain]) -> Plain:
    """Return the pixels of page ``page`` (from 0), no longer than ``side``, after ``turned`` quarters."""
    with _opened(document) as found:
        number = wanted_number(arguments, "page")
        if not 0 <= number < len(found):
            raise DocumentUnreadable(reason=NO_SUCH_PAGE)
        one = found[number]
        longest = max(*one.get_size(), _SMALLEST_PAGE)
        bitmap = one.render(
            scale=wanted_side(arguments) / longest,
            rotation=90 * (wanted_number(arguments, "turned") % 4),
            may_draw_forms=False,
        )
        shown = bitmap.to_pil().convert("RGBA")
        width, height = shown.size
        return {"width": width, "height": height, "pixels": shown.tobytes(), "pages": len(found)}


def words(document: bytes, _: Mapping[str, Plain]) -> Plain:
    """Return the text of each page, in order; ``cut`` when there was more than can be searched."""
    texts: list[Plain] = []
    left = MOST_CHARACTERS
    with _opened(document) as found:
        for number in range(len(found)):
            text = found[number].get_textpage().get_text_bounded()[:left]
            texts.append(text)
            left -= len(text)
            if left <= 0:
                break
        return {"texts": texts, "cut": len(texts) < len(found)}


@contextmanager
def _opened(document: bytes) -> Iterator[pdfium.PdfDocument]:
    try:
        found = pdfium.PdfDocument(document)
    except pdfium.PdfiumError as error:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise DocumentUnreadable(reason=LOCKED if locked else MALFORMED) from error
    try:
        if len(found) > MOST_PAGES:
            raise DocumentTooLarge(limit=TOO_MANY_PAGES)
        yield found
    finally:
        found.close()

"""What of a file can be shown: content out of the vault, through the closed room, as pixels or characters."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixmap

from asi_desktop.exchange.closed_room import Limits, opened
from asi_desktop.exchange.media import PDF, PICTURES, PLAIN_TEXT
from asi_desktop.exchange.pixels import LARGEST_SIDE, Pixels, pixels_in

if TYPE_CHECKING:
    from asi_desktop.exchange.closed_room import Plain
    from asi_desktop.services.attachments import Attachment, Attachments
    from asi_desktop.tasks import Context

THUMBNAIL_SIDE = 160
LARGEST_THUMBED = 24 * 1024 * 1024
"""Bytes above which a file shows its icon instead of a small picture."""

_FORMATS = {PDF: "pdf", PLAIN_TEXT: "text"}


class Form(Enum):
    """How a file is shown; NONE: not at all, only copied."""

    PICTURE = "picture"
    PDF = "pdf"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture and what is noted in it; ``located``: the file says where it was taken."""

    pixels: Pixels
    form: str
    size: tuple[int, int]
    taken: str
    camera: str
    located: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document, and how many there are."""

    pixels: Pixels
    pages: int


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text, and whether it goes on beyond what is shown."""

    text: str
    cut: bool


def form_of(file: "Attachment") -> Form:
    """Return how ``file`` is shown, by what it is and not by its name."""
    return Form.PICTURE if file.media in PICTURES else Form(_FORMATS.get(file.media, "none"))


def content_of(attachments: "Attachments", file: "Attachment", context: "Context") -> bytes:
    """Return a file's content; raises TooLargeToShow, ContentNotHere, ContentDamaged."""
    return attachments.content(file.id, limit=Limits().document, context=context)


def thumbnail_of(attachments: "Attachments", file: "Attachment") -> Pixels | None:
    """Return a small picture of ``file``, None for what has none; raises the closed room's errors."""
    form = form_of(file)
    if form not in {Form.PICTURE, Form.PDF} or not file.have or file.size > LARGEST_THUMBED:
        return None
    content = attachments.content(file.id, limit=LARGEST_THUMBED)
    parser = "picture" if form is Form.PICTURE else "pdf_page"
    return pixels_in(opened(parser, content, arguments={"side": THUMBNAIL_SIDE}))


def picture_of(content: bytes, context: "Context") -> PictureFacts:
    """Return a picture, upright; raises the closed room's errors."""
    told = _told(opened("picture", content, context=context))
    return PictureFacts(
        pixels=pixels_in(told),
        form=_text(told, "format"),
        size=(_number(told, "full_width"), _number(told, "full_height")),
        taken=_text(told, "taken"),
        camera=_text(told, "camera"),
        located=told.get("located") is True,
    )


def page_of(content: bytes, number: int, side: int, context: "Context") -> Page:
    """Return page ``number`` (from 0) of a PDF document, ``side`` pixels long."""
    wanted: dict[str, object] = {"page": number, "side": min(side, LARGEST_SIDE)}
    told = _told(opened("pdf_page", content, arguments=wanted, context=context))
    return Page(pixels_in(told), max(1, _number(told, "pages")))


def words_of(content: bytes, context: "Context") -> tuple[str, ...]:
    """Return the text of each page of a PDF document."""
    texts = _told(opened("pdf_words", content, context=context)).get("texts")
    return tuple(one if isinstance(one, str) else "" for one in texts) if isinstance(texts, list) else ()


def text_of(content: bytes, context: "Context") -> ShownText:
    """Return a plain text."""
    told = _told(opened("plain_text", content, context=context))
    return ShownText(_text(told, "text"), told.get("cut") is True)


def cleaned_of(content: bytes, context: "Context") -> bytes:
    """Return a picture written anew, without position, time or device."""
    made = opened("picture_cleaned", content, context=context)
    return made if isinstance(made, bytes) else b""


def pixmap_of(pixels: Pixels) -> QPixmap:
    """Return ``pixels`` as the window draws them."""
    row = pixels.width * 4
    image = QImage(pixels.data, pixels.width, pixels.height, row, QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(image)  # which copies them


def _told(answer: "Plain") -> dict[str, "Plain"]:
    return answer if isinstance(answer, dict) else {}


def _text(told: dict[str, "Plain"], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _number(told: dict[str, "Plain"], name: str) -> int:
    value = told.get(name)
    return value if isinstance(value, int) else 0

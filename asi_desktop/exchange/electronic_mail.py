"""A message as it was sent (RFC 5322), taken apart: who, when, what about, its words and its enclosures.

Words in HTML are read as text; nothing is loaded, no link followed.
"""

import email
import email.message
import email.utils
import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.policy import compat32
from html.parser import HTMLParser

from asi_desktop.domain.dotted import Value
from asi_desktop.exchange.charsets import text_of

HEADERS = ("Subject", "From", "To", "Cc", "Date", "Message-ID")
LONGEST_TEXT = 90_000
"""Letters of the words that a note holds; the rest is told as cut."""

LONGEST_HEADER = 2_000
MOST_PARTS = 200
MOST_NESTED = 12

_BLANKS = re.compile(r"[ \t]+")
_GAPS = re.compile(r"\n{3,}")
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote"}
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript"})


def read(data: bytes, _: Mapping[str, Value]) -> dict[str, object]:
    """Return a message as plain values.

    ``headers``: those of ``HEADERS`` that it has. ``at``: when it was sent, RFC 3339, or None. ``text``: its
    words. ``cut``: whether they were longer. ``enclosed``: name, media type and bytes of each
    enclosure. ``nested``: whether parts lie deeper than anybody encloses them; those were not opened.
    """
    message = email.message_from_bytes(data, policy=compat32)
    parts, nested = _parts(message)
    plain = [part for part in parts if _is_words(part, "text/plain")]
    worded = plain or [part for part in parts if _is_words(part, "text/html")]
    words = "\n\n".join(filter(None, map(_words, worded)))
    return {
        "headers": {name: text for name in HEADERS if (text := _header(message, name))},
        "at": _moment(_header(message, "Date")),
        "text": words[:LONGEST_TEXT],
        "cut": len(words) > LONGEST_TEXT,
        "enclosed": [
            {"name": _name(part), "type": part.get_content_type(), "data": _content(part)}
            for part in parts
            if part not in worded and not _is_other_wording(part)
        ],
        "nested": nested,
    }


Part = email.message.Message


def _parts(message: Part) -> tuple[list[Part], bool]:
    """Return the parts that hold something, in order, and whether some lay too deep to be opened."""
    found: list[Part] = []
    open_: list[tuple[int, Part]] = [(0, message)]
    deep = False
    while open_ and len(found) < MOST_PARTS:
        depth, part = open_.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if part.get_content_type() == "message/rfc822" or not isinstance(inner, list):
            found.append(part)
        elif depth >= MOST_NESTED:
            deep = True
        else:
            open_ += [(depth + 1, one) for one in reversed(inner) if isinstance(one, Part)]
    return found, deep or bool(open_)


def _is_words(part: Part, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_content_disposition() != "attachment"


def _is_other_wording(part: Part) -> bool:
    """Tell whether a part says in HTML what was read as text: no enclosure, and nothing is lost."""
    return _is_words(part, "text/html") and not part.get_filename()


def _words(part: Part) -> str:
    text = text_of(_content(part), str(part.get_content_charset("") or ""))
    if part.get_content_type() == "text/html":
        text = text_in_html(text)
    return _GAPS.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_in_html(html: str) -> str:
    """Return what a reader sees of ``html``, its blocks as lines."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.seen).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Gathers what is seen of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is not seen."""
        del attrs  # links and pictures lead out: what they show stands in the text
        if tag in _UNSEEN and not self._unseen:
            self._unseen = tag
        elif tag in _BLOCKS:
            self.seen.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is not seen."""
        if tag == self._unseen:
            self._unseen = ""
        elif tag in _BLOCKS:
            self.seen.append("\n")

    def parse_marked_section(self, i: int, report: int = 1) -> int:
        """Pass over ``<![…>``, which the library takes for its own fault when it does not know it."""
        del report
        return self.rawdata.find(">", i) + 1 or -1

    def handle_data(self, data: str) -> None:
        """Take the words in."""
        if not self._unseen:
            self.seen.append(" ".join(data.splitlines()))


def _content(part: Part) -> bytes:
    """Return the bytes that a part encloses, decoded; a message that is enclosed whole, as it was."""
    if part.is_multipart():
        inner = part.get_payload()
        try:
            return b"".join(bytes(one) for one in inner if isinstance(one, Part))
        except (MessageError, ValueError, LookupError, RecursionError):
            return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Part) -> str:
    name = part.get_filename("")
    return _decoded(name)[:200] if isinstance(name, str) else ""


def _header(message: Part, name: str) -> str:
    try:
        raw = message.get(name)
    except (ValueError, LookupError, HeaderParseError):
        return ""
    return " ".join(_decoded(str(raw)).split())[:LONGEST_HEADER] if raw is not None else ""


def _decoded(raw: str) -> str:
    """Return a header with its encoded words (RFC 2047) as text; what cannot be decoded stays as it is."""
    return "".join(_pieces(raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))


def _pieces(raw: str) -> Iterator[str]:
    try:
        for piece, charset in decode_header(raw):
            yield text_of(piece, charset or "") if isinstance(piece, bytes) else piece
    except (ValueError, LookupError, HeaderParseError):
        yield raw


def _moment(date: str) -> str | None:
    """Return a date of a header in RFC 3339, None when it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(date)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    except (TypeError, ValueError, IndexError, OverflowError):
        return None

"""The lines of a vCard as they were meant: unfolded, decoded, split into name, parameters and value.

The programs of thirty years disagree, and each line is taken as its writer took it: soft line breaks of
quoted-printable, base64 without indentation, letters cut in half by a fold, parameters without a name,
character sets named on one line only.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from asi_desktop.exchange.charsets import narrow, text_of

_ENDS = re.compile(rb"\r\n|\n|\r")
_FRAME = re.compile(rb"\s*(BEGIN|END)\s*:", re.IGNORECASE)
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}
_NAMES = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"})
MOST_BYTES_TOLD = 1024


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A line: where it begins (from 1), its group, name and parameters in capitals, its value as bytes."""

    number: int
    group: str
    name: str
    parameters: tuple[tuple[str, str], ...]
    value: bytes

    def all(self, name: str) -> list[str]:
        """Return the values of the parameter ``name``, lists of them taken apart."""
        return [
            part.strip()
            for key, value in self.parameters
            if key == name
            for part in value.split(",")
            if part.strip()
        ]

    def first(self, name: str) -> str:
        """Return the first value of the parameter ``name``, "" without one."""
        return next((value for key, value in self.parameters if key == name), "")

    @property
    def types(self) -> list[str]:
        """What the line says of its value in ``TYPE``, in small letters."""
        return [one.lower() for one in self.all("TYPE")]

    @property
    def preferred(self) -> bool:
        """Whether this is the one to prefer among its like."""
        return "pref" in self.types or self.first("PREF").strip() == "1"

    @property
    def is_binary(self) -> bool:
        """Whether the value is a picture, a sound or a key."""
        return self.first("ENCODING").upper() in {"BASE64", "B"}

    @property
    def decoded(self) -> str:
        """The value as text, escapes still in it."""
        value = self.value
        if self.first("ENCODING").upper() in {"QUOTED-PRINTABLE", "Q"}:
            value = quopri.decodestring(value)
        return text_of(value, self.first("CHARSET"))

    @property
    def text(self) -> str:
        """The value as one text."""
        return unescaped(self.decoded).strip()

    @property
    def parts(self) -> list[str]:
        """The components of the value, separated by semicolons; lists within one are joined."""
        found = _split(self.decoded, ";")
        return [" ".join(unescaped(one).strip() for one in _split(part, ",")).strip() for part in found]

    @property
    def told(self) -> str:
        """The value in a few words, for the report."""
        if self.is_binary or self.value[:5].lower() == b"data:":
            return f"{max(1, self._size() // 1024)} kB"
        return unescaped(text_of(self.value[:MOST_BYTES_TOLD], self.first("CHARSET")))

    def _size(self) -> int:
        try:
            return len(binascii.a2b_base64(self.value))
        except binascii.Error:
            return len(self.value)


def content_lines(data: bytes) -> Iterator[ContentLine]:
    """Yield the lines of a document; what has no colon is no line and is left out."""
    for number, line in _unfolded(narrow(data)):
        head, colon, value = _head(line)
        if colon:
            yield _line(number, head.decode("latin-1"), value)


def unescaped(text: str) -> str:
    r"""Return ``text`` with ``\n``, ``\,``, ``\;`` and whatever else was escaped as it was meant."""
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (number, line) with what was spread over several lines in one."""
    lines = _ENDS.split(data)
    place = 0
    while place < len(lines):
        number, line, place = place + 1, [lines[place]], place + 1
        head = _head(line[0])[0].upper()
        quoted = b"QUOTED-PRINTABLE" in head
        binary = b"BASE64" in head or b"ENCODING=B" in head
        while place < len(lines):
            piece = _continued(line[-1], lines[place], quoted=quoted, binary=binary)
            if piece is None:
                break
            line[-1] = line[-1].removesuffix(b"=") if quoted else line[-1]
            line.append(piece)
            place += 1
        yield number, b"".join(line)


def _continued(last: bytes, following: bytes, *, quoted: bool, binary: bool) -> bytes | None:
    """Return what ``following`` adds to the line that ends with ``last``, None when it is one of its own."""
    if quoted and last.endswith(b"=") and not _FRAME.match(following):
        return following.lstrip(b" \t")
    if following[:1] in {b" ", b"\t"}:
        return following.strip() if binary else following[1:]
    if binary and following and b":" not in following and _BASE64.fullmatch(following):
        return following
    return None


def _head(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return what stands before the first colon that is not in quotes, the colon, and the value."""
    quoted = False
    for place, letter in enumerate(line):
        if letter == ord('"'):
            quoted = not quoted
        elif letter == ord(":") and not quoted:
            return line[:place], b":", line[place + 1 :]
    return line.partition(b":")


def _line(number: int, head: str, value: bytes) -> ContentLine:
    name, *parameters = _split(head, ";", quotes=True)
    group, _, bare = name.strip().upper().rpartition(".")
    return ContentLine(number, group, bare, tuple(_parameter(one) for one in parameters), value)


def _parameter(raw: str) -> tuple[str, str]:
    """Return a parameter; one without a name, as vCard 2.1 has them, is a type or an encoding."""
    name, equals, value = raw.partition("=")
    if not equals:
        bare = raw.strip()
        return ("ENCODING" if bare.upper() in _NAMES - {"B", "Q"} else "TYPE", bare)
    plain = text_of(value.strip().replace('"', "").encode("latin-1", "replace"))
    return name.strip().upper(), _CARET.sub(lambda match: _CARETS[match[1]], plain)


def _split(text: str, separator: str, *, quotes: bool = False) -> list[str]:
    """Return the parts of ``text`` between separators that are not escaped; in ``quotes`` none separates."""
    if separator not in text:
        return [text]
    parts: list[str] = []
    start, quoted, skipped = 0, False, False
    for place, letter in enumerate(text):
        if skipped:
            skipped = False
        elif letter == "\\":
            skipped = True
        elif letter == '"':
            quoted = quotes and not quoted
        elif letter == separator and not quoted:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]

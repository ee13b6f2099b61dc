"""Pixels as they leave the closed room: rows of red, green, blue and opacity, a byte each."""

from collections.abc import Mapping
from dataclasses import dataclass

from asi_desktop.exchange.closed_room.errors import MALFORMED, DocumentUnreadable
from asi_desktop.exchange.closed_room.plain import Plain

LARGEST_SIDE = 3000
"""Pixels on a side that a picture or a page is given with at the most."""

_BYTES_A_PIXEL = 4


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture of ``width`` times ``height``, rows from the top, RGBA."""

    width: int
    height: int
    data: bytes


def pixels_in(answer: Plain) -> Pixels:
    """Return the pixels in a parser's answer, whose sizes agree; raises DocumentUnreadable."""
    told = answer if isinstance(answer, dict) else {}
    width, height, data = told.get("width"), told.get("height"), told.get("pixels")
    if not (isinstance(width, int) and isinstance(height, int) and isinstance(data, bytes)):
        raise DocumentUnreadable(reason=MALFORMED)
    fits = 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE
    if not fits or len(data) != width * height * _BYTES_A_PIXEL:
        raise DocumentUnreadable(reason=MALFORMED)
    return Pixels(width, height, data)


def wanted_side(arguments: Mapping[str, Plain], default: int = LARGEST_SIDE) -> int:
    """Return the longest side in pixels that was asked for, never more than LARGEST_SIDE."""
    side = arguments.get("side", default)
    return max(1, min(side, LARGEST_SIDE)) if isinstance(side, int) else default


def wanted_number(arguments: Mapping[str, Plain], name: str) -> int:
    """Return the whole number that was asked for under ``name``, 0 without one."""
    number = arguments.get(name, 0)
    return number if isinstance(number, int) else 0

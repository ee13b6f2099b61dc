"""MessagePack with one spelling for each message, and decoders that never trust what they read."""

from collections.abc import Hashable
from functools import cache
from typing import TYPE_CHECKING, Annotated, TypeVar, cast

import msgspec

from asi_desktop.domain.errors import Damaged
from asi_desktop.domain.text import Text

if TYPE_CHECKING:
    from typing_extensions import TypeForm

T = TypeVar("T")

MAX_NATURAL = 2**63 - 1
MAX_MS = 253_402_300_799_999
"""The last millisecond of the year 9999: a later one has no date to be shown with."""

# What a decoder accepts of a number or of bytes; nothing is checked when a message is made here.
Natural = Annotated[int, msgspec.Meta(ge=0, le=MAX_NATURAL)]
Millis = Annotated[int, msgspec.Meta(ge=0, le=MAX_MS)]
Bytes8 = Annotated[bytes, msgspec.Meta(min_length=8, max_length=8)]
Bytes16 = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Bytes32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Bytes64 = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
Bytes96 = Annotated[bytes, msgspec.Meta(min_length=96, max_length=96)]

_encoder = msgspec.msgpack.Encoder(order="deterministic")


class Undecodable(Damaged):
    """Bytes that are not the message they should be."""

    code = "undecodable"
    what = Text(
        fr="Un message reçu est illisible ({kind}).", en="A message that came in cannot be read ({kind})."
    )
    next_step = Text(
        fr="Rien n’a été perdu ; réessayez, et prévenez la centrale si cela se répète.",
        en="Nothing was lost; try again, and tell head office if it happens repeatedly.",
    )


def packed(message: object) -> bytes:
    """Return ``message`` as bytes; equal messages give equal bytes."""
    return _encoder.encode(message)


def unpacked(data: bytes | memoryview, kind: "TypeForm[T]") -> T:
    """Return the ``kind`` (class, union, generic) written in ``data``; raises Undecodable for all else."""
    decoder = _decoder(cast("Hashable", kind))
    try:
        return cast("T", decoder.decode(data))
    except (msgspec.DecodeError, RecursionError, ValueError, OverflowError) as error:
        raise Undecodable(kind=getattr(kind, "__name__", str(kind))) from error


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[object]:
    """Return the decoder of ``kind``, made once: looking into a type costs more than most messages."""
    return msgspec.msgpack.Decoder(kind)

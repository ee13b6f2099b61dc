"""Payloads made small before they are sealed: zstd with a trained dictionary that travels with the program.

The dictionary belongs to the suite of the version header: suite 1 is dictionary 1, for ever. Most payloads
fit in one block; of the frame around it (RFC 8878) they keep the length alone, seven bits to a byte, the
lowest first. Any other payload is a byte 0 and its frame without the magic number.
"""

from functools import cache

from backports.zstd import (
    CompressionParameter,
    DecompressionParameter,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdDict,
    ZstdError,
)

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Text
from asi_desktop.protocol.packing import Undecodable

MAX_PAYLOAD_BYTES = 8 * 1024 * 1024
LEVEL = 15

_MAGIC = b"\x28\xb5\x2f\xfd"
_WHOLE_FRAME = b"\0"
_SINGLE_SEGMENT = 0x20
_SIZE_BYTES = (1, 2, 4, 8)
_FOUR_SIZE_BYTES = 2
_BLOCK_HEADER_BYTES = 3
_MAX_BLOCK_BYTES = 128 * 1024
_WINDOW_LOG = 23
_COMPRESSION: dict[int, int] = {
    CompressionParameter.compression_level: LEVEL,
    CompressionParameter.checksum_flag: 0,
    CompressionParameter.dict_id_flag: 0,
}
_DECOMPRESSION: dict[int, int] = {DecompressionParameter.window_log_max: _WINDOW_LOG}


class PayloadTooLarge(Refused):
    """A record holds more than a version can carry."""

    code = "payload_too_large"
    what = Text(
        fr="Cette fiche est trop volumineuse pour être envoyée.", en="This record is too large to be sent."
    )
    next_step = Text(
        fr="Rien n’est perdu ; répartissez son contenu sur plusieurs fiches ou joignez un document.",
        en="Nothing is lost; spread its content over several records or attach a document.",
    )


def compressed(payload: bytes) -> bytes:
    """Return ``payload`` made small; raises PayloadTooLarge."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise PayloadTooLarge
    frame = _compressor().compress(payload, ZstdCompressor.FLUSH_FRAME)
    if len(payload) <= _MAX_BLOCK_BYTES:
        start = len(_MAGIC) + 1 + _SIZE_BYTES[frame[len(_MAGIC)] >> 6]
        block = frame[start + _BLOCK_HEADER_BYTES :]
        if frame[start:].startswith(_only_block_header(block)):
            return _length(len(payload)) + block
    return _WHOLE_FRAME + frame[len(_MAGIC) :]


def decompressed(data: bytes) -> bytes:
    """Return the payload in ``data``; raises Undecodable for anything else.

    Whatever the data pretends to hold, no more than ``MAX_PAYLOAD_BYTES`` is ever unpacked.
    """
    frame = _MAGIC + data[1:] if data.startswith(_WHOLE_FRAME) else _frame_of_block(data)
    decompressor = ZstdDecompressor(zstd_dict=_dictionary(), options=_DECOMPRESSION)
    try:
        payload = decompressor.decompress(frame, MAX_PAYLOAD_BYTES)
    except ZstdError as error:
        raise Undecodable(kind="zstd") from error
    if not decompressor.eof or decompressor.unused_data:
        raise Undecodable(kind="zstd")
    return payload


def _frame_of_block(data: bytes) -> bytes:
    size, start = _length_read(data)
    block = data[start:]
    if max(size, len(block)) > _MAX_BLOCK_BYTES:
        raise Undecodable(kind="zstd")
    descriptor = (_FOUR_SIZE_BYTES << 6 | _SINGLE_SEGMENT).to_bytes(1, "little")
    return _MAGIC + descriptor + size.to_bytes(4, "little") + _only_block_header(block) + block


def _only_block_header(block: bytes) -> bytes:
    """Return the header of a compressed block that is the last of its frame."""
    return (len(block) << 3 | 0b101).to_bytes(_BLOCK_HEADER_BYTES, "little")


def _length(size: int) -> bytes:
    groups = [size & 0x7F]
    while size := size >> 7:
        groups[-1] |= 0x80
        groups.append(size & 0x7F)
    return bytes(groups)


def _length_read(data: bytes) -> tuple[int, int]:
    """Return the length at the beginning of ``data`` and where it ends; three bytes suffice for a block."""
    size = 0
    for place, byte in enumerate(data[:3]):
        size |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return size, place + 1
    raise Undecodable(kind="zstd")


@cache
def _compressor() -> ZstdCompressor:
    """Return the one compressor; each call makes one whole frame, so threads may share it."""
    return ZstdCompressor(options=_COMPRESSION, zstd_dict=_dictionary().as_undigested_dict)


@cache
def _dictionary() -> ZstdDict:
    return ZstdDict(resource("dictionary", "payload-1.dict").read_bytes())

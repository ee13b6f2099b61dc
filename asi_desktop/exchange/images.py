"""Pictures, read in the closed room: their pixels and what the camera noted, never the file itself."""

import io
from collections.abc import Mapping
from typing import cast

from PIL import (
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room.errors import DocumentTooLarge, DocumentUnreadable
from asi_desktop.exchange.closed_room.plain import Plain
from asi_desktop.exchange.pixels import wanted_number, wanted_side

FORMATS = tuple(
    str(plugin.format)
    for plugin in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        GifImagePlugin.GifImageFile,
        WebPImagePlugin.WebPImageFile,
        TiffImagePlugin.TiffImageFile,
        BmpImagePlugin.BmpImageFile,
    )
)
"""The only formats that are tried, whatever else the library knows."""

MOST_PIXELS = 64_000_000
_QUALITY = 92
_LONGEST_FACT = 120
_GPS = ExifTags.IFD.GPSInfo
_DETAILS = ExifTags.IFD.Exif

TOO_MANY_PIXELS = Text("plus de 64 millions de points", "more than 64 million pixels")
NO_PICTURE = Text(
    "ce n’est pas une image JPEG, PNG, GIF, WebP, TIFF ou BMP",
    "it is not a JPEG, PNG, GIF, WebP, TIFF or BMP picture",
)


def picture(document: bytes, arguments: Mapping[str, Plain]) -> Plain:
    """Return a picture's pixels, upright, no longer than ``side``, and what is noted in it.

    ``turned``: quarter turns clockwise. ``taken`` and ``camera`` are empty when unknown; ``located``: the
    file says where it was taken, which is not told here.
    """
    found = _opened(document)
    noted = _noted(found)
    full = found.size
    side = wanted_side(arguments)
    found.draft("RGB", (side, side))  # a JPEG is decoded no larger than needed
    shown = _upright(found)
    shown.thumbnail((side, side))
    shown = shown.convert("RGBA").rotate(-90 * (wanted_number(arguments, "turned") % 4), expand=True)
    width, height = shown.size
    return {
        "width": width,
        "height": height,
        "pixels": shown.tobytes(),
        "full_width": full[0],
        "full_height": full[1],
        "format": str(found.format),
        **noted,
    }


def cleaned(document: bytes, _: Mapping[str, Plain]) -> Plain:
    """Return the picture written anew, upright, with its pixels alone: JPEG as JPEG, else as PNG."""
    found = _opened(document)
    form = "JPEG" if found.format == "JPEG" else "PNG"
    plain = _upright(found).convert("RGB" if form == "JPEG" else "RGBA")
    target = io.BytesIO()
    plain.save(target, form, quality=_QUALITY)
    return target.getvalue()


def _opened(document: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # the bound is ours, and an error instead of a warning
    try:
        found = Image.open(io.BytesIO(document), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise DocumentUnreadable(reason=NO_PICTURE) from error
    if found.width * found.height > MOST_PIXELS:
        raise DocumentTooLarge(limit=TOO_MANY_PIXELS)
    return found


def _upright(found: Image.Image) -> Image.Image:
    return ImageOps.exif_transpose(found)


def _noted(found: Image.Image) -> dict[str, Plain]:
    exif = found.getexif()
    details = exif.get_ifd(_DETAILS)
    taken = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    makers = (exif.get(ExifTags.Base.Make), exif.get(ExifTags.Base.Model))
    return {
        "taken": _fact(taken),
        "camera": _fact(" ".join(_fact(one) for one in makers)),
        "located": bool(cast("object", exif.get_ifd(_GPS))),
    }


def _fact(value: object) -> str:
    """Return what a camera noted as one printable line."""
    text = value if isinstance(value, str) else ""
    return "".join(one for one in text if one.isprintable()).strip()[:_LONGEST_FACT]

"""Pictures: pixels and facts of honest ones, a sentence for bombs and broken ones."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from asi_desktop.domain.errors import AppError
from asi_desktop.exchange import images
from asi_desktop.exchange.closed_room import DocumentTooLarge, DocumentUnreadable, Limits, opened
from asi_desktop.exchange.pixels import LARGEST_SIDE, Pixels, pixels_in, wanted_number, wanted_side


def drawn(form: str, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(target, form)
    return target.getvalue()


def photo(*, located: bool = True, orientation: int = 6) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Model] = "Fictive", "C-1\0\n"
    exif[ExifTags.Base.DateTime] = "2026:11:02 10:00:00"
    exif[ExifTags.Base.Orientation] = orientation
    if located:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 0.0)
    target = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(target, "JPEG", exif=exif)
    return target.getvalue()


@pytest.mark.parametrize("form", images.FORMATS)
def test_every_format_becomes_pixels(form: str) -> None:
    told = images.picture(drawn(form), {})
    assert isinstance(told, dict)
    assert (told["width"], told["height"], told["format"]) == (40, 20, form)
    assert len(pixels_in(told).data) == 40 * 20 * 4


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_keeping_colours_becomes_pixels(mode: str) -> None:
    assert pixels_in(images.picture(drawn("PNG", mode=mode), {})).width == 40


def test_cmyk_too() -> None:
    assert pixels_in(images.picture(drawn("JPEG", mode="CMYK"), {})).width == 40


def test_what_the_camera_noted_is_told_and_where_it_stood_is_not() -> None:
    told = images.picture(photo(), {})
    assert isinstance(told, dict)
    assert (told["camera"], told["taken"], told["located"]) == ("Fictive C-1", "2026:11:02 10:00:00", True)
    assert "48" not in repr({name: value for name, value in told.items() if name != "pixels"})
    plain = images.picture(photo(located=False), {})
    assert isinstance(plain, dict)
    assert plain["located"] is False


def test_it_stands_upright_and_turns() -> None:
    upright = pixels_in(images.picture(photo(orientation=6), {}))
    assert (upright.width, upright.height) == (20, 40)
    turned = pixels_in(images.picture(photo(orientation=6), {"turned": 1}))
    assert (turned.width, turned.height) == (40, 20)


@pytest.mark.parametrize(("side", "width"), [(10, 10), (0, 1), (10**9, 40), ("x", 40)])
def test_it_is_no_larger_than_asked(side: int | str, width: int) -> None:
    assert pixels_in(images.picture(drawn("PNG"), {"side": side})).width == width


@pytest.mark.parametrize(("form", "kept"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("BMP", "PNG")])
def test_a_clean_copy_holds_pixels_alone(form: str, kept: str) -> None:
    content = photo() if form == "JPEG" else drawn(form)
    made = images.cleaned(content, {})
    assert isinstance(made, bytes)
    again = Image.open(io.BytesIO(made))
    assert again.format == kept
    assert not again.getexif()
    assert b"Fictive" not in made


def bomb(width: int, height: int) -> bytes:
    """Return a few bytes that claim to be a picture of that size."""

    def part(name: bytes, content: bytes) -> bytes:
        sum_ = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + sum_

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * min(height, 1000)), 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(100_000, 100_000), (2**31 - 1, 1), (65_000_000, 1)])
def test_a_picture_bomb_is_told_by_its_size(size: tuple[int, int]) -> None:
    with pytest.raises(DocumentTooLarge):
        opened("picture", bomb(*size))


def test_a_picture_that_needs_more_memory_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AppError) as caught:
        opened("picture", drawn("BMP", (4000, 3000)), limits=Limits(memory=128 * 1024 * 1024))
    assert caught.value.code in {"document_too_large", "document_unreadable"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe",
        drawn("PNG")[:60],
        drawn("TIFF")[:100],
    ],
)
def test_a_broken_picture_is_a_sentence(content: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        opened("picture", content)


@settings(max_examples=60)
@given(st.sampled_from(images.FORMATS), st.integers(0, 400), st.binary(max_size=8))
def test_whatever_is_changed_ends_in_pixels_or_an_exception(form: str, place: int, junk: bytes) -> None:
    content = bytearray(drawn(form))
    content[place : place + len(junk)] = junk
    try:
        told = images.picture(bytes(content), {})
    except Exception:  # noqa: BLE001  # the closed room turns any of them into its own sentence
        return
    assert isinstance(pixels_in(told), Pixels)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"width": 1, "height": 1, "pixels": b"123"},
        {"width": LARGEST_SIDE + 1, "height": 1, "pixels": bytes(4 * (LARGEST_SIDE + 1))},
        {"width": 0, "height": 0, "pixels": b""},
        {"width": "1", "height": 1, "pixels": b"1234"},
    ],
)
def test_pixels_that_do_not_add_up_are_none(answer: object) -> None:
    with pytest.raises(DocumentUnreadable):
        pixels_in(answer)  # type: ignore[arg-type]


def test_arguments_of_another_kind_count_for_nothing() -> None:
    assert wanted_number({"page": "x"}, "page") == 0
    assert wanted_side({"side": None}, 7) == 7

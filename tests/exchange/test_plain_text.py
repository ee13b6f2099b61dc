"""Plain text in any spelling, with nothing hidden in it; and what a file is, whatever it is called."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.text import Text
from asi_desktop.exchange import plain_text
from asi_desktop.exchange.closed_room import Plain, opened
from asi_desktop.exchange.media import PDF, PICTURES, PLAIN_TEXT, PROGRAM, UNKNOWN, detected, media_label


def text_of(document: bytes) -> Plain:
    told = plain_text.plain_text(document, {})
    assert isinstance(told, dict)
    return told["text"]


@pytest.mark.parametrize(
    "document",
    [
        "Évolution".encode(),
        "Évolution".encode("utf-8-sig"),
        "Évolution".encode("cp1252"),
        codecs.BOM_UTF16_LE + "Évolution".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Évolution".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "Évolution".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + "Évolution".encode("utf-32-be"),
    ],
)
def test_every_spelling_is_read(document: bytes) -> None:
    assert text_of(document) == "Évolution"


def test_lines_end_alike_and_hidden_characters_show() -> None:
    assert text_of(b"a\r\nb\rc\n\td\0\x1b[31m") == "a\nb\nc\n\td��[31m"
    assert text_of("exe\u202efdp.txt".encode()) == "exe�fdp.txt"
    assert text_of("می‌خواهم".encode()) == "می‌خواهم"


def test_a_long_text_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "MOST_CHARACTERS", 3)
    assert plain_text.plain_text(b"four", {}) == {"text": "fou", "cut": True}


@given(st.binary(max_size=300))
def test_any_bytes_are_some_text(document: bytes) -> None:
    assert isinstance(text_of(document), str)


def test_it_runs_in_the_closed_room() -> None:
    assert opened("plain_text", "Dakar, été".encode("cp1252")) == {"text": "Dakar, été", "cut": False}


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"junk before %PDF-1.4", PDF),
        (b"MZ\x90\0", PROGRAM),
        (b"\x7fELF", PROGRAM),
        (b"PK\x03\x04", "application/zip"),
        (b"plain words", PLAIN_TEXT),
        ("àé".encode("cp1252"), PLAIN_TEXT),
        (codecs.BOM_UTF16_LE + b"a\0", PLAIN_TEXT),
        (b"", PLAIN_TEXT),
        (b"\0\1\2", UNKNOWN),
        (b"<svg/>", PLAIN_TEXT),
    ],
)
def test_a_file_is_told_by_how_it_begins(head: bytes, media: str) -> None:
    assert detected(head) == media


@given(st.binary(max_size=64))
def test_every_file_is_something_with_a_name(head: bytes) -> None:
    assert isinstance(media_label(detected(head)), Text)


def test_pictures_are_called_by_their_format() -> None:
    assert {media_label(one).en for one in PICTURES} >= {"JPEG picture", "PNG picture"}
    assert media_label("never/heard").fr == "Fichier"

"""Names of files from outside: fit for every system, or refused when they lie."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.file_names import MOST_BYTES, NAMELESS, DisguisedProgram, ending_of, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("rapport.pdf", "rapport.pdf"),
        ("  Rapport   final .pdf ", "Rapport final .pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Users\\x.txt", "C_Users_x.txt"),
        ("a\0b\nc.txt", "abc.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("e\u0301te\u0301.txt", "été.txt"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1", "_com1"),
        ("trailing. . .", "trailing"),
        ("...", NAMELESS),
        ("", NAMELESS),
        ("ملف.pdf", "ملف.pdf"),
        ("tool.exe", "tool.exe"),
        ("v1.2.tar.gz", "v1.2.tar.gz"),
    ],
)
def test_a_name_is_made_fit(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@pytest.mark.parametrize(
    "name", ["facture.pdf.exe", "photo.JPG .scr", "a.docx.js", "x.pdf\u202e.exe", "scan.png_.lnk", "b.txt.sh"]
)
def test_a_program_that_pretends_to_be_a_document_is_refused(name: str) -> None:
    with pytest.raises(DisguisedProgram) as caught:
        safe_name(name)
    assert "programme" in caught.value.message("fr")


def test_a_long_name_keeps_its_ending() -> None:
    kept = safe_name("é" * 300 + ".pdf")
    assert len(kept.encode()) <= MOST_BYTES
    assert kept.endswith("é.pdf")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_every_name_becomes_one_that_any_system_takes(name: str) -> None:
    try:
        kept = safe_name(name)
    except DisguisedProgram:
        return
    assert kept
    assert len(kept.encode()) <= MOST_BYTES
    assert not set(kept) & set('/\\:*?"<>|\0\n')
    assert kept == kept.strip(" .")
    assert not [one for one in kept if unicodedata.category(one) in {"Cc", "Cf"}]
    assert safe_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "ending"), [("a.PDF", "pdf"), ("a", ""), (".hidden", ""), ("a.", ""), ("a." + "x" * 17, "")]
)
def test_an_ending_is_what_follows_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending

"""Search forgives accents, case, apostrophes and look-alike letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.search_key import normal_form


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("L’Élysée", "lelysee"),
        ("GARÇON", "garcon"),
        ("Straße", "strasse"),
        ("Œuvre", "oeuvre"),
        ("Łódź", "lodz"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("فاطمة", "فاطمه"),
        ("Дано  Ферек", "дано ферек"),
        ("ﬁn", "fin"),
        ("İstanbul", "istanbul"),
        ("O'Brien", "obrien"),
    ],
)
def test_what_people_type_finds_what_is_written(typed: str, meant: str) -> None:
    assert normal_form(typed) == meant


@given(st.text())
def test_it_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(st.text("abcdeéèàçÉÈ ’'", max_size=30))
def test_case_and_accents_never_matter(text: str) -> None:
    assert normal_form(text.upper()) == normal_form(text) == normal_form(text.lower())

"""Markings: the strictest wins, and what cannot stand together is told."""

from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.markings import PROTECTION, TLP, banner, problems, strictest
from asi_desktop.domain.vocabularies import vocabulary


def test_the_scales_are_the_vocabularies() -> None:
    assert set(PROTECTION) == set(vocabulary("protection").by_code)
    assert set(TLP) == set(vocabulary("tlp").by_code)


@given(st.lists(st.sampled_from(TLP), min_size=1))
def test_the_strictest_of_several(codes: list[str]) -> None:
    assert strictest(codes, TLP) == max(codes, key=TLP.index)


def test_an_unknown_code_counts_as_the_strictest() -> None:
    assert strictest(["non_protege", "plus_ferme_encore", "usage_interne"]) == "plus_ferme_encore"
    assert strictest([]) is None


def test_what_contradicts_itself_is_told() -> None:
    assert problems({"handling": ["H0", "H1"]})[0].fr.startswith("Le code de traitement H0")
    assert problems({"special_france": True, "releasable_to": ["XA"]})
    assert problems({"handling": ["H1", "H2"], "special_france": False, "releasable_to": ["XA"]}) == ()
    assert problems({"handling": ["H0"], "special_france": True}) == ()


def test_the_banner_says_all_markings_in_order() -> None:
    found = banner(
        {"protection": "usage_interne", "special_france": True, "handling": ["H1", "H2"], "tlp": "AMBER"}
    )
    assert found == ("usage_interne", "special_france", "H1", "H2", "TLP:AMBER")
    assert banner({}) == ()

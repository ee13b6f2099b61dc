"""The command palette: what a few letters mean, and what is offered where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.ui.commands import Command
from asi_desktop.ui.palette import folded, ranked

NAMES = (
    "Historique de la fiche",
    "Échéances",
    "Lier à une autre fiche…",
    "Mettre à la corbeille",
    "Verrouiller",
    "Aller à : Contacts",
)
COMMANDS = tuple(Command(name, "", "help", lambda: None) for name in NAMES)


def found(words: str, *, scattered: bool = True) -> list[str]:
    return [each.words for each in ranked(COMMANDS, words, scattered=scattered)]


@pytest.mark.parametrize(
    ("words", "best"),
    [
        ("historique", "Historique de la fiche"),
        ("hist", "Historique de la fiche"),
        ("echeance", "Échéances"),
        ("ECHE", "Échéances"),
        ("lier fiche", "Lier à une autre fiche…"),
        ("corb", "Mettre à la corbeille"),
        ("vrl", "Verrouiller"),
        ("hfi", "Historique de la fiche"),
    ],
)
def test_a_few_letters_find_the_command(words: str, best: str) -> None:
    assert found(words)[0] == best


def test_whole_words_come_before_beginnings_and_these_before_letters() -> None:
    some = [Command(words, "", "help", lambda: None) for words in ("Contacter", "Contact", "Cocon à tact")]
    assert [each.words for each in ranked(some, "contact")][:2] == ["Contact", "Contacter"]


def test_without_words_everything_is_offered_in_its_order() -> None:
    assert found("") == list(NAMES)
    hidden = Command("Search", "Ctrl+K", "search", lambda: None, findable=False)
    assert ranked((hidden, *COMMANDS), "") == list(COMMANDS)


def test_beside_records_letters_in_order_are_not_enough() -> None:
    assert found("vrl", scattered=False) == []
    assert found("verr", scattered=False) == ["Verrouiller"]
    assert found("xyz") == []


@given(st.text(max_size=30))
def test_no_text_is_too_strange(words: str) -> None:
    assert set(found(words)) <= set(NAMES)
    assert folded(folded(words)) == folded(words) or words


@given(st.sampled_from(NAMES))
def test_its_own_words_always_find_a_command(name: str) -> None:
    assert found(name)[0] == name

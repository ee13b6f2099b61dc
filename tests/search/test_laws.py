"""What holds of every text: forms that do not change twice, words that find themselves, order free."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.domain.search_key import normal_form
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.search_codes import keys, phone_keys, reference_keys, wanted_keys
from asi_desktop.storage.search_query import Level, expression, terms
from asi_desktop.storage.search_snippet import Sought, snippet
from asi_desktop.storage.search_sounds import skeletons
from asi_desktop.storage.search_text import indexed, plain, readings, tokens
from tests.storage.surroundings import new_vault, surroundings
from tests.storage.writing import add

TEXTS = st.text(max_size=60)
LETTERS = st.text(
    "abcdefghijklmnopqrstuvwxyzàéèêëïöüçñøłАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЮЯΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويאבגדהוזחטיכלמנסעפצקרשתაბგდევზთი",
    min_size=2,
    max_size=12,
)
NUMBERS = st.from_regex(r"\+(33|223|44|1|7|39)[1-9][0-9]{7,9}", fullmatch=True)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    folder = tmp_path_factory.mktemp("laws")
    opened = new_vault(folder / "profile", surroundings(folder))
    yield opened
    opened.close()


@given(TEXTS)
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(TEXTS)
def test_the_plain_form_is_its_own_plain_form(text: str) -> None:
    assert tokens(plain(text)) == tokens(text)
    assert plain(text).isascii()


@given(TEXTS)
def test_a_word_is_indexed_as_it_is_asked_for(text: str) -> None:
    words = indexed((text,))
    for word in text.split():
        ways = readings(word)
        assert not ways or any(words.issuperset(way) for way in ways)


@given(TEXTS)
def test_sounds_and_keys_are_words_of_the_index(text: str) -> None:
    for one in (
        *(s for word in text.split() for s in skeletons(word)),
        *keys(text, short=True),
        *wanted_keys(text),
    ):
        assert one.isascii()
        assert one.isalnum()


@given(TEXTS)
def test_nothing_that_is_typed_is_a_broken_question(text: str) -> None:
    asked = terms(text)
    for level in Level:
        told = expression(asked, level) if asked else ""
        assert set(told) <= {*string.ascii_letters, *string.digits, *' ":*(){}'}


@settings(max_examples=40, deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=3, unique=True), st.randoms())
def test_a_record_finds_itself_by_its_words_in_any_order_and_by_their_beginnings(
    vault: Vault, words: list[str], chance: object
) -> None:
    record = add(vault, {"family_name": words[0], "given_names": " ".join(words[1:])}, kind="contact")
    shuffled = list(words)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    with vault.reading() as reader:
        found = reader.search(" ".join(words), limit=1000)
        assert {hit.id for hit in found.items} == {
            hit.id for hit in reader.search(" ".join(shuffled), limit=1000).items
        }
        assert record in {hit.id for hit in found.items}
        beginnings = " ".join(word[: max(2, len(word) - 1)] for word in words)
        assert record in {hit.id for hit in reader.search(beginnings, limit=1000).items}
    assert found.total == len(found.items)
    assert [hit.score for hit in found.items] == sorted((hit.score for hit in found.items), reverse=True)


@given(NUMBERS, st.sampled_from([" ", ".", "-", "/", ""]))
def test_a_phone_number_is_found_in_every_notation(number: str, between: str) -> None:
    grouped = between.join([number[:3], *(number[place : place + 2] for place in range(3, len(number), 2))])
    held = set(phone_keys(grouped))
    for typed in (number, grouped, f"00{number[1:]}", number[-6:], number[-4:]):
        assert any(key.startswith(wanted_keys(typed)) for key in held), typed


@given(st.integers(1, 99_999), st.sampled_from(["SB", "RQ", "CT"]), st.sampled_from("ABC"))
def test_a_reference_is_found_in_every_notation(number: int, code: str, letter: str) -> None:
    held = set(reference_keys(f"BKO-2026-{code}-{number:04d}-{letter}"))
    for typed in (
        f"{code}-{number:04d}",
        f"{code.lower()} {number}",
        f"{number}-{letter}",
        f"{number:04d}{letter.lower()}",
        f"BKO-2026-{code}-{number:04d}-{letter}",
    ):
        assert not held.isdisjoint(wanted_keys(typed)), typed


@given(st.lists(TEXTS, max_size=4), LETTERS)
def test_a_snippet_is_a_piece_of_one_text(texts: list[str], word: str) -> None:
    shown = snippet(texts, Sought(tuple(tokens(word)), frozenset(skeletons(word))))
    assert len(shown) <= 122
    bare = shown.strip("…")
    assert not bare or any(bare in " ".join(text.split()) for text in texts)

"""Codes are random enough, read forgivingly, and a slip of the pen is told from a wrong code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.codes import (
    UnknownWord,
    UnreadableCode,
    new_recovery_code,
    new_word_code,
    read_recovery_code,
    read_word_code,
    shown_recovery_code,
    word_code_bits,
    words,
)

secrets = st.binary(min_size=20, max_size=20)


@given(secrets)
def test_a_recovery_code_comes_back_however_it_is_typed(secret: bytes) -> None:
    code = shown_recovery_code(secret)
    assert read_recovery_code(code) == secret
    assert read_recovery_code(code.lower().replace("-", "")) == secret
    assert read_recovery_code(f"  {code.replace('-', ' – ')}  ") == secret
    assert read_recovery_code(code.replace("0", "o").replace("1", "l")) == secret
    assert read_recovery_code(code.replace("0", "O").replace("1", "i").replace("V", "u")) == secret


@given(secrets, st.integers(0, 40), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_mistyped_recovery_code_is_told_from_a_wrong_one(secret: bytes, place: int, digit: str) -> None:
    code = shown_recovery_code(secret)
    typed = code[:place] + digit + code[place + 1 :]
    try:
        read = read_recovery_code(typed)
    except UnreadableCode:
        return
    assert read == secret or checked_by_chance(secret, read)


def checked_by_chance(secret: bytes, read: bytes) -> bool:
    """One slip in 32 768 fits the check of 15 bits."""
    return shown_recovery_code(secret)[-5:] == shown_recovery_code(read)[-5:]


def test_a_recovery_code_has_seven_groups_of_five_and_160_bits() -> None:
    codes = {new_recovery_code() for _ in range(50)}
    assert len(codes) == 50
    assert all([len(group) for group in code.split("-")] == [5] * 7 for code in codes)
    assert all(len(read_recovery_code(code)) * 8 == 160 for code in codes)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ABCDE",
        "!" * 35,
        "é" * 35,
        "٣" * 35,
        shown_recovery_code(bytes(20))[:-1],
        shown_recovery_code(bytes(20)) + "A",
    ],
)
def test_what_cannot_be_a_recovery_code_is_unreadable(typed: str) -> None:
    with pytest.raises(UnreadableCode):
        read_recovery_code(typed)


@given(st.text(max_size=80))
def test_any_text_is_a_code_or_unreadable(typed: str) -> None:
    for read in (read_recovery_code, read_word_code):
        with pytest.raises(UnreadableCode):
            read(typed)


def test_six_words_hold_at_least_75_bits() -> None:
    assert word_code_bits() >= 75
    assert len(set(words())) == len(words())
    assert all(word.isascii() and word.isalpha() and 4 <= len(word) <= 7 for word in words())


def test_a_six_word_code_comes_back_however_it_is_typed() -> None:
    for _ in range(50):
        code = new_word_code()
        assert read_word_code(code) == code
        assert read_word_code(code.upper()) == code
        assert read_word_code(f" {code.replace('-', '  ')}. ") == code
        assert read_word_code(code.replace("-", ", ").title()) == code
        assert read_word_code(code.replace("a", "à").replace("o", "ô")) == code


def test_a_mistaken_word_is_named_by_its_place() -> None:
    typed = new_word_code().split("-")
    typed[3] = "xylophone"
    with pytest.raises(UnknownWord) as refused:
        read_word_code(" ".join(typed))
    assert refused.value.details == {"position": 4}
    assert "4" in refused.value.message("fr")


@pytest.mark.parametrize("count", [0, 1, 5, 7])
def test_a_code_has_six_words(count: int) -> None:
    with pytest.raises(UnreadableCode):
        read_word_code(" ".join(words()[:count]))


def test_codes_are_drawn_from_all_words() -> None:
    drawn = {word for _ in range(3000) for word in new_word_code().split("-")}
    assert len(drawn) > 0.8 * len(words())

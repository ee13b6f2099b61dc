"""A passphrase must be long and not famous; nothing else is asked of it."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.passphrases import (
    CommonPassphrase,
    ShortPassphrase,
    check_passphrase,
    suggested_passphrase,
)
from asi_desktop.domain.resources import resource


@pytest.mark.parametrize(
    "accepted",
    [
        "trois ânes bleus mangent la lune",
        "quatorzecarac!",
        "le vent a tu mon fil",
        "четырнадцать слов",
        "ثلاثة حمير زرقاء تأكل",
        "五 头 蓝 驴 吃 月",
        "correct horse battery staple on the moon",
    ],
)
def test_a_long_passphrase_of_one_s_own_is_accepted(accepted: str) -> None:
    check_passphrase(accepted)


@pytest.mark.parametrize("short", ["", "   ", "court", "treize caract", "un deux trois", " " * 40])
def test_a_short_passphrase_is_refused(short: str) -> None:
    with pytest.raises(ShortPassphrase):
        check_passphrase(short)


@pytest.mark.parametrize(
    "famous",
    [
        "Correct Horse Battery Staple",
        "correct-horse-battery-staple!",
        "Liberté, Égalité, Fraternité",
        "motdepassemotdepasse",
        "Password Password 2026",
        "12345678901234",
        "1234567890123456789012345",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "azertyuiopqsdfghjklm",
        "Être ou ne pas être, telle est la question",
        "!!!!!!!!!!!!!!!!!!",
        "ambassade de France 2027",
    ],
)
def test_a_famous_or_repetitive_passphrase_is_refused(famous: str) -> None:
    with pytest.raises(CommonPassphrase):
        check_passphrase(famous)


def test_no_entry_of_the_list_passes() -> None:
    lines = resource("passphrases", "common.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    assert len(entries) > 100
    for entry in entries:
        with pytest.raises((CommonPassphrase, ShortPassphrase)):
            check_passphrase(entry)
        with pytest.raises(CommonPassphrase):
            check_passphrase(f"{entry} " * 20)


def test_suggestions_are_accepted_and_never_the_same() -> None:
    suggestions = {suggested_passphrase() for _ in range(20)}
    assert len(suggestions) == 20
    for suggestion in suggestions:
        check_passphrase(suggestion)
        assert len(suggestion.split()) == 6


@given(st.text(max_size=60))
def test_any_text_is_judged_without_breaking(passphrase: str) -> None:
    with suppress(ShortPassphrase, CommonPassphrase):
        check_passphrase(passphrase)


def test_a_refusal_never_repeats_what_was_typed() -> None:
    for passphrase, refusal in (("court", ShortPassphrase), ("motdepassemotdepasse", CommonPassphrase)):
        with pytest.raises(refusal) as refused:
            check_passphrase(passphrase)
        assert passphrase not in str(refused.value)


def test_a_very_long_passphrase_is_judged_at_once() -> None:
    check_passphrase("".join(chr(0x4E00 + n * n % 20_000) for n in range(20_000)))

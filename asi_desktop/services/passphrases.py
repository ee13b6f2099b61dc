"""Passphrases before any vault is touched: spelled, offered, judged. Quick to import."""

import unicodedata

from asi_desktop.crypto.passphrases import check_passphrase, suggested_passphrase
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text


def passphrase_bytes(text: str) -> bytearray:
    """Return ``text`` as the vault takes it: NFC, UTF-8, in memory that its owner may overwrite."""
    return bytearray(unicodedata.normalize("NFC", text), "utf-8")


def offered_passphrase() -> str:
    """Return a fresh passphrase of random words."""
    return suggested_passphrase()


def weakness(passphrase: str) -> Text | None:
    """Return what is wrong with a new passphrase as a sentence, or None when it is strong enough."""
    try:
        check_passphrase(passphrase)
    except AppError as error:
        return Text(error.message("fr"), error.message("en"))
    return None

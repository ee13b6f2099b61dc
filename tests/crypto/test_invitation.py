"""An invitation opens with its code, and neither file nor code is of use alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.crypto.codes import UnreadableCode, new_word_code
from asi_desktop.crypto.identity import SigningKey, fingerprint
from asi_desktop.crypto.invitation import (
    MAX_INVITATION_BYTES,
    Invitation,
    NotAnInvitation,
    WrongCode,
    opened_invitation,
    sealed,
)
from asi_desktop.crypto.stretching import Cost
from asi_desktop.crypto.wrapping import generate_wrap_pair
from asi_desktop.protocol.control import Grant, Membership, Signature

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
CODE = new_word_code()
ADMINISTRATOR, KEY = SigningKey.generate(), SigningKey.generate()
GRANT = Grant(b"o" * 16, KEY.public, b"p" * 16, "A", (Membership(b"s" * 16, False),), 1_800_000_000_000)
INVITATION = Invitation(
    office=b"o" * 16,
    office_name="Centrale – Nanterre",
    url="https://relais.example:8443",
    root=SigningKey.generate().public,
    relay=SigningKey.generate().public,
    authority=b"DER" * 200,
    grant=GRANT,
    granted=Signature(ADMINISTRATOR.public, ADMINISTRATOR.sign(GRANT.signed_part())),
    sign_private=KEY.private,
    wrap_private=generate_wrap_pair()[0],
)
FILE = sealed(INVITATION, CODE, cost=CHEAP)


def test_an_invitation_opens_with_its_code_however_it_is_typed() -> None:
    assert opened_invitation(FILE, CODE, cost=CHEAP) == INVITATION
    assert opened_invitation(FILE, CODE.upper().replace("-", " "), cost=CHEAP) == INVITATION


@pytest.mark.slow
def test_the_real_cost_is_part_of_the_format() -> None:
    assert opened_invitation(sealed(INVITATION, CODE), CODE) == INVITATION
    with pytest.raises(WrongCode):
        opened_invitation(FILE, CODE)


def test_another_code_does_not_open_it() -> None:
    with pytest.raises(WrongCode):
        opened_invitation(FILE, new_word_code(), cost=CHEAP)


def test_a_mistyped_code_is_told_before_anything_is_tried() -> None:
    with pytest.raises(UnreadableCode):
        opened_invitation(FILE, CODE[:-1] + "q", cost=CHEAP)
    with pytest.raises(UnreadableCode):
        sealed(INVITATION, "not six words", cost=CHEAP)


@settings(max_examples=60)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_any_altered_byte_is_noticed(place: int, flip: int) -> None:
    data = bytearray(FILE)
    data[place] ^= flip
    with pytest.raises((WrongCode, NotAnInvitation)):
        opened_invitation(bytes(data), CODE, cost=CHEAP)


@settings(max_examples=40)
@given(st.integers(0, len(FILE) - 1))
def test_a_truncated_file_is_noticed(cut: int) -> None:
    with pytest.raises((WrongCode, NotAnInvitation)):
        opened_invitation(FILE[:cut], CODE, cost=CHEAP)


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", FILE[:40], FILE + bytes(MAX_INVITATION_BYTES)],
    ids=["empty", "PDF", "short", "huge"],
)
def test_another_file_is_no_invitation(data: bytes) -> None:
    with pytest.raises(NotAnInvitation):
        opened_invitation(data, CODE, cost=CHEAP)


def test_content_that_is_no_invitation_is_refused() -> None:
    from asi_desktop.crypto import invitation

    salt = bytes(16)
    box = invitation._cipher(CODE, salt, CHEAP).encrypt(bytes(12), b"\x80", invitation._MAGIC)
    with pytest.raises(NotAnInvitation):
        opened_invitation(invitation._MAGIC + salt + box, CODE, cost=CHEAP)


def test_the_file_tells_nothing_and_a_trace_shows_no_key() -> None:
    for secret in (INVITATION.url.encode(), INVITATION.office, INVITATION.sign_private, b"DER" * 10):
        assert secret not in FILE
    assert repr(INVITATION.sign_private) not in repr(INVITATION)
    assert repr(INVITATION.wrap_private) not in repr(INVITATION)


def test_the_officer_compares_the_root_s_fingerprint() -> None:
    assert INVITATION.root_fingerprint == fingerprint(INVITATION.root)

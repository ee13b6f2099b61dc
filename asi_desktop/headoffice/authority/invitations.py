"""Invitations: a file and a code that let one laptop in, once, within a day."""

from dataclasses import dataclass

import msgspec

from asi_desktop.crypto.codes import new_word_code
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.crypto.invitation import Invitation, sealed
from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.crypto.wrapping import generate_wrap_pair
from asi_desktop.domain.reference import device_letter
from asi_desktop.domain.text import Text
from asi_desktop.headoffice import log_store
from asi_desktop.headoffice.authority.people import BadValue, find_person
from asi_desktop.headoffice.authority.session import Session
from asi_desktop.headoffice.authority.spaces import let_in, memberships, seal_all
from asi_desktop.protocol.control import Grant, Office, Signature
from asi_desktop.protocol.packing import packed

GOOD_FOR_MS = 24 * 3600 * 1000

_URL_RULE = Text("une adresse https://…", "an https://… address")


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation, the code that opens its file and travels by another way, and when both expire (ms)."""

    invitation: Invitation
    code: str
    expires_ms: int

    def file(self, *, cost: Cost = FLOOR) -> bytes:
        """Return the file, sealed under the code."""
        return sealed(self.invitation, self.code, cost=cost)


def invite(session: Session, login: str, *, url: str) -> Issued:
    """Return a new invitation for one more laptop of ``login``, to call head office at ``url``.

    Raises NoSuchPerson or BadValue.
    """
    if not url.startswith("https://") or not url.isprintable() or " " in url:
        raise BadValue(value=url, rule=_URL_RULE)
    office = session.view.office
    if office is None:
        raise AssertionError("a head office without its first entry")
    person = find_person(session, login)
    let_in(session)
    signing, (wrap_private, wrap_public) = SigningKey.generate(), generate_wrap_pair()
    expires_ms = session.clock.now_ms() + GOOD_FOR_MS
    grant = Grant(
        office=office.office,
        invitation=signing.public,
        person=person.person,
        letter=_next_letter(session, person.post),
        memberships=memberships(session, person),
        expires_ms=expires_ms,
    )
    row = log_store.Invitation(signing.public, person.person, wrap_public, expires_ms, packed(grant), None)
    session.writer.put_invitation(row)
    seal_all(session, signing.public, wrap_public, [one.space for one in grant.memberships])
    told = Invitation(
        office=office.office,
        office_name=office.name,
        url=url.rstrip("/"),
        root=session.view.root,
        relay=office.relay,
        authority=office.authority,
        grant=grant,
        granted=_granted(session, grant, office),
        sign_private=signing.private,
        wrap_private=wrap_private,
    )
    return Issued(told, new_word_code(), expires_ms)


def _next_letter(session: Session, post: str) -> str:
    given = session.held.letters.get(post, 0)
    letters = {**session.held.letters, post: given + 1}
    session.held = msgspec.structs.replace(session.held, letters=letters)
    return device_letter(given)


def _granted(session: Session, grant: Grant, office: Office) -> Signature:
    return Signature(office.administrator, session.held.administrator_key.sign(grant.signed_part()))

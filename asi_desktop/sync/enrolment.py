"""Joins an office: from an invitation file and its code to everything a vault must keep from then on.

The invitation's key signs for this laptop's own key, and both sign the entry: no key of head office's
authority is on line. The same invitation and the same laptop always make the same bytes, so that when
the answer is lost, asking again gets it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from asi_desktop.crypto.control import Body, signed
from asi_desktop.crypto.identity import DeviceKeys, SigningKey
from asi_desktop.crypto.invitation import Invitation, opened_invitation
from asi_desktop.crypto.wrapping import epoch_info, unwrap
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.text import Text
from asi_desktop.protocol import VERSION
from asi_desktop.protocol.control import (
    CONTROL_SUITE,
    Control,
    Device,
    Member,
    directory_space,
)
from asi_desktop.protocol.exchange import Enrol, Enrolled, Fault
from asi_desktop.protocol.packing import packed
from asi_desktop.sync import plan
from asi_desktop.sync.failures import BadFrame
from asi_desktop.sync.ports import Epoch, Transport
from asi_desktop.sync.transport import Line, proxy_for
from asi_desktop.tasks import Context

_PATIENCE_S = 60.0
_ASK_NEW_ONE = Text(
    fr="Demandez une nouvelle invitation à la centrale ; rien n’est perdu.",
    en="Ask head office for a new invitation; nothing is lost.",
)


class InvitationUsed(Refused):
    """The invitation has served once, and serves only once."""

    code = "invitation_used"
    what = Text(fr="Cette invitation a déjà servi.", en="This invitation was used already.")
    next_step = _ASK_NEW_ONE


class InvitationExpired(Refused):
    """The invitation's time is over."""

    code = "invitation_expired"
    what = Text(fr="Cette invitation a expiré.", en="This invitation has expired.")
    next_step = _ASK_NEW_ONE


class InvitationForeign(Refused):
    """Head office does not know the invitation, or no longer stands by it."""

    code = "invitation_refused"
    what = Text(
        fr="La centrale ne reconnaît pas cette invitation.",
        en="Head office does not recognise this invitation.",
    )
    next_step = _ASK_NEW_ONE


@dataclass(frozen=True, slots=True)
class Joined:
    """What an enrolled laptop keeps: see Invitation for the pins and the grant.

    ``spaces``: those of the grant. ``epoch_keys``: their keys. ``token`` and ``server_ms``: head office's
    first word. Name, role and post of the person come with the directory, at the first sync.
    """

    keys: DeviceKeys
    office: bytes
    office_name: str
    url: str
    root: bytes
    relay: bytes
    authority: bytes
    person: bytes
    letter: str
    spaces: tuple[bytes, ...]
    epoch_keys: Mapping[Epoch, bytes] = field(repr=False)
    token: bytes
    server_ms: int


@dataclass(frozen=True, slots=True)
class _Address:
    """Where the invitation says that head office is, before it ever spoke."""

    office: bytes
    url: str
    authority: bytes
    relay: bytes
    server_ms: int = 0


def enrol(data: bytes, code: str, *, keys: DeviceKeys, clock: Clock, context: Context) -> Joined:
    """Join the office that sent the invitation file ``data`` with this laptop's ``keys``.

    Raises NotAnInvitation, WrongCode, InvitationUsed, InvitationExpired, InvitationForeign and what a
    Line raises. Nothing is kept here; when it fails it may be tried again.
    """
    invitation = opened_invitation(data, code)
    context.check()
    address = _Address(invitation.office, invitation.url, invitation.authority, invitation.relay)
    line = Line(address, keys.sign, clock=clock, proxy=proxy_for(invitation.url))
    try:
        return joined(invitation, keys, line, context)
    finally:
        line.close()


def joined(invitation: Invitation, keys: DeviceKeys, line: Transport, context: Context) -> Joined:
    """Ask over ``line`` to be let in, and return what comes of it; raises as ``enrol``."""
    answer: Enrolled | None = None
    question = request(invitation, keys)
    for message in line.ask(question, patience_s=_PATIENCE_S, pulse=context.check):
        if isinstance(message, Fault):
            raise _error_of(message)
        if not isinstance(message, Enrolled) or message.directory != directory_space(invitation.office):
            raise BadFrame(reason="order")
        answer = message
    if answer is None:
        raise BadFrame(reason="empty")
    return _joined(invitation, keys, answer)


def request(invitation: Invitation, keys: DeviceKeys) -> Enrol:
    """Return the question: this laptop's entry in the directory, and one for each space of the grant."""
    grant, invited = invitation.grant, SigningKey(invitation.sign_private)
    device = Device(keys.device, keys.sign_public, keys.wrap_public, grant, invitation.granted)
    entry = _entry(directory_space(invitation.office), "DEVICE", device, keys)
    members = [
        _entry(one.space, "MEMBER+", Member(keys.device, grant.person, one.read_only), keys)
        for one in grant.memberships
    ]
    return Enrol(
        VERSION,
        signed(entry, invited, keys.signing),
        tuple(signed(member, invited) for member in members),
    )


def _entry(space: bytes, kind: str, body: Body, keys: DeviceKeys) -> Control:
    """Return an unsigned entry whose salt is this laptop's own, and always the same."""
    said = packed(body)
    salt = hashlib.sha256(keys.sign(b"asi-join-1" + space + said)).digest()[:16]
    return Control(CONTROL_SUITE, space, kind, said, (), salt)


def _joined(invitation: Invitation, keys: DeviceKeys, answer: Enrolled) -> Joined:
    epoch_keys = {
        (wrap.space, wrap.epoch): unwrap(
            wrap.sealed, invitation.wrap_private, info=epoch_info(wrap.space, wrap.epoch)
        )
        for wrap in answer.wraps
    }
    return Joined(
        keys=keys,
        office=invitation.office,
        office_name=invitation.office_name,
        url=invitation.url,
        root=invitation.root,
        relay=invitation.relay,
        authority=invitation.authority,
        person=invitation.grant.person,
        letter=invitation.grant.letter,
        spaces=tuple(one.space for one in invitation.grant.memberships),
        epoch_keys=epoch_keys,
        token=answer.token,
        server_ms=answer.server_ms,
    )


def _error_of(fault: Fault) -> AppError:
    plain = {
        "invitation_used": InvitationUsed,
        "invitation_expired": InvitationExpired,
        "refused": InvitationForeign,
    }
    return plain[fault.code]() if fault.code in plain else plan.error_of(fault)

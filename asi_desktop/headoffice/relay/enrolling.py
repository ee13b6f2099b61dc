"""Lets a new laptop in: one invitation, one transaction, no key of the authority on line."""

from asi_desktop.crypto.control import BadControl, folded
from asi_desktop.headoffice.log_store import Writer
from asi_desktop.headoffice.membership import Membership
from asi_desktop.protocol.control import Device, Grant, Wrap, directory_space
from asi_desktop.protocol.exchange import Enrol, Fault
from asi_desktop.protocol.packing import Undecodable, unpacked


def newcomer(request: Enrol) -> Device | None:
    """Return the device that asks to be let in, or None when the entry speaks of none."""
    if request.entry.kind != "DEVICE":
        return None
    try:
        return unpacked(request.entry.body, Device)
    except Undecodable:
        return None


def enrolled(
    writer: Writer, membership: Membership, request: Enrol, device: Device, *, now_ms: int
) -> tuple[Wrap, ...] | Fault:
    """Append the laptop to the directory and to the spaces of its grant; return the keys that wait for it.

    Asked once more with the same bytes (the answer was lost), the answer is the same, until the laptop
    has spoken with its own key.
    """
    grant = device.grant
    writer.lock(directory_space(grant.office))
    view = membership.view(writer)
    invitation = writer.invitation(grant.invitation)
    if invitation is None:
        return Fault(last=True, code="refused")
    if invitation.entry is not None:
        again = invitation.entry == request.entry.id() and _waiting(writer, grant)
        return again or Fault(last=True, code="invitation_used")
    if now_ms >= invitation.expires_ms:
        return Fault(last=True, code="invitation_expired")
    if not _joins_as_granted(request, device):
        return Fault(last=True, code="refused")
    try:
        folded(view, (request.entry, *request.members))
    except BadControl:
        return Fault(last=True, code="refused")
    _append(writer, request)
    writer.use_invitation(grant.invitation, request.entry.id())
    return _waiting(writer, grant)


def _append(writer: Writer, request: Enrol) -> None:
    """Append the directory's entry, then the spaces' in one order for all, so that nobody waits in a ring."""
    for entry in (request.entry, *sorted(request.members, key=lambda one: one.space)):
        log = writer.lock(entry.space)
        if log is None:
            raise AssertionError("a space of the directory has no log")
        writer.append_control(log, entry)


def _joins_as_granted(request: Enrol, device: Device) -> bool:
    """Whether the laptop joins every space of its grant, once, and no other."""
    granted = sorted(membership.space for membership in device.grant.memberships)
    joined = sorted(entry.space for entry in request.members)
    return granted == joined and all(entry.kind == "MEMBER+" for entry in request.members)


def _waiting(writer: Writer, grant: Grant) -> tuple[Wrap, ...]:
    spaces = [membership.space for membership in grant.memberships]
    return tuple(key.wrap for key in writer.wraps(grant.invitation, spaces))

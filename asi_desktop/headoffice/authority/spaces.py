"""Spaces, who is in them, and their keys: joining, leaving, and a new key for those who stay."""

import secrets

import msgspec

from asi_desktop.crypto.wrapping import epoch_info, wrap
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.ids import new_id, parsed
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority.keys import KEY_BYTES, Named, SpaceKey
from asi_desktop.headoffice.authority.roles import RESTRICTED, opens
from asi_desktop.headoffice.authority.session import Session
from asi_desktop.headoffice.log_store import SealedKey
from asi_desktop.protocol.control import (
    Device,
    Epoch,
    Grant,
    Member,
    MemberRemoved,
    Membership,
    Person,
    Space,
    Wrap,
    key_check,
)
from asi_desktop.protocol.packing import unpacked


class NoSuchSpace(Refused):
    """No space has that name or id."""

    code = "no_such_space"
    what = Text(fr="Il n’y a pas d’espace « {space} ».", en="There is no space “{space}”.")
    next_step = Text(fr="« space list » montre les espaces.", en="“space list” shows the spaces.")


class SpaceExists(Refused):
    """A restricted space of that name exists."""

    code = "space_exists"
    what = Text(fr="Un espace « {space} » existe déjà.", en="A space “{space}” exists already.")
    next_step = Text(fr="Donnez un autre nom.", en="Give another name.")


class FixedMembership(Refused):
    """Membership of a space that follows from role and post cannot be given by hand."""

    code = "fixed_membership"
    what = Text(
        fr="L’accès à « {space} » découle du rôle et du poste.",
        en="Access to “{space}” follows from role and post.",
    )
    next_step = Text(
        fr="Seul un espace créé par « space add » a des membres nommés.",
        en="Only a space made with “space add” has named members.",
    )


def open_space(session: Session, name: str, *, purpose: str, owner: str) -> Space:
    """Make a new space with its first key, and return it."""
    space = Space(new_id(), name, purpose, owner)
    session.publish(session.say(session.view.directory, space))
    session.open_log(space.space)
    _new_epoch(session, space.space)
    return space


def add_restricted(session: Session, name: str) -> Space:
    """Make a space for named people; raises SpaceExists."""
    if any(space.name == name and space.purpose == RESTRICTED for space in session.view.spaces.values()):
        raise SpaceExists(space=name)
    return open_space(session, name, purpose=RESTRICTED, owner="")


def find_space(session: Session, text: str) -> Space:
    """Return the space with that id (hex), or else that name; raises NoSuchSpace."""
    spaces = session.view.spaces
    id_ = parsed(text)
    if id_ in spaces:
        return spaces[id_]
    for space in spaces.values():
        if space.name == text:
            return space
    raise NoSuchSpace(space=text)


def name_member(session: Session, space: Space, person: Person, *, read_only: bool) -> None:
    """Let ``person`` into a restricted space, laptops of now and of later; raises FixedMembership."""
    _require_restricted(space)
    _set_named(session, space, person, Named(space.space, person.person, read_only))
    let_in(session)


def unname_member(session: Session, space: Space, person: Person) -> None:
    """Take ``person`` out of a restricted space, which gets a new key at once; raises FixedMembership."""
    _require_restricted(space)
    _set_named(session, space, person, None)
    members = session.view.members.get(space.space, {}).values()
    expel(session, space.space, [one.device for one in members if one.person == person.person])
    rotate(session, space.space)


def let_in(session: Session) -> None:
    """Put every laptop into every space that its person's role, post or name opens, with all keys."""
    named = session.held.named_persons()
    for device in session.view.devices.values():
        person = session.view.persons[device.grant.person]
        if device.device in session.view.revoked:
            continue
        for space in session.view.spaces.values():
            read_only = opens(person, space, named)
            if read_only is not None:
                _join(session, space.space, device, read_only=read_only)


def memberships(session: Session, person: Person) -> tuple[Membership, ...]:
    """Return the spaces that an invitation of ``person`` opens."""
    named = session.held.named_persons()
    found = {space.space: opens(person, space, named) for space in session.view.spaces.values()}
    return tuple(
        Membership(space, found[space] is True) for space in sorted(found) if found[space] is not None
    )


def expel(session: Session, space: bytes, devices: list[bytes]) -> None:
    """Take laptops out of a space; the caller rotates its key in the same session."""
    members = session.view.members.get(space, {})
    leaving = [device for device in devices if device in members]
    session.publish(*(session.say(space, MemberRemoved(device)) for device in leaving))


def rotate(session: Session, space: bytes) -> None:
    """Give a space a new key, sealed to all who are in it and to open invitations into it."""
    seq = _new_epoch(session, space)
    epoch = session.view.epochs[space].number
    devices = session.view.devices
    recipients = {
        device: devices[device].wrap for device in session.view.members.get(space, {}) if device in devices
    }
    _seal_to(session, space, [epoch], recipients, seq=seq)
    invited = {
        one.invitation: one.wrap_public
        for one in session.writer.open_invitations(session.clock.now_ms())
        if any(membership.space == space for membership in unpacked(one.grant, Grant).memberships)
    }
    _seal_to(session, space, [epoch], invited, seq=0)


def seal_all(session: Session, recipient: bytes, public: bytes, spaces: list[bytes]) -> None:
    """Seal every key of ``spaces`` to the holder of ``public``, who is not in them yet."""
    for space in spaces:
        _seal_to(session, space, list(session.held.keys_of(space)), {recipient: public}, seq=0)


def _join(session: Session, space: bytes, device: Device, *, read_only: bool) -> None:
    before = session.view.member(space, device.device)
    if before is not None and before.read_only <= read_only:
        return
    member = Member(device.device, device.grant.person, read_only)
    (seq,) = session.publish(session.say(space, member))
    if before is None:
        epochs = list(session.held.keys_of(space))
        _seal_to(session, space, epochs, {device.device: device.wrap}, seq=seq)


def _new_epoch(session: Session, space: bytes) -> int:
    """Draw a new key of ``space``, say so in its log, and return the entry's number."""
    before = session.view.epochs.get(space)
    epoch = 1 if before is None else before.number + 1
    key = secrets.token_bytes(KEY_BYTES)
    held = (*session.held.spaces, SpaceKey(space, epoch, key))
    session.held = msgspec.structs.replace(session.held, spaces=held)
    (seq,) = session.publish(session.say(space, Epoch(epoch, key_check(key))))
    return seq


def _seal_to(
    session: Session, space: bytes, epochs: list[int], recipients: dict[bytes, bytes], *, seq: int
) -> None:
    keys = session.held.keys_of(space)
    session.writer.replace_wraps(
        SealedKey(
            recipient, seq, Wrap(space, epoch, wrap(keys[epoch], public, info=epoch_info(space, epoch)))
        )
        for recipient, public in recipients.items()
        for epoch in epochs
    )


def _require_restricted(space: Space) -> None:
    if space.purpose != RESTRICTED:
        raise FixedMembership(space=space.name)


def _set_named(session: Session, space: Space, person: Person, named: Named | None) -> None:
    others = [one for one in session.held.named if (one.space, one.person) != (space.space, person.person)]
    kept = others if named is None else [*others, named]
    session.held = msgspec.structs.replace(session.held, named=tuple(kept))

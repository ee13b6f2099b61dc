"""The rule of each kind of control entry: where it stands, who must have signed it, what it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from asi_desktop.crypto.directory import DirectoryView
from asi_desktop.crypto.identity import verified
from asi_desktop.crypto.wrapping import can_be_wrapped_to
from asi_desktop.domain.errors import Damaged
from asi_desktop.domain.text import Text
from asi_desktop.protocol.control import (
    Control,
    Device,
    Epoch,
    Member,
    MemberRemoved,
    Membership,
    Office,
    Person,
    Post,
    Revoked,
    Space,
    directory_space,
)
from asi_desktop.protocol.packing import Undecodable, unpacked

B = TypeVar("B")


class BadControl(Damaged):
    """A control entry that its signatures or its place do not justify; ``reason`` is a stable word."""

    code = "bad_control"
    what = Text(
        fr="Une inscription de l’annuaire de la centrale n’est pas valable ({kind} : {reason}).",
        en="An entry of head office’s directory is not valid ({kind}: {reason}).",
    )
    next_step = Text(
        fr="Elle n’a pas été appliquée et rien n’est perdu ; prévenez la centrale par un autre moyen.",
        en="It was not applied and nothing is lost; tell head office by another way.",
    )


class NotYetKnown(BadControl):
    """A control entry about what the directory does not know yet: read that further, then judge again."""

    code = "control_not_yet_known"
    what = Text(
        fr="Une inscription parle de ce que l’annuaire ne connaît pas encore ({kind} : {reason}).",
        en="An entry speaks of what the directory does not know yet ({kind}: {reason}).",
    )
    next_step = Text(
        fr="Rien n’est perdu ; synchronisez de nouveau, et prévenez la centrale si cela se répète.",
        en="Nothing is lost; synchronise again, and tell head office if it happens repeatedly.",
    )


class Rule(Protocol):
    """Judges and applies the entries of one kind."""

    def verify(self, control: Control, view: DirectoryView) -> None:
        """Raise BadControl or NotYetKnown unless ``control`` may follow ``view``."""

    def apply(self, control: Control, view: DirectoryView) -> None:
        """Write what ``control`` says into ``view``, which nobody else holds yet."""


@dataclass(frozen=True, slots=True)
class _Rule(Generic[B]):
    body: type[B]
    log: Literal["directory", "space"]
    check: Callable[[Control, B, DirectoryView], None]
    fold: Callable[[Control, B, DirectoryView], None]

    def verify(self, control: Control, view: DirectoryView) -> None:
        log = "directory" if control.space == view.directory else "space"
        _require(log == self.log, control, "wrong_log")
        try:
            body = unpacked(control.body, self.body)
        except Undecodable as error:
            raise BadControl(kind=control.kind, reason="undecodable") from error
        self.check(control, body, view)

    def apply(self, control: Control, view: DirectoryView) -> None:
        self.fold(control, unpacked(control.body, self.body), view)


def _check_office(control: Control, office: Office, view: DirectoryView) -> None:
    _require(office.root == view.root, control, "root")
    _require(directory_space(office.office) == view.directory, control, "office")
    _require_signed(control, view.root)


def _check_by_administrator(control: Control, _: object, view: DirectoryView) -> None:
    _require(view.administrator is not None, control, "no_office")
    _require_signed(control, view.administrator or b"")


def _check_device(control: Control, device: Device, view: DirectoryView) -> None:
    _require(can_be_wrapped_to(device.wrap), control, "keys")
    _check_grant(control, device, view)
    _require_signed(control, device.grant.invitation, device.sign)
    others = view.devices.values()
    _require(device.device not in view.devices, control, "device_exists")
    _require(all(other.sign != device.sign for other in others), control, "key_exists")
    _require(
        all(other.grant.invitation != device.grant.invitation for other in others), control, "invitation_used"
    )


def _check_grant(control: Control, device: Device, view: DirectoryView) -> None:
    grant, granted = device.grant, device.granted
    _require(view.office is not None and grant.office == view.office.office, control, "office")
    _require(granted.by == view.administrator, control, "administrator")
    _require(verified(granted.by, grant.signed_part(), granted.signature), control, "grant")
    person = view.persons.get(grant.person)
    if person is None:
        raise NotYetKnown(kind=control.kind, reason="person")
    _require(person.active, control, "person_left")


def _check_revoked(control: Control, revoked: Revoked, view: DirectoryView) -> None:
    _check_by_administrator(control, revoked, view)
    _known_device(control, revoked.device, view)


def _check_member(control: Control, member: Member, view: DirectoryView) -> None:
    _known_space(control, view)
    grant = _known_device(control, member.device, view).grant
    _require(member.person == grant.person, control, "person")
    if _by_administrator(control, view):
        return
    # The laptop still holds its invitation's key: it joins by it once, and changes nothing by it later.
    joined = member.device in view.members.get(control.space, {})
    left = member.device in view.left.get(control.space, set())
    _require(not joined and not left, control, "invitation_used")
    _require(Membership(control.space, member.read_only) in grant.memberships, control, "not_granted")
    _require_signed(control, grant.invitation)


def _check_by_an_administrator(control: Control, _: object, view: DirectoryView) -> None:
    _known_space(control, view)
    _require(_by_administrator(control, view), control, "signature")


def _check_epoch(control: Control, epoch: Epoch, view: DirectoryView) -> None:
    _check_by_an_administrator(control, epoch, view)
    before = view.epochs.get(control.space)
    _require(before is None or epoch.number > before.number, control, "epoch")


def _fold_office(_: Control, office: Office, view: DirectoryView) -> None:
    view.offices.append(office)


def _fold_post(_: Control, post: Post, view: DirectoryView) -> None:
    view.posts[post.code] = post


def _fold_space(_: Control, space: Space, view: DirectoryView) -> None:
    view.spaces[space.space] = space


def _fold_person(_: Control, person: Person, view: DirectoryView) -> None:
    view.persons[person.person] = person


def _fold_device(_: Control, device: Device, view: DirectoryView) -> None:
    view.devices[device.device] = device


def _fold_revoked(_: Control, revoked: Revoked, view: DirectoryView) -> None:
    view.revoked[revoked.device] = revoked.reason


def _fold_member(control: Control, member: Member, view: DirectoryView) -> None:
    view.members.setdefault(control.space, {})[member.device] = member


def _fold_removed(control: Control, removed: MemberRemoved, view: DirectoryView) -> None:
    view.members.setdefault(control.space, {}).pop(removed.device, None)
    view.left.setdefault(control.space, set()).add(removed.device)


def _fold_epoch(control: Control, epoch: Epoch, view: DirectoryView) -> None:
    view.epochs[control.space] = epoch
    view.checks[control.space, epoch.number] = epoch.check


def _by_administrator(control: Control, view: DirectoryView) -> bool:
    """Tell whether one administrator, of now or of earlier, signed ``control`` alone."""
    signers = [signature.by for signature in control.signatures]
    named = any(signers == [office.administrator] for office in view.offices)
    return named and _holds(control)


def _require_signed(control: Control, *keys: bytes) -> None:
    """Raise BadControl unless exactly ``keys`` signed, in this order, and each signature holds."""
    signers = tuple(signature.by for signature in control.signatures)
    _require(signers == keys and _holds(control), control, "signature")


def _holds(control: Control) -> bool:
    part = control.signed_part()
    return all(verified(signature.by, part, signature.signature) for signature in control.signatures)


def _known_device(control: Control, device: bytes, view: DirectoryView) -> Device:
    known = view.devices.get(device)
    if known is None:
        raise NotYetKnown(kind=control.kind, reason="device")
    return known


def _known_space(control: Control, view: DirectoryView) -> None:
    if control.space not in view.spaces:
        raise NotYetKnown(kind=control.kind, reason="space")


def _require(condition: bool, control: Control, reason: str) -> None:  # noqa: FBT001
    if not condition:
        raise BadControl(kind=control.kind, reason=reason)


RULES: Mapping[str, Rule] = {
    "OFFICE": _Rule(Office, "directory", _check_office, _fold_office),
    "POST": _Rule(Post, "directory", _check_by_administrator, _fold_post),
    "SPACE": _Rule(Space, "directory", _check_by_administrator, _fold_space),
    "PERSON": _Rule(Person, "directory", _check_by_administrator, _fold_person),
    "DEVICE": _Rule(Device, "directory", _check_device, _fold_device),
    "REVOKED": _Rule(Revoked, "directory", _check_revoked, _fold_revoked),
    "MEMBER+": _Rule(Member, "space", _check_member, _fold_member),
    "MEMBER-": _Rule(MemberRemoved, "space", _check_by_an_administrator, _fold_removed),
    "EPOCH": _Rule(Epoch, "space", _check_epoch, _fold_epoch),
}

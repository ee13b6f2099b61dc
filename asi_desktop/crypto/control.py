"""Control entries signed, judged and folded into the directory they make up.

The chain of trust, each link exact: the root's key, pinned at enrolment, signs the office and names its
administrator; the administrator signs posts, spaces, persons and, for an invitation key, a grant; the
invitation key and the device's own sign the device; the administrator, or the invitation key within its
grant, puts the device into a space. The relay that stores the entries holds none of these keys.

Validity is by position: an entry is judged by what stands before it in its log, and no clock is asked. The
directory answers to the administrator of the moment; a space's log is read by itself, so its entries answer
to any administrator that the root ever named.
"""

import secrets
from collections.abc import Iterable

from asi_desktop.crypto.directory import DirectoryView
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.crypto.trust import RULES, BadControl, NotYetKnown, Rule
from asi_desktop.protocol.control import (
    BODIES,
    CONTROL_SUITE,
    Control,
    Device,
    Epoch,
    Member,
    MemberRemoved,
    Office,
    Person,
    Post,
    Revoked,
    Signature,
    Space,
)
from asi_desktop.protocol.packing import packed

Body = Office | Post | Space | Person | Device | Revoked | Member | MemberRemoved | Epoch

_SALT_BYTES = 16
_KINDS = {body: kind for kind, body in BODIES.items()}


def entry(space: bytes, body: Body, *keys: SigningKey) -> Control:
    """Return a new control entry for the log of ``space`` that says ``body``, signed with ``keys``."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return signed(Control(CONTROL_SUITE, space, _KINDS[type(body)], packed(body), (), salt), *keys)


def signed(control: Control, *keys: SigningKey) -> Control:
    """Return ``control`` with the signatures of ``keys``, in their order, in place of those it had."""
    part = control.signed_part()
    signatures = tuple(Signature(key.public, key.sign(part)) for key in keys)
    return Control(control.suite, control.space, control.kind, control.body, signatures, control.salt)


def verify_control(control: Control, view: DirectoryView) -> None:
    """Check that ``control`` is valid as the next entry after ``view``; raises BadControl or NotYetKnown.

    A kind or a suite that this program does not know passes: it is kept, and says nothing here.
    """
    if control.id() in view.applied:
        raise BadControl(kind=control.kind, reason="repeated")
    if rule := _rule_of(control):
        rule.verify(control, view)


def folded(view: DirectoryView, entries: Iterable[Control], *, verify: bool = True) -> DirectoryView:
    """Return the view after ``entries``, in the order of their logs.

    Raises as ``verify_control`` does, at the first bad one. ``verify=False`` is for entries verified
    when they came and have stood in the vault since.
    """
    after = view.copied()
    for control in entries:
        if verify:
            verify_control(control, after)
        if rule := _rule_of(control):
            rule.apply(control, after)
        after.applied.add(control.id())
    return after


def _rule_of(control: Control) -> Rule | None:
    return RULES.get(control.kind) if control.suite == CONTROL_SUITE else None


__all__ = [
    "BadControl",
    "Body",
    "DirectoryView",
    "NotYetKnown",
    "entry",
    "folded",
    "signed",
    "verify_control",
]

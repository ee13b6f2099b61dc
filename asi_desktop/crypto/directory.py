"""What the control entries of an office say: people, laptops, posts, spaces and who is in them."""

from dataclasses import dataclass, field

from asi_desktop.protocol.control import (
    Device,
    Epoch,
    Member,
    Office,
    Person,
    Post,
    Space,
    directory_space,
)


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """The directory at one moment; nobody changes a view, ``control.folded`` makes the next one.

    ``root`` is the pinned Ed25519 public key, ``directory`` the id of the directory log. ``offices`` holds
    every OFFICE entry in order, the last one counts. ``members`` and ``epochs`` (the latest) are per space,
    ``checks`` (``protocol.control.key_check``) per space and number of all its epochs;
    ``left`` names the devices that a space's log ever removed, ``revoked`` the reasons by device, ``applied``
    the ids of all entries so far.
    """

    root: bytes
    directory: bytes
    offices: list[Office] = field(default_factory=list)
    posts: dict[str, Post] = field(default_factory=dict)
    spaces: dict[bytes, Space] = field(default_factory=dict)
    persons: dict[bytes, Person] = field(default_factory=dict)
    devices: dict[bytes, Device] = field(default_factory=dict)
    revoked: dict[bytes, str] = field(default_factory=dict)
    members: dict[bytes, dict[bytes, Member]] = field(default_factory=dict)
    left: dict[bytes, set[bytes]] = field(default_factory=dict)
    epochs: dict[bytes, Epoch] = field(default_factory=dict)
    checks: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    applied: set[bytes] = field(default_factory=set)

    @staticmethod
    def of(office: bytes, root: bytes) -> "DirectoryView":
        """Return the empty directory of ``office`` (its id) under the pinned key ``root``."""
        return DirectoryView(root, directory_space(office))

    @property
    def office(self) -> Office | None:
        """Return the office as it is now, or None before its first entry."""
        return self.offices[-1] if self.offices else None

    @property
    def administrator(self) -> bytes | None:
        """Return the key that signs the directory now, or None before the first entry."""
        return self.offices[-1].administrator if self.offices else None

    @property
    def relay(self) -> bytes | None:
        """Return the key that signs head office's answers, or None before the first entry."""
        return self.offices[-1].relay if self.offices else None

    def member(self, space: bytes, device: bytes) -> Member | None:
        """Return the membership of ``device`` in ``space`` at this position of the space's log."""
        return self.members.get(space, {}).get(device)

    def may_read(self, space: bytes, device: bytes) -> bool:
        """Tell whether ``device`` reads ``space``; every device that is not revoked reads the directory."""
        if space == self.directory:
            return device in self.devices and device not in self.revoked
        return self.member(space, device) is not None

    def may_write(self, space: bytes, device: bytes) -> bool:
        """Tell whether versions of ``device`` are valid in ``space`` at this position of its log.

        Its log alone decides: removal from a space stands there, whatever the directory says meanwhile.
        """
        membership = self.member(space, device)
        return membership is not None and not membership.read_only

    def spaces_of(self, device: bytes) -> tuple[bytes, ...]:
        """Return the ids of the spaces that ``device`` is in, in ascending order."""
        return tuple(sorted(space for space, members in self.members.items() if device in members))

    def person_of(self, device: bytes) -> Person | None:
        """Return who holds ``device``, or None when it is unknown."""
        known = self.devices.get(device)
        return None if known is None else self.persons.get(known.grant.person)

    def sign_key(self, device: bytes) -> bytes | None:
        """Return the device's Ed25519 public key, revoked or not, or None when it is unknown."""
        known = self.devices.get(device)
        return None if known is None else known.sign

    def copied(self) -> "DirectoryView":
        """Return a view of the same content that shares nothing with this one."""
        return DirectoryView(
            root=self.root,
            directory=self.directory,
            offices=list(self.offices),
            posts=dict(self.posts),
            spaces=dict(self.spaces),
            persons=dict(self.persons),
            devices=dict(self.devices),
            revoked=dict(self.revoked),
            members={space: dict(members) for space, members in self.members.items()},
            left={space: set(devices) for space, devices in self.left.items()},
            epochs=dict(self.epochs),
            checks=dict(self.checks),
            applied=set(self.applied),
        )

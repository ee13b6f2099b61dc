"""A head office's authority in a few lines: keys, a directory, spaces, people, and laptops that joined."""

from dataclasses import dataclass, field
from random import Random

from asi_desktop.crypto.control import Body, signed
from asi_desktop.crypto.identity import DeviceKeys, SigningKey
from asi_desktop.crypto.invitation import Invitation
from asi_desktop.crypto.wrapping import WRAP_PRIVATE_BYTES, epoch_info, public_of, wrap
from asi_desktop.protocol import control
from asi_desktop.protocol.control import (
    Control,
    Grant,
    Membership,
    Signature,
    Wrap,
    directory_space,
    key_check,
)
from asi_desktop.protocol.packing import packed

KINDS = {body: kind for kind, body in control.BODIES.items()}


@dataclass
class Authority:
    """Signs people, laptops and spaces in. ``entries``: what it said, in order. All drawn from ``random``."""

    random: Random = field(default_factory=lambda: Random(0))
    certificate: bytes = b"certificate"
    entries: list[Control] = field(default_factory=list)
    epoch_keys: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    epochs: dict[bytes, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        draw = self.random.randbytes
        self.root, self.administrator, self.relay = (SigningKey(draw(32)) for _ in range(3))
        self.office = draw(16)

    def device(self) -> DeviceKeys:
        """Draw the keys of a laptop."""
        draw = self.random.randbytes
        return DeviceKeys(draw(16), draw(32), draw(WRAP_PRIVATE_BYTES))

    def entry(self, space: bytes, body: Body, *keys: SigningKey) -> Control:
        """Sign ``body`` for the log of ``space`` with ``keys``."""
        salt = self.random.randbytes(16)
        unsigned = Control(control.CONTROL_SUITE, space, KINDS[type(body)], packed(body), (), salt)
        return signed(unsigned, *keys)

    @property
    def directory(self) -> bytes:
        return directory_space(self.office)

    def found(self) -> None:
        """Write the directory's first entry."""
        office = control.Office(
            self.office,
            "Centrale",
            self.root.public,
            self.administrator.public,
            self.relay.public,
            self.certificate,
            1,
        )
        self.entries.append(self.entry(self.directory, office, self.root))

    def say(self, space: bytes, body: Body) -> Control:
        """Sign an entry as administrator."""
        said = self.entry(space, body, self.administrator)
        self.entries.append(said)
        return said

    def space(self, name: str, purpose: str = "home") -> bytes:
        """Make a space with its first key."""
        space = self.random.randbytes(16)
        self.say(self.directory, control.Space(space, name, purpose, "BEY"))
        self.rotate(space)
        return space

    def rotate(self, space: bytes) -> Control:
        """Begin a new epoch of a space."""
        number = self.epochs.get(space, 0) + 1
        key = self.random.randbytes(32)
        self.epochs[space], self.epoch_keys[space, number] = number, key
        return self.say(space, control.Epoch(number, key_check(key)))

    def person(self, login: str) -> bytes:
        """Put somebody on staff."""
        person = self.random.randbytes(16)
        self.say(self.directory, control.Person(person, login, login.title(), "ASI", "BEY", active=True))
        return person

    def invitation(
        self,
        person: bytes,
        spaces: dict[bytes, bool],
        *,
        url: str = "https://127.0.0.1:1",
        expires_ms: int = 2**40,
    ) -> tuple[Invitation, tuple[Wrap, ...]]:
        """Invite a person to ``spaces`` (id to read-only); return the invitation and its wrapped keys."""
        invited = SigningKey(self.random.randbytes(32))
        wrap_private = self.random.randbytes(WRAP_PRIVATE_BYTES)
        memberships = tuple(Membership(space, read_only) for space, read_only in spaces.items())
        grant = Grant(self.office, invited.public, person, "A", memberships, expires_ms)
        granted = Signature(self.administrator.public, self.administrator.sign(grant.signed_part()))
        invitation = Invitation(
            self.office,
            "Centrale",
            url,
            self.root.public,
            self.relay.public,
            self.certificate,
            grant,
            granted,
            invited.private,
            wrap_private,
        )
        return invitation, self.wraps(public_of(wrap_private), spaces)

    def wraps(self, public: bytes, spaces: dict[bytes, bool]) -> tuple[Wrap, ...]:
        """Seal all keys of ``spaces`` to a public key."""
        return tuple(
            Wrap(space, number, wrap(key, public, info=epoch_info(space, number)))
            for (space, number), key in self.epoch_keys.items()
            if space in spaces
        )

    def remove(self, space: bytes, keys: DeviceKeys) -> Control:
        """Take a laptop out of a space."""
        return self.say(space, control.MemberRemoved(keys.device))

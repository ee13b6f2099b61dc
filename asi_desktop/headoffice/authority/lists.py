"""What is in the directory, for people to look at: signed entries alone, no key needed."""

from dataclasses import dataclass

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.headoffice.log_store import Log, Reader
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.premises import Premises


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post and its home space."""

    code: str
    name: str
    countries: tuple[str, ...]
    home: bytes


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone on staff, now or before, and how many laptops are in service."""

    login: str
    name: str
    role: str
    post: str
    active: bool
    devices: int


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A laptop; ``last_seen`` in ms, None when it was never heard."""

    device: bytes
    login: str
    post: str
    letter: str
    last_seen: int | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space: who is in it (logins, with whether they only read), its key's number, its entries."""

    space: bytes
    name: str
    purpose: str
    owner: str
    epoch: int
    entries: int
    members: tuple[tuple[str, bool], ...]


def view_of(premises: Premises, reader: Reader) -> DirectoryView:
    """Return the directory as it stands; raises BadControl when the database holds a false entry."""
    return Membership(premises.office, premises.root).view(reader)


def posts(view: DirectoryView) -> list[PostRow]:
    """Return the posts by code."""
    return [
        PostRow(post.code, post.name, post.countries, post.home) for _, post in sorted(view.posts.items())
    ]


def persons(view: DirectoryView) -> list[PersonRow]:
    """Return the people by login."""
    in_service = [view.devices[device].grant.person for device in view.devices.keys() - view.revoked.keys()]
    rows = [
        PersonRow(one.login, one.name, one.role, one.post, one.active, in_service.count(one.person))
        for one in view.persons.values()
    ]
    return sorted(rows, key=lambda row: row.login)


def devices(view: DirectoryView, contacts: dict[bytes, int]) -> list[DeviceRow]:
    """Return the laptops by post and letter."""
    rows = []
    for device in view.devices.values():
        person = view.persons[device.grant.person]
        rows.append(
            DeviceRow(
                device=device.device,
                login=person.login,
                post=person.post,
                letter=device.grant.letter,
                last_seen=contacts.get(device.device),
                revoked=device.device in view.revoked,
            )
        )
    return sorted(rows, key=lambda row: (row.post, len(row.letter), row.letter))


def spaces(view: DirectoryView, logs: dict[bytes, Log]) -> list[SpaceRow]:
    """Return the spaces by purpose and name."""
    rows = [
        SpaceRow(
            space=space.space,
            name=space.name,
            purpose=space.purpose,
            owner=space.owner,
            epoch=view.epochs[space.space].number,
            entries=logs[space.space].position.seq,
            members=_members(view, space.space),
        )
        for space in view.spaces.values()
    ]
    return sorted(rows, key=lambda row: (row.purpose, row.name))


def _members(view: DirectoryView, space: bytes) -> tuple[tuple[str, bool], ...]:
    members = view.members.get(space, {}).values()
    return tuple(sorted({(view.persons[one.person].login, one.read_only) for one in members}))

"""Which role opens which space: the whole of need-to-know by office, as data."""

from collections.abc import Mapping

from asi_desktop.protocol.control import Person, Space

HEAD_OFFICE = "HQ"
HOME, NETWORK, ME, RESTRICTED = "home", "network", "me", "restricted"

POST_ROLES = frozenset({"ASI", "ASIA", "OL", "CPX", "AMB", "CONS"})
"""Staff of a post: read and write its home space."""

EVERYWHERE = frozenset({"H24", "BUR", "CHEF"})
"""The watch, the desks, the chiefs: read and write every home space and the network space."""

HEAD_OFFICE_ROLES = frozenset({"FUND", "GSDM", "DPO"})
"""Cells of head office: read and write its home space."""

WITHOUT_CONTENT = frozenset({"ADM"})
"""Keeps the machines: nothing but a space of its own, and the directory."""

ROLES = POST_ROLES | EVERYWHERE | HEAD_OFFICE_ROLES | WITHOUT_CONTENT

Named = Mapping[bytes, Mapping[bytes, bool]]
"""For each restricted space, the persons named for it and whether they only read."""


def opens(person: Person, space: Space, named: Named) -> bool | None:
    """Return whether ``person`` reads ``space`` only (True) or writes it too (False); None: neither."""
    if not person.active:
        return None
    if space.purpose == ME:
        return False if space.owner == person.login else None
    if space.purpose == HOME:
        return False if _writes_home(person, space.owner) else None
    if space.purpose == NETWORK:
        return None if person.role in WITHOUT_CONTENT else person.role not in EVERYWHERE
    return named.get(space.space, {}).get(person.person)


def _writes_home(person: Person, post: str) -> bool:
    if person.role in EVERYWHERE:
        return True
    if person.role in POST_ROLES:
        return person.post == post
    return person.role in HEAD_OFFICE_ROLES and post == HEAD_OFFICE

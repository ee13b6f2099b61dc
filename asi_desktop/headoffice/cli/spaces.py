"""Spaces and who is in them."""

from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority import lists
from asi_desktop.headoffice.authority.people import find_person
from asi_desktop.headoffice.authority.spaces import (
    add_restricted,
    find_space,
    name_member,
    rotate,
    unname_member,
)
from asi_desktop.headoffice.cli.described import Argument, Described, Document, Switch
from asi_desktop.headoffice.cli.invocation import Invocation


def space_list(invocation: Invocation) -> Document:
    """List the spaces."""
    with invocation.reading() as (premises, reader):
        rows = lists.spaces(lists.view_of(premises, reader), reader.logs())
    return {
        "items": [
            {
                "space": row.space.hex(),
                "name": row.name,
                "purpose": row.purpose,
                "owner": row.owner,
                "epoch": row.epoch,
                "entries": row.entries,
                "members": [{"login": login, "read_only": read_only} for login, read_only in row.members],
            }
            for row in rows
        ]
    }


def space_add(invocation: Invocation, name: str) -> Document:
    """Make a space for named people."""
    with invocation.session() as session:
        space = add_restricted(session, name)
    return {"space": space.space.hex(), "name": space.name}


def member_add(invocation: Invocation, space: str, login: str, *, read_only: bool) -> Document:
    """Let someone into a restricted space."""
    with invocation.session() as session:
        found, person = find_space(session, space), find_person(session, login)
        name_member(session, found, person, read_only=read_only)
    return {"space": found.space.hex(), "login": login, "read_only": read_only}


def member_remove(invocation: Invocation, space: str, login: str) -> Document:
    """Take someone out of a restricted space."""
    with invocation.session() as session:
        found, person = find_space(session, space), find_person(session, login)
        unname_member(session, found, person)
        epoch = session.view.epochs[found.space].number
    return {"space": found.space.hex(), "login": login, "epoch": epoch}


def space_rotate(invocation: Invocation, space: str) -> Document:
    """Give a space a new key."""
    with invocation.session() as session:
        found = find_space(session, space)
        rotate(session, found.space)
        epoch = session.view.epochs[found.space].number
    return {"space": found.space.hex(), "epoch": epoch}


_SPACE, _LOGIN = Argument("SPACE"), Argument("LOGIN")

SPACES = (
    Described("space list", Text("Liste les espaces.", "Lists the spaces."), space_list),
    Described(
        "space add",
        Text("Crée un espace pour des personnes nommées.", "Makes a space for named people."),
        space_add,
        (Argument("NAME"),),
    ),
    Described(
        "space member add",
        Text("Ouvre un espace à quelqu’un.", "Opens a space to someone."),
        member_add,
        (_SPACE, _LOGIN, Switch("--read", "read_only", Text("Lecture seule.", "Reading only."))),
    ),
    Described(
        "space member remove",
        Text(
            "Ferme un espace à quelqu’un et change sa clé.", "Closes a space to someone and changes its key."
        ),
        member_remove,
        (_SPACE, _LOGIN),
    ),
    Described(
        "space rotate",
        Text("Donne une nouvelle clé à un espace.", "Gives a space a new key."),
        space_rotate,
        (_SPACE,),
    ),
)

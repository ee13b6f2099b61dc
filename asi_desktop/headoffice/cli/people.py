"""Posts, people, invitations, laptops."""

from pathlib import Path

from asi_desktop.domain.clock import iso
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority import lists
from asi_desktop.headoffice.authority.backup import FileUnwritable, reserve
from asi_desktop.headoffice.authority.invitations import invite
from asi_desktop.headoffice.authority.people import add_person, add_post, remove_person, revoke_device
from asi_desktop.headoffice.authority.roles import ROLES
from asi_desktop.headoffice.cli.described import Argument, Described, Document, Option
from asi_desktop.headoffice.cli.invocation import Invocation


def post_add(invocation: Invocation, code: str, name: str, countries: str) -> Document:
    """Make a post."""
    given = tuple(country.strip() for country in countries.split(","))
    with invocation.session() as session:
        post = add_post(session, code, name, given)
    return {"post": post.code, "home": post.home.hex()}


def post_list(invocation: Invocation) -> Document:
    """List the posts."""
    with invocation.reading() as (premises, reader):
        rows = lists.posts(lists.view_of(premises, reader))
    return {
        "items": [
            {"post": row.code, "name": row.name, "countries": list(row.countries), "home": row.home.hex()}
            for row in rows
        ]
    }


def person_add(invocation: Invocation, login: str, name: str, role: str, post: str) -> Document:
    """Put someone on staff."""
    with invocation.session() as session:
        person = add_person(session, login, name=name, role=role, post=post)
    return {"person": person.person.hex(), "login": person.login}


def person_list(invocation: Invocation) -> Document:
    """List the people."""
    with invocation.reading() as (premises, reader):
        rows = lists.persons(lists.view_of(premises, reader))
    return {
        "items": [
            {
                "login": row.login,
                "name": row.name,
                "role": row.role,
                "post": row.post,
                "active": row.active,
                "devices": row.devices,
            }
            for row in rows
        ]
    }


def person_remove(invocation: Invocation, login: str) -> Document:
    """Mark someone as gone."""
    with invocation.session() as session:
        person = remove_person(session, login)
    return {"login": person.login, "active": person.active}


def issue(invocation: Invocation, login: str, out: str, url: str) -> Document:
    """Write an invitation."""
    target = Path(out)
    reserve(target)
    try:
        with invocation.session() as session:
            issued = invite(session, login, url=url)
        target.write_bytes(issued.file(cost=invocation.cost))
    except OSError as error:
        target.unlink(missing_ok=True)
        raise FileUnwritable(file=target) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return {"expires": iso(issued.expires_ms), "code": issued.code}


def device_list(invocation: Invocation) -> Document:
    """List the laptops."""
    with invocation.reading() as (premises, reader):
        rows = lists.devices(lists.view_of(premises, reader), reader.contacts())
    return {
        "items": [
            {
                "device": row.device.hex(),
                "login": row.login,
                "post": row.post,
                "letter": row.letter,
                "last_seen": None if row.last_seen is None else iso(row.last_seen),
                "revoked": row.revoked,
            }
            for row in rows
        ]
    }


def device_revoke(invocation: Invocation, device: str, reason: str) -> Document:
    """Shut a laptop out."""
    with invocation.session() as session:
        revoked = revoke_device(session, device, reason=reason)
    return {"device": revoked.device.hex(), "revoked": True}


_ROLES = ", ".join(sorted(ROLES))

PEOPLE = (
    Described(
        "post add",
        Text("Crée un poste et son espace.", "Makes a post and its space."),
        post_add,
        (
            Argument("CODE"),
            Argument("NAME"),
            Option(
                "--countries",
                "XX,YY",
                Text("Pays couverts (ISO 3166-1).", "Countries it covers (ISO 3166-1)."),
                required=True,
            ),
        ),
    ),
    Described("post list", Text("Liste les postes.", "Lists the posts."), post_list),
    Described(
        "person add",
        Text("Inscrit une personne.", "Puts someone on staff."),
        person_add,
        (
            Argument("LOGIN"),
            Option("--name", "NAME", Text("Nom de la personne.", "The person’s name."), required=True),
            Option("--role", "ROLE", Text(f"Rôle : {_ROLES}.", f"Role: {_ROLES}."), required=True),
            Option("--post", "CODE", Text("Code du poste.", "The post’s code."), required=True),
        ),
    ),
    Described("person list", Text("Liste les personnes.", "Lists the people."), person_list),
    Described(
        "person remove",
        Text(
            "Marque un départ : ordinateurs révoqués, nouvelles clés pour les espaces.",
            "Marks someone as gone: laptops revoked, new keys for the spaces.",
        ),
        person_remove,
        (Argument("LOGIN"),),
    ),
    Described(
        "invite",
        Text(
            "Écrit une invitation, valable une fois et 24 heures, et donne son code de six mots.",
            "Writes an invitation, good once and for 24 hours, and gives its six-word code.",
        ),
        issue,
        (
            Argument("LOGIN"),
            Option("--out", "FILE", Text("Fichier à écrire.", "File to write."), required=True),
            Option("--url", "URL", Text("Adresse du relais.", "The relay’s address."), required=True),
        ),
    ),
    Described("device list", Text("Liste les ordinateurs.", "Lists the laptops."), device_list),
    Described(
        "device revoke",
        Text(
            "Exclut un ordinateur et change les clés de ses espaces.",
            "Shuts a laptop out and changes the keys of its spaces.",
        ),
        device_revoke,
        (
            Argument("DEVICE"),
            Option("--reason", "TEXT", Text("Motif.", "Why."), default="revoked"),
        ),
    ),
)

"""Posts and the people of the network: added once, never deleted, only marked as gone."""

import re

import msgspec

from asi_desktop.domain.errors import Misused, Refused
from asi_desktop.domain.ids import new_id, parsed
from asi_desktop.domain.text import Text
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.headoffice.authority.roles import HOME, ME, ROLES
from asi_desktop.headoffice.authority.session import Session
from asi_desktop.headoffice.authority.spaces import expel, let_in, open_space, rotate
from asi_desktop.protocol.control import Device, Person, Post, Revoked

_POST = re.compile(r"[A-Z0-9]{2,5}")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_MAX_NAME = 120


class BadValue(Misused):
    """Something given to a command is not of the right form."""

    code = "bad_value"
    what = Text(fr="« {value} » ne convient pas : {rule}.", en="“{value}” will not do: {rule}.")
    next_step = Text(fr="Corrigez et recommencez.", en="Correct it and try again.")


class PostExists(Refused):
    """A post of that code exists."""

    code = "post_exists"
    what = Text(fr="Le poste « {post} » existe déjà.", en="Post “{post}” exists already.")
    next_step = Text(fr="Donnez un autre code.", en="Give another code.")


class NoSuchPost(Refused):
    """No post has that code."""

    code = "no_such_post"
    what = Text(fr="Il n’y a pas de poste « {post} ».", en="There is no post “{post}”.")
    next_step = Text(fr="« post list » montre les postes.", en="“post list” shows the posts.")


class LoginTaken(Refused):
    """The login is someone's, or was."""

    code = "login_taken"
    what = Text(
        fr="L’identifiant « {login} » est, ou a été, celui de quelqu’un.",
        en="Login “{login}” is, or was, somebody’s.",
    )
    next_step = Text(
        fr="Donnez-en un autre : un identifiant ne sert jamais à deux personnes.",
        en="Give another one: a login never serves two people.",
    )


class NoSuchPerson(Refused):
    """Nobody active has that login."""

    code = "no_such_person"
    what = Text(
        fr="Personne d’actif n’a l’identifiant « {login} ».", en="Nobody active has the login “{login}”."
    )
    next_step = Text(fr="« person list » montre les personnes.", en="“person list” shows the people.")


class NoSuchDevice(Refused):
    """No laptop has that id, or it is revoked already."""

    code = "no_such_device"
    what = Text(
        fr="Aucun ordinateur en service ne porte l’identifiant « {device} ».",
        en="No laptop in service has the id “{device}”.",
    )
    next_step = Text(fr="« device list » montre les ordinateurs.", en="“device list” shows the laptops.")


_POST_RULE = Text("un code de poste : 2 à 5 majuscules ou chiffres", "a post code: 2 to 5 capitals or digits")
_COUNTRY_RULE = Text("un code de pays ISO 3166-1, comme KE", "a country code of ISO 3166-1, such as KE")
_NAME_RULE = Text("un nom de 1 à 120 caractères", "a name of 1 to 120 characters")
_LOGIN_RULE = Text(
    "un identifiant : minuscules, chiffres, point, tiret", "a login: small letters, digits, dot, dash"
)
_ROLE_RULE = Text(f"un rôle parmi {', '.join(sorted(ROLES))}", f"a role among {', '.join(sorted(ROLES))}")


def add_post(session: Session, code: str, name: str, countries: tuple[str, ...]) -> Post:
    """Make a post and its home space, open at once to those who read every home.

    Raises BadValue or PostExists.
    """
    _require_form(code, _POST, _POST_RULE)
    _require_name(name)
    for country in countries:
        if country not in vocabulary("country").accepted:
            raise BadValue(value=country[:_MAX_NAME], rule=_COUNTRY_RULE)
    if code in session.view.posts:
        raise PostExists(post=code)
    home = open_space(session, code, purpose=HOME, owner=code)
    post = Post(code, name, countries, home.space)
    session.publish(session.say(session.view.directory, post))
    let_in(session)
    return post


def add_person(session: Session, login: str, *, name: str, role: str, post: str) -> Person:
    """Put someone on staff, with a space of their own.

    Raises BadValue, LoginTaken or NoSuchPost.
    """
    _require_form(login, _LOGIN, _LOGIN_RULE)
    _require_name(name)
    if role not in ROLES:
        raise BadValue(value=role, rule=_ROLE_RULE)
    if post not in session.view.posts:
        raise NoSuchPost(post=post)
    if any(person.login == login for person in session.view.persons.values()):
        raise LoginTaken(login=login)
    person = Person(new_id(), login, name, role, post, active=True)
    session.publish(session.say(session.view.directory, person))
    open_space(session, login, purpose=ME, owner=login)
    return person


def find_person(session: Session, login: str) -> Person:
    """Return who is active under ``login``; raises NoSuchPerson."""
    for person in session.view.persons.values():
        if person.login == login and person.active:
            return person
    raise NoSuchPerson(login=login)


def remove_person(session: Session, login: str) -> Person:
    """Mark someone as gone: laptops revoked, invitations void, a new key for every space they were in.

    Raises NoSuchPerson.
    """
    person = msgspec.structs.replace(find_person(session, login), active=False)
    held = [
        device.device
        for device in session.view.devices.values()
        if device.grant.person == person.person and device.device not in session.view.revoked
    ]
    session.publish(session.say(session.view.directory, person))
    session.writer.close_invitations(person.person)
    named = tuple(one for one in session.held.named if one.person != person.person)
    session.held = msgspec.structs.replace(session.held, named=named)
    _revoke(session, held, f"{login} left")
    return person


def revoke_device(session: Session, text: str, *, reason: str) -> Device:
    """Shut a laptop out, and give every space it was in a new key; raises NoSuchDevice."""
    device = session.view.devices.get(parsed(text) or b"")
    if device is None or device.device in session.view.revoked:
        raise NoSuchDevice(device=text)
    _revoke(session, [device.device], reason)
    return device


def _revoke(session: Session, devices: list[bytes], reason: str) -> None:
    """Removal and rotation are one transaction: what is written afterwards is closed to who left."""
    directory = session.view.directory
    session.publish(*(session.say(directory, Revoked(device, reason)) for device in devices))
    spaces = sorted({space for device in devices for space in session.view.spaces_of(device)})
    for space in spaces:
        expel(session, space, devices)
        rotate(session, space)


def _require_form(value: str, form: re.Pattern[str], rule: Text) -> None:
    if not form.fullmatch(value):
        raise BadValue(value=value[:_MAX_NAME], rule=rule)


def _require_name(name: str) -> None:
    if not (name.strip() and len(name) <= _MAX_NAME and name.isprintable()):
        raise BadValue(value=name[:_MAX_NAME], rule=_NAME_RULE)

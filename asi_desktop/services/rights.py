"""Who writes on this laptop, where, and why not."""

from dataclasses import dataclass

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.reference import device_letter
from asi_desktop.domain.roles import LOCAL, may
from asi_desktop.domain.text import Text
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import SpaceInfo

LOCAL_SPACE = "local_space"
"""Setting with the space of before enrolment (hex): home until the directory has come."""

ALONE = "LOC"
"""Stands for the post in the references of a laptop that has not joined head office."""

LETTERS = 26 + 26**2 + 26**3

READ_ONLY_SPACE = Text(
    fr="Vous lisez cet espace sans pouvoir y écrire.", en="You read this space and cannot write into it."
)
NOT_YOUR_TYPE = Text(
    fr="Votre fonction lit ces fiches sans les modifier.",
    en="Your role reads these records and does not change them.",
)
NEWER_TYPE = Text(
    fr="Cette fiche vient d’une version plus récente du programme.",
    en="This record comes from a newer version of the program.",
)


class ReadOnly(Refused):
    """The officer may read the record, or the space, and not write there."""

    code = "read_only"
    what = Text(fr="{why}", en="{why}")
    next_step = Text(
        fr="Rien n’a été modifié ; demandez le changement au poste qui en a la charge.",
        en="Nothing was changed; ask the post in charge for the change.",
    )


class NoSuchSpace(Refused):
    """A space that this laptop does not have."""

    code = "no_such_space"
    what = Text(fr="Cet espace n’est pas sur ce poste.", en="This space is not on this laptop.")
    next_step = Text(
        fr="Rien n’a été enregistré ; « status » donne les espaces.",
        en="Nothing was saved; “status” lists the spaces.",
    )


@dataclass(frozen=True, slots=True)
class Officer:
    """Who writes: the role that decides, and what stands in references."""

    role: str
    post: str
    letter: str


def officer(reader: Reader) -> Officer:
    """Return who works on this laptop."""
    identity = reader.identity()
    if identity is None or not identity.role:  # not enrolled, or the directory has not come yet
        # Nobody gave it a letter, and two laptops must not write the same references: its id gives one.
        own = int.from_bytes(reader.device_keys().device[:8], "big")
        return Officer(LOCAL, ALONE, device_letter(own % LETTERS))
    return Officer(identity.role, identity.post, identity.letter)


def why_not(reader: Reader, *, kind: str, space: bytes, right: str) -> Text | None:
    """Return why the officer may not do ``right`` (C, U) on records of ``kind`` in ``space``, or None."""
    found = space_named(reader, space)
    if (found is None and space != _before_enrolment(reader)) or (found is not None and found.read_only):
        return READ_ONLY_SPACE
    return None if may(officer(reader).role, right, kind) else NOT_YOUR_TYPE


def home_of(reader: Reader) -> bytes:
    """Return where new records go: the home space of the officer's post, or ``me`` without one."""
    post = officer(reader).post
    spaces = reader.spaces()
    for one in spaces:
        if one.purpose == "home" and one.owner == post and not one.read_only:
            return one.space
    own = next((one.space for one in spaces if one.purpose == "me"), None)
    return own or _before_enrolment(reader)


def space_named(reader: Reader, space: bytes) -> SpaceInfo | None:
    """Return a space of this laptop by its id, or None."""
    return next((one for one in reader.spaces() if one.space == space), None)


def _before_enrolment(reader: Reader) -> bytes:
    kept = reader.setting(LOCAL_SPACE)
    return bytes.fromhex(kept) if isinstance(kept, str) else b""

"""The record types, one file each, and the tuple that makes them known to the whole product.

A new type is one file here and one line in ``RECORD_TYPES``: table, form, list, filters, search,
export, JSON Schema and tests follow from its description.
"""

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records.brief import BRIEF
from asi_desktop.domain.records.contact import CONTACT
from asi_desktop.domain.records.field_note import FIELD_NOTE
from asi_desktop.domain.records.incident import INCIDENT
from asi_desktop.domain.records.interaction import INTERACTION
from asi_desktop.domain.records.organisation import ORGANISATION
from asi_desktop.domain.records.post import POST
from asi_desktop.domain.records.request import REQUEST
from asi_desktop.domain.records.staff import STAFF
from asi_desktop.domain.records.task import TASK
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text

RECORD_TYPES: tuple[RecordType, ...] = (
    BRIEF,
    INCIDENT,
    CONTACT,
    ORGANISATION,
    INTERACTION,
    REQUEST,
    FIELD_NOTE,
    TASK,
    POST,
    STAFF,
)

_BY_NAME = {kind.name: kind for kind in RECORD_TYPES}


class UnknownType(Refused):
    """A record type that this version does not have."""

    code = "unknown_type"
    what = Text(fr="Ce type de fiche n’existe pas.", en="There is no such record type.")
    next_step = Text(
        fr="Rien n’a été modifié. Types connus : {types}.", en="Nothing was changed. Known types: {types}."
    )


def record_type(name: str) -> RecordType:
    """Return the record type ``name``; raises UnknownType."""
    kind = _BY_NAME.get(name)
    if kind is None:
        raise UnknownType(types=", ".join(_BY_NAME))
    return kind


def find_record_type(name: str) -> RecordType | None:
    """Return the record type ``name``, None for one that a newer program made."""
    return _BY_NAME.get(name)

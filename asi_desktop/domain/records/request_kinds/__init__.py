"""What a cooperation request says beyond the common fields when it is of one kind, a module per family.

Each module gives ``SECTIONS`` and ``FIELDS``; a section is shown only for the kinds that it belongs to. A
new kind of request is a code of the vocabulary ``request_kind`` and a group of fields here.
"""

from asi_desktop.domain.records.request_kinds import assistance, documents, goods, migration, people, threats
from asi_desktop.domain.schema import Field, Section

_FAMILIES = (people, documents, migration, goods, threats, assistance)

KIND_SECTIONS: tuple[Section, ...] = tuple(section for family in _FAMILIES for section in family.SECTIONS)
"""Their sections, in the order of the form."""

KIND_FIELDS: tuple[Field, ...] = tuple(field for family in _FAMILIES for field in family.FIELDS)
"""Their fields, in the order of the form."""

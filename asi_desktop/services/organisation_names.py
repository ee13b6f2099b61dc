"""Organisations by their names: the record that bears one, or a new one, made once for a whole import."""

from dataclasses import dataclass, field
from itertools import chain

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE, Value
from asi_desktop.domain.dotted.reading import is_alive
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import record_type
from asi_desktop.domain.writing import new_values
from asi_desktop.services.reference_data import Entry, called, name_key
from asi_desktop.services.saving import NOT_THERE, Pen
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import UndoStep

ORGANISATION = "organisation"
_NAMES = ("acronym", "name_native_script", "name_en", "name_fr", "title", "name_official")
"""What an organisation is called by; of two that share a name, all laptops take the same."""


@dataclass(slots=True)
class Organisations:
    """The organisations of this laptop by their names and by their entries in the program's directory.

    ``made`` meanwhile, with the ``steps`` back.
    """

    by_name: dict[str, bytes] = field(default_factory=dict)
    by_code: dict[str, bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    steps: list[UndoStep] = field(default_factory=list)

    def named(self, pen: Pen, name: str, *, space: bytes) -> str | None:
        """Return the id (hex) of the organisation called ``name``, made in ``space`` if there is none.

        One that the program's directory knows is made as it stands there. None when this officer may not
        make one, or when it is no name.
        """
        key, entry = name_key(name), called(name)
        if not key:
            return None
        if key not in self.by_name:
            there = self.by_code.get(entry.code) if entry is not None else None
            record = there or self._made(pen, name, entry, space=space)
            if record is None:
                return None
            self.by_name[key] = record
        return ids.shown(self.by_name[key])

    def _made(self, pen: Pen, name: str, entry: Entry | None, *, space: bytes) -> bytes | None:
        kind, record = record_type(ORGANISATION), ids.new_id()
        given: dict[str, Value] = {"name_official": name} if entry is None else entry.fields
        try:
            pen.create(kind, new_values(kind, given), space=space, record=record, undoable=False)
        except Refused:
            return None
        self.made.append(str(given["name_official"]))
        self.steps.append(UndoStep(0, record, pen.dot, NOT_THERE))
        if entry is not None:
            self.by_code[entry.code] = record
        return record


def organisations(reader: Reader) -> Organisations:
    """Return the organisations of this laptop, those in the bin apart."""
    found = Organisations()
    for record, state in reader.states(ORGANISATION):
        if is_alive(state.values(ALIVE)):
            for one in chain(*(state.values(field) for field in _NAMES)):
                found.by_name.setdefault(name_key(str(one.value)), record)
            for one in state.values("reference_code"):
                found.by_code.setdefault(str(one.value), record)
    return found

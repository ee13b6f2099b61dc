"""Organisations by their names: the record that bears one, or a new one, made once for a whole import."""

from dataclasses import dataclass, field

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE
from asi_desktop.domain.dotted.reading import is_alive
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import record_type
from asi_desktop.domain.writing import new_values
from asi_desktop.services.saving import NOT_THERE, Pen
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import UndoStep
from asi_desktop.storage.search_text import tokens

ORGANISATION = "organisation"
_NAMES = ("acronym", "name_native_script", "name_en", "name_fr", "title", "name_official")
"""What an organisation is called by; a later name wins where two organisations share one."""


@dataclass(slots=True)
class Organisations:
    """The organisations of this laptop by their names; ``made`` meanwhile, with the ``steps`` back."""

    by_name: dict[str, bytes] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    steps: list[UndoStep] = field(default_factory=list)

    def named(self, pen: Pen, name: str, *, space: bytes) -> str | None:
        """Return the id (hex) of the organisation called ``name``, made in ``space`` if there is none.

        None when this officer may not make one, or when it is no name.
        """
        key = _key(name)
        if not key:
            return None
        if key not in self.by_name:
            kind, record = record_type(ORGANISATION), ids.new_id()
            try:
                values = new_values(kind, {"name_official": name})
                pen.create(kind, values, space=space, record=record, undoable=False)
            except Refused:
                return None
            self.by_name[key] = record
            self.made.append(name)
            self.steps.append(UndoStep(0, record, pen.dot, NOT_THERE))
        return ids.shown(self.by_name[key])


def organisations(reader: Reader) -> Organisations:
    """Return the organisations of this laptop, those in the bin apart."""
    found = Organisations()
    for record, state in reader.states(ORGANISATION):
        if is_alive(state.values(ALIVE)):
            names = [str(one.value) for field in _NAMES for one in state.values(field)]
            found.by_name |= {key: record for name in names if (key := _key(name))}
    return found


def _key(name: str) -> str:
    return "".join(tokens(name))  # P.N.K. is PNK

"""Records in the canonical form: written as lines, and lines taken in one by one."""

from collections.abc import Mapping, Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.attachments import FILES
from asi_desktop.domain.dotted import ALIVE, Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import find_record_type, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import parse
from asi_desktop.domain.viewing import STATUS, Seen, seen
from asi_desktop.domain.workflow import NoSuchState, status_value
from asi_desktop.domain.writing import UnknownField, new_values, set_values
from asi_desktop.exchange.canonical import CanonicalRecord, Claim, read
from asi_desktop.services.results import LineOutcome
from asi_desktop.services.rights import home_of, officer
from asi_desktop.services.saving import Pen
from asi_desktop.services.viewing import stored_record
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord


def canonical_of(reader: Reader, stored: StoredRecord) -> CanonicalRecord:
    """Return what the canonical form tells of ``stored``: all of it but private fields and attachments."""
    kind = find_record_type(stored.type)
    found = seen(kind, stored.state)
    apart = {FILES} | (kind.local_names if kind else frozenset())
    return CanonicalRecord(
        id=stored.id,
        type=stored.type,
        space=stored.space,
        status=found.status,
        deleted=found.deleted,
        fields={name: value for name, value in found.fields.items() if name not in apart},
        conflicts={
            path: [Claim(one.value, _author(reader, one.stamp.device)) for one in siblings]
            for path, siblings in found.conflicts.items()
            if path.partition("/")[0] not in apart
        },
    )


def _author(reader: Reader, device: bytes) -> str:
    """Return who holds ``device`` by the signed directory, which all laptops share; else the device."""
    directory = reader.directory()
    person = directory.person_of(device) if directory else None
    return person.login if person else ids.shown(device)


def line_taken(pen: Pen, number: int, data: bytes) -> LineOutcome:
    """Take one line in and tell what became of it; a line that is refused changes nothing."""
    try:
        given = read(data)
    except AppError as error:
        return _refused(number, None, error)
    try:
        return LineOutcome(number, _taken_in(pen, given), given.id)
    except AppError as error:
        return _refused(number, given.id, error)


def _refused(number: int, record: bytes | None, error: AppError) -> LineOutcome:
    return LineOutcome(number, "refused", record, error.code, Text(error.message("fr"), error.message("en")))


def _taken_in(pen: Pen, given: CanonicalRecord) -> str:
    """Take a line in; whatever can be refused is, before anything is written."""
    kind = record_type(given.type)
    stored = pen.writer.record(given.id)
    if stored is None:
        return _created(pen, kind, given)
    return _updated(pen, *pen.record(ids.shown(given.id)), given)


def _created(pen: Pen, kind: RecordType, given: CanonicalRecord) -> str:
    values = new_values(kind, given.fields)
    beside = _beside(kind, given, {path: [values.get(path)] for path in given.conflicts})
    if given.status and kind.workflow:
        values[STATUS] = _status(pen, kind, given.status)
    if given.deleted:
        values[ALIVE] = False
    known = {space.space for space in pen.writer.spaces()}
    space = given.space if given.space in known else home_of(pen.writer)
    pen.create(kind, values, space=space, record=given.id)
    _write_beside(pen, given.id, beside)
    return "created"


def _updated(pen: Pen, stored: StoredRecord, kind: RecordType, given: CanonicalRecord) -> str:
    found = seen(kind, stored.state)
    values = set_values(kind, stored.state, _differences(found, given))
    if given.status and given.status != found.status and kind.workflow:
        values[STATUS] = _status(pen, kind, given.status)
    if given.deleted is not found.deleted:
        values[ALIVE] = not given.deleted
    held = {path: [one.value for one in stored.state.values(path)] for path in given.conflicts}
    beside = _beside(kind, given, held)
    if values:
        pen.save(stored, values, event="record.imported")
    _write_beside(pen, given.id, beside)
    return "updated" if values or beside else "unchanged"


def _differences(found: Seen, given: CanonicalRecord) -> list[tuple[str, Value]]:
    """Return what makes the fields as given; a field in conflict on either side is left alone."""
    unsettled = {path.partition("/")[0] for path in (*found.conflicts, *given.conflicts)}
    return [
        (name, value)
        for name, value in given.fields.items()
        if name not in unsettled and found.fields.get(name) != value
    ]


def _beside(
    kind: RecordType, given: CanonicalRecord, held: Mapping[str, Sequence[Value]]
) -> list[tuple[str, Value]]:
    """Return path and value of what is in conflict and not ``held``; raises UnknownField, InvalidValue."""
    missing: list[tuple[str, Value]] = []
    for path, claims in given.conflicts.items():
        field = kind.at(path)
        if field is None:
            raise UnknownField(type=kind.label, name=kind.name, field=path[:80])
        values = [parse(field, claim.value, path) for claim in claims]
        missing += [(path, value) for value in values if value not in held[path]]
    return missing


def _write_beside(pen: Pen, record: bytes, values: list[tuple[str, Value]]) -> None:
    for path, value in values:
        stored = stored_record(pen.writer, ids.shown(record))
        pen.add_beside(stored, path, value)
        pen.note(stored, "record.imported")


def _status(pen: Pen, kind: RecordType, status: str) -> Value:
    states = kind.workflow.by_code if kind.workflow else {}
    if status not in states:
        raise NoSuchState(type=kind.label, states=", ".join(states))
    return status_value(status, officer(pen.writer).role)

"""Records out of the desk and into it, in the canonical form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE, Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import find_record_type, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import parse
from asi_desktop.domain.viewing import STATUS, Seen, seen
from asi_desktop.domain.workflow import NoSuchState, status_value
from asi_desktop.domain.writing import UnknownField, new_values, set_values
from asi_desktop.exchange.canonical import CanonicalRecord, Claim, line, read
from asi_desktop.services.changes import NOTHING
from asi_desktop.services.results import Imported, LineOutcome
from asi_desktop.services.rights import home_of, officer
from asi_desktop.services.saving import Pen, Saving
from asi_desktop.services.viewing import stored_record
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord


class _DryRun(Exception):
    """Ends the transaction of a dry run without a trace."""


class Documents:
    """Export and import; an import is one transaction, each line of it whole or refused."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving

    def export(self, *, records: Sequence[str] = (), kind: str | None = None) -> Iterator[bytes]:
        """Yield a canonical line for each readable record, sorted by id, or for those asked for.

        Nothing of it is only so on this laptop: neither private fields nor what was not read by others'
        laptops at the same position. Raises NoSuchRecord, UnknownType.
        """
        wanted = None if kind is None else record_type(kind).name
        with self._saving.pen() as pen:
            pen.writer.journal("export", detail="canonical")
        with self._saving.reading() as reader:
            named = {reader.find_id(one) for one in records}
            for record in sorted(named) if named else reader.record_ids():
                stored = reader.record(record)
                if stored is not None and wanted in {None, stored.type}:
                    yield line(_canonical(reader, stored))

    def bring_in(self, lines: Iterable[bytes], *, dry_run: bool = False) -> Imported:
        """Take in canonical lines and tell what became of each: created, updated, unchanged or refused.

        An unknown record is made under its own id, in its space if this laptop writes there, else at
        home; its reference is drawn here. Of a known one, the fields that the line names are set;
        others stay. Values in conflict that are not here are added beside those that are: an import
        never chooses. A line that is refused changes nothing; the others go on.
        """
        outcomes: list[LineOutcome] = []
        try:
            with self._saving.pen() as pen:
                for number, data in enumerate(lines, start=1):
                    if data.strip():
                        outcomes.append(_outcome(pen, number, data))
                changes = pen.changes
                _end(dry_run=dry_run)
        except _DryRun:
            changes = NOTHING
        return Imported(tuple(outcomes), changes)


def _end(*, dry_run: bool) -> None:
    if dry_run:
        raise _DryRun


def _canonical(reader: Reader, stored: StoredRecord) -> CanonicalRecord:
    kind = find_record_type(stored.type)
    found = seen(kind, stored.state)
    local = kind.local_names if kind else frozenset[str]()
    return CanonicalRecord(
        id=stored.id,
        type=stored.type,
        space=stored.space,
        status=found.status,
        deleted=found.deleted,
        fields={name: value for name, value in found.fields.items() if name not in local},
        conflicts={
            path: [Claim(one.value, _author(reader, one.stamp.device)) for one in siblings]
            for path, siblings in found.conflicts.items()
        },
    )


def _author(reader: Reader, device: bytes) -> str:
    """Return who holds ``device`` by the signed directory, which all laptops share; else the device."""
    directory = reader.directory()
    person = directory.person_of(device) if directory else None
    return person.login if person else ids.shown(device)


def _outcome(pen: Pen, number: int, data: bytes) -> LineOutcome:
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
        pen.add_beside(stored_record(pen.writer, ids.shown(record)), path, value)


def _status(pen: Pen, kind: RecordType, status: str) -> Value:
    states = kind.workflow.by_code if kind.workflow else {}
    if status not in states:
        raise NoSuchState(type=kind.label, states=", ".join(states))
    return status_value(status, officer(pen.writer).role)

"""A record as an officer sees it, put together from the vault, the descriptions and the directory."""

from collections.abc import Mapping, Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.attachments import FILES, attached_files
from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.dotted.reading import Sibling
from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import Seen, seen, title_of
from asi_desktop.domain.workflow import allowed
from asi_desktop.services.results import ConflictValue, ContestedStep, Link, RecordView, Step
from asi_desktop.services.rights import NEWER_TYPE, officer, why_not
from asi_desktop.storage.attachments import is_here
from asi_desktop.storage.reader import NoSuchRecord, Reader
from asi_desktop.storage.results import StoredRecord


def stored_record(reader: Reader, id_text: str) -> StoredRecord:
    """Return the record that ``id_text`` names, its id or its reference; raises NoSuchRecord."""
    stored = reader.record(reader.find_id(id_text))
    if stored is None:
        raise NoSuchRecord(id=id_text[:80])
    return stored


def view_of(reader: Reader, stored: StoredRecord) -> RecordView:
    """Return ``stored`` as the officer of this laptop sees it."""
    kind = find_record_type(stored.type)
    found = seen(kind, stored.state)
    why = NEWER_TYPE if kind is None else why_not(reader, kind=stored.type, space=stored.space, right="U")
    return RecordView(
        id=stored.id,
        ref=found.ref,
        type=stored.type,
        space=stored.space,
        status=found.status,
        deleted=found.deleted,
        deleted_while_edited=found.deleted_while_edited,
        fields={name: value for name, value in found.fields.items() if name != FILES},
        attachments=_attachments(reader, stored),
        conflicts=conflicts_of(reader, stored, found),
        contested=tuple(_contested(reader, one) for one in found.contested),
        links=_links(reader, found.fields.get("links")),
        sync_state=stored.sync_state,
        allowed=() if kind is None or why else _steps(reader, kind, found),
        read_only=why is not None,
        why_read_only=why,
        displayed={
            path: frozenset(one.dot for one in values) for path, values in stored.state.fields.items()
        },
        created_ms=stored.created_ms,
        updated_ms=stored.updated_ms,
        title=title(kind, found.fields),
    )


def attachment_id(record: bytes, element: str) -> str:
    """Return what names one file of a record: the record's id and the file's, a dot between them."""
    return f"{ids.shown(record)}.{element}"


def _attachments(reader: Reader, stored: StoredRecord) -> tuple[Mapping[str, Value], ...]:
    return tuple(
        {
            "id": attachment_id(stored.id, file.element),
            "name": file.name,
            "size": file.size,
            "have": is_here(reader.connection, file),
        }
        for file in attached_files(stored.state)
    )


def conflicts_of(reader: Reader, stored: StoredRecord, found: Seen) -> dict[str, tuple[ConflictValue, ...]]:
    """Return the values that nobody has chosen between, by path, in the order that all laptops show."""
    if not found.conflicts:
        return {}
    numbers = {save.dot: save.seq for save in reader.history(stored.id)}
    return {
        path: tuple(_value(reader, one, numbers) for one in siblings)
        for path, siblings in sorted(found.conflicts.items())
    }


def title(kind: RecordType | None, fields: Mapping[str, Value]) -> str:
    """Return what names a record with ``fields`` in lists."""
    return title_of(kind, fields)


def _value(reader: Reader, one: Sibling, numbers: Mapping[Dot, int | None]) -> ConflictValue:
    device, at_ms = one.stamp
    return ConflictValue(one.n, one.value, reader.person_of(device), device, at_ms, numbers.get(one.dot))


def _contested(reader: Reader, one: Sibling) -> ContestedStep:
    state = one.value.get("state") if isinstance(one.value, dict) else one.value
    return ContestedStep(str(state), reader.person_of(one.stamp.device), one.stamp.at_ms)


def _steps(reader: Reader, kind: RecordType, found: Seen) -> tuple[Step, ...]:
    if kind.workflow is None or found.deleted:
        return ()
    states = kind.workflow.by_code
    steps = allowed(kind, found, officer(reader).role)
    return tuple(
        Step(one.target, _action(states[one.target].action, one.target), one.reason_required) for one in steps
    )


def _action(label: Text, state: str) -> Text:
    return label if label.en else Text(state, state)


def _links(reader: Reader, links: Value) -> tuple[Link, ...]:
    elements: Sequence[tuple[str, Value]] = list(links.items()) if isinstance(links, dict) else []
    return tuple(link for element, one in elements if (link := _link(reader, element, one)) is not None)


def _link(reader: Reader, element: str, one: Value) -> Link | None:
    target = ids.parsed(str(one.get("target"))) if isinstance(one, dict) else None
    if target is None or not isinstance(one, dict):
        return None
    role = str(one.get("role") or "")
    stored = reader.record(target)
    if stored is None:  # not received yet: said so, never an error
        return Link(element, target, role, type="", ref="", title="")
    kind = find_record_type(stored.type)
    found = seen(kind, stored.state)
    return Link(element, target, role, type=stored.type, ref=found.ref, title=title(kind, found.fields))

"""The services' answers as the JSON documents of the commands: ids in hex, times in ISO 8601."""

from collections.abc import Mapping, Sequence

from asi_desktop.domain.clock import iso
from asi_desktop.domain.ids import shown
from asi_desktop.services.results import ConflictValue, DeskStatus, HistoryView, RecordView, Report, SpaceView

Json = dict[str, object]


def record(view: RecordView) -> Json:
    """Return a record as `record get` answers it."""
    return {
        "id": shown(view.id),
        "ref": view.ref,
        "type": view.type,
        "space": shown(view.space),
        "status": view.status,
        "deleted": view.deleted,
        "deleted_while_edited": view.deleted_while_edited,
        "fields": dict(view.fields),
        "conflicts": conflicts(view.conflicts),
        "contested": [
            {"state": step.state, "author": step.author, "at": iso(step.at_ms)} for step in view.contested
        ],
        "links": [
            {
                "id": shown(link.target),
                "role": link.role,
                "type": link.type,
                "ref": link.ref,
                "title": link.title,
            }
            for link in view.links
        ],
        "attachments": list(view.attachments),
        "sync_state": view.sync_state,
        "allowed": [step.state for step in view.allowed],
        "read_only": view.read_only,
    }


def conflicts(found: Mapping[str, Sequence[ConflictValue]]) -> Json:
    """Return what is in conflict, by path."""
    return {path: [conflict_value(one) for one in values] for path, values in found.items()}


def conflict_value(one: ConflictValue) -> Json:
    """Return one of several values of a field, with its author."""
    return {
        "n": one.n,
        "value": one.value,
        "author": one.author,
        "device": shown(one.device),
        "at": iso(one.at_ms),
        "seq": one.seq,
    }


def history(saves: Sequence[HistoryView]) -> Json:
    """Return the saves of a record, newest first."""
    return {
        "items": [
            {
                "at": iso(save.at_ms),
                "author": save.author,
                "device": shown(save.device),
                "changes": dict(save.changes),
                "seq": save.seq,
            }
            for save in saves
        ]
    }


def synced(reports: Sequence[Report]) -> Json:
    """Return what `sync` answers: traffic added up over ``reports``, the rest as the last one has it."""
    added = ("pushed", "pulled", "requests", "bytes_up", "bytes_down", "wire_up", "wire_down", "seconds")
    last = reports[-1] if reports else None
    document: Json = {
        "session": last.session if last else "offline",
        **{name: sum(getattr(report, name) for report in reports) for name in added},
        **{
            name: getattr(last, name) if last else 0
            for name in ("pending", "conflicts", "quarantined", "alarms")
        },
    }
    return document | {"seconds": round(sum(report.seconds for report in reports), 3)}


def status(now: DeskStatus) -> Json:
    """Return what `status` answers."""
    return {
        "session": now.session,
        "since": time(now.since_ms),
        "pending": now.pending,
        "urgent_pending": now.urgent_pending,
        "conflicts": now.conflicts,
        "quarantined": now.quarantined,
        "alarms": now.alarms,
        "as_of": time(now.as_of_ms),
        "spaces": [space(one) for one in now.spaces],
    }


def space(one: SpaceView) -> Json:
    """Return one space of this laptop."""
    return {
        "space": shown(one.space),
        "name": one.name,
        "purpose": one.purpose,
        "cursor": one.cursor,
        "as_of": time(one.as_of_ms),
        "read_only": one.read_only,
    }


def time(at_ms: int | None) -> str | None:
    """Return a time as ISO 8601, or None."""
    return None if at_ms is None else iso(at_ms)


def optional_id(identifier: bytes | None) -> str | None:
    """Return an id in hex, or None."""
    return None if identifier is None else shown(identifier)

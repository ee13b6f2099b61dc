"""Records: add, read, list, change, step on, link, delete, bring back, undo."""

from collections.abc import Collection, Mapping, Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.attachments import is_hidden
from asi_desktop.domain.dotted import ALIVE, Dot, Value
from asi_desktop.domain.records import record_type
from asi_desktop.domain.viewing import STATUS, seen
from asi_desktop.domain.workflow import check, status_value
from asi_desktop.domain.writing import new_values, set_values
from asi_desktop.services.changes import Changes
from asi_desktop.services.note_taking import note_fields
from asi_desktop.services.results import Added, BackLink, HistoryView, ListPage, ListQuery, RecordView, Undone
from asi_desktop.services.rights import home_of, officer
from asi_desktop.services.saving import Saving
from asi_desktop.services.undoing import next_undone, still_stands, undo_last, undo_of
from asi_desktop.services.viewing import stored_record, view_of
from asi_desktop.services.writing_again import write_again


class Records:
    """All that an officer does with records. ``id_text`` is a record's id (hex) or its reference."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving

    def add(self, kind: str, given: Mapping[str, Value], *, space: bytes | None = None) -> Added:
        """Make a record of type ``kind`` from ``given`` (field name to JSON value).

        Without ``space`` in the home space of the author's post; not enrolled, in ``me``. Raises
        UnknownType, UnknownField, InvalidValue, MissingFields, NoSuchSpace, ReadOnly.
        """
        described = record_type(kind)
        values = new_values(described, given)
        with self._saving.pen() as pen:
            record = ids.new_id()
            where = home_of(pen.writer) if space is None else space
            ref = pen.create(described, values, space=where, record=record)
        return Added(record, ref, pen.changes)

    def get(self, id_text: str) -> RecordView:
        """Return the record as this officer sees it; raises NoSuchRecord."""
        with self._saving.reading() as reader:
            return view_of(reader, stored_record(reader, id_text))

    def page(self, query: ListQuery) -> ListPage:
        """Return one page of a list; raises UnknownType, UnknownField."""
        record_type(query.type)
        with self._saving.reading() as reader:
            return reader.page(query)

    def referring(self, id_text: str) -> tuple[BackLink, ...]:
        """Return where other records, not in the bin, name this one; those that changed last first."""
        with self._saving.reading() as reader:
            return reader.referring(reader.find_id(id_text))

    def set(
        self,
        id_text: str,
        assignments: Sequence[tuple[str, Value]],
        *,
        displayed: Mapping[str, Collection[Dot]] | None = None,
    ) -> Changes:
        """Save ``assignments`` together: (PATH, JSON value), PATH as in `record set`.

        ``displayed`` (``RecordView.displayed`` of the view that the form showed) makes the save replace
        what its author saw and nothing else; without it, all current values. Raises NoSuchRecord,
        UnknownField, InvalidValue, ReadOnly.
        """
        with self._saving.pen() as pen:
            stored, kind = pen.record(id_text)
            values = set_values(kind, stored.state, assignments)
            if values:
                pen.save(stored, values, event="record.changed", displayed=displayed)
            else:  # a set given as it already is
                pen.note(stored, "record.unchanged")
        return pen.changes

    def advance(self, id_text: str, state: str, *, reason: str | None = None) -> Changes:
        """Make a workflow step; raises TransitionRefused, which says why and who may make it."""
        with self._saving.pen() as pen:
            stored, kind = pen.record(id_text)
            role = officer(pen.writer).role
            check(kind, seen(kind, stored.state), state, role=role, reason=reason or "")
            pen.save(stored, {STATUS: status_value(state, role, reason or "")}, event="record.advanced")
        return pen.changes

    def link(self, id_text: str, target_text: str, *, role: str = "") -> Changes:
        """Link a record to another; links it once, however often it is asked."""
        with self._saving.pen() as pen:
            stored, kind = pen.record(id_text)
            target = stored_record(pen.writer, target_text)
            shown = ids.shown(target.id)
            links = seen(kind, stored.state).fields.get("links")
            if any(
                isinstance(one, dict) and one.get("target") == shown and role in {"", one.get("role")}
                for one in (links.values() if isinstance(links, dict) else ())
            ):
                pen.note(stored, "record.unchanged")
                return pen.changes
            element: dict[str, Value] = {"target": shown, "type": target.type}
            if role:
                element["role"] = role
            pen.save(stored, set_values(kind, stored.state, [("links/+", element)]), event="record.linked")
        return pen.changes

    def delete(self, id_text: str) -> Changes:
        """Put the record into the bin: everything of it stays and can come back."""
        return self._live(id_text, alive=False)

    def undelete(self, id_text: str) -> Changes:
        """Take the record out of the bin."""
        return self._live(id_text, alive=True)

    def history(self, id_text: str) -> tuple[HistoryView, ...]:
        """Return every save of the record, newest first."""
        with self._saving.reading() as reader:
            stored = stored_record(reader, id_text)
            own = reader.device_keys().device
            step = reader.undo(stored.id)
            next_undone = step.dot if step and still_stands(reader, stored, step, device=own) else None
            return tuple(
                HistoryView(
                    at_ms=save.at_ms,
                    author=reader.person_of(save.device),
                    device=save.device,
                    dot=save.dot,
                    changes={path: one for path, one in save.changes.items() if not is_hidden(path)},
                    seq=save.seq,
                    mine=save.device == own,
                    undoable=save.dot == next_undone,
                )
                for save in reader.history(stored.id)
            )

    def undo(self, id_text: str) -> Changes:
        """Undo this laptop's last save of the record that still stands, as a new save.

        What others wrote since stays. Raises NothingToUndo, StepSent.
        """
        with self._saving.pen() as pen:
            undo_of(pen, pen.writer.find_id(id_text))
        return pen.changes

    def undo_last(self) -> Changes:
        """Undo this laptop's last save of any record, also after closing; raises NothingToUndo, StepSent."""
        with self._saving.pen() as pen:
            undo_last(pen)
        return pen.changes

    def take_back(self, id_text: str | None = None) -> Undone:
        """Undo as ``undo``, or without ``id_text`` as ``undo_last``, and tell which save was taken back."""
        with self._saving.pen() as pen:
            step = undo_last(pen) if id_text is None else undo_of(pen, pen.writer.find_id(id_text))
        return Undone(step.record, step.dot, pen.changes)

    def next_undone(self) -> Dot | None:
        """Return the save that ``undo_last`` takes back next, None when there is none."""
        with self._saving.pen() as pen:
            step = next_undone(pen)
        return step.dot if step is not None else None

    def write_again(
        self,
        id_text: str,
        dot: Dot,
        paths: Collection[str] = (),
        *,
        displayed: Mapping[str, Collection[Dot]] | None = None,
    ) -> Changes:
        """Write again what the save ``dot`` of the record wrote: all of it, or what it wrote at ``paths``.

        ``displayed``: as for ``set``; all of it done again leaves what others wrote meanwhile beside it.
        Raises NoSuchRecord, ReadOnly, NothingToRestore, TransitionRefused.
        """
        with self._saving.pen() as pen:
            write_again(pen, id_text, dot, paths, displayed=displayed)
        return pen.changes

    def note(self, text: str) -> Added:
        """Keep a field note, now; the place may follow. Raises EmptyNote."""
        return self.add("field_note", note_fields(text, self._saving.clock.now_ms()))

    def _live(self, id_text: str, *, alive: bool) -> Changes:
        with self._saving.pen() as pen:
            stored, kind = pen.record(id_text)
            if seen(kind, stored.state).deleted is not alive:
                pen.note(stored, "record.unchanged")
            else:
                pen.save(stored, {ALIVE: alive}, event="record.undeleted" if alive else "record.deleted")
        return pen.changes

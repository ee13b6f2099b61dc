"""Documents out of the desk and into it, whatever their form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath

from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Language, Text
from asi_desktop.exchange.canonical import line
from asi_desktop.exchange.charsets import is_text
from asi_desktop.exchange.closed_room import DocumentUnreadable, Limits, Plain, opened
from asi_desktop.exchange.forms import CANONICAL, CSV, EML, PARSED, VCARD, form_of, known_in, known_out
from asi_desktop.exchange.vcard.writing import Version
from asi_desktop.services.attachments import Attachments
from asi_desktop.services.bulk import Bulk
from asi_desktop.services.canonical_records import canonical_of, line_taken
from asi_desktop.services.changes import NOTHING
from asi_desktop.services.exporting import CONTACT, cards, rows
from asi_desktop.services.import_results import Contents, Intake, TakenLine, UndoneImport, Wish
from asi_desktop.services.import_undo import can_undo, keep_steps, undone_import
from asi_desktop.services.import_words import report
from asi_desktop.services.importing import LABEL, begun
from asi_desktop.services.messages import enclosed_kept, note_of
from asi_desktop.services.opened_documents import canonical_lines, message_in, people_in, table_in
from asi_desktop.services.results import Imported, LineOutcome
from asi_desktop.services.saving import Pen, Saving, portions
from asi_desktop.storage.durable import write_file
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord, UndoStep
from asi_desktop.tasks import Cancelled, Context

OPENING = Text("Lecture du document", "Reading the document")
TAKING = Text("Reprise des fiches", "Taking records in")
NO_TEXT = Text("ce n’est pas du texte", "it is no text")
PATIENT = Limits(cpu_s=60, wall_s=120.0)
"""What reading a whole address book may take; it shows how far it is and can be stopped."""

_START_BYTES = 8192
_TOLD_EVERY = 50


class ImportStopped(Cancelled):
    """The officer stopped an import: what it had written by then is taken back."""

    next_step = Text(
        fr="Rien n’en reste, sauf à la corbeille ; relancez l’import quand vous voulez.",
        en="Nothing of it stays but in the bin; start the import again whenever you like.",
    )


class _DryRun(Exception):
    """Ends the transaction of a dry run without a trace."""


class Documents:
    """Export and import; an import is undone as one, each line of it whole or refused."""

    def __init__(self, saving: Saving, attachments: Attachments) -> None:
        self._saving = saving
        self._attachments = attachments

    def export(
        self,
        *,
        records: Sequence[str] = (),
        kind: str | None = None,
        form: str = CANONICAL,
        version: Version = "4.0",
        language: Language = "fr",
    ) -> Iterator[bytes]:
        """Yield the lines or cards of each readable record, sorted by id, or of those asked for.

        ``form``: canonical, vcard (contacts, in ``version``) or csv (one type). Nothing of it is only so on
        this laptop: neither private fields nor, in the canonical form, what was not read by others' laptops
        at the same position; that form alone holds the bin. Raises NoSuchRecord, UnknownType, UnknownForm,
        OnlyContacts, OneTypeOnly.
        """
        wanted = None if kind is None else record_type(kind).name
        if known_out(form) == VCARD and wanted is None and not records:
            wanted = CONTACT
        with self._saving.pen() as pen:
            pen.writer.journal("export", detail=form)
        with self._saving.reading() as reader:
            found = _found(reader, records, wanted)
            if form == VCARD:
                yield from cards(reader, [*found], version=version, language=language)
            elif form == CSV:
                yield from rows(reader, [*found], named=wanted, language=language)
            else:
                yield from (line(canonical_of(reader, stored)) for stored in found)

    def bring_in(self, lines: Iterable[bytes], *, dry_run: bool = False) -> Imported:
        """Take in canonical lines and tell what became of each: created, updated, unchanged or refused.

        An unknown record is made under its own id, in its space if this laptop writes there, else at
        home; its reference is drawn here. Of a known one, the fields that the line names are set;
        others stay. Values in conflict that are not here are added beside those that are: an import
        never chooses. A line that is refused changes nothing; the others go on.
        """
        return self._brought_in([*lines], dry_run=dry_run, context=Context())

    def look_into(
        self,
        name: str,
        data: bytes,
        *,
        form: str = "",
        mapping: Mapping[str, str | None] | None = None,
        language: Language = "fr",
        context: Context | None = None,
    ) -> Contents:
        """Open a document in the closed room and return what is in it; nothing is written.

        ``name``: its file's. ``form``: canonical, vcard, csv or eml, "" for what it shows itself.
        ``mapping``: for a table, where columns go in place of what they say. Raises UnknownForm, what
        ``opened`` raises, ImportStopped.
        """
        file = PurePath(name).name
        shape = known_in(form) if form else form_of(data, file)
        if not form and not is_text(data[:_START_BYTES]):
            raise DocumentUnreadable(reason=NO_TEXT)
        if shape == CANONICAL:
            return Contents(file, shape, lines=canonical_lines(data))
        told = context or Context()
        try:
            told.report(OPENING, done=0)
            arguments: dict[str, Plain] = {"language": language, "mapping": {**(mapping or {})}}
            answer = opened(PARSED[shape], data, arguments=arguments, limits=PATIENT, context=told)
        except Cancelled as error:
            raise ImportStopped from error
        if shape == CSV:
            people, columns = table_in(answer)
            return Contents(file, shape, people=people, columns=columns)
        if shape == EML:
            return Contents(file, shape, message=message_in(answer))
        return Contents(file, shape, people=people_in(answer))

    def take_in(
        self,
        contents: Contents,
        wish: Wish | None = None,
        *,
        dry_run: bool = False,
        context: Context | None = None,
    ) -> Intake:
        """Take a document in and tell what became of each line; ``undo_import`` takes people back as one.

        The files that a message encloses follow in transactions of their own, once its note is there.
        ``dry_run``: tell the same and change nothing. Raises ImportStopped, and then nothing stays taken in.
        """
        wished, told = wish or Wish(), context or Context()
        try:
            if contents.form == CANONICAL:
                brought = self._brought_in(contents.lines, dry_run=dry_run, context=told)
                lines = tuple(map(_as_taken, brought.lines))
                return Intake(contents.form, lines, changes=brought.changes, dry_run=dry_run)
            done = self._taken_in(contents, wished, dry_run=dry_run, context=told)
            return done if dry_run else self._with_files(contents, done, wished)
        except Cancelled as error:
            raise ImportStopped from error

    def undo_import(self, context: Context | None = None) -> UndoneImport:
        """Take the last import of people back, as far as it still stands.

        What anybody wrote since stays, the officer too, and an organisation that somebody refers to by now.
        Raises NothingToUndo, and Cancelled: what was taken back by then stays so, and the rest can still be.
        """
        return undone_import(self._saving, context or Context())

    def save_report(self, intake: Intake, file: Path, language: Language) -> None:
        """Write what became of each line into ``file``, a table for its owner’s eyes; raises DiskRefuses."""
        write_file(file, b"".join(report(intake, language)), ours=False)

    def can_undo_import(self) -> bool:
        """Tell whether there is an import to take back."""
        with self._saving.reading() as reader:
            return can_undo(reader)

    def _taken_in(self, contents: Contents, wish: Wish, *, dry_run: bool, context: Context) -> Intake:
        if contents.message is None:
            return self._people_taken_in(contents, wish, dry_run=dry_run, context=context)
        changes = NOTHING
        try:
            with self._saving.pen() as pen:
                line = note_of(pen, contents.message, language=wish.language)
                pen.writer.journal("import", detail=contents.form)
                _end(dry_run=dry_run)
            changes = pen.changes
        except _DryRun:
            pass
        return Intake(contents.form, (line,), changes=changes, dry_run=dry_run)

    def _people_taken_in(self, contents: Contents, wish: Wish, *, dry_run: bool, context: Context) -> Intake:
        """Take people in part by part, so that the officer’s own saves go between; one undo takes all back.

        Stopped, or when the disk refuses, what was taken in by then is taken back at once.
        """
        work = begun(self._saving, wish, contents.name, dry_run=dry_run, context=context)
        people, changes = contents.people, NOTHING
        lines: list[TakenLine] = []
        try:
            for part, (start, some) in enumerate(portions(people), start=1):
                context.report(LABEL, done=start, total=len(people))
                with suppress(_DryRun), self._saving.pen() as pen:
                    lines += work.take(pen, some)
                    if part == 1:
                        pen.writer.journal("import", detail=contents.form)
                    keep_steps(pen.writer, part, work.undo)
                    _end(dry_run=dry_run)
                changes |= NOTHING if dry_run else pen.changes
        except AppError:
            if changes:
                with suppress(AppError):  # what cannot be taken back now can be later: its steps are kept
                    undone_import(self._saving, Context())
            raise
        return Intake(contents.form, tuple(lines), tuple(work.organisations.made), changes, dry_run)

    def _with_files(self, contents: Contents, done: Intake, wish: Wish) -> Intake:
        """Attach what a message encloses to its note: that is there by now, so nothing stops it."""
        if contents.message is None:
            return done
        (line,) = done.lines
        line, more = enclosed_kept(self._attachments, contents.message, line, language=wish.language)
        return replace(done, lines=(line,), changes=done.changes | more)

    def _brought_in(self, lines: Sequence[bytes], *, dry_run: bool, context: Context) -> Imported:
        """Take lines in part by part, so that the officer’s own saves go between; a dry run is one part."""
        numbered = [(number, data) for number, data in enumerate(lines, start=1) if data.strip()]
        outcomes: list[LineOutcome] = []
        steps: list[UndoStep] = []
        changes = NOTHING
        try:
            for start, some in [(0, numbered)] if dry_run else portions(numbered):
                context.report(TAKING, done=start, total=len(numbered))
                with suppress(_DryRun), self._saving.pen() as pen:
                    outcomes += self._lines_taken(pen, some, context if dry_run else Context())
                    steps += [step for one in pen.changes.records if (step := pen.writer.undo(one))]
                    _end(dry_run=dry_run)
                changes |= NOTHING if dry_run else pen.changes
        except AppError:
            if changes:
                with suppress(AppError):  # what cannot be taken back now stays, and can be one by one
                    Bulk(self._saving).undo(steps)
            raise
        return Imported(tuple(outcomes), changes)

    def _lines_taken(
        self, pen: Pen, lines: Sequence[tuple[int, bytes]], context: Context
    ) -> Iterator[LineOutcome]:
        for done, (number, data) in enumerate(lines):
            if done % _TOLD_EVERY == 0:
                context.report(TAKING, done=done, total=len(lines))
            yield line_taken(pen, number, data)


def _end(*, dry_run: bool) -> None:
    if dry_run:
        raise _DryRun


def _found(reader: Reader, records: Sequence[str], kind: str | None) -> Iterator[StoredRecord]:
    """Yield the records asked for, by id; all that this laptop reads when none is named."""
    named = {reader.find_id(one) for one in records}
    for record in sorted(named) if named else reader.record_ids(kind):
        stored = reader.record(record)
        if stored is not None and kind in {None, stored.type}:
            yield stored


def _as_taken(done: LineOutcome) -> TakenLine:
    return TakenLine(done.line, done.outcome, id=done.id, code=done.code, message=done.message)

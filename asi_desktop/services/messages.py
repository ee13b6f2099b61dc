"""A message as a field note: its headers and its words, with the moment when it was sent."""

from dataclasses import replace

from asi_desktop.domain import ids
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.writing import new_values
from asi_desktop.exchange.people import Left
from asi_desktop.services.attachments import Attachments
from asi_desktop.services.changes import NOTHING, Changes
from asi_desktop.services.import_results import Given, Message, TakenLine
from asi_desktop.services.rights import home_of
from asi_desktop.services.saving import Pen

NOTE = "field_note"
LONGEST_TITLE = 160

_WORDS = {
    "Subject": Text("Objet", "Subject"),
    "From": Text("De", "From"),
    "To": Text("À", "To"),
    "Cc": Text("Copie", "Cc"),
    "Date": Text("Date", "Date"),
    "Message-ID": Text("Identifiant", "Message-ID"),
}
_LINE = Text("{name} : {said}", "{name}: {said}")
_CUT = Text("[La suite du message n’a pas été reprise.]", "[The rest of the message was not taken.]")
_ENCLOSED = Text("Pièce jointe", "Enclosure")
_NESTED = Text("Parties trop imbriquées, non ouvertes", "Parts nested too deeply, not opened")


def note_of(pen: Pen, message: Message, *, language: Language) -> TakenLine:
    """Make a field note of ``message`` and tell what of it was not taken; raises ReadOnly, TooLong."""
    kind, record = record_type(NOTE), ids.new_id()
    given: Given = {"text": _text(message, language), "personal_data": True}
    subject = message.headers.get("Subject", "")
    if subject:
        given["title"] = subject[:LONGEST_TITLE]
    if message.at is not None:
        given["taken_at"] = message.at
    pen.create(kind, new_values(kind, given), space=home_of(pen.writer), record=record)
    left = (Left(_ENCLOSED.to(language), _NESTED.to(language)),) if message.nested else ()
    return TakenLine(1, "created", subject, record, left=left)


def enclosed_kept(
    attachments: Attachments, message: Message, line: TakenLine, *, language: Language
) -> tuple[TakenLine, Changes]:
    """Attach what ``message`` encloses to the note made of it; what is refused is told as left."""
    changes, left = NOTHING, [*line.left]
    for name, one in zip(_enclosed(message, language), message.enclosed, strict=True):
        try:
            done = attachments.add_content(ids.shown(line.id or b""), one.data, name)
            changes |= done.changes
        except Refused as error:
            left.append(Left(name, error.message(language)))
    return replace(line, left=tuple(left)), changes


def _text(message: Message, language: Language) -> str:
    heads = [
        _LINE.filled(language, {"name": _WORDS[name].to(language), "said": said})
        for name, said in message.headers.items()
        if name in _WORDS
    ]
    if message.enclosed:  # the note tells of them even if the laptop dies before they are attached
        named = ", ".join(_enclosed(message, language))
        heads.append(_LINE.filled(language, {"name": _ENCLOSED.to(language), "said": named}))
    parts = ("\n".join(heads), message.text, _CUT.to(language) if message.cut else "")
    return "\n\n".join(part for part in parts if part)


def _enclosed(message: Message, language: Language) -> list[str]:
    """Return what the files that a message encloses are called."""
    return [one.name or f"{_ENCLOSED.to(language)} {place}" for place, one in enumerate(message.enclosed, 1)]

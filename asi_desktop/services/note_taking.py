"""The quickest capture: from a few typed words to a field note."""

from asi_desktop.domain.clock import instant
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text


class EmptyNote(Refused):
    """A note without a word."""

    code = "empty_note"
    what = Text(fr="La note est vide.", en="The note is empty.")
    next_step = Text(fr="Tapez quelques mots et recommencez.", en="Type a few words and try again.")


def note_fields(text: str, at_ms: int) -> dict[str, Value]:
    """Return the fields of a field note on ``text``, taken at ``at_ms``; raises EmptyNote.

    The rest of the note, its place first, may follow.
    """
    words = text.strip()
    if not words:
        raise EmptyNote
    return {"text": words, "taken_at": instant(at_ms).strftime("%Y-%m-%dT%H:%M:%SZ")}

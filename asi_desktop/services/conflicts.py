"""Conflicts: values written without knowledge of each other, and the choice between them."""

from collections.abc import Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import seen
from asi_desktop.domain.writing import set_values
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import ConflictView
from asi_desktop.services.saving import Saving
from asi_desktop.services.viewing import conflicts_of, stored_record, title


class NoConflict(Refused):
    """The field has one value, or fewer values than the number asked for."""

    code = "no_conflict"
    what = Text(fr="« {field} » n’a pas de version n° {n}.", en="“{field}” has no version number {n}.")
    next_step = Text(
        fr="Rien n’a été modifié ; « conflict list » donne les choix à faire.",
        en="Nothing was changed; “conflict list” lists the choices to make.",
    )


class ChoiceGrew(Refused):
    """What is to be chosen between is no longer what was shown."""

    code = "choice_grew"
    retryable = True
    what = Text(
        fr="Une autre version de « {field} » est arrivée.", en="Another version of “{field}” has come in."
    )
    next_step = Text(
        fr="Rien n’a été modifié ; regardez ce qu’il y a maintenant, puis choisissez.",
        en="Nothing was changed; look at what there is now, then choose.",
    )


class Conflicts:
    """The choices that wait for somebody; the rest of each record goes on meanwhile."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving

    def list(self) -> tuple[ConflictView, ...]:
        """Return every choice to make, with its values in the order that all laptops show."""
        views: list[ConflictView] = []
        with self._saving.reading() as reader:
            for record in dict.fromkeys(record for record, _ in reader.conflicts()):
                stored = stored_record(reader, ids.shown(record))
                kind = find_record_type(stored.type)
                found = seen(kind, stored.state)
                name = title(kind, found.fields)
                views += [
                    ConflictView(record, found.ref, stored.type, name, path, values)
                    for path, values in conflicts_of(reader, stored, found).items()
                ]
        return tuple(views)

    def resolve(
        self,
        id_text: str,
        path: str,
        *,
        take: int | None = None,
        value: Value = None,
        shown: Sequence[Value] | None = None,
    ) -> Changes:
        """Choose value number ``take`` (from 1), or without ``take`` write ``value`` (None clears the field).

        Replaces the values that stand now, and those alone. ``shown``: the values between which was chosen;
        if others stand by now, nothing is. Raises NoSuchRecord, NoConflict, ChoiceGrew, ReadOnly,
        UnknownField, InvalidValue.
        """
        with self._saving.pen() as pen:
            stored, kind = pen.record(id_text)
            siblings = seen(kind, stored.state).conflicts.get(path, ())
            if not siblings or (take is not None and not 1 <= take <= len(siblings)):
                raise NoConflict(field=path[:80], n=take or 1)
            if shown is not None and [one.value for one in siblings] != [*shown]:
                raise ChoiceGrew(field=path[:80])
            if take is None:
                values = set_values(kind, stored.state, [(path, value)])
            else:  # as it stands: also a value that this version would no longer accept
                values = {path: siblings[take - 1].value}
            pen.save(stored, values, event="conflict.resolved")
        return pen.changes

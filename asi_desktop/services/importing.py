"""People of a document into contacts: each made, completed, left alone or refused; undone as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from asi_desktop.domain import ids
from asi_desktop.domain.clock import instant
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError, Refused
from asi_desktop.domain.records import record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import seen
from asi_desktop.domain.writing import new_values, set_values
from asi_desktop.exchange.people import GROUP, NAMELESS, Left, Person
from asi_desktop.services.fitting import NOTES, fitted
from asi_desktop.services.import_results import Given, TakenLine, Wish
from asi_desktop.services.organisation_names import ORGANISATION, Organisations, organisations
from asi_desktop.services.rights import ReadOnly, home_of, why_not
from asi_desktop.services.saving import NOT_THERE, Pen, Saving, replaced
from asi_desktop.services.twins import CONTACT, Acquaintances, Twin, acquaintances, keys_of
from asi_desktop.storage.results import StoredRecord, UndoStep
from asi_desktop.tasks import Context

LABEL = Text("Reprise des contacts", "Taking contacts in")
_NAMED = frozenset({"family_name", "given_names", "name_native_script", "source_of_data"})
"""What a document completes and never replaces."""

_SOURCE = Text("Fichier « {name} », repris le {day}", "File “{name}”, taken in on {day}")


class NobodyToTakeIn(Refused):
    """A card or line that is no person: a list of people, or nothing to call somebody by."""

    code = "nobody"
    what = Text(
        fr="Ce n’est pas une personne : ni nom, ni organisme, ni adresse, ni numéro.",
        en="This is nobody: neither a name, an organisation, an address nor a number.",
    )
    next_step = Text(fr="Rien n’a été repris de cette ligne.", en="Nothing was taken from this line.")


class GroupOfPeople(Refused):
    """A card that lists people."""

    code = "group"
    what = Text(fr="C’est un groupe de contacts, pas un contact.", en="This is a group of contacts, not one.")
    next_step = Text(fr="Reprenez ses membres un à un.", en="Take its members in one by one.")


class NotToBeRecorded(Refused):
    """A person of whom no more may be recorded."""

    code = "do_not_record"
    what = Text(
        fr="Le contact « {name} » porte « Ne rien ajouter ».",
        en="The contact “{name}” says “Do not record more”.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; ouvrez sa fiche si cela doit changer.",
        en="Nothing was changed; open the record if that should change.",
    )


_PROBLEMS: Mapping[str, type[Refused]] = {GROUP: GroupOfPeople, NAMELESS: NobodyToTakeIn}


@dataclass(slots=True)
class Import:
    """One import under way; each part of its people is taken in by a pen, and so a transaction, of its own.

    ``steps``: what takes back what the pen in hand wrote. ``drafts``: in a dry run, the records as they would
    be by now, since every pen forgets what the one before it wrote.
    """

    wish: Wish
    source: str
    kind: RecordType
    home: bytes
    known: Acquaintances
    organisations: Organisations
    dry_run: bool
    steps: list[UndoStep] = field(default_factory=list)
    drafts: dict[bytes, StoredRecord] = field(default_factory=dict)

    def take(self, pen: Pen, people: Sequence[Person]) -> tuple[TakenLine, ...]:
        """Take some of the people in with a new ``pen``."""
        self.steps.clear()
        self.organisations.steps.clear()
        return tuple(self._take(pen, person) for person in people)

    def _take(self, pen: Pen, person: Person) -> TakenLine:
        """Take one person in, and tell what became of them; what is refused changes nothing."""
        problem = _PROBLEMS.get(person.problem)
        given, left = fitted(self.kind, person, keep_rest=self.wish.keep_rest, language=self.wish.language)
        line = TakenLine(person.line, "refused", person.name, left=left)
        try:
            if problem is not None:
                raise problem
            return self._taken(pen, person, given, line)
        except Refused as error:
            return replace(line, code=error.code, message=_sentence(error))

    def _taken(self, pen: Pen, person: Person, given: Given, line: TakenLine) -> TakenLine:
        twin = self.known.twin(person.uid, given)
        if twin is not None:
            line = replace(line, id=twin.id, twin=twin.name, by=twin.by)
            if twin.id in self.known.reserved:
                raise NotToBeRecorded(name=twin.name)
        wanted = self.wish.choices.get(person.line, self.wish.twins)
        if twin is not None and wanted == "skip":
            return replace(line, outcome="duplicate")
        if twin is not None and wanted == "update":
            stored = self._held(pen, twin)
            if not seen(self.kind, stored.state).deleted:  # nobody is brought back from the bin
                return self._completed(pen, stored, given, line)
        return self._made(pen, given, line)

    def _held(self, pen: Pen, twin: Twin) -> StoredRecord:
        """Return the record of a contact as it is by now; raises ReadOnly, and what is said of it since."""
        draft = self.drafts.get(twin.id)
        stored = pen.record(ids.shown(twin.id))[0] if draft is None else draft
        if any(one.value is True for one in stored.state.values("do_not_record")):
            raise NotToBeRecorded(name=twin.name)
        return stored

    def _placed(self, pen: Pen, given: Given) -> tuple[Given, tuple[Left, ...]]:
        """Return the fields with the organisation as the record that it names."""
        name = given.get(ORGANISATION)
        if not isinstance(name, str):
            return given, ()
        record = self.organisations.named(pen, name, space=self.home)
        rest = _unplaced(given)
        if record is None:
            return rest, (Left(self.kind.by_name[ORGANISATION].label.to(self.wish.language), name),)
        return rest | {ORGANISATION: record}, ()

    def _made(self, pen: Pen, given: Given, line: TakenLine) -> TakenLine:
        if "family_name" not in given:
            raise NobodyToTakeIn
        new_values(self.kind, {"source_of_data": self.source, **_unplaced(given)})
        given, left = self._placed(pen, given)
        line, record = replace(line, left=(*line.left, *left)), ids.new_id()
        values = new_values(self.kind, {"source_of_data": self.source, **given})
        pen.create(self.kind, values, space=self.home, record=record, undoable=False)
        self._wrote(pen, record, NOT_THERE)
        names = (str(given.get("given_names") or ""), str(given.get("family_name") or ""))
        self.known.meet(record, names, keys_of(given))
        return replace(line, outcome="created", id=record)

    def _completed(self, pen: Pen, stored: StoredRecord, given: Given, line: TakenLine) -> TakenLine:
        set_values(self.kind, stored.state, _additions(self.kind, stored, _unplaced(given)))
        given, left = self._placed(pen, given)
        line = replace(line, left=(*line.left, *left))
        additions = _additions(self.kind, stored, {"source_of_data": self.source, **given})
        values = set_values(self.kind, stored.state, additions)
        if not values:
            return replace(line, outcome="unchanged")
        before = replaced(stored.state, values)
        pen.save(stored, values, event="record.imported", before={})
        self._wrote(pen, stored.id, before)
        return replace(line, outcome="updated")

    def _wrote(self, pen: Pen, record: bytes, before: Mapping[str, Value]) -> None:
        """Keep what takes the save that was just made back; nothing else keeps a step of it."""
        self.steps.append(UndoStep(0, record, pen.dot, before))
        draft = pen.writer.record(record) if self.dry_run else None
        if draft is not None:
            self.drafts[record] = draft

    @property
    def undo(self) -> tuple[UndoStep, ...]:
        """What takes back what the last pen wrote, organisations last: until then somebody refers to them."""
        return (*reversed(self.steps), *self.organisations.steps)


def begun(saving: Saving, wish: Wish, document: str, *, dry_run: bool, context: Context) -> Import:
    """Return an import of the document called ``document``, knowing who is here already.

    Raises ReadOnly when this officer may not make contacts at all, Cancelled.
    """
    day = instant(saving.clock.now_ms()).date().isoformat()
    source = _SOURCE.filled(wish.language, {"name": document[:100], "day": day})
    with saving.reading() as reader:
        home = home_of(reader)
        if why := why_not(reader, kind=CONTACT, space=home, right="C"):
            raise ReadOnly(why=why)
        known, named = acquaintances(reader, context), organisations(reader)
    return Import(wish, source, record_type(CONTACT), home, known, named, dry_run)


def _unplaced(given: Given) -> Given:
    """Return the fields apart from the organisation: what refuses them does so before one is made."""
    return {name: value for name, value in given.items() if name != ORGANISATION}


def _additions(kind: RecordType, stored: StoredRecord, given: Given) -> list[tuple[str, Value]]:
    """Return what completes a contact: nothing is taken away, and what is in conflict is left alone."""
    found = seen(kind, stored.state)
    wanted: list[tuple[str, Value]] = []
    for name, value in given.items():
        held = found.fields.get(name)
        if isinstance(value, list) and name in kind.elements:
            wanted += [(f"{name}/+", one) for one in value if not _has(held, one)]
        elif name not in found.conflicts:
            wanted += _completed(name, held, value)
    return wanted


def _completed(name: str, held: Value, value: Value) -> list[tuple[str, Value]]:
    """Return what one field becomes: notes grow, a name stays, anything else is as the document says."""
    if name == NOTES and isinstance(held, str):
        return [] if str(value) in held else [(name, f"{held}\n\n{value}")]
    return [] if held == value or (held and name in _NAMED) else [(name, value)]


def _has(held: Value, element: Value) -> bool:
    """Tell whether a list holds an element that says the same."""
    elements = held.values() if isinstance(held, dict) else ()
    return any(_said(one) == _said(element) for one in elements)


def _said(element: Value) -> str:
    said = element if isinstance(element, dict) else {}
    words = str(said.get("value") or said.get("language") or "")
    return next(keys_of({"channels": [dict(said)]}), words.casefold())


def _sentence(error: AppError) -> Text:
    return Text(error.message("fr"), error.message("en"))

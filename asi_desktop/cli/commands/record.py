"""`record`: types, schema, add, get, list, set, advance, link, delete, undelete, history, share."""

from collections.abc import Iterator
from typing import TypedDict, Unpack

import click

from asi_desktop.cli import shapes
from asi_desktop.cli.bilingual import Command, argument, command, grouped, option
from asi_desktop.cli.commands.later import later
from asi_desktop.cli.failures import BadWords
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.wording import said
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.ids import parsed as parsed_id
from asi_desktop.domain.ids import shown
from asi_desktop.domain.json_schema import json_schema
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.exchange.json_text import NotJson, parsed
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import Filter, ListQuery, Row

Json = dict[str, object]

NOT_A_CONDITION = Text("--where attend CHAMP=VALEUR.", "--where takes FIELD=VALUE.")
NOT_AN_ASSIGNMENT = Text("une affectation s’écrit CHEMIN=JSON.", "an assignment is written PATH=JSON.")
NOT_JSON = Text(
    "la valeur de « {path} » n’est pas du JSON ; un texte s’écrit entre guillemets : '{path}=\"texte\"'.",
    "the value of “{path}” is not JSON; a text stands between quotation marks: '{path}=\"text\"'.",
)
NOT_A_SPACE = Text("--space attend l’identifiant d’un espace.", "--space takes the id of a space.")


class ListWords(TypedDict):
    """The words of `record list` beside the type."""

    where: tuple[str, ...]
    any_of: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]
    words: str
    name: str | None
    binned: bool
    sort: str | None
    limit: int
    offset: int


record = grouped("record", text=Text("Les fiches du bureau.", "The desk’s records."))


@command(record, "types", text=Text("Les types de fiche.", "The types of record."))
def types(_: Invocation) -> Json:
    """Answer with every type and its labels."""
    return {
        "items": [
            {
                "type": kind.name,
                "code": kind.code,
                "label": said(kind.label),
                "help": said(kind.help) if kind.help else "",
            }
            for kind in RECORD_TYPES
        ]
    }


@command(record, "schema", text=Text("Le JSON Schema d’un type.", "The JSON Schema of one type."))
@argument("kind", metavar="TYPE")
def schema(_: Invocation, *, kind: str) -> Json:
    """Answer with the JSON Schema of one type."""
    return dict(json_schema(record_type(kind)))


@command(
    record, "add", text=Text("Une fiche nouvelle, d’un objet JSON.", "A new record, from a JSON object.")
)
@argument("kind", metavar="TYPE")
@argument("source", metavar="JSONFILE")
@option("--space", metavar="SPACE", text=Text("Espace, sinon celui du poste.", "Space, else the post’s own."))
def add(invocation: Invocation, *, kind: str, source: str, space: str | None) -> Json:
    """Add a record."""
    given = invocation.json_object(source)
    added = invocation.desk().records.add(kind, given, space=_space(space))
    return {"id": shown(added.id), "ref": added.ref}


@command(record, "get", text=Text("Une fiche entière.", "A whole record."))
@argument("which", metavar="ID")
def get(invocation: Invocation, *, which: str) -> Json:
    """Answer with a record, its conflicts and its state."""
    return shapes.record(invocation.desk().records.get(which))


@command(record, "list", text=Text("Une liste, la plus récente d’abord.", "A list, newest change first."))
@argument("kind", metavar="TYPE")
@option(
    "--where", multiple=True, metavar="FIELD=VALUE", text=Text("Filtre, répétable.", "Filter, repeatable.")
)
@option(
    "--any-of",
    multiple=True,
    metavar="FIELD=A,B…",
    text=Text("L’une des valeurs, répétable.", "Any of the values, repeatable."),
)
@option(
    "--since",
    multiple=True,
    metavar="FIELD=DAY",
    text=Text("À partir d’un jour, répétable.", "From a day on, repeatable."),
)
@option(
    "--until",
    multiple=True,
    metavar="FIELD=DAY",
    text=Text("Jusqu’à un jour compris, répétable.", "Up to and with a day, repeatable."),
)
@option("--words", default="", metavar="WORDS", text=Text("Mots à trouver.", "Words to be found."))
@option("--list", "name", metavar="NAME", text=Text("Liste enregistrée.", "A list with a name."))
@option("--bin", "binned", is_flag=True, text=Text("La corbeille.", "The bin instead."))
@option(
    "--sort", metavar="FIELD", text=Text("Tri ; « -CHAMP » : décroissant.", "Order; “-FIELD”: descending.")
)
@option("--limit", type=click.IntRange(1, 10000), default=200, text=Text("Au plus N.", "N at the most."))
@option(
    "--offset", type=click.IntRange(0), default=0, text=Text("Après les N premières.", "After the first N.")
)
def list_(invocation: Invocation, *, kind: str, **asked: Unpack[ListWords]) -> Json:
    """Answer with one page of a list."""
    described, lists = record_type(kind), invocation.desk().lists
    named = lists.called(kind, asked["name"]) if asked["name"] else None
    words = " ".join(filter(None, (named.words if named else "", asked["words"])))
    query = ListQuery(
        type=kind,
        where=tuple(_condition(one) for one in asked["where"]),
        filters=(*(named.filters if named else ()), *_filters(asked)),
        words=words,
        sort=asked["sort"] or (named.sort if named else "") or None,
        limit=asked["limit"],
        offset=asked["offset"],
        deleted=asked["binned"],
    )
    page = lists.page(query)
    return {"total": page.total, "items": [_line(described, row) for row in page.items]}


@command(
    record, "lists", text=Text("Les listes d’un type qui ont un nom.", "The lists of a type with a name.")
)
@argument("kind", metavar="TYPE")
def lists(invocation: Invocation, *, kind: str) -> Json:
    """Answer with the named lists of a type."""
    return {
        "items": [
            {"name": one.key, "label": said(one.name), "own": one.own}
            for one in invocation.desk().lists.named(record_type(kind).name)
        ]
    }


@command(record, "set", text=Text("Change des champs, ensemble.", "Changes fields, together."))
@argument("which", metavar="ID")
@argument("assignments", nargs=-1, required=True, metavar="PATH=JSON…")
def set_(invocation: Invocation, *, which: str, assignments: tuple[str, ...]) -> Json:
    """Save several values in one transaction."""
    pairs = [_assignment(one) for one in assignments]
    return _changed(invocation.desk().records.set(which, pairs))


@command(record, "advance", text=Text("Une étape du circuit.", "A step of the workflow."))
@argument("which", metavar="ID")
@argument("state", metavar="STATE")
@option("--reason", metavar="TEXT", text=Text("Motif.", "Reason."))
def advance(invocation: Invocation, *, which: str, state: str, reason: str | None) -> Json:
    """Make a workflow step."""
    return {**_changed(invocation.desk().records.advance(which, state, reason=reason)), "status": state}


@command(record, "link", text=Text("Lie une fiche à une autre.", "Links a record to another."))
@argument("which", metavar="ID")
@argument("target", metavar="ID")
@option("--role", default="", metavar="ROLE", text=Text("Rôle du lien.", "The link’s role."))
def link(invocation: Invocation, *, which: str, target: str, role: str) -> Json:
    """Link two records."""
    return _changed(invocation.desk().records.link(which, target, role=role))


@command(record, "delete", text=Text("Met à la corbeille.", "Puts into the bin."))
@argument("which", metavar="ID")
def delete(invocation: Invocation, *, which: str) -> Json:
    """Put a record into the bin."""
    return _changed(invocation.desk().records.delete(which))


@command(record, "undelete", text=Text("Sort de la corbeille.", "Takes out of the bin."))
@argument("which", metavar="ID")
def undelete(invocation: Invocation, *, which: str) -> Json:
    """Take a record out of the bin."""
    return _changed(invocation.desk().records.undelete(which))


@command(record, "history", text=Text("Toutes les modifications.", "Every change."))
@argument("which", metavar="ID")
def history(invocation: Invocation, *, which: str) -> Json:
    """Answer with every save of a record, newest first."""
    return shapes.history(invocation.desk().records.history(which))


@command(record, "undo", text=Text("Annule votre dernière modification.", "Undoes your last change."))
@argument("which", required=False, metavar="[ID]")
def undo(invocation: Invocation, *, which: str | None) -> Json:
    """Undo this laptop's last save, of one record or of any."""
    records = invocation.desk().records
    return _changed(records.undo_last() if which is None else records.undo(which))


record.add_command(later("record share"))


def _filters(asked: ListWords) -> Iterator[Filter]:
    """Yield the filters that the words of a command ask for."""
    for one in asked["any_of"]:
        field, values = _condition(one)
        yield Filter(field, tuple(values.split(",")))
    for one in asked["since"]:
        field, day = _condition(one)
        yield Filter(field, since=day)
    for one in asked["until"]:
        field, day = _condition(one)
        yield Filter(field, until=day)


def _line(kind: RecordType, row: Row) -> Json:
    """Return a line of a list: the listed fields of its type."""
    listed = {field.name for field in kind.listed}
    return {
        "id": shown(row.id),
        "ref": row.ref,
        "type": row.type,
        "status": row.status,
        **{name: value for name, value in row.values.items() if name in listed},
        "sync_state": row.sync_state,
    }


def _changed(changes: Changes) -> Json:
    return {"id": shown(next(iter(changes.records)))}


def _condition(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not (field and equals):
        raise BadWords(why=NOT_A_CONDITION)
    return field, value


def _assignment(text: str) -> tuple[str, Value]:
    path, equals, value = text.partition("=")
    if not (path and equals):
        raise BadWords(why=NOT_AN_ASSIGNMENT)
    try:
        return path, parsed(value.encode("utf-8", "surrogateescape"))
    except NotJson as error:
        shortened: dict[str, object] = {"path": path[:80]}
        raise BadWords(
            why=Text(NOT_JSON.filled("fr", shortened), NOT_JSON.filled("en", shortened))
        ) from error


def _space(text: str | None) -> bytes | None:
    if text is None:
        return None
    space = parsed_id(text)
    if space is None:
        raise BadWords(why=NOT_A_SPACE)
    return space


COMMANDS: dict[str, Command] = {"record": record}

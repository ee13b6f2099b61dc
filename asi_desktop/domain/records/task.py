"""The task: what somebody has to do by when, and the record it comes from."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, titled, with_common
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import Condition, State, Transition, Workflow
from asi_desktop.domain.text import Text

_OTHER_RULE = Condition(field="recurrence", values=("rule",))

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    titled(CREATION),
    *in_section(
        "subject",
        Field("assignee", Kind.REFERENCE, Text("Confiée à", "Assigned to"), targets=("staff",),
              required_from=LEAVING, listed=True, filterable=True),
        Field("due_at", Kind.INSTANT, Text("Échéance", "Due"), required_from=LEAVING, listed=True,
              filterable=True),
        Field("due_basis", Kind.CODE, Text("L’échéance est", "The due time is"), vocabulary="due_basis",
              required_from=LEAVING,
              help=Text("Un instant précis suit son fuseau ; une heure locale se lit à la montre du lieu.",
                        "One moment keeps its zone; a local time is read on the watch where one is.")),
        Field("reminders", Kind.CODES, Text("Rappels", "Reminders"), vocabulary="reminder"),
        Field("recurrence", Kind.CODE, Text("Se répète", "Repeats"), vocabulary="recurrence",
              filterable=True),
        Field("recurrence_rule", Kind.TEXT, Text("Règle (RRULE)", "Rule (RRULE)"), shown_when=_OTHER_RULE,
              required_from=LEAVING, required_when=_OTHER_RULE,
              help=Text("Selon la RFC 5545, par exemple FREQ=WEEKLY.", "RFC 5545, such as FREQ=WEEKLY.")),
    ),
    *in_section(
        "matter",
        Field("related", Kind.REFERENCE, Text("Fiche concernée", "Record concerned"), listed=True,
              filterable=True),
        Field("notes", Kind.RICH, Text("Précisions", "Details"), searchable=True, personal=True),
        Field("origin", Kind.CODE, Text("Origine", "Origin"), vocabulary="task_origin", default="own",
              filterable=True),
    ),
    *in_section(
        "progress",
        Field("waiting_on", Kind.TEXT, Text("En attente de", "Waiting on"), searchable=True,
              required_from="waiting", listed=True),
        Field("outcome", Kind.RICH, Text("Résultat", "Outcome"), max_length=10_000, searchable=True),
    ),
    Field("ical_uid", Kind.TEXT, Text("Identifiant iCalendar", "iCalendar identifier"), section="filing",
          help=Text("Rempli quand la tâche vient d’un agenda.",
                    "Filled when the task comes from a calendar.")),
)
# fmt: on

_DOERS = ("CHEF", "BUR", "H24", "OL", "ASI", "CPX", "AMB", "CONS", "FUND", "GSDM", "DPO", "ADM")

_WORKFLOW = Workflow(
    initial="todo",
    states=(
        State("todo", Text("À faire", "To do"), Text("Remettre à faire", "Put back to do")),
        State("doing", Text("En cours", "Doing"), Text("Commencer", "Start")),
        State("waiting", Text("En attente", "Waiting"), Text("Mettre en attente", "Wait")),
        State("done", Text("Faite", "Done"), Text("Marquer faite", "Mark done")),
        State("cancelled", Text("Annulée", "Cancelled"), Text("Annuler", "Cancel")),
    ),
    transitions=(
        Transition("todo", "doing", _DOERS),
        Transition("todo", "done", _DOERS),
        Transition("todo", "cancelled", _DOERS),
        Transition("doing", "waiting", _DOERS),
        Transition("doing", "done", _DOERS),
        Transition("doing", "cancelled", _DOERS),
        Transition("waiting", "doing", _DOERS),
        Transition("waiting", "done", _DOERS),
        Transition("waiting", "cancelled", _DOERS),
        Transition("done", "todo", _DOERS),
        Transition("cancelled", "todo", _DOERS),
    ),
)

TASK = RecordType(
    name="task",
    code="TK",
    label=Text("Tâche", "Task"),
    plural=Text("Tâches", "Tasks"),
    help=Text(
        fr="Ce qui reste à faire, par qui et pour quand, et la fiche d’où cela vient.",
        en="What remains to be done, by whom and by when, and the record it comes from.",
    ),
    pillar="support",
    navigation="tasks",
    sections=(
        Section("subject", Text("Tâche", "Task")),
        Section("matter", Text("De quoi il s’agit", "What it is about")),
        Section("progress", Text("Avancement", "Progress")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="title",
    workflow=_WORKFLOW,
    legal_regime="NONE",
    default_sort="due_at",
    example={
        "title": "Envoyer le programme de formation à la direction criminelle",
        "assignee": "73746166000000000000000000000001",
        "due_at": {"utc": "2026-12-01T14:00:00Z", "offset": 180, "zone": "Africa/Nairobi"},
        "due_basis": "absolute",
        "reminders": ["day", "hour"],
        "recurrence": "monthly",
        "related": "72657175000000000000000000000001",
        "notes": "Version anglaise, trois jours, douze places.",
        "origin": "commitment",
        "waiting_on": "Validation de la sous-direction",
        "outcome": "Programme remis en main propre.",
        "ical_uid": "formation-2026-12@asi.example",
        "priority": "PRIORITY",
        "country_scope": ["XA"],
    },
)

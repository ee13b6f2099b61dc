"""The lists that are there from the first day: what officers look for in each type, as data.

Bounds may be said by the day on which they are read: ``@now``, ``@today``, ``@today+7``, ``@today-30``; the
reference ``@mine`` stands for those that this laptop gave.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Text
from asi_desktop.storage.results import Filter

NOW = "@now"
TODAY = "@today"
MINE = "@mine"


@dataclass(frozen=True, slots=True)
class Offered:
    """A list that is there from the first day. ``key`` names it within its type."""

    key: str
    name: Text
    filters: tuple[Filter, ...]
    sort: str = ""


_OPEN_REQUESTS = Filter(
    "status",
    (
        *("draft", "checked", "needs_central", "sent", "received", "triaged", "accepted", "acknowledged"),
        *("in_progress", "clarification_asked", "suspended", "partially_answered"),
    ),
)
_OPEN_TASKS = Filter("status", ("todo", "doing", "waiting"))
_OVERDUE = Filter("due_at", until=NOW)
_SOON = Filter("due_at", since=NOW, until="@today+7")
_LATE_WORDS = Text("En retard", "Overdue")
_SOON_WORDS = Text("Échéance sous sept jours", "Due within seven days")

_OF_TYPES: Mapping[str, tuple[Offered, ...]] = {
    "request": (
        Offered("open", Text("Ouvertes, par échéance", "Open, by deadline"), (_OPEN_REQUESTS,), "due_at"),
        Offered(
            "my_open",
            Text("Mes demandes ouvertes, par échéance", "My open requests, by deadline"),
            (_OPEN_REQUESTS, Filter("ref", (MINE,))),
            "due_at",
        ),
        Offered("overdue", _LATE_WORDS, (_OPEN_REQUESTS, _OVERDUE), "due_at"),
        Offered("soon", _SOON_WORDS, (_OPEN_REQUESTS, _SOON), "due_at"),
        Offered(
            "to_send",
            Text("Prêtes à partir", "Ready to go"),
            (Filter("status", ("checked", "needs_central")),),
            "due_at",
        ),
    ),
    "task": (
        Offered("open", Text("À faire, par échéance", "To do, by due time"), (_OPEN_TASKS,), "due_at"),
        Offered("overdue", _LATE_WORDS, (_OPEN_TASKS, _OVERDUE), "due_at"),
        Offered("soon", _SOON_WORDS, (_OPEN_TASKS, _SOON), "due_at"),
    ),
    "brief": (
        Offered(
            "begun", Text("En préparation", "Being prepared"), (Filter("status", ("draft", "to_review")),)
        ),
        Offered(
            "recent",
            Text("Envoyées ce mois-ci", "Sent this month"),
            (Filter("status", ("sent", "released")), Filter("updated", since="@today-30")),
        ),
    ),
    "interaction": (
        Offered(
            "to_follow_up",
            Text("À relancer sous sept jours", "To follow up within seven days"),
            (Filter("status", ("noted", "recorded")), Filter("follow_up_at", until="@today+7")),
            "follow_up_at",
        ),
    ),
    "incident": (
        Offered(
            "to_verify", Text("À vérifier", "To verify"), (Filter("status", ("reported",)),), "-occurred_at"
        ),
        Offered(
            "recent",
            Text("Des sept derniers jours", "Of the last seven days"),
            (Filter("occurred_at", since="@today-7"),),
            "-occurred_at",
        ),
    ),
    "field_note": (
        Offered(
            "unused",
            Text("Pas encore exploitées", "Not used yet"),
            (Filter("status", ("captured", "self_checked")),),
            "-taken_at",
        ),
    ),
    "organisation": (
        Offered("to_validate", Text("À valider", "To validate"), (Filter("status", ("recorded",)),), "title"),
    ),
}

_OF_ALL = (
    Offered(
        "urgent",
        Text("Précédence flash ou immédiate", "Flash or immediate precedence"),
        (Filter("priority", ("FLASH", "IMMEDIATE")),),
    ),
    Offered(
        "to_review",
        Text("À revoir sous trente jours", "To review within thirty days"),
        (Filter("review_at", until="@today+30"),),
        "review_at",
    ),
    Offered(
        "changed",
        Text("Modifiées depuis sept jours", "Changed in the last seven days"),
        (Filter("updated", since="@today-7"),),
        "-updated",
    ),
    Offered(
        "mine", Text("Créées sur ce poste", "Made on this laptop"), (Filter("ref", (MINE,)),), "-created"
    ),
)


def offered_lists(kind: str) -> tuple[Offered, ...]:
    """Return the lists that every officer finds for records of type ``kind``; raises UnknownType."""
    return (*_OF_TYPES.get(record_type(kind).name, ()), *_OF_ALL)

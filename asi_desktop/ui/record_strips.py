"""What stands above the fields of a record: what to know of it, and the choices to make."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from asi_desktop.ui.conflict_strip import ConflictStrip
from asi_desktop.ui.language import said
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.status_words import status_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asi_desktop.domain.schema import RecordType
    from asi_desktop.services.results import RecordView


@dataclass(frozen=True, slots=True)
class Answers:
    """What the buttons of the strips do: bring back from the bin, take a version, write another."""

    keep: Callable[[], object]
    take: Callable[[str, int], object]
    rewrite: Callable[[str], object]


def conflict_strips(kind: "RecordType", view: "RecordView", answers: Answers) -> list[ConflictStrip]:
    """Return a strip for each choice to make."""
    strips = []
    for path, values in view.conflicts.items():
        strip = ConflictStrip(kind, path, values, read_only=view.read_only)
        strip.taken.connect(answers.take)
        strip.rewriting.connect(answers.rewrite)
        strips.append(strip)
    return strips


def remark_strips(view: "RecordView", answers: Answers, parent: "QWidget") -> list[NoticeStrip]:
    """Return a line for each thing to know of ``view``."""
    strips = []
    for words, remedy in remarks(view, answers):
        line = NoticeStrip(parent, lasting=True)
        line.tell(words, tone="calm" if remedy is None else "warning", remedy=remedy)
        strips.append(line)
    return strips


def remarks(view: "RecordView", answers: Answers) -> list[tuple[str, Remedy | None]]:
    """Return what is to be known of ``view``, each with the button that does something about it."""
    found: list[tuple[str, Remedy | None]] = []
    if view.deleted:
        words = QCoreApplication.translate(
            "RecordPane", "This record is in the bin. Everything of it is still here."
        )
        found.append(
            (words, Remedy(QCoreApplication.translate("RecordPane", "Take out of the bin"), answers.keep))
        )
    if view.deleted_while_edited:
        words = QCoreApplication.translate(
            "RecordPane",
            "Somebody moved this record to the bin while somebody else went on writing in it. It stays.",
        )
        found.append((words, Remedy(QCoreApplication.translate("RecordPane", "Keep it"), answers.keep)))
    for step in view.contested:
        who = step.author or QCoreApplication.translate("RecordPane", "another laptop")
        words = QCoreApplication.translate(
            "RecordPane", "{who} also set the status to “{status}”. The step of the higher authority counts."
        )
        found.append((words.format(who=who, status=status_words(view.type, step.state)), None))
    if view.read_only and view.why_read_only is not None:
        found.append((said(view.why_read_only), None))
    return found

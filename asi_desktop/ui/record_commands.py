"""The commands of the record that is open, as the command palette offers them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from asi_desktop.ui.commands import Command
from asi_desktop.ui.language import said
from asi_desktop.ui.record_tabs import FIELDS, FILES, HISTORY, KEYS, LINKS

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView
    from asi_desktop.ui.record_pane import RecordPane


def acts_of(pane: "RecordPane") -> tuple[Command, ...]:
    """Return what can be done with any record that ``pane`` shows; each has a key."""
    return (
        Command(
            QCoreApplication.translate("RecordCommands", "Print or save as PDF"),
            "Ctrl+P",
            "print",
            pane.print,
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Link to another record…"),
            "Ctrl+Shift+L",
            "link",
            pane.begin_link,
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Attach files…"), "Ctrl+Shift+J", "plus", pane.attach
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Fields of the record"),
            KEYS[FIELDS],
            "record",
            partial(pane.show_page, FIELDS),
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Files of the record"),
            KEYS[FILES],
            "folder",
            partial(pane.show_page, FILES),
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Links of the record"),
            KEYS[LINKS],
            "link",
            partial(pane.show_page, LINKS),
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "History of the record"),
            KEYS[HISTORY],
            "history",
            pane.toggle_history,
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Copy the reference"),
            "Ctrl+Shift+C",
            "copy",
            pane.acts.copy_reference,
        ),
        Command(
            QCoreApplication.translate("RecordCommands", "Open in a window of its own"),
            "Ctrl+Shift+O",
            "window",
            pane.want_window,
        ),
    )


def commands_of(pane: "RecordPane", view: "RecordView") -> tuple[Command, ...]:
    """Return what can be done with ``view``, which ``pane`` shows: its steps first."""
    steps = [
        Command(
            QCoreApplication.translate("RecordCommands", "Step: {step}").format(step=said(step.label)),
            "",
            "send",
            partial(pane.head.workflow.take, step),
        )
        for step in view.allowed
    ]
    bin_act = (
        Command(
            QCoreApplication.translate("RecordCommands", "Take out of the bin"),
            "",
            "undo",
            pane.acts.take_out,
        )
        if view.deleted
        else Command(
            QCoreApplication.translate("RecordCommands", "Move to the bin"), "", "bin", pane.acts.remove
        )
    )
    return (*steps, *acts_of(pane), bin_act)

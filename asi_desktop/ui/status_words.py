"""The words for the types and states of records, from their descriptions."""

from asi_desktop.domain.records import find_record_type
from asi_desktop.ui.language import said


def type_words(name: str) -> str:
    """Return what a record of type ``name`` is called: "Security brief"."""
    kind = find_record_type(name)
    return said(kind.label) if kind else name


def status_words(type_name: str, status: str) -> str:
    """Return the label of a state; a state of a newer program as it is called, nothing for none."""
    kind = find_record_type(type_name)
    state = kind.workflow.by_code.get(status) if kind and kind.workflow else None
    return said(state.label) if state else status

"""Which editor edits which kind of field: the one place to add a line when a kind is added."""

from collections.abc import Callable, Mapping

from asi_desktop.domain.schema import Field, Kind
from asi_desktop.ui.editors.choice import ChoiceEditor
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.editors.line import LineEditor
from asi_desktop.ui.editors.moment import MomentEditor
from asi_desktop.ui.editors.prose import ProseEditor
from asi_desktop.ui.editors.reference import ReferenceEditor
from asi_desktop.ui.editors.sub_records import SubRecordsEditor
from asi_desktop.ui.editors.tokens import TokensEditor, set_editor
from asi_desktop.ui.editors.yes_no import YesNoEditor

Maker = Callable[[Field, Surroundings], Editor]


def text_editor(described: Field, around: Surroundings) -> Editor:
    """Return a line, or a box for text of several lines."""
    return ProseEditor(described, around) if described.multiline else LineEditor(described, around)


EDITORS: Mapping[Kind, Maker] = {
    Kind.TEXT: text_editor,
    Kind.RICH: ProseEditor,
    Kind.INTEGER: LineEditor,
    Kind.DECIMAL: LineEditor,
    Kind.BOOLEAN: YesNoEditor,
    Kind.DATE: LineEditor,
    Kind.PARTIAL_DATE: LineEditor,
    Kind.INSTANT: MomentEditor,
    Kind.COUNTRY: ChoiceEditor,
    Kind.LANGUAGE: ChoiceEditor,
    Kind.PHONE: LineEditor,
    Kind.EMAIL: LineEditor,
    Kind.URL: LineEditor,
    Kind.MONEY: LineEditor,
    Kind.POSITION: LineEditor,
    Kind.CODE: ChoiceEditor,
    Kind.CODES: set_editor,
    Kind.COUNTRIES: TokensEditor,
    Kind.REFERENCE: ReferenceEditor,
    Kind.REFERENCES: ReferenceEditor,
    Kind.LIST: SubRecordsEditor,
}


def make_editor(described: Field, around: Surroundings) -> Editor:
    """Return a new editor for the field ``described``."""
    return EDITORS[described.kind](described, around)

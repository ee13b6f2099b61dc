"""The steps that a record may take: by whom, from where, and with what filled in."""

from collections.abc import Iterable, Mapping, Sequence

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.roles import SYSTEM, acts_as, role_names
from asi_desktop.domain.schema import CREATION, LEAVING, Field, RecordType
from asi_desktop.domain.steps import Condition, State, Transition, Workflow
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import Seen

__all__ = [
    "Condition",
    "NoSuchState",
    "NoSuchStep",
    "NotYourStep",
    "ReasonMissing",
    "State",
    "StepBlocked",
    "StepIncomplete",
    "Transition",
    "TransitionRefused",
    "Workflow",
    "allowed",
    "check",
    "missing",
    "status_value",
]

_NOTHING = Text(fr="aucun", en="none")


class TransitionRefused(Refused):
    """A step that may not be taken; each cause is a class of its own."""

    code = "transition_refused"
    what = Text(fr="Ce passage n’est pas permis.", en="This step is not allowed.")
    next_step = Text(fr="L’état n’a pas changé.", en="The status has not changed.")


class NoSuchState(TransitionRefused):
    """A state that the record type does not have."""

    code = "no_such_state"
    what = Text(fr="« {type} » n’a pas cet état.", en="“{type}” has no such state.")
    next_step = Text(
        fr="L’état n’a pas changé. Choisissez parmi : {states}.",
        en="The status has not changed. Choose one of: {states}.",
    )


class NoSuchStep(TransitionRefused):
    """No step leads from the present state to the one asked for."""

    code = "no_such_step"
    what = Text(
        fr="On ne passe pas de « {source} » à « {target} ».",
        en="There is no step from “{source}” to “{target}”.",
    )
    next_step = Text(
        fr="L’état n’a pas changé. Étapes possibles : {steps}.",
        en="The status has not changed. Possible steps: {steps}.",
    )


class NotYourStep(TransitionRefused):
    """A step that belongs to others."""

    code = "not_your_step"
    what = Text(
        fr="Passer de « {source} » à « {target} » n’appartient pas à votre fonction.",
        en="Going from “{source}” to “{target}” is not for your role.",
    )
    next_step = Text(
        fr="L’état n’a pas changé. Peut le faire : {who}.", en="The status has not changed. May do it: {who}."
    )


class ReasonMissing(TransitionRefused):
    """A step that must be explained."""

    code = "reason_missing"
    what = Text(fr="Passer à « {target} » demande un motif.", en="Going to “{target}” needs a reason.")
    next_step = Text(
        fr="L’état n’a pas changé. Donnez le motif et recommencez.",
        en="The status has not changed. Give the reason and try again.",
    )


class StepIncomplete(TransitionRefused):
    """Fields that the next state demands and that are empty."""

    code = "step_incomplete"
    what = Text(
        fr="Avant « {target} », il manque : {labels} ({fields}).",
        en="Before “{target}” these are missing: {labels} ({fields}).",
    )
    next_step = Text(
        fr="L’état n’a pas changé. Complétez ces champs et recommencez.",
        en="The status has not changed. Fill in these fields and try again.",
    )


class StepBlocked(TransitionRefused):
    """A rule of the step does not hold."""

    code = "step_blocked"
    what = Text(
        fr="« {target} » n’est pas encore possible : {why}", en="“{target}” is not possible yet: {why}"
    )
    next_step = Text(
        fr="L’état n’a pas changé. Levez cet obstacle et recommencez.",
        en="The status has not changed. Clear this and try again.",
    )


def allowed(kind: RecordType, record: Seen, role: str) -> tuple[Transition, ...]:
    """Return the steps that ``role`` may take from the record's present state, ready or not."""
    if kind.workflow is None:
        return ()
    return tuple(step for step in kind.workflow.steps_from(record.status) if _may(role, step))


def check(kind: RecordType, record: Seen, target: str, *, role: str, reason: str = "") -> Transition:
    """Return the step to ``target`` if ``role`` may take it now; raises a TransitionRefused otherwise."""
    step, labels = _step(kind, record.status, target)
    if not _may(role, step):
        raise NotYourStep(**labels, who=role_names(step.roles))
    if step.reason_required and not reason.strip():
        raise ReasonMissing(**labels)
    if lacking := missing(kind, record.fields, target):
        raise StepIncomplete(**labels, fields=_joined(path for path, _ in lacking), labels=_labels(lacking))
    for guard in step.guards:
        if not guard.holds(record.fields):
            raise StepBlocked(**labels, why=guard.why)
    return step


def _step(kind: RecordType, source: str, target: str) -> tuple[Transition, dict[str, Text]]:
    workflow = kind.workflow
    if workflow is None or target not in workflow.by_code:
        raise NoSuchState(type=kind.label, states=_joined(workflow.by_code) if workflow else _NOTHING)
    labels = {"source": _label(workflow, source), "target": _label(workflow, target)}
    steps = {step.target: step for step in workflow.steps_from(source)}
    if target not in steps:
        raise NoSuchStep(**labels, steps=_joined(steps) or _NOTHING)
    return steps[target], labels


def missing(kind: RecordType, fields: Mapping[str, Value], target: str) -> list[tuple[str, Field]]:
    """Return the paths and fields that being in ``target`` demands and that are empty.

    Fields of a list's elements are demanded of each element. In a type without a workflow, only what
    creation demands counts.
    """
    passed = _passed(kind, fields, target)
    lacking = [(field.name, field) for field in _lacking(kind.fields, fields, passed)]
    for name, inner in kind.elements.items():
        for element, inside in _objects(fields.get(name)):
            prefix = f"{name}/{element}/"
            lacking += [(prefix + field.name, field) for field in _lacking(inner.values(), inside, passed)]
    return lacking


def status_value(state: str, role: str, reason: str = "") -> Value:
    """Return what the path ``status`` holds after a step."""
    value: dict[str, Value] = {"state": state, "role": role}
    return value | {"reason": reason.strip()} if reason.strip() else value


def _passed(kind: RecordType, fields: Mapping[str, Value], target: str) -> frozenset[str]:
    """Return the states, with CREATION and LEAVING, whose demands hold in ``target``."""
    if kind.workflow is None:
        return frozenset({CREATION})
    first = kind.workflow.first(fields)
    left = frozenset({CREATION} if target == first else {CREATION, LEAVING})
    return kind.workflow.passed(first, target) | left


def _lacking(wanted: Iterable[Field], fields: Mapping[str, Value], passed: frozenset[str]) -> list[Field]:
    return [
        field
        for field in wanted
        if field.required_from in passed and fields.get(field.name) is None and _is_demanded(field, fields)
    ]


def _is_demanded(field: Field, fields: Mapping[str, Value]) -> bool:
    return field.applies(fields) and (field.required_when is None or field.required_when.holds(fields))


def _objects(found: Value) -> list[tuple[str, dict[str, Value]]]:
    pairs = found.items() if isinstance(found, dict) else ()
    return [(element, inside) for element, inside in pairs if isinstance(inside, dict)]


def _may(role: str, step: Transition) -> bool:
    return role in step.roles if role == SYSTEM else not acts_as(role).isdisjoint(step.roles)


def _label(workflow: Workflow, state: str) -> Text:
    known = workflow.by_code.get(state)
    return known.label if known else Text(state, state)


def _joined(codes: Iterable[str]) -> str:
    return ", ".join(codes)


def _labels(lacking: Sequence[tuple[str, Field]]) -> Text:
    return Text(
        fr=", ".join(f"« {field.label.fr} »" for _, field in lacking),
        en=", ".join(f"“{field.label.en}”" for _, field in lacking),
    )

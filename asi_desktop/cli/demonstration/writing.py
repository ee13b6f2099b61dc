"""The story written into the vaults, each record by its author and through the services alone."""

from collections import deque
from collections.abc import Mapping, Sequence

from asi_desktop.cli.demonstration import papers
from asi_desktop.cli.demonstration.script import NETWORK, Part, teller
from asi_desktop.cli.demonstration.story import EVIDENCE, LINKS, NEXT_DAY, STORY
from asi_desktop.domain.clock import SystemClock
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.domain.roles import acts_as
from asi_desktop.domain.steps import Transition, Workflow
from asi_desktop.domain.text import Language, Text
from asi_desktop.services.desk import Desk
from asi_desktop.tasks import Context

WRITING = Text("Rédaction des fiches", "Writing the records")
_TOLD_EVERY = 10


class Work:
    """What the officers write. ``records``: ids (hex) by their names in the story; ``written``: saves."""

    def __init__(self, desks: Mapping[str, Desk], language: Language, context: Context) -> None:
        self._language = language
        self.records: dict[str, str] = {}
        self.written = 0
        self._desks = desks
        self._context = context
        self._roles = {login: desk.status.me().role for login, desk in desks.items()}
        self._teller = teller(language, SystemClock().now_ms(), self.records)
        self._spaces = {
            NETWORK if space.purpose == NETWORK else space.owner: space.space
            for desk in desks.values()
            for space in desk.status.now().spaces
            if space.purpose in {NETWORK, "home"}
        }

    def write_story(self) -> None:
        """Write every record, attach its files, take it to its state."""
        for number, part in enumerate(STORY):
            if number % _TOLD_EVERY == 0:
                self._context.report(WRITING, done=number, total=len(STORY))
            self._write(part)

    def next_day(self) -> None:
        """Let officers go on with what others have sent."""
        author, name, file = EVIDENCE
        self._attach(self._desks[author], self.records[name], file)
        authors = {part.name: part.by for part in STORY}
        for name, target, role in LINKS:
            self._desks[authors[name]].records.link(self.records[name], self.records[target], role=role)
            self.written += 1
        for login, name, state in NEXT_DAY:
            self._desks[login].records.advance(self.records[name], state)
            self.written += 1

    def said(self, text: Text) -> str:
        """Return ``text`` in the language of the story."""
        return text.to(self._language)

    def set(self, desk: Desk, name: str, assignments: Sequence[tuple[str, Value]]) -> None:
        """Save ``assignments`` in the record that the story calls ``name``."""
        desk.records.set(self.records[name], assignments)
        self.written += 1

    def _write(self, part: Part) -> None:
        desk = self._desks[part.by]
        given = self._teller.told(part.given)
        space = self._spaces[part.space] if part.space else None
        record = shown(desk.records.add(part.kind, given, space=space).id)
        self.records[part.name] = record
        for file in part.files:
            self._attach(desk, record, file)
        steps = steps_to(part, given, self._roles[part.by])
        for step in steps:
            reason = self.said(part.reason) if step.reason_required else None
            desk.records.advance(record, step.target, reason=reason)
        if part.gone:
            desk.records.delete(record)
        self.written += 1 + len(steps) + part.gone

    def _attach(self, desk: Desk, record: str, file: str) -> None:
        content = papers.made(file, self._language)
        name, caption = self.said(papers.NAMES[file]), self.said(papers.CAPTIONS[file])
        desk.attachments.add_content(record, content, name, caption=caption)
        self.written += 1


def steps_to(part: Part, given: Mapping[str, Value], role: str) -> tuple[Transition, ...]:
    """Return the fewest steps by which ``role`` takes ``part`` to its state; raises LookupError for none."""
    workflow = record_type(part.kind).workflow
    if workflow is None or not part.state:
        return ()
    return _route(workflow, workflow.first(given), part.state, role=role)


def _route(workflow: Workflow, start: str, target: str, *, role: str) -> tuple[Transition, ...]:
    ways: dict[str, tuple[Transition, ...]] = {start: ()}
    reached = deque([start])
    while reached and target not in ways:
        for step in workflow.steps_from(reached.popleft()):
            source = step.source
            if step.target not in ways and not acts_as(role).isdisjoint(step.roles):
                ways[step.target] = (*ways[source], step)
                reached.append(step.target)
    if target not in ways:
        raise LookupError(target)
    return ways[target]

"""Long work on a terminal: a bar that says how far it is, and Ctrl C or SIGTERM that stop it safely."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console
from rich.progress import Progress as Bar
from rich.progress import TaskID

from asi_desktop.cli.wording import said
from asi_desktop.tasks import Context, Progress


@contextmanager
def watched() -> Iterator[Context]:
    """Give the Context of one piece of long work; progress goes to standard error, if it is a terminal."""
    if not sys.stderr.isatty():
        with _stoppable(Context()) as context:
            yield context
        return
    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def reported(progress: Progress) -> None:
            label = said(progress.label)
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=progress.total)
            bar.update(tasks[label], completed=progress.done, total=progress.total)

        with _stoppable(Context(reported)) as context:
            yield context


@contextmanager
def _stoppable(context: Context) -> Iterator[Context]:
    def stop(_: int, __: FrameType | None) -> None:
        context.cancel()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield context
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

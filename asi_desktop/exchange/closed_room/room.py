"""Opens a document in a child process of its own, within limits of size, memory and time."""

import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import IO

import msgspec

from asi_desktop.domain.clock import SystemClock
from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room.errors import (
    ANSWER,
    DEATH,
    DOCUMENT_SIZE,
    DocumentTooLarge,
    DocumentTooSlow,
    DocumentUnreadable,
)
from asi_desktop.exchange.closed_room.limits import MIB, Limits
from asi_desktop.exchange.closed_room.plain import Plain, Task, answered
from asi_desktop.exchange.parsers import PARSERS
from asi_desktop.tasks import Context

_AT_ONCE = 64 * 1024
_SLICE_S = 0.1
_XCPU = -24  # the child's status when it used up its seconds of work
_STANDARD = Limits()


def opened(
    parser: str,
    document: bytes,
    *,
    arguments: Mapping[str, object] | None = None,
    limits: Limits = _STANDARD,
    context: Context | None = None,
) -> Plain:
    """Return what ``PARSERS[parser]`` reads in ``document``, run in the closed room.

    The child is a fresh interpreter: no keys, no environment, no open files but its two pipes; ``walls`` says
    what else it cannot do. Its wall-clock time, work, memory and answer are bounded by ``limits``. Raises
    DocumentTooLarge, DocumentTooSlow, DocumentUnreadable or DocumentDangerous, Cancelled when ``context`` is
    cancelled, and KeyError for a parser that is not in the table.
    """
    target = PARSERS[parser]
    if len(document) > limits.document:
        mib = limits.document // MIB
        raise DocumentTooLarge(
            limit=Text(DOCUMENT_SIZE.filled("fr", {"mib": mib}), DOCUMENT_SIZE.filled("en", {"mib": mib}))
        )
    task = msgspec.msgpack.encode(Task(target, document, dict(arguments or {})))
    line = [
        sys.executable,
        *("-I", "-B", "-m", "asi_desktop.exchange.closed_room.inside"),
        *(str(number) for number in (os.getpid(), limits.memory, limits.cpu_s, limits.answer)),
    ]
    with subprocess.Popen(  # noqa: S603
        line,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        cwd=os.path.abspath(os.sep),  # noqa: PTH100
        start_new_session=True,
    ) as child:
        try:
            answer = _conversation(child, task, limits, context or Context())
        finally:
            child.kill()
    return answered(answer)


def _environment() -> dict[str, str]:
    """Return what the child is told of its surroundings: nothing, but where Windows keeps its own parts."""
    return {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


def _conversation(child: "subprocess.Popen[bytes]", task: bytes, limits: Limits, context: Context) -> bytes:
    """Hand ``task`` in and return what comes out, within the time and the size allowed."""
    clock = SystemClock()
    deadline = clock.monotonic() + limits.wall_s
    answer = bytearray()
    talk = _in_slices if sys.platform == "win32" else _as_it_comes
    for piece in talk(child, task):
        context.check()
        if clock.monotonic() > deadline:
            raise DocumentTooSlow
        answer += piece
        if len(answer) > limits.answer + _AT_ONCE:
            raise DocumentTooLarge(limit=ANSWER)
    if answer:
        return bytes(answer)
    if _ended(child) == _XCPU:
        raise DocumentTooSlow
    raise DocumentUnreadable(reason=DEATH)


def _ended(child: "subprocess.Popen[bytes]") -> int | None:
    """Return the status of a child that has closed its side, or None when it lives on all the same."""
    try:
        return child.wait(timeout=_SLICE_S)
    except subprocess.TimeoutExpired:
        return None


def _as_it_comes(child: "subprocess.Popen[bytes]", task: bytes) -> Iterator[bytes]:
    """Yield what the child says while the task is still handed in; b"" now and then, to look at the time."""
    inward, outward = _pipes(child)
    rest = memoryview(task)
    with selectors.DefaultSelector() as waiting:
        for pipe, event in ((inward, selectors.EVENT_WRITE), (outward, selectors.EVENT_READ)):
            os.set_blocking(pipe.fileno(), False)
            waiting.register(pipe, event)
        while waiting.get_map():
            said = b""
            for key, _ in waiting.select(_SLICE_S):
                if key.fileobj is inward:
                    rest = _handed_in(inward, rest)
                    ended = not rest
                else:
                    said = os.read(outward.fileno(), _AT_ONCE)
                    ended = not said
                if ended:
                    pipe = inward if key.fileobj is inward else outward
                    waiting.unregister(pipe)
                    pipe.close()
            yield said


def _handed_in(inward: IO[bytes], rest: memoryview) -> memoryview:
    """Return what is left of ``rest`` after one write; nothing when the child no longer listens."""
    try:
        return rest[os.write(inward.fileno(), rest[:_AT_ONCE]) :]
    except BrokenPipeError:
        return memoryview(b"")


def _in_slices(child: "subprocess.Popen[bytes]", task: bytes) -> Iterator[bytes]:
    """Do the same where a pipe cannot be watched (Windows): there the answer is measured once it is whole."""
    rest: bytes | None = task
    while True:
        try:
            said, _ = child.communicate(rest, timeout=_SLICE_S)
        except subprocess.TimeoutExpired:
            rest = None  # it goes on with what it was given first
            yield b""
        else:
            yield said
            return


def _pipes(child: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if child.stdin is None or child.stdout is None:
        raise ValueError("the child was started without its pipes")
    return child.stdin, child.stdout

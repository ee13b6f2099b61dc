"""What runs in the closed room: reads its task, raises the walls, parses, answers.

Started by ``room`` as ``python -I -m asi_desktop.exchange.closed_room.inside PARENT MEMORY CPU_S ANSWER`` (a
process, bytes, seconds, bytes) with two pipes; it prints nothing else and writes no file.
"""

import importlib
import sys

import msgspec

from asi_desktop.domain.errors import AppError
from asi_desktop.exchange.closed_room.errors import (
    ANSWER,
    MALFORMED,
    MEMORY,
    DocumentDangerous,
    DocumentTooLarge,
    DocumentUnreadable,
    as_told,
)
from asi_desktop.exchange.closed_room.plain import Answer, Task
from asi_desktop.exchange.closed_room.walls import bounded, enclosed, tied


def main(parent: int, memory: int, cpu_s: int, largest: int) -> None:
    """Do the one task on standard input and answer on standard output, in at most ``largest`` bytes."""
    tied(parent)
    bounded(memory=memory, cpu_s=cpu_s)
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(_written(_done(task), largest))
    sys.stdout.buffer.flush()


def _done(task: Task) -> Answer:
    try:
        module, _, function = task.parser.partition(":")
        parse = getattr(importlib.import_module(module), function)
        attempts = enclosed()
        try:
            value = parse(task.document, task.arguments)
        finally:
            if attempts:
                raise DocumentDangerous  # even when the parser swallowed the refusal
    except AppError as error:
        return Answer(None, *as_told(error))
    except MemoryError:
        return Answer(None, *as_told(DocumentTooLarge(limit=MEMORY)))
    except Exception:  # noqa: BLE001  whatever a library thinks of a broken document is one thing to the officer
        return Answer(None, *as_told(DocumentUnreadable(reason=MALFORMED)))
    return Answer(value)


def _written(answer: Answer, largest: int) -> bytes:
    if _weight(answer.value) <= largest:  # before it is spelled out, which takes the same room again
        said = msgspec.msgpack.encode(answer)
        if len(said) <= largest:
            return said
    return msgspec.msgpack.encode(Answer(None, *as_told(DocumentTooLarge(limit=ANSWER))))


def _weight(value: object) -> int:
    """Return about how many bytes ``value`` takes, never more than it will."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, dict):
        return sum(_weight(key) + _weight(one) for key, one in value.items())
    return sum(map(_weight, value)) if isinstance(value, list) else 1


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))

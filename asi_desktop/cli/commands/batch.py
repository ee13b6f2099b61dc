"""`batch`: JSON lines in, JSON lines out, one unlock for many commands."""

import contextlib
import io
from collections.abc import Iterator
from typing import BinaryIO

import click

from asi_desktop.cli.bilingual import Command, command
from asi_desktop.cli.failures import failure_of
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.main import PROGRAM_NAME, Commands
from asi_desktop.cli.output import json_line
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Text
from asi_desktop.exchange.json_text import MAX_BYTES, NotJson, parsed

MAX_LINE_BYTES = MAX_BYTES
NOT_A_LINE = Text(
    'une ligne s’écrit {"args": ["…"], "input": …}', 'a line is written {"args": ["…"], "input": …}'
)


@command(
    None,
    "batch",
    text=Text(
        'Une ligne {"args": ["record", "add", "contact", "-"], "input": {…}} donne une ligne '
        '{"status", "output" ou "error"}, écrite quand elle est durable ; une erreur n’arrête rien.',
        'A line {"args": ["record", "add", "contact", "-"], "input": {…}} gives a line '
        '{"status", "output" or "error"}, written once its transaction is durable; goes on after errors.',
    ),
)
def batch(invocation: Invocation) -> None:
    """Run the commands of standard input, one line each."""
    invocation.alone("batch")
    invocation.desk()  # a wrong passphrase ends the batch before its first line
    for line in _lines(invocation.stdin):
        invocation.stdout.write(json_line(answered(invocation, line)))
        invocation.stdout.flush()
    raise click.exceptions.Exit(0)


def answered(invocation: Invocation, line: bytes) -> dict[str, object]:
    """Run one line and return its answer; whatever goes wrong becomes an error line."""
    try:
        args, given = _command(parsed(line))
        return {"status": 0, "output": _run(invocation.for_line(given), args)}
    except Exception as error:  # noqa: BLE001  # the border of one line: the next one goes on
        failure = failure_of(error)
        return {"status": failure.status, "error": failure.document()}


def _command(line: Value) -> tuple[list[str], Value]:
    if isinstance(line, dict) and line.keys() <= {"args", "input"}:
        args = line.get("args")
        if isinstance(args, list) and args and all(isinstance(word, str) for word in args):
            return [str(word) for word in args], line.get("input")
    raise NotJson(why=NOT_A_LINE)


def _run(invocation: Invocation, args: list[str]) -> object:
    commands = Commands(PROGRAM_NAME)
    shown = io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(shown),
            commands.make_context(PROGRAM_NAME, args, obj=invocation) as context,
        ):
            document = commands.invoke(context)
    except click.exceptions.Exit:
        return {"help": shown.getvalue()}
    return {} if document is None else document


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines that are not empty; one that is too long comes cut, one byte over the limit."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        whole = line
        while whole and not whole.endswith(b"\n") and len(whole) > MAX_LINE_BYTES:
            whole = stream.readline(MAX_LINE_BYTES + 1)  # the rest of a line that is refused anyway
        if line.strip():
            yield line


COMMANDS: dict[str, Command] = {"batch": batch}

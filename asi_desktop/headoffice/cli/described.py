"""Commands as data, and click made of them in one language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import click

from asi_desktop.domain.text import Language, Text

Document = Mapping[str, object]

HELP = Text("Affiche cette aide.", "Shows this help.")
USAGE = Text("Usage : ", "Usage: ")
COMMANDS = Text("Commandes", "Commands")


class Parameter(Protocol):
    """Something that a command takes."""

    def parameter(self, language: Language) -> click.Parameter:
        """Return it for click, its help in ``language``."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A word of the command, by its place; with ``many`` all that are left, none included."""

    name: str
    many: bool = False

    def parameter(self, language: Language) -> click.Parameter:
        """Return it for click."""
        del language  # its name is its help
        count = -1 if self.many else 1
        kind = click.UNPROCESSED if self.many else None
        return click.Argument([self.name.lower()], metavar=self.name, nargs=count, type=kind)


@dataclass(frozen=True, slots=True)
class Option:
    """``--name VALUE``; ``kind`` is click's type of the value, ``variable`` stands for it."""

    name: str
    metavar: str
    text: Text
    required: bool = False
    default: object = None
    kind: click.ParamType[object] | None = None
    variable: str | None = None

    def parameter(self, language: Language) -> click.Parameter:
        """Return it for click, its help in ``language``."""
        option = click.Option(
            [self.name],
            help=self.text.to(language),
            metavar=self.metavar,
            required=self.required,
            type=self.kind,
            envvar=self.variable,
        )
        if self.default is not None:  # to click, even None would be a value given
            option.default = self.default
        return option


@dataclass(frozen=True, slots=True)
class Switch:
    """``--name`` without a value; the work is given it as ``given_as``."""

    name: str
    given_as: str
    text: Text

    def parameter(self, language: Language) -> click.Parameter:
        """Return it for click, its help in ``language``."""
        return click.Option([self.name, self.given_as], help=self.text.to(language), is_flag=True)


@dataclass(frozen=True, slots=True)
class Described:
    """One command: its words (``post add``), what it does, the work, and what it takes.

    ``run`` is given the invocation and the parameters by name, and returns the answer, or None when it
    has answered by itself.
    """

    words: str
    text: Text
    run: Callable[..., Document | None]
    takes: Sequence[Parameter] = ()


def tree(
    program: Described, commands: Sequence[Described], groups: Mapping[str, Text], language: Language
) -> click.Group:
    """Return the whole program for click, helped in ``language``; ``groups`` explains the first words."""
    root = _Group(language, program.words, program.text, click.pass_context(program.run), program.takes)
    branches: dict[str, click.Group] = {"": root}
    for command in commands:
        *path, name = command.words.split()
        words = ""
        for word in path:
            parent, words = branches[words], f"{words} {word}".strip()
            if words not in branches:
                branches[words] = _Group(language, word, groups[words], None, ())
                parent.add_command(branches[words])
        run = click.pass_obj(command.run)
        branches[words].add_command(_Command(language, name, command.text, run, command.takes))
    return root


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, USAGE.fr if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        super().write_heading(COMMANDS.fr if heading == COMMANDS.en else heading)


class _FrenchContext(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    """A command that helps in one language."""

    def __init__(
        self,
        language: Language,
        name: str,
        text: Text,
        run: Callable[..., object] | None,
        takes: Sequence[Parameter],
    ) -> None:
        super().__init__(
            name,
            callback=run,
            params=[one.parameter(language) for one in takes],
            help=text.to(language),
            short_help=text.to(language),
            context_settings={"ignore_unknown_options": any(_takes_all(one) for one in takes)},
        )
        self._language = language
        if language == "fr":
            self.context_class = _FrenchContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, explained."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = HELP.to(self._language)
        return option


class _Group(_Command, click.Group):
    """A group of commands that helps in one language, in the order of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx  # the table alone decides
        return list(self.commands)


def _takes_all(one: Parameter) -> bool:
    return isinstance(one, Argument) and one.many

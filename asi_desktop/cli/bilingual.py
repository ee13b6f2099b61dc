"""click's commands, groups, options and arguments with their help in French and English."""

import importlib
from collections.abc import Callable, Mapping
from typing import TypeVar

import click

from asi_desktop.cli.wording import said
from asi_desktop.domain.text import Text

USAGE = Text("Usage : ", "Usage: ")
OPTIONS = Text("Options", "Options")
COMMANDS = Text("Commandes", "Commands")
SHOWS_HELP = Text("Affiche cette aide.", "Shows this help.")

Callback = TypeVar("Callback", bound=Callable[..., object])


class Option(click.Option):
    """An option whose help is a Text."""

    def __init__(self, declarations: list[str], text: Text, **settings: object) -> None:
        super().__init__(declarations, **settings)  # type: ignore[arg-type]  # click's own settings, handed on
        self.text = text

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Return the option's spelling and its help in the language of this run."""
        return self.get_help_spec(ctx), said(self.text)


class Command(click.Command):
    """A command whose help is a Text."""

    text: Text = Text("", "")

    @property
    def help(self) -> str:
        """What the command does, in the language of this run."""
        return said(self.text)

    @help.setter  # noqa: A003  # click names it
    def help(self, _: str | None) -> None:
        """Take no notice of what click sets."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=said(USAGE))

    def get_short_help_str(self, limit: int = 200) -> str:
        """Return what the command does, in one line of a list, whole rather than cut."""
        return super().get_short_help_str(max(limit, 200))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, click's own ``--help`` included."""
        rows = [parameter.get_help_record(ctx) for parameter in self.params if isinstance(parameter, Option)]
        rows.append(("--help", said(SHOWS_HELP)))
        with formatter.section(said(OPTIONS)):
            formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group of commands. Those named in ``modules`` are imported when they are used."""

    modules: Mapping[str, tuple[str, Text]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of their table, not of the alphabet."""
        del ctx  # the table alone decides
        return [*self.modules, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command ``cmd_name``, importing its module at first use; None if there is none."""
        del ctx  # the table alone decides
        if cmd_name in self.modules and cmd_name not in self.commands:
            module = importlib.import_module(self.modules[cmd_name][0])
            table: Mapping[str, Command] = module.COMMANDS
            return table[cmd_name]
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and then the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, said(text)) for name, (_, text) in self.modules.items()]
        rows += [(name, command.get_short_help_str()) for name, command in self.commands.items()]
        with formatter.section(said(COMMANDS)):
            formatter.write_dl(rows)


def option(*declarations: str, text: Text, **settings: object) -> Callable[[Callback], Callback]:
    """Give a command an option, its help in both languages."""
    return _parameter(Option(list(declarations), text, **settings))


def argument(name: str, **settings: object) -> Callable[[Callback], Callback]:
    """Give a command an argument."""
    return _parameter(click.Argument([name], **settings))  # type: ignore[arg-type]  # click's own settings


def command(group: Group | None, name: str, *, text: Text) -> Callable[[Callable[..., object]], Command]:
    """Make a command of a function, in ``group`` unless None. The function is given the Invocation first."""

    def made(function: Callable[..., object]) -> Command:
        parameters = list(reversed(getattr(function, "parameters", [])))
        new = Command(name, params=parameters, callback=click.pass_obj(function))
        new.text = text
        if group is not None:
            group.add_command(new)
        return new

    return made


def grouped(name: str, *, text: Text) -> Group:
    """Return a new group of commands."""
    group = Group(name)
    group.text = text
    return group


def _parameter(parameter: click.Parameter) -> Callable[[Callback], Callback]:
    def decorated(function: Callback) -> Callback:
        function.__dict__.setdefault("parameters", []).append(parameter)
        return function

    return decorated


__all__ = ["Command", "Group", "Option", "argument", "command", "grouped", "option"]

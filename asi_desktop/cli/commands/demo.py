"""`demo`: trial profiles with fictional data and a head office of their own; then the window."""

import os
import signal
import subprocess
import sys
from dataclasses import asdict

import click
from platformdirs import user_data_path

from asi_desktop.cli.bilingual import Command, command, option
from asi_desktop.cli.demonstration.performance import compared, found, played
from asi_desktop.cli.demonstration.stage import Figures, Stage
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.output import write
from asi_desktop.cli.progress import watched
from asi_desktop.cli.wording import language, said
from asi_desktop.domain.text import Text

Json = dict[str, object]

PASSPHRASE = Text(
    "Phrase de passe des profils d’essai : {words}", "Passphrase of the trial profiles: {words}"
)
BESIDE = Text("(aussi dans {file})", "(also in {file})")
NO_SCREEN = Text("Aucun écran : la fenêtre ne s’ouvre pas.", "No display: the window does not open.")


@command(
    None,
    "demo",
    text=Text(
        "Crée quatre profils d’essai aux données fictives et leur propre centrale sur ce poste, les "
        "synchronise et ouvre la fenêtre.",
        "Makes four trial profiles with fictional data and a head office of their own on this machine, syncs "
        "them and opens the window.",
    ),
)
@option("--headless", is_flag=True, text=Text("Sans fenêtre.", "Without a window."))
def demo(invocation: Invocation, *, headless: bool) -> Json | None:
    """Play the demonstration, or reuse the one that was played, and open the window on it."""
    invocation.alone("demo")
    stage = Stage(user_data_path("asi-desktop", appauthor=False) / "demo", invocation.composition)
    before = stage.figures()
    with_window = not headless and _has_screen()
    if before is None:
        with watched() as context:
            found(stage, context)
    with stage.office.serving(before.port if before else 0) as port:
        with watched() as context:
            figures = before or played(stage, port, language=language(), context=context)
            if before is None:
                stage.keep(figures)
            elif not with_window:
                figures.equal = compared(stage, context)
        _tell(stage)
        if not with_window:
            return _document(stage, figures)
        write(invocation.stdout, _document(stage, figures), as_json=invocation.as_json)
        raise click.exceptions.Exit(_window(invocation, stage))


def _document(stage: Stage, figures: Figures) -> Json:
    counted = {name: value for name, value in asdict(figures).items() if name != "port"}
    return {"profiles": [str(one) for one in stage.profiles], **counted, "passphrase_file": str(stage.secret)}


def _tell(stage: Stage) -> None:
    words = stage.passphrase().decode()
    sys.stderr.write(f"{said(PASSPHRASE, words=words)} {said(BESIDE, file=stage.secret)}\n")
    sys.stderr.flush()


def _has_screen() -> bool:
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if named or sys.platform in {"win32", "darwin"}:
        return True
    sys.stderr.write(said(NO_SCREEN) + "\n")
    return False


def _window(invocation: Invocation, stage: Stage) -> int:
    """Open the window as a process: it may lock, which replaces it, while head office stays on the line."""
    line = invocation.composition.command_line(stage.profiles[0], language())
    with subprocess.Popen(line) as window:  # noqa: S603
        before = signal.signal(signal.SIGTERM, lambda *_: window.terminate())
        try:
            return window.wait()
        except KeyboardInterrupt:
            window.terminate()
            return window.wait()
        finally:
            signal.signal(signal.SIGTERM, before)


COMMANDS: dict[str, Command] = {"demo": demo}

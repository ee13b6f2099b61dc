"""Composition root of head office's program: the only place that looks at the environment."""

import os
import sys
from collections.abc import Sequence

from asi_desktop.domain.clock import SystemClock
from asi_desktop.headoffice.cli.main import run


def main(arguments: Sequence[str]) -> int:
    """Run the command in ``arguments`` and return its exit status."""
    status = run(arguments, dict(os.environ), SystemClock())
    try:
        sys.stdout.flush()
    except BrokenPipeError:  # who read the answer has left
        sys.stdout = None
        return 1
    return status

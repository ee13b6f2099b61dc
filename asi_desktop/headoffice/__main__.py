"""Runs head office's program: ``python -m asi_desktop.headoffice`` or ``asi-headoffice``."""

import sys

from asi_desktop.headoffice import app


def main() -> int:
    """Run one command and return its exit status."""
    return app.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

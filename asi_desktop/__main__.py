"""`python -m asi_desktop` and the program `asi-desktop`."""

import sys

from asi_desktop.app import run


def main() -> int:
    """Run the program on the words of its command line and return its exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""Holds the borders that the import contracts of pyproject.toml cannot express.

    check_borders.py PACKAGE     names whatever crosses one, and ends with status 1 if anything does

Some layers may import nothing but the standard library, this project and the few libraries of the table
below; and nobody spins Qt's event loop by hand, under whatever name the application object goes.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LIBRARIES_OF_LAYER = {
    "domain": frozenset[str](),
    "tasks": frozenset[str](),
    "crypto": frozenset({"cryptography"}),
}
NEVER_CALLED = frozenset({"processEvents"})


def main(package: str) -> int:
    """Checks the package and returns the exit status."""
    root = Path(package)
    files = sorted(root.rglob("*.py"))
    crossings = [crossing for file in files for crossing in crossings_of_file(file, root)]
    for crossing in crossings:
        print(crossing)
    print(f"{len(files)} files, {len(crossings)} crossings of a border")
    return 1 if crossings or not files else 0


def crossings_of_file(file: Path, package: Path) -> list[str]:
    """One line for each import or call that the file's layer may not make; raises SyntaxError."""
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    layer = file.relative_to(package).parts[0]
    crossings = [f"{file}:{line} calls {name}" for line, name in calls(tree) if name in NEVER_CALLED]
    if layer in LIBRARIES_OF_LAYER:
        allowed = sys.stdlib_module_names | {package.name} | LIBRARIES_OF_LAYER[layer]
        crossings += [f"{file}:{line} imports {name}" for line, name in imports(tree) if name not in allowed]
    return crossings


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and first-level name of every absolute import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.lineno, node.module.partition(".")[0]


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and last name of every call of an attribute: `processEvents` for `application.processEvents()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

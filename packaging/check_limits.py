"""Holds every file, function and class under a limit of size: medians look fine everywhere, only tails rot.

    check_limits.py FOLDER…     names whatever is over a limit, and ends with status 1 if anything is

A file's and a class's length counts all their lines, a function's runs from its `def` to its last line.
Complexity counts the ways through a function: one, and one more for each branch, loop, handler,
comprehension, case and further operand of `and` and `or`; functions inside it count with it.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_LINES = 500
FUNCTION_LINES = 60
FUNCTION_COMPLEXITY = 10
CLASS_LINES = 300
CLASS_METHODS = 25

BRANCHES = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.ExceptHandler,
    ast.IfExp,
    ast.comprehension,
    ast.match_case,
)


@dataclass(frozen=True)
class Excess:
    """Something larger than it may be: where it stands, what was counted, the count and its limit."""

    where: str
    what: str
    found: int
    limit: int

    def __str__(self) -> str:
        return f"{self.where}: {self.found} {self.what}, at most {self.limit}"


def main(folders: list[str]) -> int:
    """Checks the folders and returns the exit status."""
    files = [file for folder in folders for file in sorted(Path(folder).rglob("*.py"))]
    excesses = [excess for file in files for excess in excesses_of_file(file)]
    for excess in excesses:
        print(excess)
    print(f"{len(files)} files, {len(excesses)} over a limit")
    return 1 if excesses or not files else 0


def excesses_of_file(file: Path) -> list[Excess]:
    """Whatever is too large in one file, the file itself first; raises SyntaxError for what is not Python."""
    source = file.read_text(encoding="utf-8")
    measures = [(str(file), "lines", len(source.splitlines()), FILE_LINES), *measures_of_tree(file, source)]
    return [Excess(*measure) for measure in measures if measure[2] > measure[3]]


def measures_of_tree(file: Path, source: str) -> Iterator[tuple[str, str, int, int]]:
    """For every function and class: where it stands, what was counted, the count and its limit."""
    for node in ast.walk(ast.parse(source, filename=str(file))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{file}:{node.lineno} {node.name}"
            yield where, "lines", length(node), FUNCTION_LINES
            yield where, "ways through", complexity(node), FUNCTION_COMPLEXITY
        elif isinstance(node, ast.ClassDef):
            where = f"{file}:{node.lineno} {node.name}"
            yield where, "lines", length(node), CLASS_LINES
            yield where, "methods", methods(node), CLASS_METHODS


def length(node: ast.stmt) -> int:
    """Lines from the first to the last of a statement, decorators left out."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def methods(node: ast.ClassDef) -> int:
    """How many functions stand directly in a class."""
    return sum(isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) for statement in node.body)


def complexity(function: ast.AST) -> int:
    """The number of ways through a function."""
    inside = list(ast.walk(function))
    branches = sum(isinstance(node, BRANCHES) for node in inside)
    operands = sum(len(node.values) - 1 for node in inside if isinstance(node, ast.BoolOp))
    return 1 + branches + operands


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

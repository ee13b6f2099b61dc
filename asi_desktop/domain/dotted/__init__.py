"""Dotted values: what lets two laptops write offline and lose nothing when they meet.

Each save has a dot (actor, n). A record keeps, for each path, the values that no later save replaced
knowingly, and a vector of what it has seen. Merging two states needs neither clock nor ancestor.
``dots`` holds the vocabulary, ``write`` the local edits, ``merge`` the meeting of two states,
``reading`` what a person sees.
"""

from asi_desktop.domain.dotted.dots import (
    ALIVE,
    Dot,
    Dotted,
    Stamp,
    State,
    Value,
    Vector,
    covers,
    element_path,
    join,
    set_path,
)
from asi_desktop.domain.dotted.merge import merge, merge_all
from asi_desktop.domain.dotted.write import Write, with_life, write

__all__ = [
    "ALIVE",
    "Dot",
    "Dotted",
    "Stamp",
    "State",
    "Value",
    "Vector",
    "Write",
    "covers",
    "element_path",
    "join",
    "merge",
    "merge_all",
    "set_path",
    "with_life",
    "write",
]

"""Keeps Python's search for circular garbage out of the officer's way.

That search stops every thread of the process, whichever thread sets it off. Over all objects that live it
takes a tenth of a second and more, and records that come in by the thousand set it off again and again. So
what the open desk consists of is set aside once, the young are searched in small portions, and all others
only while nobody touches the program. Without circles memory is given back at once in any case.
"""

import gc
from typing import Final

YOUNG: Final = 2_000
PORTIONS: Final = 10
NEVER: Final = 1 << 30


def set_aside() -> None:
    """Leave all that lives now out of every later search, and search only the young from now on."""
    gc.freeze()
    gc.set_threshold(YOUNG, PORTIONS, NEVER)


def tidy() -> None:
    """Search all that was made since; stops every thread meanwhile, so only when nobody is looking."""
    gc.collect()

"""Everything that a run draws at random comes from its seed, whoever draws it."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from unittest.mock import patch


@contextmanager
def drawn_from(random: Random) -> Iterator[None]:
    """Let ids, actors, keys and leaps that the product draws come from ``random`` for the block."""
    with (
        patch.object(secrets, "token_bytes", random.randbytes),
        patch.object(secrets, "token_hex", lambda count: random.randbytes(count).hex()),
        patch.object(secrets, "randbits", random.getrandbits),
        patch.object(secrets, "randbelow", random.randrange),
        patch.object(uuid, "uuid4", lambda: uuid.UUID(bytes=random.randbytes(16), version=4)),
    ):
        yield

"""What a document may cost before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one opening: sizes in bytes, ``cpu_s`` in seconds of work, ``wall_s`` of waiting."""

    document: int = 64 * MIB
    answer: int = 64 * MIB
    memory: int = 512 * MIB
    cpu_s: int = 10
    wall_s: float = 15.0

"""What a use case changed, so that every view refreshes itself from it and none calls another."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The subjects of a change: record ids, record types, space ids; ``status``: the status line too."""

    records: frozenset[bytes] = field(default=frozenset())
    types: frozenset[str] = field(default=frozenset())
    spaces: frozenset[bytes] = field(default=frozenset())
    status: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        """Return what either changed."""
        return Changes(
            records=self.records | other.records,
            types=self.types | other.types,
            spaces=self.spaces | other.spaces,
            status=self.status or other.status,
        )

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.records or self.types or self.spaces or self.status)


NOTHING = Changes()

"""Long work: how it tells its progress and how it is cancelled. Standard library only."""

from asi_desktop.tasks.context import Cancelled, Context, Progress

__all__ = ["Cancelled", "Context", "Progress"]

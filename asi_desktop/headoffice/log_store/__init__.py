"""The logs of all spaces in one database: SQLAlchemy Core, every query by space, no wording and no keys.

``tables`` says what is stored, ``schema`` brings a database to it, ``dialect`` is the one place that knows
which database it is, ``reading`` and ``writing`` are the operations, ``copying`` makes a backup of all logs,
``store`` gives them a transaction.
What a pushed version must satisfy is decided by the relay, inside such a transaction.
"""

from asi_desktop.headoffice.log_store.reading import Invitation, Known, Log, Reader, SealedKey, Stretch
from asi_desktop.headoffice.log_store.store import LogStore, StoreDamaged, StoreUnavailable
from asi_desktop.headoffice.log_store.writing import Arrival, Stored, Writer

__all__ = [
    "Arrival",
    "Invitation",
    "Known",
    "Log",
    "LogStore",
    "Reader",
    "SealedKey",
    "StoreDamaged",
    "StoreUnavailable",
    "Stored",
    "Stretch",
    "Writer",
]

"""The vault: everything an officer has, in one encrypted file that loses nothing it has acknowledged.

``vault`` makes, opens, recovers and destroys vaults; an open one hands out a ``Reader`` or a ``Writer`` for
one transaction, and the store that a sync works on. The truth (records as they travel, versions, outbox,
cursors, keys, journal) is in ``tables`` and changes by migration only; lists and the search index are derived
from the description of the record types, and rebuilt when that changes. SQL lives here and in head office; no
Qt, no HTTP.
"""

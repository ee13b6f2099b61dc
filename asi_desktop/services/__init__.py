"""Use cases: what an officer can do, the same for the window and for the commands.

One method is one local transaction, never the network (``synchronising`` and ``enrolment`` excepted: they
are the network). Writes return ``changes.Changes``; everything else returns the plain frozen values of
``results``. ``opening`` makes and opens vaults; an open one is a ``desk.Desk``. No Qt, no SQL, no HTTP.
"""

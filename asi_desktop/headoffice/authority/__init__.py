"""Who may read: the keys that sign people, laptops, posts and spaces in, and the keys of the spaces.

``keys`` is the sealed file, ``session`` one change made with it, ``roles`` says which role opens which
space, ``founding`` makes a head office, ``people``, ``invitations`` and ``spaces`` are what the system
officer does, ``lists``, ``verification`` and ``backup`` need no key. Whatever an authority decides upon is
in the sealed file or signed: the database is never believed.
"""

"""Answers laptops: one HTTP exchange in, signed messages out. Any number of processes over one database.

``application`` is the ASGI side, ``service`` answers one request, ``asking`` finds out who asks,
``pushing`` is the rule for a pushed version, ``pulling`` makes frames, ``enrolling`` lets a new laptop in,
``bell`` wakes those who wait, ``serving`` is one process and ``supervising`` several. It stores what it
cannot open, and holds the key that signs answers, no other.
"""

"""Carries a laptop's sealed work to head office and brings back everybody else's.

``cycle`` is one sync read from top to bottom: ``outgoing`` is what it sends, ``incoming`` what it receives;
``plan`` decides and touches nothing; ``sealing`` and ``opening`` turn records into sealed versions and back.
``engine`` runs cycles over a line, ``schedule`` says when; ``transport`` is the line, on the counted
``streams`` of one pinned server; ``enrolment`` joins an office; ``failures`` names what may go wrong, and
``ports`` what all of them need of the store. No SQL, no Qt; no clock and no chance but what is given.
"""

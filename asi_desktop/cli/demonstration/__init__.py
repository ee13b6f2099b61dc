"""The demonstration: two officers, their head office, and a day's work that really travels between them.

``office`` runs a head office of its own on this machine, ``story`` holds the fictional data, ``performance``
plays it on real vaults over a real line and counts what happened.
"""

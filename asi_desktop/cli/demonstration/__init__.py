"""The demonstration: four officers, their head office, and a few days' work that really travels.

``story`` holds the fictional records in both languages, told in the words of ``script``; ``papers`` makes the
files that belong to them. ``office`` runs a head office of its own on this machine, ``stage`` keeps the
folder, ``writing`` writes the story into the vaults, ``performance`` plays it all over a real line and counts
what happened.
"""

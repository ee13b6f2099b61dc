"""Contacts in tables: what spreadsheets and address books write as CSV or LDIF, read and written.

``table`` and ``ldif`` find rows and cells, ``headers`` knows what the columns of other programs are called,
``rows`` makes people of them by a mapping that can be changed, ``writing`` writes records of any type.
"""

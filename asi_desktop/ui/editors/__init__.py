"""One editor for each kind of field; ``table.EDITORS`` says which.

An editor knows values, never records or services.
"""

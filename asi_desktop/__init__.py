"""ASI Desktop: the offline-first desk of internal security attachés.

Two programs live here. ``asi-desktop`` is the officer's: a window and a command line over the same
services. ``asi-headoffice`` is head office's: a relay that stores sealed bytes, and the authority
that says who may read them. ``app`` joins the desktop's layers; ``headoffice`` stands beside them
and is never imported by them.
"""

__version__ = "0.1.0"

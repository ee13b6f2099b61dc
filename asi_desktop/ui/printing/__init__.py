"""Records on paper: composed from their description, typeset once, the same in preview, on a printer and in a
PDF file. ``composing`` knows records and no Qt, ``typesetting`` and ``press`` know Qt and no records."""

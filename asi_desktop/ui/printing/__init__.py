"""Records on paper: composed from their description, typeset once, the same in preview, on a printer and in a
PDF file. ``composing`` knows records and no Qt, ``typesetting`` and ``press`` know Qt and no records."""

from asi_desktop.ui.printing.menu import print_menu, show_paper

__all__ = ["print_menu", "show_paper"]

"""The commands of `asi-desktop`, on the same services as the window; no Qt, SQL or HTTP.

``main`` runs one command line, ``tree`` lists the commands, ``commands/`` holds one module for each group
(imported when used, so that a start is quick), ``invocation`` is what a command is given. Everything a
person reads is in French and English; what a script reads never changes with the language.
"""

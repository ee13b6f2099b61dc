"""The system officer's command line. It says in words what the authority and the relay do, and nothing more.

``described`` turns tables of commands into click with help in the language of the run, ``invocation`` is
what a command is given, ``answers`` and ``failures`` are how it ends, ``main`` runs one; the other modules
are the commands.
"""

"""One module for each group of commands, imported when a command of it is used.

A command is a function of the Invocation and its own words; it answers with the JSON document of
interfaces, which people are shown as lines.
"""

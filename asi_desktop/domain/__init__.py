"""What an attaché records, and the rules that hold whatever stores or carries it.

``schema`` and ``steps`` are the language in which ``records`` describes each record type once;
``values``, ``vocabularies`` and ``markings`` say what a field may hold; ``writing`` turns input into
dotted values, ``viewing`` turns a state into what people see, ``workflow`` decides on steps, ``roles``
on who may take them; ``dotted`` is how two laptops' work meets. Errors, identifiers, references and the
clock live here too. Standard library only: no database, no network, no window, no cryptography.
"""

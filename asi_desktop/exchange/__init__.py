"""Documents in and out of the desk; pure values in, bytes out, and the other way round.

``json_text`` reads JSON from outside within limits; ``canonical`` is the form of a record that two laptops
spell alike. Neither vault nor network is known here.
"""

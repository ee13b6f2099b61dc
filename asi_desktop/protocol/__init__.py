"""What travels between a laptop and head office, and how it is written as bytes.

``payload`` is the inside of a sealed version (``saves`` its spelling, ``compression`` how it is made
small), ``header`` what is hashed and signed of it, ``batch`` the versions sealed together, ``control``
the signed entries on people, devices and spaces, ``exchange`` the questions and answers, ``stream``
their framing, ``chain`` the hash chain of a log, ``naming`` what a server is called.
Shared by the desktop and by head office; pure encoding, no keys, no network, no database.
"""

VERSION = 1
OLDEST_VERSION = 1

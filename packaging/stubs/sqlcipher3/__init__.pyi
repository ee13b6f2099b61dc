# sqlcipher3 ships no types. It is the standard library's sqlite3 built on SQLCipher, so it has that module's.
from sqlcipher3 import dbapi2 as dbapi2

"""Before the desk is open: unlocking it, recovering it, and the first start. Nothing here knows a record."""

"""The window: PySide6 widgets over the services, and the only place of the desktop that knows Qt.

What lives here shows values and hands the officer's acts to the services; no rule of the trade, no SQL, no
HTTP. Long work goes through ``task_runner``, the only door to threads. Texts are English in the code and
French in ``resources/i18n``; labels of fields come from the descriptions of the record types. The window
imports services, domain and tasks; what it needs before a vault is open comes as ``Doors``.
"""

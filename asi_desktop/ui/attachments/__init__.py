"""The files of a record in the window: their list, and the viewer for pictures, PDF documents and text.

No file is ever decoded here: what is shown are pixels and characters that the closed room gave.
"""

from asi_desktop.ui.attachments.files_panel import FilesPanel

__all__ = ["FilesPanel"]

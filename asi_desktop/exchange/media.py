"""What a file is, told by how it begins, whatever its name says."""

from asi_desktop.domain.text import Text

_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\x1b") | {0x7F}

HEAD_BYTES = 4096
"""As many first bytes as are looked at."""

UNKNOWN = "application/octet-stream"
PLAIN_TEXT = "text/plain"
PDF = "application/pdf"
PROGRAM = "application/x-executable"

_MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"MZ", PROGRAM),
    (0, b"\x7fELF", PROGRAM),
    (0, b"\xcf\xfa\xed\xfe", PROGRAM),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
)
_PDF_WITHIN = 1024  # readers allow some bytes before the mark (ISO 32000-1, annex H.3.4.1)

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp"})
"""Pictures that the program can show."""

_LABELS = {
    PDF: Text("Document PDF", "PDF document"),
    PLAIN_TEXT: Text("Texte", "Text"),
    PROGRAM: Text("Programme", "Program"),
    UNKNOWN: Text("Fichier", "File"),
    "application/zip": Text("Archive ou document bureautique", "Archive or office document"),
    "application/x-ole-storage": Text("Document bureautique", "Office document"),
    "application/rtf": Text("Texte mis en forme", "Formatted text"),
    "video/mp4": Text("Vidéo", "Video"),
    "audio/mpeg": Text("Son", "Sound"),
    "audio/ogg": Text("Son", "Sound"),
}


def detected(head: bytes) -> str:
    """Return the media type of a file that begins with ``head``; text is what holds no control characters."""
    for offset, mark, media in _MARKS:
        if head.startswith(mark, offset):
            return media
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    return PLAIN_TEXT if _is_text(head[:HEAD_BYTES]) else UNKNOWN


def media_label(media: str) -> Text:
    """Return what a media type is called."""
    if media in PICTURES:
        kind = media.partition("/")[2].upper()
        return Text(f"Image {kind}", f"{kind} picture")
    return _LABELS.get(media, _LABELS[UNKNOWN])


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return not any(byte in _CONTROLS for byte in head)

"""The parsers that run in the closed room: name → ``module:function``.

Each takes ``(document: bytes, arguments: Mapping[str, Plain])`` and returns a Plain value. What it imports,
it imports at the top of its module. It raises DocumentUnreadable(reason=Text) or another AppError for what
the officer should read, and lets anything else fly.
"""

PARSERS: dict[str, str] = {
    "picture": "asi_desktop.exchange.images:picture",
    "picture_cleaned": "asi_desktop.exchange.images:cleaned",
    "pdf_pages": "asi_desktop.exchange.pdf:pages",
    "pdf_page": "asi_desktop.exchange.pdf:page",
    "pdf_words": "asi_desktop.exchange.pdf:words",
    "plain_text": "asi_desktop.exchange.plain_text:plain_text",
    "vcard": "asi_desktop.exchange.vcard.reading:read",
    "contact_table": "asi_desktop.exchange.contact_table.rows:read",
    "electronic_mail": "asi_desktop.exchange.electronic_mail:read",
}

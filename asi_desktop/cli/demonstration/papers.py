"""The files of the story, made on the spot: a text, a photograph with its place, a sketch, a page of PDF."""

import io

from PIL import Image, ImageDraw

from asi_desktop.domain.text import Language, Text

_SIZE = (960, 640)
_SKY, _FAR, _WATER, _STONE, _INK = "#c9d8e4", "#8fa58f", "#7c6a52", "#d9d2c5", "#3a3f45"
_GPS, _NORTH, _NORTH_IS, _EAST_IS, _EAST = 0x8825, 2, 1, 3, 4
_PDF = "cp1252"

NAMES = {
    "note": Text("compte-rendu.txt", "minutes.txt"),
    "photograph": Text("photographie.jpg", "photograph.jpg"),
    "sketch": Text("croquis.png", "sketch.png"),
    "report": Text("releve.pdf", "record.pdf"),
}
"""The file name of each, by what ``Part.files`` calls it."""

CAPTIONS = {
    "note": Text("Notes prises sur le moment", "Notes taken at the time"),
    "photograph": Text("Vue depuis la rive gauche", "View from the left bank"),
    "sketch": Text("Croquis de la rue du Môle, périmètre en rouge", "Sketch of Rue du Môle, cordon in red"),
    "report": Text("Relevé des constatations", "Record of findings"),
}

_NOTE = Text(
    "Points relevés pendant l’entretien\n\n"
    "- liste des douze véhicules : sous huit jours\n- visite du port : jeudi",
    "Points noted during the talk\n\n"
    "- list of the twelve vehicles: within eight days\n- visit of the port: Thursday",
)
_REPORT = (
    Text("Relevé de constatations", "Record of findings"),
    Text("Pièce fictive, établie pour la démonstration.", "Fictional paper, made for the demonstration."),
    Text("1. Accès par la rive gauche uniquement.", "1. Access from the left bank only."),
    Text("2. Ouvrage instable : ne pas stationner dessous.", "2. Unstable structure: do not stand below."),
    Text("3. Nouveau passage prévu à la décrue.", "3. To be visited again when the water is down."),
)


def made(file: str, language: Language) -> bytes:
    """Return the content of ``file``: note, photograph, sketch or report."""
    match file:
        case "photograph":
            return _photograph()
        case "sketch":
            return _sketch()
        case "report":
            return _report([line.to(language) for line in _REPORT])
        case _:
            return f"{_NOTE.to(language)}\n".encode()


def _photograph() -> bytes:
    """Draw a bridge over brown water, with the position of a camera that nobody switched off."""
    picture = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((720, 60, 800, 140), fill="#f2e6b8")
    pen.polygon([(0, 330), (240, 210), (430, 300), (680, 190), (960, 320), (960, 420), (0, 420)], fill=_FAR)
    pen.rectangle((0, 410, 960, 640), fill=_WATER)
    for row in range(430, 640, 26):
        pen.line((0, row, 960, row - 8), fill="#8d7a60", width=3)
    for left in (120, 420, 720):
        pen.rectangle((left, 330, left + 46, 560 if left != 420 else 500), fill=_STONE)
    pen.rectangle((0, 296, 560, 334), fill=_STONE)
    pen.polygon([(560, 296), (960, 330), (960, 368), (560, 334)], fill=_STONE)
    for post in range(10, 560, 50):
        pen.line((post, 268, post, 296), fill=_INK, width=4)
    pen.line((0, 268, 560, 268), fill=_INK, width=4)
    exif = Image.Exif()
    exif[_GPS] = {_NORTH_IS: "N", _NORTH: (12.0, 20.0, 44.16), _EAST_IS: "W", _EAST: (1.0, 14.0, 4.2)}
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=82, exif=exif)
    return file.getvalue()


def _sketch() -> bytes:
    """Draw a street from above: houses, the school, a car, and the cordon around it."""
    picture = Image.new("RGB", _SIZE, "#f4f1ea")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 250, 960, 380), fill="#d3d0c8")
    for left in range(20, 960, 90):
        pen.line((left, 315, left + 45, 315), fill="#ffffff", width=5)
    for left, right in ((20, 190), (210, 330), (700, 940)):
        pen.rectangle((left, 60, right, 240), fill=_STONE, outline=_INK, width=3)
    for left, right in ((20, 260), (640, 820)):
        pen.rectangle((left, 395, right, 600), fill=_STONE, outline=_INK, width=3)
    pen.rectangle((350, 40, 680, 240), fill=_SKY, outline=_INK, width=5)  # the school
    pen.rectangle((480, 222, 550, 240), fill=_INK)  # its gate
    pen.rounded_rectangle((470, 258, 570, 302), radius=12, fill="#a8553a", outline=_INK, width=3)  # the car
    pen.ellipse((330, 130, 710, 430), outline="#b3261e", width=7)
    pen.polygon([(900, 590), (915, 540), (930, 590)], fill=_INK)  # north
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _report(lines: list[str]) -> bytes:
    """Return a page of PDF with ``lines`` on it, a title first (ISO 32000-1, 7.5)."""
    shown = ["BT /F1 20 Tf 60 770 Td 28 TL", *(f"({_escaped(line)}) Tj T* /F1 12 Tf" for line in lines), "ET"]
    content = "\n".join(shown).encode(_PDF)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    page, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(page))
        page += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return page + end % (size, table, size, len(page))


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")

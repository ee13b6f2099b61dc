"""PDF documents: pages and words of honest ones; hostile and broken ones end in a sentence."""

import io
import zlib

import pytest
from PIL import Image, ImageDraw

from asi_desktop.exchange import pdf
from asi_desktop.exchange.closed_room import DocumentTooLarge, DocumentUnreadable, Limits, opened
from asi_desktop.exchange.pixels import pixels_in


def written(*parts: str, pages: int = 1, catalog: str = "", box: str = "0 0 300 600") -> bytes:
    """Return a PDF document of ``pages`` pages that show ``parts``, one after the other."""
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    objects = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>"]
    font = "<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    for number in range(pages):
        shown = parts[number % len(parts)] if parts else ""
        drawing = f"BT /F 24 Tf 20 300 Td ({shown}) Tj ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources{font}/Contents {4 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(drawing)}>>stream\n{drawing}\nendstream")
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


def test_pages_are_counted_and_drawn() -> None:
    document = written("one", "two", pages=3)
    assert pdf.pages(document, {}) == {"pages": 3}
    told = pdf.page(document, {"page": 2, "side": 400})
    assert isinstance(told, dict)
    shown = pixels_in(told)
    assert (shown.width, shown.height, told["pages"]) == (200, 400, 3)
    assert len(set(shown.data)) > 2
    turned = pixels_in(pdf.page(document, {"page": 0, "side": 400, "turned": 1}))
    assert (turned.width, turned.height) == (400, 200)


def test_the_words_of_each_page_are_told() -> None:
    assert pdf.words(written("one", "two", pages=3), {}) == {
        "texts": ["one", "two", "one"],
        "cut": False,
    }


def test_words_end_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 5)
    assert pdf.words(written("one", "two", pages=4), {}) == {"texts": ["one", "tw"], "cut": True}


def test_a_scanned_document_is_drawn_in_the_closed_room() -> None:
    scan = Image.new("RGB", (400, 600), "white")
    ImageDraw.Draw(scan).rectangle((50, 50, 350, 550), fill="black")
    target = io.BytesIO()
    scan.save(target, "PDF")
    shown = pixels_in(opened("pdf_page", target.getvalue(), arguments={"side": 200}))
    assert shown.height == 200
    assert opened("pdf_words", target.getvalue()) == {"texts": [""], "cut": False}


@pytest.mark.parametrize("number", [-1, 1, 10**6])
def test_a_page_that_is_not_there_is_told(number: int) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        opened("pdf_page", written("one"), arguments={"page": number})
    assert "no such page" in caught.value.message("en")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + bytes(1000), written("one")[:200]])
def test_a_broken_document_is_a_sentence(content: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        opened("pdf_pages", content)


def test_too_many_pages_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(DocumentTooLarge):
        pdf.pages(written("one", pages=3), {})


@pytest.mark.parametrize("box", ["0 0 1000000000 1000000000", "0 0 1 1000000", "0 0 0 0", "5 5 1 1"])
def test_a_page_of_any_size_is_drawn_small(box: str) -> None:
    shown = pixels_in(opened("pdf_page", written("one", box=box), arguments={"side": 300}))
    assert max(shown.width, shown.height) <= 300


def test_scripts_and_actions_are_not_run() -> None:
    hostile = written(
        "one",
        catalog="/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9'\\))>>"
        "/AA<</WC<</S/Launch/F(/bin/true)>>>>",
    )
    assert opened("pdf_pages", hostile) == {"pages": 1}
    assert pixels_in(opened("pdf_page", hostile, arguments={"side": 100})).height == 100


def test_a_document_that_unfolds_without_end_is_stopped() -> None:
    layers = zlib.compress(zlib.compress(bytes(120 * 1024 * 1024), 9), 9)
    stream = f"<</Length {len(layers)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode() + layers
    whole = written("one").replace(b"<</Length 31>>stream", stream + b"\nendstream endobj 9 0 obj<<>>stream")
    try:
        opened("pdf_page", whole, arguments={"side": 100}, limits=Limits(memory=192 * 1024 * 1024, wall_s=8))
    except (DocumentUnreadable, DocumentTooLarge) as error:
        told = error.message("fr")
    else:
        told = "drawn within its limits"
    assert told


def test_a_locked_document_says_so() -> None:
    locked = written("one").replace(
        b"trailer<<",
        b"trailer<</Encrypt<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"00" * 32 + b">/P -4>>"
        b"/ID[<00><00>]",
    )
    with pytest.raises(DocumentUnreadable) as caught:
        opened("pdf_pages", locked)
    assert "password" in caught.value.message("en")


def test_a_huge_document_is_refused_before_it_is_opened() -> None:
    with pytest.raises(DocumentTooLarge):
        opened("pdf_pages", bytes(Limits().document + 1))

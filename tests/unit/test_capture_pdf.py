"""Words of a PDF as the page is seen: rotated pages, margin notes, pictures of text, pages in numbers."""

import io

import pypdf
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from ap_engine.capture.pdf_text import needs_ocr, read_pdf

LONG = "Invoice number 4711 of the first of May for many goods delivered"


def pdf(draw, size=(595, 842), pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=size)
    for _ in range(pages):
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def turned(data: bytes, degrees: int) -> bytes:
    reader, writer, out = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter(), io.BytesIO()
    writer.add_page(reader.pages[0]).rotate(degrees)
    writer.write(out)
    return out.getvalue()


def test_words_stand_where_they_are_seen() -> None:
    page = read_pdf(pdf(lambda c: c.drawString(50, 800, LONG))).pages[0]
    assert " ".join(word.text for word in page.words) == LONG
    assert (page.width, page.height) == (5950, 8420)
    assert page.words[0].box.x0 == 500
    assert page.words[0].box.y0 < 420 < page.words[0].box.y1 + 10


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_landscape_sheet_stored_on_its_side_reads_as_it_is_shown(degrees: int) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.translate(421, 421)
        sheet.rotate(degrees)
        sheet.drawString(-380, 370, LONG)

    page = read_pdf(turned(pdf(draw, (842, 842)), degrees)).pages[0]
    assert " ".join(word.text for word in page.words) == LONG
    assert 390 <= page.words[0].box.x0 <= 430
    assert 350 <= page.words[0].box.y0 <= 520


def test_a_note_that_runs_up_the_margin_does_not_cut_through_the_lines() -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.drawString(50, 800, LONG)
        sheet.rotate(90)
        sheet.drawString(300, -30, "printed by somebody")

    assert " ".join(word.text for word in read_pdf(pdf(draw)).pages[0].words) == LONG


def test_a_page_without_text_needs_ocr() -> None:
    content = read_pdf(pdf(lambda c: c.rect(10, 10, 300, 300, fill=1)))
    assert content.scanned == (1,)
    assert needs_ocr(content.pages[0])


def test_the_first_200_pages_are_read_and_it_is_said() -> None:
    content = read_pdf(pdf(lambda c: c.drawString(50, 800, LONG), pages=203))
    assert len(content.pages) == 200
    assert [p.code for p in content.problems] == ["many_pages"]
    assert "203 pages" in content.problems[0].message


def test_embedded_xml_is_found() -> None:
    writer, out = pypdf.PdfWriter(io.BytesIO(pdf(lambda c: c.drawString(50, 800, LONG)))), io.BytesIO()
    writer.add_attachment("factur-x.xml", b"<?xml version='1.0'?><Invoice/>")
    writer.add_attachment("logo.png", b"\x89PNG")
    writer.write(out)
    assert read_pdf(out.getvalue()).xml == (b"<?xml version='1.0'?><Invoice/>",)


def test_a_short_last_page_and_a_blank_one_are_not_taken_for_scans() -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawString(50, 800, LONG)
    sheet.showPage()
    sheet.drawString(50, 800, "Page 2 of 3")
    sheet.showPage()
    sheet.showPage()
    sheet.save()
    assert read_pdf(out.getvalue()).scanned == ()


def test_a_scanned_page_behind_a_digital_one_is_recognised() -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.drawString(50, 800, LONG)
    sheet.showPage()
    sheet.drawInlineImage(Image.new("L", (300, 400), "grey"), 0, 0, 595, 842)
    sheet.showPage()
    sheet.save()
    assert read_pdf(out.getvalue()).scanned == (2,)

"""Words of a PDF as the page is seen: rotated pages, margin notes, pictures of text, fonts that lie about their letters."""

import io
import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha512

import pypdf
import pytest
from PIL import Image
from pypdf.generic import DecodedStreamObject, NameObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from ap_engine.capture.pdf_text import needs_ocr, read_pdf
from ap_engine.model.extraction import Box, Page, Word

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


def words(draw: Callable[[canvas.Canvas], object]) -> list[str]:
    return [word.text for word in read_pdf(pdf(draw)).pages[0].words]


def spaced(sheet: canvas.Canvas, text: str, spacing: float) -> None:
    line = sheet.beginText(50, 700)
    line.setCharSpace(spacing)
    line.textOut(text)
    sheet.drawText(line)


def test_letters_set_wide_apart_are_one_word() -> None:
    assert words(lambda c: spaced(c, "INVOICE of AG 4711", 6)) == ["INVOICE", "of", "AG", "4711"]


def test_a_wide_gap_ends_a_word_where_no_space_is_written() -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica", 10)
        line = sheet.beginText(50, 700)
        for text, gap in (("Total", 4), ("12", 0), (",", 0), ("50", 4), ("EUR", 0)):
            line.textOut(text)
            line.moveCursor(pdfmetrics.stringWidth(text, "Helvetica", 10) + gap, 0)
        sheet.drawText(line)

    assert words(draw) == ["Total", "12,50", "EUR"]


def test_many_words_and_a_run_without_end_are_read() -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Helvetica", 2)
        for row in range(350):
            sheet.drawString(10, 830 - 2.3 * row, " ".join(f"{row}.{column}" for column in range(20)))
        sheet.drawString(10, 5, "xe" * 5_000)

    page = read_pdf(pdf(draw)).pages[0]
    assert [w.text for w in page.words[:7000]] == [f"{row}.{column}" for row in range(350) for column in range(20)]
    assert "".join(w.text for w in page.words[7000:]) == "xe" * 5_000
    assert all(abs(w.box.y1 - (8420 - 8300 + 23 * (n // 20))) < 20 for n, w in enumerate(page.words[:7000]))


@pytest.mark.parametrize("matrix", ["1e38 0 0 1e38 0 0", "1e38 0 0 1 1e38 1e38", "0 0 0 0 0 0"])
def test_text_that_is_nowhere_does_not_stop_the_reading(matrix: str) -> None:
    def draw(sheet: canvas.Canvas) -> None:
        sheet.drawString(50, 800, LONG)
        sheet.saveState()
        sheet._code.append(f"{matrix} cm {matrix} cm")
        sheet.drawString(50, 700, "far away")
        sheet.restoreState()
        sheet.drawString(50, 600, "Total 12.50")

    found = words(draw)
    assert found[: len(LONG.split())] == LONG.split()
    assert found[-2:] == ["Total", "12.50"]


LINES = (
    "Invoice number 4711 of 2024-05-01, customer 10023",
    "Steel bolts M8, 200 pieces at 0,45 90,00",
    "Delivery to the warehouse in Hamburg 12,50",
    "Net total 102,50 and VAT 19 % 19,48",
    "Gross total EUR 121,98, to be paid by 31.05.2024",
)


def lettered(spell: Callable[[str], str] | None) -> bytes:
    """An invoice in an embedded font whose codes mean nothing; its map says `spell(letter)`, or is missing."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf", asciiReadable=False))

    def draw(sheet: canvas.Canvas) -> None:
        sheet.setFont("Vera", 11)
        for row, line in enumerate(LINES):
            sheet.drawString(50, 780 - 16 * row, line)

    writer, out = pypdf.PdfWriter(io.BytesIO(pdf(draw))), io.BytesIO()
    fonts = [font.get_object() for font in writer.pages[0]["/Resources"]["/Font"].values()]
    for font in (font for font in fonts if "/ToUnicode" in font):
        pairs = re.findall(rb"<(\w\w)> <(\w{4})>", font["/ToUnicode"].get_object().get_data().split(b"beginbfchar")[1])
        del font["/ToUnicode"]
        if spell:
            font[NameObject("/ToUnicode")] = writer._add_object(unicode_map(pairs, spell))
    writer.write(out)
    return out.getvalue()


def unicode_map(pairs: list[tuple[bytes, bytes]], spell: Callable[[str], str]) -> DecodedStreamObject:
    rows = [(code.decode(), spell(chr(int(letter, 16))).encode("utf-16-be").hex()) for code, letter in pairs]
    stream = DecodedStreamObject()
    stream.set_data(
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n"
        % len(rows)
        + "".join(f"<{code}> <{letter}>\n" for code, letter in rows).encode()
        + b"endbfchar endcmap end end"
    )
    return stream


def test_a_font_with_a_true_map_is_read() -> None:
    content = read_pdf(lettered(lambda letter: letter))
    assert " ".join(word.text for word in content.pages[0].words) == " ".join(LINES)
    assert content.scanned == ()


def test_signs_beyond_two_bytes_and_hyphens_do_not_shift_the_words() -> None:
    signs = {"%": "\U0001f600", "-": "\u2011", "G": "\ufb03"}
    content = read_pdf(lettered(lambda letter: signs.get(letter, letter)))
    text = " ".join(word.text for word in content.pages[0].words)
    assert text == " ".join(LINES).replace("%", "\U0001f600").replace("G", "ffi")


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(None, id="no map"),
        pytest.param(lambda letter: chr(max(ord(letter) - 29, 0)), id="glyph numbers for letters"),
        pytest.param(lambda letter: chr(ord(letter) + 31), id="letters moved"),
        pytest.param(lambda letter: chr(ord(letter) + 3), id="letters moved a little"),
        pytest.param(lambda letter: chr(0xE000 + ord(letter)), id="private letters"),
        pytest.param(lambda letter: "\ufffd", id="unknown letters"),
        pytest.param(lambda letter: f"(cid:{ord(letter)})", id="numbers for letters"),
        pytest.param(lambda letter: chr(33 + ord(letter) * 37 % 94), id="scrambled letters"),
    ],
)
def test_letters_that_are_not_those_that_are_seen_are_recognised_as_a_picture(spell: Callable[[str], str] | None) -> None:
    content = read_pdf(lettered(spell))
    assert content.scanned == (1,)
    assert content.pages[0].words == ()


@pytest.mark.parametrize(
    "text",
    [
        "Faktura číslo 2024001 odběratel Strojírenství Přerov spol. s r.o. prst skrz krk datum splatnosti čtvrt hrst zrn celkem",
        "Przedsiębiorstwo Handlowe Szczęsny wartość brutto słownie trzydzieści trzy złote do zapłaty termin płatności przelew",
        "Hóa đơn giá trị gia tăng ngày tháng năm đơn vị bán hàng mã số thuế địa chỉ số tài khoản hình thức thanh toán",
        "Счет на оплату № 15 от 12 мая покупатель общество с ограниченной ответственностью итого к оплате без налога",
        "增值税专用发票 购买方 名称 纳税人识别号 价税合计 大写 壹佰圆整 销售方 开户行及账号 地址 电话 备注 收款人 复核 开票人 购买方 名称",
        "कर चालान संख्या दिनांक ग्राहक का नाम कुल राशि केवल रुपये देय तिथि बैंक खाता",
        "The goods remain our property until they are paid in full. Claims must be made in writing without delay.",
        "BCDFG-HJKMP-QRTVW-23467 XYBCD-FGHJK-MPQRT-89234 CDFGH-JKLMN-PQRST-24680 BCDFG-HJKMP-QRTVW-23467",
        "Sello digital del CFDI " + " ".join(b64encode(sha512(bytes([n])).digest()).decode() for n in range(20)),
        "Position .............. 12,00 -------------- Subtotal ............ 12,00 ======== Total ........ 12,00",
    ],
)
def test_other_languages_and_lists_of_codes_are_text(text: str) -> None:
    assert not needs_ocr(Page(1, 5950, 8420, tuple(Word(word, Box(0, 0, 1, 1)) for word in text.split())))

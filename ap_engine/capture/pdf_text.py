"""Digital PDF: words with boxes, by pypdfium2. Runs only in the limited worker (a hostile PDF aborts the process)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ap_engine.capture.pdf_characters import characters
from ap_engine.capture.pdf_layer import is_broken
from ap_engine.capture.pdf_words import Frame, words_of
from ap_engine.model.extraction import Page, Problem

PAGES_READ = 200
WORDS_READ = 200_000
CHARACTERS_READ = 1_500_000
XML_BYTES = 10_000_000

_ENCRYPTED = 4  # FPDF_ERR_PASSWORD
_TENTHS = 10.0
_FEW_LETTERS = 40
NO_PAGES = Problem("no_pages", "This PDF has no pages. Ask the supplier to send it again.")
_COUNT_ZERO = re.compile(rb"/Count\s+0\b")
_A_PAGE = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF gave: embedded XML files, pages of words, which pages need OCR (numbers from 1), and problems."""

    xml: tuple[bytes, ...] = ()
    pages: tuple[Page, ...] = ()
    scanned: tuple[int, ...] = ()
    problems: tuple[Problem, ...] = ()
    page_count: int = 0


def open_pdf(data: bytes) -> pdfium.PdfDocument | Problem:
    """The opened PDF, or the problem that keeps it shut (encrypted, damaged, without pages)."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _ENCRYPTED:
            return Problem("encrypted", "This PDF is locked: it needs its password. Ask the supplier for an unlocked copy.")
        if _COUNT_ZERO.search(data) and not _A_PAGE.search(data):
            return NO_PAGES
        return Problem("damaged", "This PDF is damaged or was cut off while it was sent. Ask the supplier to send it again.")
    if len(document) == 0:
        document.close()
        return NO_PAGES
    return document


def read_pdf(data: bytes) -> PdfContent:
    """Words and boxes of the first 200 pages, and embedded XML. Never raises on content that pdfium survives."""
    document = open_pdf(data)
    if isinstance(document, Problem):
        return PdfContent(problems=(document,))
    try:
        count = len(document)
        problems: list[Problem] = []
        if count > PAGES_READ:
            problems.append(Problem("many_pages", f"This PDF has {count} pages; only the first {PAGES_READ} were read."))
        pages, scanned, problem = _pages(document, min(count, PAGES_READ))
        if problem:
            problems.append(problem)
        return PdfContent(tuple(_attached_xml(document)), tuple(pages), tuple(scanned), tuple(problems), count)
    finally:
        document.close()


def _pages(document: pdfium.PdfDocument, count: int) -> tuple[list[Page], list[int], Problem | None]:
    """The first pages with words, the numbers of those that are pictures of text, and what went wrong."""
    pages: list[Page] = []
    pictures: list[int] = []
    outlines: list[int] = []
    words = characters = 0
    readable = False
    for index in range(count):
        try:
            page = document[index]
        except pdfium.PdfiumError:
            return pages, pictures, Problem("damaged", f"Page {index + 1} of this PDF is damaged; what follows was not read.")
        try:
            read, seen = read_page(page, index + 1, CHARACTERS_READ - characters)
            if not needs_ocr(read):
                readable = True
            elif _letters(read) >= _FEW_LETTERS:
                read = replace(read, words=())  # better no words than letters that nobody sees there
                pictures.append(index + 1)
            elif _has_large_picture(page):
                pictures.append(index + 1)
            elif raw.FPDFPage_CountObjects(page.raw) > 0:
                outlines.append(index + 1)
        finally:
            page.close()
        characters += seen
        words += len(read.words)
        pages.append(read)
        if words > WORDS_READ or characters >= CHARACTERS_READ:
            message = f"This PDF has more text than any invoice; it was read up to page {index + 1}."
            return pages, pictures, Problem("too_much_text", message)
    return pages, pictures if readable else sorted(pictures + outlines), None  # without any text, letters may be drawn as lines


def _has_large_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers a quarter of the page: a scan, not a logo."""
    width, height = page.get_size()
    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) * 4 > width * height:
            return True
        if number > 200:
            break
    return False


def needs_ocr(page: Page) -> bool:
    """Whether the text layer is missing or broken: what came out cannot be what is seen (unmapped or wrongly mapped glyphs)."""
    return _letters(page) < _FEW_LETTERS or is_broken(page.words)


def _letters(page: Page) -> int:
    return sum(len(word.text) for word in page.words)


def read_page(page: pdfium.PdfPage, number: int, character_limit: int) -> tuple[Page, int]:
    """One page's words (boxes in tenths of a point, as the page is seen, rotation applied) and how many characters it has."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), max(character_limit, 0))
        found = characters(text_page, count)
        turn = found.turn() if found.starts else page.get_rotation()
        words = words_of(found, Frame(left, bottom, right, top, turn))
    finally:
        text_page.close()
    if turn in (90, 270):
        width, height = height, width
    return Page(number, max(1, round(width * _TENTHS)), max(1, round(height * _TENTHS)), words), count


def _attached_xml(document: pdfium.PdfDocument) -> Iterator[bytes]:
    """Embedded files that are XML by their first bytes, up to 10 MB each."""
    for index in range(min(document.count_attachments(), 50)):
        try:
            data = bytes(document.get_attachment(index).get_data())
        except pdfium.PdfiumError:
            continue
        start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
        if len(data) <= XML_BYTES and start.startswith(b"<"):
            yield data

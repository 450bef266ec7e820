"""Digital PDF: words with boxes, by pypdfium2. Runs only in the limited worker (a hostile PDF aborts the process)."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ap_engine.model.extraction import Box, Page, Problem, Word

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
            elif sum(len(word.text) for word in read.words) >= _FEW_LETTERS or _has_large_picture(page):
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
    """Whether the text layer is missing or broken (unmapped glyphs, control characters)."""
    text = "".join(word.text for word in page.words)
    if len(text) < _FEW_LETTERS:
        return True
    strange = sum(1 for c in text if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " ")
    return strange * 4 > len(text)


def read_page(page: pdfium.PdfPage, number: int, character_limit: int) -> tuple[Page, int]:
    """One page's words (boxes in tenths of a point, as the page is seen, rotation applied) and how many characters it has."""
    left, bottom, right, top = page.get_bbox()
    width, height = right - left, top - bottom
    text_page = page.get_textpage()
    try:
        count = min(text_page.count_chars(), max(character_limit, 0))
        angles = bytes(_quarter(raw.FPDFText_GetCharAngle(text_page.raw, at)) for at in range(count))
        turn = 90 * max(range(4), key=angles.count) if count else page.get_rotation()
        words = tuple(_words(text_page, angles, _Frame(left, bottom, right, top, turn)))
    finally:
        text_page.close()
    if turn in (90, 270):
        width, height = height, width
    return Page(number, max(1, round(width * _TENTHS)), max(1, round(height * _TENTHS)), words), count


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible rectangle of a page in PDF space, and its rotation in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def seen(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A PDF-space rectangle (y up) as the page is seen (y down), in tenths of a point."""
        if self.turn == 90:
            a = (y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left)
        elif self.turn == 180:
            a = (self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom)
        elif self.turn == 270:
            a = (self.top - y1, self.right - x1, self.top - y0, self.right - x0)
        else:
            a = (x0 - self.left, self.top - y1, x1 - self.left, self.top - y0)
        return Box(*(round(v * _TENTHS) for v in a))


_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-", 0x2212: "-"}
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}


def _quarter(angle: float) -> int:
    """How many quarters clockwise set a character upright (pdfium's angle runs clockwise); slanted text counts as upright."""
    turns = -angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.1 else 0


def _words(text_page: pdfium.PdfTextPage, angles: bytes, frame: _Frame) -> Iterator[Word]:
    """Characters in the PDF's own order, grouped: a space, a gap or a jump ends a word.

    Text that runs another way than most of the page (notes in the margin) is left out: it would cut through the lines.
    """
    unicode_of, box_of, handle = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, text_page.raw
    rect = raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    text: list[str] = []
    x0 = y0 = x1 = y1 = last = 0.0
    vertical = frame.turn in (90, 270)
    upright = frame.turn // 90
    for index, angle in enumerate(angles):
        code = unicode_of(handle, index)
        char = _HYPHENS.get(code) or _LIGATURES.get(code) or chr(code)
        if char.isspace() or code == 0 or code == 0x200B:
            if text:
                yield Word("".join(text), frame.seen(x0, y0, x1, y1))
                text = []
            continue
        if angle != upright or not box_of(handle, index, pointer):
            continue
        cx0, cy0, cx1, cy1 = rect.left, rect.bottom, rect.right, rect.top
        size = (cx1 - cx0) if vertical else (cy1 - cy0)
        if text and _jumps(vertical, size, (x0, y0, x1, y1), (cx0, cy0, cx1, cy1), last):
            yield Word("".join(text), frame.seen(x0, y0, x1, y1))
            text = []
        if text:
            x0, y0, x1, y1 = min(x0, cx0), min(y0, cy0), max(x1, cx1), max(y1, cy1)
        else:
            x0, y0, x1, y1 = cx0, cy0, cx1, cy1
        last = cy1 if vertical else cx1
        text.append(char)
    if text:
        yield Word("".join(text), frame.seen(x0, y0, x1, y1))


def _jumps(
    vertical: bool,
    size: float,
    word: tuple[float, float, float, float],
    char: tuple[float, float, float, float],
    last: float,
) -> bool:
    """Whether a character cannot belong to the word before it: another line, a gap to the right, or a step back."""
    if vertical:
        gap = min(abs(char[1] - last), abs(char[3] - word[1]))
        return gap > 0.5 * size or char[0] > word[2] or char[2] < word[0]
    middle = (char[1] + char[3]) / 2
    if middle > word[3] or middle < word[1]:
        return True
    gap = char[0] - last
    return gap > 0.35 * size or gap < -1.5 * size


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

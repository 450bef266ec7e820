"""A received file opened to a Document: XML, words, or words by OCR. Runs only in the limited worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ap_engine.capture import ocr
from ap_engine.capture.fingerprint import picture_hash
from ap_engine.capture.kinds import REFUSALS, FileKind, kind_of
from ap_engine.capture.originals import UPLOAD_LIMIT
from ap_engine.capture.pdf_text import open_pdf, read_pdf
from ap_engine.capture.raster import Raster, barcodes, frames_of, of_image, of_page
from ap_engine.model.extraction import Document, Page, Problem

OCR_PAGES = 20
_BARCODE_DPI = 150
TOO_LARGE = Problem(
    "too_large", f"This file is larger than {UPLOAD_LIMIT // 1_000_000} MB, the most that is read. Ask for a smaller one."
)


def open_document(data: bytes, scanning: Callable[[int], None], cascade: ocr.Cascade | None = None) -> Document:
    """What is in the file. `scanning` is told how many pages are about to be recognised, which takes its time.

    `cascade` remembers how pages were recognised, for a second look at the same file.
    """
    if len(data) > UPLOAD_LIMIT:
        return Document(problems=(TOO_LARGE,))
    kind = kind_of(data[:2048])
    if kind is FileKind.XML:
        return Document(xml=(data,))
    if kind is FileKind.IMAGE:
        return _open_image(data, scanning, cascade or ocr.Cascade())
    if kind is FileKind.PDF:
        return _open_pdf(data, scanning, cascade or ocr.Cascade())
    return Document(problems=(Problem("not_readable", REFUSALS[kind]),))


def _open_image(data: bytes, scanning: Callable[[int], None], cascade: ocr.Cascade) -> Document:
    try:
        frames = frames_of(data)
        rasters = of_image(data)
    except ValueError as error:
        return Document(problems=(Problem("damaged", str(error)),))
    problems: list[Problem] = []
    if frames > len(rasters):
        problems.append(Problem("many_pages", f"This picture has {frames} pages; only the first {len(rasters)} were read."))
    if not ocr.ocr_available():
        pages = tuple(_only_barcodes(raster, number) for number, raster in enumerate(rasters, 1))
        return Document(pages=pages, problems=(*problems, ocr.NO_OCR), picture=picture_hash(rasters[0]))
    scanning(len(rasters))
    pages = tuple(_recognise(raster, number, problems, cascade) for number, raster in enumerate(rasters, 1))
    return Document(pages=pages, problems=tuple(problems), picture=picture_hash(rasters[0]))


def _only_barcodes(raster: Raster, number: int) -> Page:
    return Page(number, round(raster.width * raster.tenths), round(raster.height * raster.tenths), (), barcodes=barcodes(raster))


def _recognise(raster: Raster, number: int, problems: list[Problem], cascade: ocr.Cascade) -> Page:
    try:
        page = cascade.read(raster, number)
    except ocr.OcrFailed as error:
        problems.append(Problem("ocr_failed", f"Page {number}: {error}"))
        return _only_barcodes(raster, number)
    if ocr.is_poor(page.words):
        message = f"Page {number} is hard to read. Check every field, or ask the supplier for a sharper copy."
        problems.append(Problem("poor_scan", message))
    return page


def _open_pdf(data: bytes, scanning: Callable[[int], None], cascade: ocr.Cascade) -> Document:
    content = read_pdf(data)
    problems, picture = list(content.problems), ""
    pages = {page.number: page for page in content.pages}
    if content.scanned and not content.xml:
        more, picture = _recognise_pages(data, content.scanned, pages, scanning, cascade)
        problems += more
    elif not content.scanned:
        _codes_of_digital_pages(data, pages)
    return Document(xml=content.xml, pages=tuple(pages.values()), problems=tuple(problems), picture=picture)


def _recognise_pages(
    data: bytes,
    scanned: tuple[int, ...],
    pages: dict[int, Page],
    scanning: Callable[[int], None],
    cascade: ocr.Cascade,
) -> tuple[list[Problem], str]:
    """Puts recognised pages in the place of those without text; returns what stood in the way, and the first page's picture."""
    document, picture = open_pdf(data), ""
    if isinstance(document, Problem):
        return [], picture
    available = ocr.ocr_available()
    problems = [] if available else [ocr.NO_OCR]
    if len(scanned) > OCR_PAGES:
        problems.append(
            Problem("many_pages", f"{len(scanned)} pages of this PDF are scans; the first {OCR_PAGES} of them were read.")
        )
    scanning(min(len(scanned), OCR_PAGES))
    for number in scanned[:OCR_PAGES]:
        page = document[number - 1]
        try:
            raster = of_page(page)
        finally:
            page.close()
        picture = picture_hash(raster) if number == 1 else picture
        read = _recognise(raster, number, problems, cascade) if available else _only_barcodes(raster, number)
        if len(read.words) >= len(pages[number].words):
            pages[number] = read
    document.close()
    return problems, picture


def _codes_of_digital_pages(data: bytes, pages: dict[int, Page]) -> None:
    """A digital page that speaks of PIX or a QR code has it as a picture: the picture is read too (two pages at most)."""
    wanted = [
        page
        for page in pages.values()
        if any(word.text.strip(":.").lower() in ("pix", "qr", "qrcode", "qr-code") for word in page.words)
    ]
    if not wanted:
        return
    document = open_pdf(data)
    if isinstance(document, Problem):
        return
    for page in wanted[:2]:
        sheet = document[page.number - 1]
        try:
            pages[page.number] = replace(page, barcodes=barcodes(of_page(sheet, _BARCODE_DPI)))
        finally:
            sheet.close()
    document.close()

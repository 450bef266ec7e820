"""What a paper is recognised by when it comes again: its words, and for a scan what its first page looks like (rule D2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace

from ap_engine.capture.raster import Raster
from ap_engine.capture.scan_picture import lean, straightened
from ap_engine.model.extraction import Document, Extraction, Page, Source

_LETTERS = 60  # a page with less on it says nothing of its own
# What a further print of one document changes: the page's number, and when it was printed.
_PAGES = re.compile(r"(?:página|pagina|pág|pag|page|seite|folha|fl|p)\W{0,3}\d{1,3}(?:(?:de|of|von|/|\|)\d{1,3})?")
_PRINTED = re.compile(
    r"(?:impresso|impressa|impressão|emitidoem|geradoem|consultadoem|printed|printedon|gedruckt|druckdatum)\w{0,6}?\W{0,3}"
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:h|hs|am|pm|uhr)?")
_SIDE, _LOW = 32, 8


def fingerprinted(found: tuple[Extraction, ...], document: Document) -> tuple[Extraction, ...]:
    """The invoices of a document with its fingerprints; of several in one file each has its own."""
    words = words_hash(document.pages)
    several = len(found) > 1
    return tuple(
        replace(
            one,
            words_hash=hashlib.sha256(f"{words}-{place}".encode()).hexdigest()[:32] if words and several else words,
            picture_hash="" if several else document.picture,
        )
        for place, one in enumerate(found, 1)
    )


def words_hash(pages: Iterable[Page]) -> str:
    """The hash of the pages' digital text without spaces, page numbers and times of printing; empty for scans and for little.

    Recognised words are left out: two scans of one sheet are never read the same to the letter.
    """
    pages = tuple(pages)
    if any(page.source is Source.OCR for page in pages):
        return ""
    text = "".join(word.text for page in pages for word in page.words).casefold()
    for pattern in (_PRINTED, _CLOCK, _PAGES):
        text = pattern.sub("", text)
    letters = re.sub(r"\W", "", text)
    return hashlib.sha256(letters.encode()).hexdigest()[:32] if len(letters) >= _LETTERS else ""


def picture_hash(raster: Raster) -> str:
    """64 bits, as 16 hex digits, of how ink lies on the page: laid straight and cut to its ink, so that it is the sheet's.

    The coarse waves of the picture (a discrete cosine transform), each above or below their middle. Empty for a blank page.
    """
    import numpy as np
    from PIL import Image

    raster = _smaller(raster)
    leaning = lean(raster)
    if leaning:
        raster = straightened(raster, leaning)
    grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
    dark, paper = np.percentile(grey, 1), np.percentile(grey, 70)
    ink = grey < (dark + paper) / 2
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 3), np.flatnonzero(ink.sum(axis=0) > 3)
    if paper - dark < 40 or len(rows) < _SIDE or len(columns) < _SIDE:
        return ""
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8) * 255
    small = np.asarray(Image.fromarray(cut).resize((_SIDE, _SIDE), Image.Resampling.BOX), dtype=np.float64)
    at = np.arange(_SIDE)
    waves = np.cos(np.pi * np.outer(np.arange(_LOW + 1), 2 * at + 1) / (2 * _SIDE))
    coarse = (waves @ small @ waves.T)[1:, 1:]
    bits = (coarse > np.median(coarse)).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def _smaller(raster: Raster) -> Raster:
    """The picture with a long side of a thousand pixels or so: more tells no more here, and costs."""
    from PIL import Image

    times = max(raster.width, raster.height) // 1000
    if times < 2:
        return raster
    image = Image.frombytes("L", (raster.width, raster.height), raster.pixels).reduce(times)
    return Raster(image.width, image.height, image.tobytes(), raster.tenths * times)

"""Scanned pages become words by a cascade: the reader that suits the picture, then another one only where that failed.

Tesseract reads flat pages; RapidOCR, where it is installed, reads receipts and photos, and whatever Tesseract read poorly or
without the fields that an invoice must have. Both never read a page that one of them read well (`design/reading.md`, OCR).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ap_engine.capture import ocr_rapid, ocr_tesseract
from ap_engine.capture.ocr_tesseract import BLOCK, COLUMN, PAGE
from ap_engine.capture.ocr_words import OcrFailed, is_poor, lies_on_its_side, mean_confidence, sure_letters
from ap_engine.capture.raster import Raster, barcodes, turned
from ap_engine.capture.scan_picture import is_flat_page, lean, straightened
from ap_engine.model.extraction import Page, Problem, Source, Word

NO_OCR = Problem(
    "no_ocr",
    "This document is a scan or a photo. It cannot be read until Tesseract is installed on this machine "
    "(Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-por).",
)
_RAPID = "rapid"
_CLEAN = 80  # mean confidence that a scan needs for Tesseract to have the last word where RapidOCR is installed
_READS_UPWARDS = 88  # mean confidence of a page on its side: 96 and more when lines run upwards, 79 at most when down
_LEANS = 2.0  # degrees from which a page is straightened: at 1.5 nothing was gained and digits blurred, at 3.5 much

__all__ = ["NO_OCR", "Cascade", "OcrFailed", "is_poor", "ocr_available"]


def ocr_available() -> bool:
    """Whether scanned documents can be read on this machine."""
    return ocr_tesseract.available() or ocr_rapid.available()


_Look = tuple[Raster, list[Word]]


@dataclass(slots=True)
class _Looks:
    """What was tried with one page: the readers, and by how many degrees it was turned upright."""

    by: list[str] = field(default_factory=list)
    turn: int = 0


def _worth(look: _Look) -> int:
    return sure_letters(look[1]) - (10_000 if lies_on_its_side(look[1]) else 0)


def _turns_by_rapid(words: list[Word]) -> tuple[int, ...]:
    """Which turns are worth a try, likeliest first: it reads lines that run upwards surely, and those that run down badly."""
    if lies_on_its_side(words):
        return (270, 90) if mean_confidence(words) >= _READS_UPWARDS else (90, 270)
    return (180,) if words and mean_confidence(words) < _CLEAN else ()


def _turns_by_tesseract(raster: Raster, flat: bool) -> tuple[int, ...]:
    """What Tesseract's own orientation says; a receipt, where it can seldom say, is tried on both sides."""
    likely = ocr_tesseract.orientation(raster)
    return tuple(turn for turn in dict.fromkeys((likely, *(() if flat else (90, 270)))) if turn)


class Cascade:
    """How the scanned pages of one document are recognised: a first look, and a second where its fields did not come."""

    def __init__(self) -> None:
        self._tesseract = ocr_tesseract.available()
        self._rapid = ocr_rapid.available()
        self._pages: defaultdict[int, _Looks] = defaultdict(_Looks)
        self._again = False

    def look_again(self) -> bool:
        """Prepares a second look at all pages; False where there is nothing left that is worth a try."""
        self._again = True
        return any(_RAPID not in looks.by for looks in self._pages.values())

    def read(self, raster: Raster, number: int) -> Page:
        """One page's words. Raises OcrFailed when no reader could read it."""
        looks = self._pages[number]
        degrees = lean(raster)
        if abs(degrees) >= _LEANS:
            raster = straightened(raster, degrees)
        raster, words = self._second(raster, looks) if self._again else self._first(raster, looks)
        return Page(
            number=number,
            width=max(1, round(raster.width * raster.tenths)),
            height=max(1, round(raster.height * raster.tenths)),
            words=tuple(words),
            source=Source.OCR,
            barcodes=barcodes(raster),
        )

    def _first(self, raster: Raster, looks: _Looks) -> _Look:
        """By the reader that suits the picture; turned upright, and by another one, where that reads poorly."""
        flat = is_flat_page(raster)
        if self._rapid and not flat:
            return self._by_rapid_upright(raster, looks)
        reader, other = (PAGE, BLOCK) if flat else (BLOCK, PAGE)
        look = (raster, self._by(reader, raster, looks))
        if is_poor(look[1]) or lies_on_its_side(look[1]):
            look = self._turned(look, looks, reader, _turns_by_tesseract(raster, flat))
        if self._rapid and (is_poor(look[1]) or mean_confidence(look[1]) < _CLEAN):
            return max(look, self._by_rapid_upright(look[0], looks), key=_worth)
        if is_poor(look[1]) and not looks.turn:
            return max(look, (raster, self._by(other, raster, looks)), key=_worth)
        return look

    def _by_rapid_upright(self, raster: Raster, looks: _Looks) -> _Look:
        words = self._by(_RAPID, raster, looks)
        return self._turned((raster, words), looks, _RAPID, _turns_by_rapid(words))

    def _turned(self, look: _Look, looks: _Looks, reader: str, turns: tuple[int, ...]) -> _Look:
        """The best of a look and of the page turned by the degrees given; ends with the first that is read surely."""
        raster, before = look[0], looks.turn
        for turn in turns:
            upright = turned(raster, turn)
            again = (upright, self._by(reader, upright, looks))
            if _worth(again) > _worth(look):
                look, looks.turn = again, (before + turn) % 360
            if mean_confidence(look[1]) >= _CLEAN and not lies_on_its_side(look[1]):
                break
        return look

    def _second(self, raster: Raster, looks: _Looks) -> _Look:
        if looks.turn:
            raster = turned(raster, looks.turn)
        return raster, self._by(_RAPID if self._rapid and _RAPID not in looks.by else COLUMN, raster, looks)

    def _by(self, reader: str, raster: Raster, looks: _Looks) -> list[Word]:
        """The words by one reader; by Tesseract where RapidOCR fails."""
        looks.by.append(reader)
        if reader == _RAPID:
            try:
                return ocr_rapid.words(raster)
            except OcrFailed:
                if not self._tesseract:
                    raise
                reader = BLOCK
        return ocr_tesseract.words(raster, reader) if self._tesseract else []

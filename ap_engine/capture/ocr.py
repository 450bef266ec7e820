"""Words of a picture by Tesseract: one thread, a grey picture over a pipe, confidences kept. Runs in the limited worker."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from collections.abc import Sequence

from ap_engine.capture.raster import Raster, barcodes, turned
from ap_engine.model.extraction import Box, Page, Problem, Source, Word

NO_OCR = Problem(
    "no_ocr",
    "This document is a scan or a photo. It cannot be read until Tesseract is installed on this machine "
    "(Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-por).",
)
LANGUAGES = ("por", "eng", "deu", "fra", "spa", "ita", "nld")
_POOR = 62  # mean confidence below which another page segmentation is tried
_SECONDS = 40


class OcrFailed(RuntimeError):
    """Tesseract ended with an error or took too long."""


def ocr_available() -> bool:
    """Whether scanned documents can be read on this machine."""
    return shutil.which("tesseract") is not None


@functools.cache
def _languages() -> str:
    """The installed languages among those of our documents, as Tesseract wants them."""
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    installed = set(answer.stdout.split()) | set(answer.stderr.split())
    return "+".join(code for code in LANGUAGES if code in installed) or "eng"


def read_raster(raster: Raster, number: int, segmentation: int | None = None) -> Page:
    """One page: page segmentation 3, then 6 where that reads poorly, then turned upright where the page lies on its side.

    `segmentation` asks for another one instead, where the fields of a first reading did not come together.
    """
    narrow = raster.height * 10 > raster.width * 17  # a till receipt: one column, lines close together
    words = _words(raster, segmentation or (6 if narrow else 3))
    if is_poor(words) and segmentation is None:
        turn = _orientation(raster)
        if turn:
            raster = turned(raster, turn)
        again = _words(raster, 3 if narrow else 6)
        words = max(words, again, key=_worth) if not turn else max(again, _words(raster, 3), key=_worth)
    return Page(
        number=number,
        width=max(1, round(raster.width * raster.tenths)),
        height=max(1, round(raster.height * raster.tenths)),
        words=tuple(words),
        source=Source.OCR,
        barcodes=barcodes(raster),
    )


def _worth(words: list[Word]) -> int:
    """How much was read with some certainty."""
    return sum(len(word.text) for word in words if word.confidence >= 60)


def is_poor(words: Sequence[Word]) -> bool:
    """Whether little was recognised, or most of it with doubt (rule C19)."""
    letters = sum(len(word.text) for word in words)
    return letters < 60 or sum(word.confidence * len(word.text) for word in words) < _POOR * letters


def _run(raster: Raster, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "--dpi", "200", *arguments],
            input=raster.pgm(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailed("This scan took too long to recognise.") from error
    if done.returncode != 0:
        raise OcrFailed("Tesseract could not recognise this scan.")
    return done.stdout.decode("utf-8", "replace")


def _words(raster: Raster, segmentation: int) -> list[Word]:
    """Tesseract's words with boxes in tenths of a point."""
    words: list[Word] = []
    for row in _run(raster, "-l", _languages(), "--psm", str(segmentation), "tsv").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        x, y, width, height = (int(cell) for cell in cells[6:10])
        box = Box(*(round(v * raster.tenths) for v in (x, y, x + width, y + height)))
        words.append(Word(cells[11].strip(), box, max(0, min(100, int(float(cells[10]))))))
    return words


def _orientation(raster: Raster) -> int:
    """Degrees clockwise that set the page upright; 0 when Tesseract cannot say."""
    try:
        answer = _run(raster, "--psm", "0", "-l", "osd")
    except OcrFailed:
        return 0
    found = dict(line.split(": ", 1) for line in answer.splitlines() if ": " in line)
    turn = int(found.get("Rotate", "0"))
    return turn if turn in (90, 180, 270) and float(found.get("Orientation confidence", "0")) > 1 else 0

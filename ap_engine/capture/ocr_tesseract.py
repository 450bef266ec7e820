"""Words of a picture by Tesseract: one thread, a grey picture over a pipe, confidences kept. Runs in the limited worker."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess

from ap_engine.capture.ocr_words import OcrFailed
from ap_engine.capture.raster import Raster
from ap_engine.model.extraction import Box, Word

LANGUAGES = ("por", "eng", "deu", "fra", "spa", "ita", "nld")
PAGE, COLUMN, BLOCK = "3", "4", "6"  # page segmentations: as it finds it, one column of changing sizes, one block (a receipt)
_SECONDS = 40


def available() -> bool:
    """Whether Tesseract is installed on this machine."""
    return shutil.which("tesseract") is not None


@functools.cache
def _languages() -> str:
    """The installed languages among those of our documents, as Tesseract wants them."""
    answer = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=20, check=False)
    installed = set(answer.stdout.split()) | set(answer.stderr.split())
    return "+".join(code for code in LANGUAGES if code in installed) or "eng"


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


def words(raster: Raster, segmentation: str) -> list[Word]:
    """Tesseract's words with boxes in tenths of a point. Raises OcrFailed."""
    found: list[Word] = []
    for row in _run(raster, "-l", _languages(), "--psm", segmentation, "tsv").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        x, y, width, height = (int(cell) for cell in cells[6:10])
        box = Box(*(round(v * raster.tenths) for v in (x, y, x + width, y + height)))
        found.append(Word(cells[11].strip(), box, max(0, min(100, int(float(cells[10]))))))
    return found


def orientation(raster: Raster) -> int:
    """Degrees clockwise that set the page upright; 0 when Tesseract cannot say."""
    try:
        answer = _run(raster, "--psm", "0", "-l", "osd")
    except OcrFailed:
        return 0
    found = dict(line.split(": ", 1) for line in answer.splitlines() if ": " in line)
    turn = int(found.get("Rotate", "0"))
    return turn if turn in (90, 180, 270) and float(found.get("Orientation confidence", "0")) > 1 else 0

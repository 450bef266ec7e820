"""Words of a picture by RapidOCR, an optional extra for receipts, photos and what Tesseract reads poorly.

Its models come inside its package; nothing is ever fetched. Lines are found on a small copy of the picture and read from
the picture itself, one at a time: measured at half the work and half the memory of its defaults, with the same words.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from pathlib import Path
from typing import Any

from ap_engine.capture.ocr_words import OcrFailed
from ap_engine.capture.raster import Raster
from ap_engine.model.extraction import Box, Word

MEMORY_MB = 1536  # address space of a worker that has it: 1.26 GB measured, of which 0.45 GB in use
_FIND_LINES_IN = 960  # pixels of the longer side; 1280 finds the same lines of receipts, and costs a third more on an A4 page
_DETECTOR, _RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
_MARGIN = 0.2  # of a line's box, above and below, is paper: its boxes are wider than the letters
_MOST_SIDE = 4000
_CAPITALS = re.compile(r"(?=(?:.*[A-Z]){3})[A-Z0.,:&'-]+")
_NOUGHTS = re.compile(r"(?<=[A-Z])0+(?=[A-Z])")


def available() -> bool:
    """Whether the optional extra is installed on this machine."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


@functools.cache
def _engine() -> Any:
    """The reader with its models loaded. Raises OcrFailed when the package comes without them."""
    import cv2
    import rapidocr

    cv2.setNumThreads(1)
    models = Path(rapidocr.__file__).parent / "models"
    for name in (_DETECTOR, _RECOGNISER):
        if not (models / name).is_file():
            raise OcrFailed(f"RapidOCR was installed without its model {name}. Install requirements-ocr.txt again.")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": _MOST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(models / _DETECTOR),
            "Det.limit_type": "max",
            "Det.limit_side_len": _FIND_LINES_IN,
            "Rec.model_path": str(models / _RECOGNISER),
            "Rec.rec_batch_num": 1,
            "Rec.rec_img_shape": [3, 48, 48],
        }
    )


def words(raster: Raster) -> list[Word]:
    """The words of a picture with boxes in tenths of a point. Raises OcrFailed."""
    import numpy as np

    grey = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width)
    try:
        found = _engine()(np.repeat(grey[:, :, None], 3, axis=2), use_cls=False, return_word_box=True)
    except OcrFailed:
        raise
    except Exception as error:  # no memory left among them: Tesseract, which needs little, reads the page then
        raise OcrFailed("RapidOCR could not recognise this scan.") from error
    if found.txts is None:
        return []
    return [
        word
        for text, corners, score, parts in zip(found.txts, found.boxes, found.scores, found.word_results, strict=True)
        for word in _words_of_line(str(text), corners, float(score), parts, raster.tenths)
    ]


def _words_of_line(text: str, corners: Any, score: float, parts: Any, tenths: float) -> list[Word]:
    """A line's words where the reader saw them; where its words are not those of its text, shared out by length."""
    if [part[0] for part in parts] == text.split():
        return [_word(part[0], _bounds(part[2]), float(part[1]), tenths) for part in parts]
    return [_word(piece, box, score, tenths) for piece, box in shared_out(text, _bounds(corners))]


def shared_out(text: str, bounds: tuple[float, float, float, float]) -> list[tuple[str, tuple[float, float, float, float]]]:
    """The words of a line with the part of its width that their letters have in its text.

    >>> shared_out("TOTAL 9.90", (0, 0, 100, 10))
    [('TOTAL', (0.0, 0, 50.0, 10)), ('9.90', (60.0, 0, 100.0, 10))]
    """
    left, top, right, bottom = bounds
    letter = (right - left) / max(len(text), 1)
    words, at = [], 0
    for piece in text.split():
        at = text.index(piece, at)
        words.append((piece, (left + at * letter, top, left + (at + len(piece)) * letter, bottom)))
        at += len(piece)
    return words


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    across, down = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
    return min(across), min(down), max(across), max(down)


def cleaned(text: str) -> str:
    """A nought between capitals of a word without other digits is an O: INV0ICE."""
    return _NOUGHTS.sub(lambda noughts: "O" * len(noughts.group()), text) if _CAPITALS.fullmatch(text) else text


def _word(text: str, bounds: tuple[float, float, float, float], score: float, tenths: float) -> Word:
    left, top, right, bottom = bounds
    margin = _MARGIN * (bottom - top)
    box = Box(*(max(0, round(v * tenths)) for v in (left, top + margin, right, bottom - margin)))
    return Word(cleaned(text), box, max(0, min(100, round(100 * score))))

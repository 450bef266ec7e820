"""The characters of a PDF page grouped into words, as the page is seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import sub

from ap_engine.capture.pdf_characters import BOXES_AT_ONCE, Boxes, Characters
from ap_engine.model.extraction import Box, Word

_TENTHS = 10.0
_GAP = 0.35  # of a line's height: more than between the letters of a word, less than a space
_STEP_BACK = -1.5
_EVEN = 0.1  # how much the gaps of letter-spaced text differ
_LIGATURES = str.maketrans({"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"})
_ODD = re.compile("[\ufb00-\ufb04\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page in PDF space (points, y up), and its rotation in degrees clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def corner(self) -> tuple[float, float]:
        """The top left corner as the page is seen, in the space of `Boxes`."""
        if self.turn == 90:
            return self.bottom, -self.left
        if self.turn == 180:
            return -self.right, -self.bottom
        if self.turn == 270:
            return -self.top, self.right
        return self.left, self.top


def words_of(page: Characters, frame: Frame) -> tuple[Word, ...]:
    """Characters in the PDF's own order, grouped: a space, a gap or a jump ends a word.

    Text that runs another way than most of the page (notes in the margin) is left out: it would cut through the lines.
    """
    grouping = _Grouping(page, frame)
    first = 0
    while first < len(page.starts):
        after = bisect_right(page.ends, page.starts[first] + BOXES_AT_ONCE, first)
        grouping.add_runs(first, after)
        first = after
    return tuple(grouping.words)


def _spelled(text: str) -> str:
    """Ligatures as letters, and the halves of a sign put together."""
    return text.translate(_LIGATURES).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Grouping:
    """Collects the words of one page."""

    def __init__(self, page: Characters, frame: Frame) -> None:
        self.words: list[Word] = []
        self._page = page
        self._turn = frame.turn
        self._left, self._top = frame.corner()
        self._spacing = 0.0  # between the letters of the last letter-spaced word
        self._odd = _ODD.search(page.text) is not None

    def add_runs(self, first: int, after: int) -> None:
        """Adds the words of some runs, of at most `BOXES_AT_ONCE` characters together."""
        page, upright = self._page, self._turn // 90
        offset = page.starts[first]
        boxes = page.boxes(offset, page.ends[after - 1], self._turn)
        x0, y0, x1, y1 = boxes.x0, boxes.y0, boxes.x1, boxes.y1
        gaps = list(map(sub, x0[1:], x1))
        for run in range(first, after):
            start, end = page.starts[run] - offset, page.ends[run] - offset
            lows, highs = y0[start:end], y1[start:end]
            low, high = min(lows), max(highs)
            inner_low, inner_high = max(lows), min(highs)
            level = low + inner_high >= 2 * inner_low and high + inner_low <= 2 * inner_high
            if (
                level
                and boxes.complete
                and page.quarters[run] == upright
                and self._are_near(gaps[start : end - 1], inner_high - inner_low)
            ):
                self._add(page.text[start + offset : end + offset], min(x0[start:end]), low, max(x1[start:end]), high)
            else:
                self._add_pieces(boxes, offset, start, end)

    def _are_near(self, gaps: list[float], size: float) -> bool:
        """Whether characters on one level, at least `size` high, are surely one word: no wide gap, no far step back.

        Letters that are all set equally wide apart are one word too; two letters only where others before them were.
        """
        if not gaps:
            return True
        widest, narrowest = max(gaps), min(gaps)
        if widest <= _GAP * size:
            return narrowest >= _STEP_BACK * size
        if widest > size or widest - narrowest > _EVEN * size:
            return False
        if len(gaps) > 1:
            self._spacing = widest
        return abs(widest - self._spacing) <= _EVEN * size

    def _add_pieces(self, boxes: Boxes, offset: int, start: int, end: int) -> None:
        """Adds the words of a run that may hold several, character by character. Few runs come here."""
        page, upright = self._page, self._turn // 90
        quarters = page.quarters_of(start + offset, end + offset)
        text: list[str] = []
        x0 = y0 = x1 = y1 = last = 0.0
        for at in range(start, end):
            if quarters[at - start] != upright or not (boxes.complete or page.has_box(at + offset)):
                continue
            left, bottom, right, top = boxes.x0[at], boxes.y0[at], boxes.x1[at], boxes.y1[at]
            size, middle = top - bottom, (bottom + top) / 2
            if text and not (y0 <= middle <= y1 and _STEP_BACK * size <= left - last <= _GAP * size):
                self._add("".join(text), x0, y0, x1, y1)
                text = []
            if text:
                x0, y0, x1, y1 = min(x0, left), min(y0, bottom), max(x1, right), max(y1, top)
            else:
                x0, y0, x1, y1 = left, bottom, right, top
            last = right
            text.append(page.text[at + offset])
        if text:
            self._add("".join(text), x0, y0, x1, y1)

    def _add(self, text: str, x0: float, y0: float, x1: float, y1: float) -> None:
        """Adds one word; what a hostile matrix puts at no finite place is not on the page."""
        left, top = self._left, self._top
        try:
            box = Box(
                round((x0 - left) * _TENTHS),
                round((top - y1) * _TENTHS),
                round((x1 - left) * _TENTHS),
                round((top - y0) * _TENTHS),
            )
        except (OverflowError, ValueError):
            return
        self.words.append(Word(_spelled(text) if self._odd else text, box))

"""The characters of a PDF page: text, boxes and direction, fetched in bulk because a call a character is what costs."""

from __future__ import annotations

import ctypes
import math
import re
import sys
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

BOXES_AT_ONCE = 4096  # also the longest run of characters that can be one word
_RUN = re.compile(r"[^\s\0\u200b]{1,4096}")
_HYPHENS = "\x02\ufffe\xad\u2010\u2011\u2212"
_UNKNOWN = "\ufffd"

# One buffer for the process: pdfium itself may not be used by two threads.
_RECTANGLES = (raw.FS_RECTF * BOXES_AT_ONCE)()
_PLACES = tuple(ctypes.byref(_RECTANGLES, at * ctypes.sizeof(raw.FS_RECTF)) for at in range(BOXES_AT_ONCE))
_EDGES: Any = memoryview(_RECTANGLES).cast("B").cast("f")


def _bare(function: Any, result: Any) -> Callable[..., Any]:
    """The same C function without the checks of its arguments, which were measured to cost more than the call.

    To be called with a `c_void_p`, an int that fits C's int, and a `byref`: these need no conversion.
    """
    bare: Callable[..., Any] = ctypes.CFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)
    return bare


_box_of = _bare(raw.FPDFText_GetLooseCharBox, ctypes.c_int)
_angle_of = _bare(raw.FPDFText_GetCharAngle, ctypes.c_float)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Edges of consecutive characters in points, turned so that text runs to the right and y goes up.

    `complete` says whether each has a box; where it is False, `x0` and the others may hold another character's.
    """

    x0: list[float]
    y0: list[float]
    x1: list[float]
    y1: list[float]
    complete: bool


@dataclass(frozen=True, slots=True)
class Characters:
    """A page's text, one character for each of pdfium's, and its runs without a space. Valid while the text page is open.

    `quarters` says for the first character of each run how many quarters clockwise set it upright.
    """

    handle: ctypes.c_void_p
    text: str
    starts: array[int]
    ends: array[int]
    quarters: bytes

    def turn(self) -> int:
        """Degrees clockwise that set most of the text upright."""
        weights = [0, 0, 0, 0]
        for quarter, start, end in zip(self.quarters, self.starts, self.ends, strict=True):
            weights[quarter] += end - start
        return 90 * weights.index(max(weights))

    def quarters_of(self, start: int, end: int) -> bytes:
        """How many quarters clockwise set each of these characters upright."""
        return _quarters(self.handle, range(start, end))

    def boxes(self, start: int, end: int, turn: int) -> Boxes:
        """The boxes of at most `BOXES_AT_ONCE` characters of a page that `turn` degrees clockwise set upright."""
        found = list(map(_box_of, repeat(self.handle), range(start, end), _PLACES))
        edges = _EDGES[: 4 * (end - start)].tolist()
        left, top, right, bottom = edges[0::4], edges[1::4], edges[2::4], edges[3::4]
        complete = 0 not in found
        if turn == 90:
            return Boxes(bottom, _minus(right), top, _minus(left), complete)
        if turn == 180:
            return Boxes(_minus(right), _minus(top), _minus(left), _minus(bottom), complete)
        if turn == 270:
            return Boxes(_minus(top), left, _minus(bottom), right, complete)
        return Boxes(left, bottom, right, top, complete)

    def has_box(self, at: int) -> bool:
        """Whether pdfium gives a box for one character."""
        return bool(_box_of(self.handle, at, _PLACES[0]))


def characters(text_page: pdfium.PdfTextPage, count: int) -> Characters:
    """The first `count` characters of a page."""
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p)
    text = _text(text_page, count)
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-")
    starts, ends = array("l"), array("l")  # a hostile page has a million
    for run in _RUN.finditer(text):
        starts.append(run.start())
        ends.append(run.end())
    return Characters(handle, text, starts, ends, _quarters(handle, starts))


def _text(text_page: pdfium.PdfTextPage, count: int) -> str:
    """One character for each of pdfium's, in one call where it gives them all (not those without Unicode).

    Signs beyond two bytes, such as emoji, are two characters for pdfium, and stay two halves here.
    """
    units = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text_page.raw, 0, count, units) == count + 1:
        text = bytes(units)[:-2].decode("utf-16-le", "replace")
        return text if len(text) == count else "".join(map(chr, units[:count]))
    codes = (raw.FPDFText_GetUnicode(text_page.raw, at) for at in range(count))
    return "".join(chr(code) if code <= sys.maxunicode else _UNKNOWN for code in codes)


def _minus(values: list[float]) -> list[float]:
    return [-value for value in values]


def _quarters(handle: ctypes.c_void_p, places: array[int] | range) -> bytes:
    angles = list(map(_angle_of, repeat(handle), places))
    quarter = {angle: _quarter(angle) for angle in set(angles)}
    return bytes(map(quarter.__getitem__, angles))


def _quarter(angle: float) -> int:
    """How many quarters clockwise set a character upright (pdfium's angle runs clockwise); slanted text counts as upright."""
    if not math.isfinite(angle):
        return 0
    turns = -angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < 0.1 else 0

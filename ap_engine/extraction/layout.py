"""Words into lines: the geometry that all readings are found with. Units are tenths of a point."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box, Evidence, Page, Source, Word

# "Nº204.803.991", "Total:12,00" and "#12345" are two words without a space between them.
_GLUED = re.compile(
    r"(?<=[A-Za-zÀ-ÿº°)])[:#](?=[\w€$£(-])(?!//)|(?<=[nN][º°])(?=\d)|(?<=[Nn][ro]\.)(?=\d)|(?<=^#)(?=\w)|(?<=^:)(?=\w)"
)
_TIME_OR_ADDRESS = re.compile(r"://|^\d{1,2}:\d\d|@|^www\.", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """Words that stand on one line of a page, left to right. A gap wider than a space becomes two spaces in `text`."""

    page: Page
    index: int
    words: tuple[Word, ...]
    text: str
    starts: tuple[int, ...]
    box: Box

    @cached_property
    def squeezed(self) -> tuple[str, ...]:
        """The words as labels are compared."""
        return tuple(squeeze(word.text) for word in self.words)

    def word_at(self, offset: int) -> int:
        """Index of the word that stands at an offset of `text`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def box_of(self, first: int, last: int) -> Box:
        """The box around words first..last (inclusive)."""
        return around([word.box for word in self.words[first : last + 1]])

    def confidence_of(self, first: int, last: int) -> int:
        """The lowest word confidence among words first..last."""
        return min(word.confidence for word in self.words[first : last + 1])


def around(boxes: list[Box]) -> Box:
    """The smallest box around all boxes."""
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def evidence(page: Page, box: Box) -> Evidence:
    """Evidence with the box in ten-thousandths of the page."""

    def share(value: int, whole: int) -> int:
        return min(10_000, max(0, value * 10_000 // whole))

    return Evidence(
        page=page.number,
        box=Box(share(box.x0, page.width), share(box.y0, page.height), share(box.x1, page.width), share(box.y1, page.height)),
    )


def lines_of(pages: tuple[Page, ...]) -> tuple[Line, ...]:
    """All lines of a document, from the top of the first page to the bottom of the last."""
    lines: list[Line] = []
    for page in pages:
        for words in _rows(page):
            lines.append(_line(page, len(lines), words))
    return tuple(lines)


def _rows(page: Page) -> list[list[Word]]:
    """Words grouped by height: a word belongs to a line when their middles are within a third of the smaller height."""
    rows: list[tuple[int, int, list[Word]]] = []
    recent: list[int] = []
    for word in sorted(page.words, key=lambda w: (w.box.y0 + w.box.y1, w.box.x0)):
        middle, height = word.box.y0 + word.box.y1, word.box.y1 - word.box.y0
        for at in reversed(recent):
            row_middle, row_height, members = rows[at]
            smaller = min(height, row_height) if page.source is not Source.OCR else max(min(height, row_height), 60)
            if abs(middle - row_middle) * 3 <= 2 * smaller:
                members.append(word)
                break
        else:
            rows.append((middle, height, [word]))
            recent = [*recent[-3:], len(rows) - 1]
    return [sorted(members, key=lambda w: w.box.x0) for _, _, members in rows]


def _line(page: Page, index: int, words: list[Word]) -> Line:
    pieces = [piece for word in words for piece in split_glued(word)]
    text: list[str] = []
    starts: list[int] = []
    length = 0
    for at, word in enumerate(pieces):
        if at:
            space = " " * (2 if is_gap(pieces[at - 1], word) else 1)
            text.append(space)
            length += len(space)
        starts.append(length)
        text.append(word.text)
        length += len(word.text)
    return Line(page, index, tuple(pieces), "".join(text), tuple(starts), around([w.box for w in pieces]))


def is_gap(left: Word, right: Word) -> bool:
    """Whether two neighbours are further apart than a space: another column."""
    height = min(left.box.y1 - left.box.y0, right.box.y1 - right.box.y0)
    return (right.box.x0 - left.box.x1) * 4 > 3 * max(height, 40)


def split_glued(word: Word) -> list[Word]:
    """A word without its space, as two: after the colon of a label, after "Nº" or "#". The box is shared out by length."""
    if _TIME_OR_ADDRESS.search(word.text):
        return [word]
    cut = _GLUED.search(word.text)
    if not cut:
        return [word]
    at = cut.end()
    if not 0 < at < len(word.text):
        return [word]
    x = word.box.x0 + (word.box.x1 - word.box.x0) * at // len(word.text)
    left = Word(word.text[:at], Box(word.box.x0, word.box.y0, x, word.box.y1), word.confidence)
    right = Word(word.text[at:], Box(x, word.box.y0, word.box.x1, word.box.y1), word.confidence)
    return [left, *split_glued(right)]

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
    r"(?<=[A-Za-zÀ-ÿº°).])[:#]{1,2}(?=[\w€$£(-])(?!//)|(?<=^#:)(?=\w)|(?<=[nN][º°])(?=\d)|(?<=[Nn][ro]\.)(?=\d)|(?<=^#)(?=\w)|(?<=^:)(?=\w)"
)
_CURRENCY = re.compile(r"^\(?-?(?:RM|Rs\.?|R\$|US\$|USD|EUR|GBP|BRL|INR|MYR|SGD|AUD|CAD|NZD|CHF|ZAR|MXN|HKD|AED)(?=-?\d)")
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

    @cached_property
    def columns(self) -> tuple[tuple[int, int], ...]:
        """First and last word (inclusive) of each run of words without a wide gap."""
        found: list[tuple[int, int]] = []
        first = 0
        for at in range(1, len(self.words) + 1):
            if at == len(self.words) or is_gap(self.words[at - 1], self.words[at]):
                found.append((first, at - 1))
                first = at
        return tuple(found)

    @cached_property
    def column_texts(self) -> tuple[str, ...]:
        """The words of each column, with a space between."""
        return tuple(" ".join(word.text for word in self.words[first : last + 1]) for first, last in self.columns)

    @cached_property
    def spoken(self) -> tuple[bool, ...]:
        """For each word whether it says something."""
        return tuple(is_spoken(word) for word in self.words)

    def column_at(self, at: int) -> tuple[int, int]:
        """First and last word (inclusive) of the column in which a word stands."""
        return next(column for column in self.columns if column[0] <= at <= column[1])

    def word_at(self, offset: int) -> int:
        """Index of the word that stands at an offset of `text`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def box_of(self, first: int, last: int) -> Box:
        """The box around words first..last (inclusive)."""
        return around([word.box for word in self.words[first : last + 1]])

    def confidence_of(self, first: int, last: int) -> int:
        """The lowest word confidence among words first..last."""
        return min(word.confidence for word in self.words[first : last + 1])


def overlaps(one: Box, other: Box) -> bool:
    """Whether two boxes share some of the page's width: one stands above the other."""
    return min(one.x1, other.x1) > max(one.x0, other.x0)


def is_spoken(word: Word) -> bool:
    """Whether a word has three letters or more, so that it says something."""
    return sum(c.isalpha() for c in word.text) > 2


def around(boxes: list[Box]) -> Box:
    """The smallest box around all boxes."""
    if len(boxes) == 1:
        return boxes[0]
    first = boxes[0]
    x0, y0, x1, y1 = first.x0, first.y0, first.x1, first.y1
    for box in boxes:  # one pass: this is asked some hundred times a page
        if box.x0 < x0:
            x0 = box.x0
        if box.y0 < y0:
            y0 = box.y0
        if box.x1 > x1:
            x1 = box.x1
        if box.y1 > y1:
            y1 = box.y1
    return Box(x0, y0, x1, y1)


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
    """Words grouped by height: a word belongs to a line when they share half of the smaller height."""
    rows: list[tuple[Box, list[Word]]] = []
    recent: list[int] = []
    slope = skew_of(page) if page.source is Source.OCR else 0
    level = [(word, _levelled(word.box, slope)) for word in page.words]
    for word, box in sorted(level, key=lambda pair: (pair[1].y0 + pair[1].y1, pair[1].x0)):
        for at in reversed(recent):
            row, members = rows[at]
            shared = min(row.y1, box.y1) - max(row.y0, box.y0)
            if shared * 2 > min(row.y1 - row.y0, box.y1 - box.y0):
                members.append(word)
                break
        else:
            rows.append((box, [word]))
            recent = [*recent[-3:], len(rows) - 1]
    return [sorted(members, key=lambda w: w.box.x0) for _, members in rows]


def _levelled(box: Box, slope: int) -> Box:
    drop = (box.x0 + box.x1) * slope // 20_000
    return Box(box.x0, box.y0 - drop, box.x1, box.y1 - drop) if slope else box


def skew_of(page: Page) -> int:
    """How far lines of a scan fall to the right, in ten-thousandths: the median over its long lines, each counted by its length."""
    chains: list[tuple[int, int]] = []
    start: Word | None = None
    last: Word | None = None
    for word in (*page.words, None):
        if word is not None and last is not None and _follows(last.box, word.box):
            last = word
            continue
        if start is not None and last is not None and last.box.x0 - start.box.x0 > page.width // 8:
            run = last.box.x0 + last.box.x1 - start.box.x0 - start.box.x1
            fall = last.box.y0 + last.box.y1 - start.box.y0 - start.box.y1
            chains.append((fall * 10_000 // run, run))
        start = last = word
    half = sum(run for _, run in chains) // 2
    for slope, run in sorted(chains):
        half -= run
        if half < 0:
            return slope if abs(slope) < 600 else 0
    return 0


def _follows(left: Box, right: Box) -> bool:
    """Whether two words read one after the other stand side by side on one line."""
    height = min(left.y1 - left.y0, right.y1 - right.y0)
    return (
        right.x0 - left.x0 >= 0
        and right.x0 - left.x1 < 4 * max(height, 40)
        and min(left.y1, right.y1) - max(left.y0, right.y0) > height // 3
    )


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
    """Whether two neighbours are further apart than a space: another column. Wide letters have wide spaces."""
    height = min(left.box.y1 - left.box.y0, right.box.y1 - right.box.y0)
    gap = (right.box.x0 - left.box.x1) * 100
    if gap <= 3000 or gap <= height * 60:
        return False
    letter = max((left.box.x1 - left.box.x0) * 10 // len(left.text), (right.box.x1 - right.box.x0) * 10 // len(right.text))
    return gap > letter * 17


def split_glued(word: Word) -> list[Word]:
    """A word without its space, as two: after the colon of a label, after "Nº" or "#". The box is shared out by length."""
    if _TIME_OR_ADDRESS.search(word.text):
        return [word]
    cut = _GLUED.search(word.text)
    currency = _CURRENCY.match(word.text)
    if not cut and not currency:
        return [word]
    at = currency.end() if currency else cut.end() if cut else 0
    if not 0 < at < len(word.text):
        return [word]
    x = word.box.x0 + (word.box.x1 - word.box.x0) * at // len(word.text)
    left = Word(word.text[:at], Box(word.box.x0, word.box.y0, x, word.box.y1), word.confidence)
    right = Word(word.text[at:], Box(x, word.box.y0, word.box.x1, word.box.y1), word.confidence)
    return [left, *split_glued(right)]

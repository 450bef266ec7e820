"""Where a template says that a value stands: right of a label, below it, in a column, or in a box of a page (rule C6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ap_engine.extraction.layout import Line, around, is_gap
from ap_engine.extraction.template_style import Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box, Page
from ap_engine.model.template import FieldRule, Place

_LINES_BELOW = 6  # heights of the label within which a value still stands below it
_LONGEST_LABEL = 12  # words
_MOST_LABELS = 50  # places where one label may stand


@dataclass(frozen=True, slots=True)
class Located:
    """A value found by a rule: canonical, its page and box, the lowest confidence of its words, and other values for the rule."""

    value: str
    page: Page
    box: Box
    confidence: int
    rivals: tuple[str, ...] = ()


def labels_at(lines: tuple[Line, ...], label: str) -> list[tuple[Line, int, int]]:
    """Every place where a label's words stand: the line, its first and its last word. Case, accents and points do not count."""
    wanted = squeeze(label)
    found: list[tuple[Line, int, int]] = []
    if not wanted:
        return found
    for line in lines:
        words = line.squeezed
        for first, word in enumerate(words):
            if not word or not (wanted.startswith(word)):
                continue
            joined, last = word, first
            while len(joined) < len(wanted) and last + 1 < len(words) and last - first < _LONGEST_LABEL:
                last += 1
                joined += words[last]
            if joined == wanted:
                found.append((line, first, last))
                if len(found) >= _MOST_LABELS:
                    return found
    return found


def locate(rule: FieldRule, lines: tuple[Line, ...], style: Style) -> Located | None:
    """The value that a rule finds, or None. Of several labels the first (or last) with a fitting value beside it counts."""
    if rule.place is Place.BOX:
        return next(_in_box(rule, lines, style), None)
    for label in rule.labels:
        found = [value for place in labels_at(lines, label) if (value := _beside(rule, place, lines, style)) is not None]
        if found:
            chosen = found[-1 if rule.last else 0]
            rivals = tuple(dict.fromkeys(value.value for value in found if value.value != chosen.value))
            return Located(chosen.value, chosen.page, chosen.box, chosen.confidence, rivals)
    return None


def _beside(rule: FieldRule, label: tuple[Line, int, int], lines: tuple[Line, ...], style: Style) -> Located | None:
    line, first, last = label
    if rule.place is Place.RIGHT:
        return next(_values(rule, line, last + 1, len(line.words) - 1, style), None)
    cell = _cell(line, first, last)
    if rule.place is Place.BELOW:
        return next(_below(rule, line, cell, lines, style), None)
    return _in_column(rule, line, cell, lines, style)


def _cell(line: Line, first: int, last: int) -> Box:
    """The label's box, wide enough for what stands under it: from the heading before it to the heading after it."""
    box = line.box_of(first, last)
    words = line.words
    before = words[first - 1].box.x1 if first and is_gap(words[first - 1], words[first]) else (box.x0 if first else 0)
    after = next((words[i].box.x0 for i in range(last + 1, len(words)) if is_gap(words[i - 1], words[i])), line.page.width)
    return Box(before, box.y0, after, box.y1)


def _below(rule: FieldRule, line: Line, cell: Box, lines: tuple[Line, ...], style: Style) -> Iterator[Located]:
    height = max(cell.y1 - cell.y0, 60)
    for under in lines[line.index + 1 :]:
        if under.page is not line.page or under.box.y0 - cell.y1 > height * _LINES_BELOW:
            return
        runs = [(first, last) for first, last in under.columns if _is_under(under.box_of(first, last), cell)]
        runs.sort(key=lambda run: abs(under.words[run[0]].box.x0 - cell.x0))
        for first, last in runs:
            yield from _values(rule, under, first, last, style)


def _is_under(box: Box, cell: Box) -> bool:
    """Whether the middle, or most, of a box is within the cell's sides."""
    inside = min(box.x1, cell.x1) - max(box.x0, cell.x0)
    return inside * 2 >= box.x1 - box.x0 or inside * 3 >= 2 * (cell.x1 - cell.x0)


def _in_column(rule: FieldRule, line: Line, cell: Box, lines: tuple[Line, ...], style: Style) -> Located | None:
    """The value in the heading's column: in the row that begins with the rule's words, else the last one down the page."""
    bottom: Located | None = None
    row = squeeze(rule.row or "")
    for under in lines[line.index + 1 :]:
        if under.page is not line.page:
            break
        if row and not "".join(under.squeezed).startswith(row):
            continue
        for first, last in under.columns:
            if _is_under(under.box_of(first, last), cell):
                found = next(_values(rule, under, first, last, style), None)
                bottom = found or bottom
        if row and bottom:
            return bottom
    return bottom


def _in_box(rule: FieldRule, lines: tuple[Line, ...], style: Style) -> Iterator[Located]:
    box = rule.box
    if box is None or not lines:
        return
    number = rule.page or max(line.page.number for line in lines)
    for line in lines:
        if line.page.number != number:
            continue
        width, height = line.page.width * 2, line.page.height * 2
        inside = [
            at
            for at, word in enumerate(line.words)
            if box.x0 * width <= (word.box.x0 + word.box.x1) * 10_000 <= box.x1 * width
            and box.y0 * height <= (word.box.y0 + word.box.y1) * 10_000 <= box.y1 * height
        ]
        if inside:
            yield from _values(rule, line, inside[0], inside[-1], style)


def _values(rule: FieldRule, line: Line, first: int, last: int, style: Style) -> Iterator[Located]:
    """The rule's values among words first..last of a line."""
    if first > last or first >= len(line.words):
        return
    start = line.starts[first]
    end = line.starts[last] + len(line.words[last].text)
    for found in style.values_in(rule.field, line.text[start:end], rule.pattern):
        one, other = line.word_at(start + found.start), line.word_at(start + found.end - 1)
        boxes = around([word.box for word in line.words[one : other + 1]])
        yield Located(found.value, line.page, boxes, line.confidence_of(one, other))

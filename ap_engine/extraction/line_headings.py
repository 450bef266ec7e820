"""The headings of a table of invoice lines: which columns a row of words names, and which of them a value stands under."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ap_engine.extraction.column_words import COLUMN_OF
from ap_engine.extraction.layout import Line, overlaps
from ap_engine.model.extraction import Box

NUMERIC = ("quantity", "unit_price", "line_net")
_BEYOND = 900  # tenths of a point


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the table: the field it names ("other" for none of ours) and where it stands."""

    name: str
    box: Box


def heading_at(lines: tuple[Line, ...], index: int) -> tuple[list[Column] | None, int]:
    """The columns if a row of headings begins here (with further lines of it above and below), and how many lines it takes."""
    line = lines[index]
    columns, words = columns_in(line)
    if len({c.name for c in columns}) < 2 or words * 2 < len(line.words):
        return None, 0
    height = 1
    for other in lines[index + 1 : index + 4]:
        further = columns_in(other)[0]
        if not _belongs(other, lines[index + height - 1]) or not further:
            break
        columns += _new(further, columns)
        height += 1
    for above in range(index - 1, max(-1, index - 4), -1):
        if not _belongs(lines[above + 1], lines[above]) or any(ch.isdigit() for ch in lines[above].text):
            break
        columns += _new(columns_in(lines[above])[0], columns)
    columns += other_columns(lines[index : index + height], columns)
    names = {c.name for c in columns}
    numeric = len(names & set(NUMERIC))
    if (names & {"description", "item_code"} and numeric >= 1 and len(names) >= 3) or ("description" in names and numeric >= 2):
        return _codes_beside_descriptions(columns), height
    return None, 0


def other_columns(block: tuple[Line, ...], named: list[Column]) -> list[Column]:
    """Headings that are no known words: what stands under them is nobody's, not the next column's."""
    boxes = [line.box_of(first, last) for line in block for first, last in line.columns]
    return [Column("other", box) for box in boxes if not any(overlaps(box, column.box) for column in named)]


def _belongs(line: Line, before: Line) -> bool:
    """Whether a line can be a further line of headings: close below, and without figures."""
    return line.page is before.page and line.box.y0 - before.box.y1 < 120 and not any(ch.isdigit() for ch in line.text)


def _new(further: list[Column], columns: list[Column]) -> list[Column]:
    return [c for c in further if all(not overlaps(c.box, o.box) or c.name != o.name for o in columns)]


def _codes_beside_descriptions(columns: list[Column]) -> list[Column]:
    """Two columns that could describe: the left one has codes ("Item", "Description")."""
    described = [c for c in columns if c.name == "description"]
    if len(described) < 2 or any(c.name == "item_code" for c in columns):
        return columns
    left = min(described, key=lambda c: c.box.x0)
    if any(c is not left and c.box.y0 < left.box.y1 and left.box.y0 < c.box.y1 for c in described):
        return [replace(c, name="item_code") if c is left else c for c in columns]
    return columns


def columns_in(line: Line) -> tuple[list[Column], int]:
    """The headings of a line, and how many of its words they are."""
    found: list[Column] = []
    at = words = 0
    squeezed = line.squeezed
    ends = [last + 1 for first, last in line.columns for _ in range(first, last + 1)]
    while at < len(squeezed):
        for length in (4, 3, 2, 1):
            name = COLUMN_OF.get("".join(squeezed[at : at + length])) if at + length <= ends[at] else None
            if name:
                found.append(Column(name, line.box_of(at, at + length - 1)))
                words += length
                at += length
                break
        else:
            words += not squeezed[at]
            at += 1
    return found, words


def column_of(box: Box, columns: list[Column]) -> Column | None:
    """The column whose left edge, right edge or middle is nearest, if it is near."""

    def distance(column: Column) -> int:
        heading = column.box
        return min(abs(box.x0 - heading.x0), abs(box.x1 - heading.x1), abs(box.x0 + box.x1 - heading.x0 - heading.x1) // 2)

    best = min(columns, key=distance, default=None)
    if best is None:
        return None
    last = max(columns, key=lambda column: column.box.x1)
    if last.name in NUMERIC and last.box.x1 <= box.x1 < last.box.x1 + _BEYOND and box.x0 > last.box.x0:
        return last  # a right-aligned column under a heading that is shorter or stands further left
    return best if distance(best) < 250 or overlaps(box, best.box) else None


def text_column(box: Box, columns: list[Column]) -> Column | None:
    """The column a left-aligned word belongs to: the last that begins before it."""
    over = [c for c in columns if overlaps(c.box, box)]
    if over:
        return min(over, key=lambda c: abs(c.box.x0 - box.x0))
    before = [c for c in columns if c.box.x0 <= box.x0 + 40]
    return max(before, key=lambda c: c.box.x0, default=None)

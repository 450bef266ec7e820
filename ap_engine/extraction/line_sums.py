"""Invoice lines where headings do not help: a column of amounts whose sum is printed below it is the column of line totals.

Arithmetic needs no language (rule C9): the sum proves the rows, and quantity × price = net finds the other two columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ap_engine.extraction.board import Board
from ap_engine.extraction.layout import Line, around, evidence, is_gap
from ap_engine.extraction.line_factors import Factors, factors_of
from ap_engine.extraction.line_headings import Column, columns_in, other_columns, text_column
from ap_engine.extraction.line_runs import Cell, Run
from ap_engine.model.extraction import Box, ExtractedLine

_ALIGNED = 75  # tenths of a point within which edges are one column's
_CLOSE = 200  # tenths of a point between a row and what continues its description


def lines_of_run(run: Run, board: Board) -> tuple[ExtractedLine, ...]:
    """The lines whose amounts were found to sum to a total."""
    return tuple(_items(list(run.cells), board)) if run.cells else ()


def _items(run: list[Cell], board: Board) -> Iterator[ExtractedLine]:
    columns = _headings(run[0], board)
    for at, (cell, factors) in enumerate(zip(run, factors_of(run, columns, board), strict=True)):
        until = run[at + 1].index if at + 1 < len(run) else cell.index + 4
        text, boxes = _description(cell, factors, until, board)
        line = cell.candidate.line
        yield ExtractedLine(
            item_code=_code(line, columns),
            description=text[:400] or None,
            quantity=factors.quantity,
            unit_price=factors.price,
            line_net=format(cell.value, "f"),
            evidence=evidence(line.page, around([line.box, *boxes])),
        )


_HEADING_ABOVE = 8  # lines within which a table's headings stand above its first row


def _headings(cell: Cell, board: Board) -> list[Column]:
    """The headings over a row: the nearest line above of which most words are known headings."""
    for line in reversed(board.lines[max(0, cell.index - _HEADING_ABOVE) : cell.index]):
        if line.page is not cell.candidate.line.page:
            break
        columns, words = columns_in(line)
        names = {column.name for column in columns}
        plain = not any(c.isdigit() for c in line.text)
        if len(names) >= 2 and names & {"quantity", "unit_price", "line_net"} and (plain or words * 2 >= len(line.words)):
            return [*columns, *other_columns((line,), columns)]
    return []


def _code(line: Line, columns: list[Column]) -> str | None:
    """The word under the heading of item codes."""
    if all(column.name != "item_code" for column in columns):
        return None
    for word in line.words:
        column = text_column(word.box, columns)
        if column is not None and column.name == "item_code" and any(c.isalnum() for c in word.text):
            return word.text
    return None


def _description(cell: Cell, factors: Factors, until: int, board: Board) -> tuple[str, list[Box]]:
    """The row's words that are no numbers, and those of the lines below it that begin where they do."""
    line = cell.candidate.line
    numbers = [*factors.places, cell.candidate]
    numbers += board.on_line(line, "date")
    used = {at for c in numbers for at in range(c.first, c.last + 1)}
    words = [at for at in range(cell.candidate.first) if at not in used]
    runs = [run for run in _runs(line, words) if any(c.isalpha() for at in run for c in line.words[at].text)]
    if not runs:
        return "", []
    longest = max(runs, key=lambda run: sum(len(line.words[at].text) for at in run))
    text = [line.words[at].text for at in longest]
    left, boxes, bottom = line.words[longest[0]].box.x0, list[Box](), line.box.y1
    for below in board.lines[line.index + 1 : until]:
        if below.page is not line.page or below.box.y0 - bottom > _CLOSE or board.on_line(below, "amount"):
            break
        if board.labels_on(below) or abs(below.box.x0 - left) > _ALIGNED:
            break
        text += [word.text for word in below.words]
        boxes.append(below.box)
        bottom = below.box.y1
    return " ".join(text), boxes


def _runs(line: Line, words: list[int]) -> Iterator[list[int]]:
    """Word places that follow one another without a wide gap."""
    run: list[int] = []
    for at in words:
        if run and (at != run[-1] + 1 or is_gap(line.words[run[-1]], line.words[at])):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def with_texts_of(summed: tuple[ExtractedLine, ...], headed: tuple[ExtractedLine, ...]) -> tuple[ExtractedLine, ...]:
    """Rows found by their sum, with code, description and unit from the same row where it was also read under headings."""
    return tuple(_joined(line, next((other for other in headed if _same_row(line, other)), None)) for line in summed)


def _joined(line: ExtractedLine, other: ExtractedLine | None) -> ExtractedLine:
    if other is None:
        return line
    return replace(
        line,
        item_code=other.item_code,
        description=other.description or line.description,
        unit=other.unit,
        quantity=other.quantity if other.quantity and other.line_net == line.line_net else line.quantity or other.quantity,
        unit_price=other.unit_price
        if other.unit_price and other.line_net == line.line_net
        else line.unit_price or other.unit_price,
        tax_rate=other.tax_rate,
    )


def _same_row(one: ExtractedLine, other: ExtractedLine) -> bool:
    """Whether two lines begin at the same height of the same page."""
    a, b = one.evidence, other.evidence
    return a.page == b.page and a.box is not None and b.box is not None and abs(a.box.y0 - b.box.y0) < 40

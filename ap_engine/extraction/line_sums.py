"""Invoice lines where headings do not help: a column of amounts whose sum is printed below it is the column of line totals.

Arithmetic needs no language (rule C9): the sum proves the rows, and quantity × price = net finds the other two columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.closing_rows import closing_rows
from ap_engine.extraction.label_finding import is_alone
from ap_engine.extraction.layout import Line, around, evidence, is_gap, is_spoken
from ap_engine.extraction.line_items import Column, column_of, columns_in, other_columns, text_column
from ap_engine.model.extraction import Box, ExtractedLine

_ALIGNED = 75  # tenths of a point within which right (or left) edges are one column's
_MOST_ROWS = 400
_MOST_TARGETS = 24
_CENT = Decimal("0.01")
_CLOSE = 200  # tenths of a point between a row and what continues its description


@dataclass(frozen=True, slots=True)
class _Cell:
    """An amount in a row: its line's index, and the candidate."""

    index: int
    value: Decimal
    candidate: Candidate


def lines_by_sums(board: Board, totals: Sequence[Decimal]) -> tuple[ExtractedLine, ...]:
    """The rows whose amounts sum to one of `totals`, as many rows as there are; empty when no column does."""
    best: list[_Cell] = []
    for column in _columns(board):
        for target in totals[:_MOST_TARGETS]:
            run = _run_to(column, target, board)
            if len(run) > len(best) and (len(run) > 1 or target == max(totals)):  # one row of several is no invoice
                best = run
    return tuple(_items(best, board)) if best else ()


def _columns(board: Board) -> Iterator[list[_Cell]]:
    """Amounts of money by their right edges, then by their left edges; each in reading order."""
    taxes = {id(row.tax) for row in closing_rows(board).parts}  # their foot is a sum too, and no total
    cells = [
        _Cell(candidate.line.index, candidate.amount, candidate)
        for candidate in board.of_kind("amount")
        if candidate.amount is not None and is_money(candidate) and id(candidate) not in taxes
    ]
    for edge in ("x1", "x0"):
        groups: list[tuple[int, list[_Cell]]] = []
        for cell in cells:
            at = getattr(cell.candidate.box, edge)
            home = next((group for group in groups if abs(group[0] - at) <= _ALIGNED), None)
            if home is None:
                groups.append((at, [cell]))
            elif home[1][-1].index != cell.index:
                home[1].append(cell)
        yield from (group for _, group in groups if len(group) >= 2)


def _run_to(column: list[_Cell], target: Decimal, board: Board) -> list[_Cell]:
    """The longest run of rows above a printed `target` that sums to it; rows that are totals themselves are passed over."""
    last = max((cell.index for cell in column if abs(cell.value) == target), default=None)
    rows = [cell for cell in column if not _is_total(cell, board)][:_MOST_ROWS]
    if last is not None:
        rows = [cell for cell in rows if cell.index < last]
    best: list[_Cell] = []
    for first in range(len(rows)):
        total = Decimal(0)
        for at in range(first, len(rows)):
            total += rows[at].value
            if total == target and (at - first + 1 > len(best)) and (at > first or _describes(rows[at], board)):
                best = rows[first : at + 1]
    return best


def _is_total(cell: _Cell, board: Board) -> bool:
    """Whether words of a total or a tax stand right before the amount on its line, or nothing says what was sold."""
    line, first = cell.candidate.line, cell.candidate.first
    before = [column for column in line.columns if column[0] < first]
    since = before[-2][0] if len(before) > 1 else 0
    labelled = any(
        label.kind == "amount" and since <= label.first < first and label.weight >= 6 and is_alone(label)
        for label in board.labels_on(line)
    )
    return labelled or not any(is_spoken(word) for word in line.words[:first])


def _describes(cell: _Cell, board: Board) -> bool:
    """A single row counts when its line has words that say what was sold, and no label of an amount or of a due date."""
    line = cell.candidate.line
    words = [word for word in line.words[: cell.candidate.first] if is_spoken(word)]
    return len(words) >= 2 and not any(label.kind == "amount" or label.name == "due_date" for label in board.labels_on(line))


def _items(run: list[_Cell], board: Board) -> Iterator[ExtractedLine]:
    columns = _headings(run[0], board)
    pairs = [_factors(cell, board) for cell in run]
    places = _usual([pair for pair in pairs if pair])
    for at, cell in enumerate(run):
        quantity, price = pairs[at] or _under_headings(cell, columns, board)
        if quantity is None and price is None:
            quantity, price = _at_places(cell, places, board)
        until = run[at + 1].index if at + 1 < len(run) else cell.index + 4
        text, boxes = _description(cell, quantity, price, until, board)
        line = cell.candidate.line
        yield ExtractedLine(
            item_code=_code(line, columns),
            description=text[:400] or None,
            quantity=_text(quantity),
            unit_price=_text(cell.candidate if price is None and _is_rate(cell, columns) else price),
            line_net=format(cell.value, "f"),
            evidence=evidence(line.page, around([line.box, *boxes])),
        )


_HEADING_ABOVE = 8  # lines within which a table's headings stand above its first row


def _headings(cell: _Cell, board: Board) -> list[Column]:
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


def _under_headings(cell: _Cell, columns: list[Column], board: Board) -> tuple[Candidate | None, Candidate | None]:
    """What stands under the headings of quantity and price, in a row that does not multiply."""
    found: dict[str, Candidate] = {}
    for candidate in board.on_line(cell.candidate.line, "amount"):
        column = column_of(candidate.box, columns) if candidate is not cell.candidate else None
        if column is not None:
            found.setdefault(column.name, candidate)
    return found.get("quantity"), found.get("unit_price")


def _is_rate(cell: _Cell, columns: list[Column]) -> bool:
    """Whether the amounts stand under "Rate" and there is no column of totals: one of each was sold."""
    column = column_of(cell.candidate.box, columns)
    return column is not None and column.name == "unit_price" and all(other.name != "line_net" for other in columns)


def _code(line: Line, columns: list[Column]) -> str | None:
    """The word under the heading of item codes."""
    if all(column.name != "item_code" for column in columns):
        return None
    for word in line.words:
        column = text_column(word.box, columns)
        if column is not None and column.name == "item_code" and any(c.isalnum() for c in word.text):
            return word.text
    return None


def _text(candidate: Candidate | None) -> str | None:
    return None if candidate is None or candidate.amount is None else format(candidate.amount, "f")


def _factors(cell: _Cell, board: Board) -> tuple[Candidate, Candidate] | None:
    """The two numbers of a row whose product is its net, quantity first ("8BX … 8.81 70.48": also glued to its unit)."""
    others = [c for c in board.on_line(cell.candidate.line, "amount") if c is not cell.candidate and c.amount]
    others = [c for c in others if c.first < cell.candidate.first][-6:]
    for at, one in enumerate(others):
        for other in others[at + 1 :]:
            assert one.amount is not None
            assert other.amount is not None
            if abs(one.amount * other.amount - abs(cell.value)) <= _CENT:
                return (other, one) if _is_price(one, other) else (one, other)
    return None


def _is_price(one: Candidate, other: Candidate) -> bool:
    """Whether the left one of two factors is the price: written as money beside a whole or weighed quantity, or very finely."""
    if max(one.decimals, other.decimals) >= 4:
        return one.decimals > other.decimals
    return is_money(one) and not is_money(other)


def _usual(pairs: list[tuple[Candidate, Candidate]]) -> tuple[Box, Box] | None:
    """Where quantity and price usually stand: as in the first row that multiplies."""
    return (pairs[0][0].box, pairs[0][1].box) if pairs else None


def _at_places(cell: _Cell, places: tuple[Box, Box] | None, board: Board) -> tuple[Candidate | None, Candidate | None]:
    """What stands in the columns of quantity and price in a row that does not multiply (a discount, weighed goods)."""
    if places is None:
        return None, None
    found: list[Candidate | None] = []
    for box in places:
        near = [
            c
            for c in board.on_line(cell.candidate.line, "amount")
            if c is not cell.candidate and (abs(c.box.x1 - box.x1) <= _ALIGNED or abs(c.box.x0 - box.x0) <= _ALIGNED)
        ]
        found.append(near[0] if near else None)
    return found[0], found[1]


def _description(
    cell: _Cell, quantity: Candidate | None, price: Candidate | None, until: int, board: Board
) -> tuple[str, list[Box]]:
    """The row's words that are no numbers, and those of the lines below it that begin where they do."""
    line = cell.candidate.line
    numbers = [c for c in (quantity, price, cell.candidate) if c is not None]
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

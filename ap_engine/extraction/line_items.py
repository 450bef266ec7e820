"""The table of invoice lines from words: a row of column headings, then rows whose numbers stand under them.

Quantity × unit price = line net (rule C9) decides between columns when headings leave it open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import is_money
from ap_engine.extraction.label_finding import is_alone
from ap_engine.extraction.layout import Line, evidence
from ap_engine.extraction.line_headings import NUMERIC, Column, column_of, heading_at, text_column
from ap_engine.extraction.line_runs import kind_of
from ap_engine.extraction.values import FoundAmount, amounts_in, parse_number
from ap_engine.model.extraction import Box, ExtractedLine

_TOTAL_LABELS = ("gross_total", "net_total", "tax_total", "amount_due")
_SIGNS = frozenset(("€", "$", "£", "R$", "EUR", "USD", ":", "|"))
_CENT = Decimal("0.01")
_GLUED = re.compile(r"(\d[\d.,]*)([^\W\d_]{1,6}[²³]?)")  # "17Rol"


@dataclass(slots=True)
class _Row:
    line: Line
    numbers: dict[str, FoundAmount] = field(default_factory=dict)
    description: list[str] = field(default_factory=list)
    code: str | None = None
    unit: str | None = None
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))
    mark: str | None = None


def read_lines(board: Board, mark: str | None) -> tuple[ExtractedLine, ...]:
    """The invoice's lines in order; empty when no table with headings was found."""
    rows: list[_Row] = []
    columns: list[Column] = []
    ended: list[Column] = []
    skip_until = -1
    for line in board.lines:
        if line.index <= skip_until:
            continue
        heading, height = heading_at(board.lines, line.index)
        if heading:
            columns, skip_until = heading, line.index + height - 1
            continue
        if not columns and ended and _goes_on(line, ended, mark):
            columns = ended
        if not columns:
            continue
        if _is_total(board, line):
            columns, ended = [], columns
            continue
        if _is_no_sale(board, line):
            continue
        row = _row(line, columns, mark)
        if row:
            rows.append(row)
        elif rows and rows[-1].line.page is line.page:
            _continue(rows[-1], line, columns)
    return tuple(_item(row) for row in _without_their_sum(rows)[:500])


def _without_their_sum(rows: list[_Row]) -> list[_Row]:
    """The rows without a last one that only says what those above it come to, in whatever words."""
    if len(rows) < 2:
        return rows
    *above, last = rows
    nets = [row.numbers.get("line_net") for row in above]
    told = last.numbers.get("line_net")
    is_counted = any("quantity" in row.numbers or "unit_price" in row.numbers for row in above)
    if told is None or set(last.numbers) != {"line_net"} or not is_counted or not all(nets):
        return rows
    return above if sum((net.value for net in nets if net), Decimal(0)) == told.value else rows


def _goes_on(line: Line, columns: list[Column], mark: str | None) -> bool:
    """Whether a table goes on below a subtotal: a row under its headings whose quantity times price is its net."""
    row = _row(line, columns, mark)
    return row is not None and _closes(row) and bool(row.description or row.code)


def _is_total(board: Board, line: Line) -> bool:
    """A line that begins with the words of a total ends the table."""
    weights = [
        label.weight
        for label in board.labels_on(line)
        if label.kind == "amount" and label.name in _TOTAL_LABELS and label.first <= 1 and is_alone(label)
    ]
    if _answers_a_total(board, line):
        return True
    printed = any(True for _ in amounts_in(line.text, None))
    return any(weight == 10 or (printed and weight >= 6) for weight in weights)


def _is_no_sale(board: Board, line: Line) -> bool:
    """A row between the lines that is a tax, a rounding, an earlier balance or a payment."""
    money = [candidate for candidate in board.on_line(line, "amount") if is_money(candidate)]
    return bool(money) and kind_of(money[-1], board) in ("tax", "total")


def _answers_a_total(board: Board, line: Line) -> bool:
    """Whether the line's last amount stands right after a total's own words, whatever stands further left."""
    money = [candidate for candidate in board.on_line(line, "amount") if is_money(candidate)]
    if not money:
        return False
    before = [column for column in line.columns if column[0] < money[-1].first]
    since = before[-1][0] if before and before[-1][1] < money[-1].first else (before[-2][0] if len(before) > 1 else 0)
    return any(
        label.kind == "amount"
        and label.name in _TOTAL_LABELS
        and label.weight >= 9
        and since <= label.first < money[-1].first
        and is_alone(label)
        for label in board.labels_on(line)
    )


def _row(line: Line, columns: list[Column], mark: str | None) -> _Row | None:
    """A row of the table: a number under the line total (or price), and something that is sold."""
    found = list(amounts_in(line.text, mark))
    if not found:
        return None
    row = _Row(line, box=line.box, mark=mark)
    used: set[int] = set()
    for amount in found:
        first, last = line.word_at(amount.start), line.word_at(amount.end - 1)
        column = column_of(line.box_of(first, last), columns)
        if column and column.name in NUMERIC and column.name not in row.numbers:
            row.numbers[column.name] = amount
            used.update(range(first, last + 1))
        elif column and column.name in ("tax_rate", "other"):
            used.update(range(first, last + 1))
    names = {c.name for c in columns}
    if names & {"quantity", "unit_price"}:
        _by_arithmetic(row, found)
    if not _complete(row, names):
        return None
    _texts(row, line, columns, used)
    net = row.numbers.get("line_net")
    if len(row.numbers) < 2 and not row.description and not row.code:
        return None
    if net is not None and net.decimals != 2 and net.currency is None and not _closes(row):
        return None
    return row


def _closes(row: _Row) -> bool:
    have = row.numbers
    return len(have) == 3 and _multiplies(have["quantity"].value, have["unit_price"].value, have["line_net"].value)


def _complete(row: _Row, names: set[str]) -> bool:
    """Whether a row has the number that its table's rows have: the line total, else quantity and price."""
    if "line_net" in names:
        return "line_net" in row.numbers
    return "unit_price" in row.numbers and ("quantity" not in names or "quantity" in row.numbers)


def _by_arithmetic(row: _Row, found: list[FoundAmount]) -> None:
    """Where the headings left a gap, the three numbers that multiply are quantity, price and net (rule C9)."""
    have = row.numbers
    if _closes(row):
        return
    numbers = found[:8]
    for net in reversed(numbers):
        for quantity in numbers:
            for price in numbers:
                if len({quantity.start, price.start, net.start}) < 3 or not (
                    quantity.value and price.value and net.decimals == 2
                ):
                    continue
                keeps = sum(have.get(n) is a for n, a in (("quantity", quantity), ("unit_price", price), ("line_net", net)))
                ordered = quantity.value == 1 or quantity.decimals in (0, 3, 4)
                if keeps >= 1 and (keeps == 2 or ordered) and _multiplies(quantity.value, price.value, net.value):
                    row.numbers = {"quantity": quantity, "unit_price": price, "line_net": net}
                    return


def _multiplies(quantity: Decimal, price: Decimal, net: Decimal) -> bool:
    difference = abs(quantity * price - net)
    return difference <= _CENT or difference * 200 <= abs(net)


def _texts(row: _Row, line: Line, columns: list[Column], used: set[int]) -> None:
    """Words of the row that are no numbers: by the column that begins at or before them."""
    for at, word in enumerate(line.words):
        if at in used or word.text in _SIGNS:
            continue
        column = text_column(word.box, columns)
        if column is None:
            continue
        if column.name == "item_code" and any(c.isalnum() for c in word.text) and row.code is None:
            row.code = word.text
        elif column.name == "description":
            row.description.append(word.text)
        elif column.name == "quantity" and "quantity" not in row.numbers and (glued := _GLUED.fullmatch(word.text)):
            value = parse_number(glued[1], row.mark)
            if value is not None:
                row.numbers["quantity"] = FoundAmount(value, 0, 0, 0, None)
                row.unit = glued[2]
        elif column.name == "unit" or (column.name == "quantity" and row.unit is None and word.text.strip(".").isalpha()):
            row.unit = word.text if len(word.text) <= 8 else row.unit


def _continue(row: _Row, line: Line, columns: list[Column]) -> None:
    """A further line of a row's description, while it follows closely."""
    if line.box.y0 - row.box.y1 > 140 or len(row.description) > 60:
        return
    names = {"description"} if row.description else {"description", "item_code"}
    words = [word.text for word in line.words if (c := text_column(word.box, columns)) and c.name in names]
    if words:
        row.description += words
        row.box = Box(min(row.box.x0, line.box.x0), row.box.y0, max(row.box.x1, line.box.x1), line.box.y1)


def _item(row: _Row) -> ExtractedLine:
    def text(name: str) -> str | None:
        found = row.numbers.get(name)
        return format(found.value, "f") if found else None

    line = ExtractedLine(
        item_code=row.code,
        description=" ".join(row.description) or None,
        quantity=text("quantity"),
        unit=row.unit,
        unit_price=text("unit_price"),
        line_net=text("line_net"),
        evidence=evidence(row.line.page, row.box),
    )
    return replace(line, description=line.description[:400]) if line.description and len(line.description) > 400 else line


def sum_of(lines: tuple[ExtractedLine, ...]) -> Decimal | None:
    """The sum of the line totals; None when there are no lines or one has none."""
    if not lines or any(line.line_net is None for line in lines):
        return None
    return sum((Decimal(line.line_net) for line in lines if line.line_net is not None), Decimal(0))

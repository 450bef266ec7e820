"""Rows that close by themselves (net + tax = gross on one line): one line's or one tax rate's part, or the foot that sums them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.layout import Line

_ZERO = Decimal(0)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """Three amounts of a line, left to right or not: net + tax = gross."""

    net: Candidate
    tax: Candidate
    gross: Candidate

    @property
    def total(self) -> Decimal:
        """The gross amount."""
        return self.gross.amount or _ZERO


@dataclass(frozen=True, slots=True)
class ClosingRows:
    """The parts of a total where several rows close, and the rows that sum other ones."""

    parts: tuple[ClosingRow, ...] = ()
    feet: tuple[ClosingRow, ...] = ()

    def values(self) -> frozenset[Decimal]:
        """The amounts of the parts that stand in no foot."""
        mine = {c.amount or _ZERO for row in self.parts for c in (row.net, row.tax, row.gross)}
        return frozenset(mine - {c.amount for row in self.feet for c in (row.net, row.tax, row.gross)})


def closing_rows(board: Board) -> ClosingRows:
    """Nothing where a single amount closes, however often it is printed: then it is the invoice's."""
    rows = [row for line in board.lines if (row := _row(line, board)) is not None]
    if len({row.total for row in rows}) < 2:
        return ClosingRows()
    feet = tuple(row for at, row in enumerate(rows) if _sums(row, rows[:at]))
    totals = {row.total for row in feet}
    return ClosingRows(tuple(row for row in rows if row.total not in totals), feet)


def _row(line: Line, board: Board) -> ClosingRow | None:
    amounts = [c for c in board.on_line(line, "amount") if is_money(c) and c.amount is not None]
    return next(_closing(amounts[-6:]), None) if len(amounts) >= 3 else None


def _closing(amounts: list[Candidate]) -> Iterator[ClosingRow]:
    for gross in reversed(amounts):
        for net in amounts:
            for tax in amounts:
                if len({id(net), id(tax), id(gross)}) == 3 and _adds_up(net, tax, gross):
                    yield ClosingRow(net, tax, gross)


def _adds_up(net: Candidate, tax: Candidate, gross: Candidate) -> bool:
    one, other, whole = net.amount or _ZERO, tax.amount or _ZERO, gross.amount or _ZERO
    return one > 0 and 0 < other * 2 < one and one + other == whole


def _sums(foot: ClosingRow, above: list[ClosingRow]) -> bool:
    """Whether a row is the sum of rows above it, two or more, up to a cent for each."""
    found, count = _ZERO, 0
    for row in reversed(above):
        found, count = found + row.total, count + 1
        if count >= 2 and abs(found - foot.total) <= count * _CENT:
            return True
    return False

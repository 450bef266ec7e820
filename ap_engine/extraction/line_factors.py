"""Quantity and unit price of rows that were found by their sum (rule C9: quantity × price = net; BT-147: less a discount).

A row whose numbers multiply shows where both stand; a product that comes about elsewhere in the table is chance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.line_headings import Column, column_of
from ap_engine.extraction.line_runs import Cell
from ap_engine.model.extraction import Box

_ALIGNED = 75  # tenths of a point within which edges are one column's
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_MOST_CHANCE = 4  # rows from which a product must come about at one place to be none by chance
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp]\.?[Mm]?\b)?")
_TIMES = re.compile(r"[x×*@]|à|a €", re.IGNORECASE)
_TIMES_WORDS = frozenset(("@", "x", "X", "×", "*", "at", "à", "per", "je"))
_LEADING = re.compile(r"^(\d{1,3}(?:[.,]\d{3})+|\d{1,6}) ?[x×] ?(?=[^\W\d_])")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?) ?%|(?<![\d.,+])(\d{1,2}(?:\+\d{1,2})+)(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Factors:
    """Quantity and unit price as text, and the places on the row's line that they took."""

    quantity: str | None = None
    price: str | None = None
    places: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    quantity: Candidate
    price: Candidate

    def factors(self) -> Factors:
        return Factors(_text(self.quantity), _text(self.price), (self.quantity, self.price))


def factors_of(run: list[Cell], columns: list[Column], board: Board) -> list[Factors]:
    """The quantity and price of each row, by arithmetic, then by headings, then by where other rows have them."""
    timed = [_CLOCK.search(cell.candidate.line.text) is not None for cell in run]
    spots = sum(timed) * 3 >= len(run) * 2
    pairs = _without_chance([_multiplied(cell, board) or _discounted(cell, board) for cell in run], spots)
    places = next(((pair.quantity.box, pair.price.box) for pair in pairs if pair), None)
    found = [_of_row(cell, pair, columns, places, board) for cell, pair in zip(run, pairs, strict=True)]
    return _one_each(run, timed, found) if spots else _hours(run, found, board)


def _of_row(cell: Cell, pair: _Pair | None, columns: list[Column], places: tuple[Box, Box] | None, board: Board) -> Factors:
    if pair:
        return pair.factors()
    below = _on_line_below(cell, board)
    if below:
        return below
    quantity, price = _under_headings(cell, columns, board)
    if quantity is None and price is None:
        quantity, price = _at_places(cell, places, board)
    leading = _LEADING.match(cell.candidate.line.text)
    if quantity is None and price is None and leading:
        return Factors(re.sub(r"\D", "", leading[1]))
    if price is None and _is_rate(cell, columns):  # no column of totals: one of each was sold
        return Factors(_text(quantity) or "1", _text(cell.candidate), tuple(c for c in (quantity,) if c))
    return Factors(_text(quantity), _text(price), tuple(c for c in (quantity, price) if c))


def _text(candidate: Candidate | None) -> str | None:
    return None if candidate is None or candidate.amount is None else format(candidate.amount, "f")


def _numbers_before(cell: Cell, board: Board) -> list[Candidate]:
    others = board.on_line(cell.candidate.line, "amount")
    return [c for c in others if c.first < cell.candidate.first and c.amount][-6:]


def _multiplied(cell: Cell, board: Board) -> _Pair | None:
    """The two numbers of a row whose product, or its thousandth (a CPM), is its net ("8BX … 8.81 70.48": glued to its unit)."""
    others = _numbers_before(cell, board)
    for base in (1, 1000):
        for at, one in enumerate(others):
            for other in others[at + 1 :]:
                if abs(_product(one, other) / base - abs(cell.value)) <= _CENT:
                    return _ordered(one, other)
    return None


def _discounted(cell: Cell, board: Board) -> _Pair | None:
    """ "2   17.30   9.0   31.49": quantity × price less the discount that the row prints, as a percentage or in a column of them."""
    others = _numbers_before(cell, board)
    line = cell.candidate.line
    shares = [(_share(match[1] or match[2]), -1) for match in _PERCENT.finditer(line.text)]
    shares += [(1 - (c.amount or 0) / _HUNDRED, c.first) for c in others if c.amount and 0 < c.amount < _HUNDRED]
    for at, one in enumerate(others):
        for other in others[at + 1 :]:
            for share, place in shares:
                if place not in (one.first, other.first) and abs(_product(one, other) * share - abs(cell.value)) <= _CENT:
                    return _ordered(one, other)
    return None


def _share(printed: str) -> Decimal:
    """What is left after "10", "35+5" per cent.

    >>> _share("50+10")
    Decimal('0.45')
    """
    left = Decimal(1)
    for part in printed.replace(",", ".").split("+"):
        left *= 1 - Decimal(part) / _HUNDRED
    return left.normalize()


def _product(one: Candidate, other: Candidate) -> Decimal:
    return abs((one.amount or Decimal(0)) * (other.amount or Decimal(0)))


def _ordered(one: Candidate, other: Candidate) -> _Pair:
    """Quantity and price: the left one of two factors is the price where it is money beside a count, or very finely written."""
    fine = max(one.decimals, other.decimals) >= 4
    first = one.decimals > other.decimals if fine else is_money(one) and not is_money(other)
    return _Pair(other, one) if first else _Pair(one, other)


def _without_chance(pairs: list[_Pair | None], spots: bool) -> list[_Pair | None]:
    """In longer tables where few rows multiply, and among spots with their lengths, only products that most rows have in one place."""
    known = [pair for pair in pairs if pair]
    if not known or (not spots and (len(pairs) < _MOST_CHANCE or len(known) * 2 >= len(pairs))):
        return pairs
    usual = max(known, key=lambda pair: sum(_same_place(pair, other) for other in known))
    together = sum(_same_place(usual, other) for other in known)
    if together * 3 < len(pairs) * (1 + spots):
        return [pair if pair and _is_said(pair) else None for pair in pairs]
    return [pair if pair and (_same_place(usual, pair) or _is_said(pair)) else None for pair in pairs]


def _is_said(pair: _Pair) -> bool:
    """ "2 days at $200.00", "12 × 4.50": words say that the two multiply."""
    first, last = sorted((pair.quantity, pair.price), key=lambda c: c.first)
    return any(
        word in _TIMES_WORDS for word in first.line.text[first.line.starts[first.last] : first.line.starts[last.first]].split()
    )


def _same_place(one: _Pair, other: _Pair) -> bool:
    return _near(one.quantity.box, other.quantity.box) and _near(one.price.box, other.price.box)


def _near(one: Box, other: Box) -> bool:
    return abs(one.x1 - other.x1) <= _ALIGNED or abs(one.x0 - other.x0) <= _ALIGNED


def _on_line_below(cell: Cell, board: Board) -> Factors | None:
    """ "2 × 169,22 €" right under the row that it explains."""
    line = cell.candidate.line
    for below in board.lines[line.index + 1 : line.index + 2]:
        numbers = [c for c in board.on_line(below, "amount") if c.amount]
        explains = below.page is line.page and len(numbers) == 2 and _TIMES.search(below.text) is not None
        if explains and abs(_product(numbers[0], numbers[1]) - abs(cell.value)) <= _CENT:
            pair = _ordered(numbers[0], numbers[1])
            return Factors(_text(pair.quantity), _text(pair.price))
    return None


def _under_headings(cell: Cell, columns: list[Column], board: Board) -> tuple[Candidate | None, Candidate | None]:
    """What stands under the headings of quantity and price, in a row that does not multiply."""
    found: dict[str, Candidate] = {}
    for candidate in board.on_line(cell.candidate.line, "amount"):
        column = column_of(candidate.box, columns) if candidate is not cell.candidate else None
        if column is not None:
            found.setdefault(column.name, candidate)
    return found.get("quantity"), found.get("unit_price")


def _at_places(cell: Cell, places: tuple[Box, Box] | None, board: Board) -> tuple[Candidate | None, Candidate | None]:
    """What stands in the columns of quantity and price in a row that does not multiply (a discount, weighed goods)."""
    if places is None:
        return None, None
    others = [c for c in board.on_line(cell.candidate.line, "amount") if c is not cell.candidate]
    quantity, price = (next((c for c in others if _near(c.box, box)), None) for box in places)
    return quantity, price


def _is_rate(cell: Cell, columns: list[Column]) -> bool:
    """Whether the amounts stand under "Rate" and there is no column of totals."""
    column = column_of(cell.candidate.box, columns)
    return column is not None and column.name == "unit_price" and all(other.name != "line_net" for other in columns)


def _one_each(run: list[Cell], timed: list[bool], found: list[Factors]) -> list[Factors]:
    """Spots of radio and television: a row with the time at which it ran is one spot at that price."""
    return [
        Factors("1", _text(cell.candidate), one.places) if at and one.quantity is None and one.price is None else one
        for cell, at, one in zip(run, timed, found, strict=True)
    ]


def _hours(run: list[Cell], found: list[Factors], board: Board) -> list[Factors]:
    """Fees by the hour without the rate: a column of tenths of hours by which each fee divides to the cent."""
    if any(one.quantity or one.price for one in found):
        return found
    hours = [_tenths(cell, board) for cell in run]
    rates = {_rate(cell, hour) for cell, hour in zip(run, hours, strict=True) if hour}
    counted = sum(hour is not None for hour in hours)
    if counted < 2 or counted * 2 < len(run) or None in rates or len(rates) * 2 > counted + 1:
        return found
    return [
        Factors(_text(hour), format(_rate(cell, hour) or _CENT, "f"), (hour,)) if hour else one
        for cell, hour, one in zip(run, hours, found, strict=True)
    ]


def _tenths(cell: Cell, board: Board) -> Candidate | None:
    """A number like 0.5 or 2.0 right before the fee, with words before it."""
    before = _numbers_before(cell, board)
    last = before[-1] if before else None
    if last is None or last.decimals != 1 or not 0 < (last.amount or 0) < _HUNDRED or last.last + 1 != cell.candidate.first:
        return None
    return last if any(cell.candidate.line.spoken[: last.first]) else None


def _rate(cell: Cell, hour: Candidate) -> Decimal | None:
    """What an hour costs, where the fee divides to the cent."""
    rate = (abs(cell.value) / (hour.amount or Decimal(1))).quantize(_CENT)
    return rate if rate * (hour.amount or 0) == abs(cell.value) else None

"""What of an order is still to be billed, and whether an invoice's amounts are exactly that (rules M4, M9).

Amounts are plain decimals in the order's currency, rounded to the cent for each line as invoices print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import to_cents
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine

# All subsets of 20 lines are a million sums: two tables of a thousand. Beyond that only the lines' codes are asked.
MOST_LINES = 20
# 2¹⁰ subsets of an order of R$ 1,000 or more hit a given cent by chance in less than one of a hundred cases.
CLEAR_LINES = 10
NOTHING = Decimal(0)


def quantity_left(line: PurchaseOrderLine) -> Decimal:
    """The quantity that is not billed yet; never negative."""
    return max(line.quantity - line.billed, NOTHING)


def left_of_line(line: PurchaseOrderLine) -> Decimal:
    """The amount that is not billed yet, to the cent."""
    return to_cents(quantity_left(line) * line.unit_price)


def left_of(orders: Iterable[PurchaseOrder]) -> Decimal:
    """The amount of these orders that is not billed yet, to the cent."""
    return sum((left_of_line(line) for order in orders for line in order.lines), NOTHING)


def is_open(order: PurchaseOrder) -> bool:
    """Whether anything of it is left to bill."""
    return not order.closed and any(quantity_left(line) for line in order.lines)


def asked(fields: InvoiceFields, currency: str) -> frozenset[Decimal]:
    """The amounts that an invoice may be held against an order by: its net and its total, in this currency."""
    amounts = (fields.net_total, fields.gross_total)
    return frozenset(a.amount for a in amounts if a is not None and a.currency == currency and a.amount > 0)


def lines_of_total(amounts: frozenset[Decimal], orders: Sequence[PurchaseOrder]) -> tuple[tuple[PurchaseOrderLine, ...], bool]:
    """Open lines whose amounts left come exactly to one of `amounts`, and whether that can hardly be chance.

    Nothing when there are none, or more than MOST_LINES to choose from. Chance: other lines would do as well, or there
    are so many lines that some of them come to nearly any amount.
    """
    lines = [line for order in orders for line in order.lines if left_of_line(line) > 0]
    if not 0 < len(lines) <= MOST_LINES:
        return (), False
    half = len(lines) // 2
    first, second = _sums(lines[:half]), _sums(lines[half:])
    found: list[tuple[int, int]] = []
    for amount in sorted(amounts):
        for part, ways in first.items():
            found.extend(product(ways, second.get(amount - part, [])))
    if not found:
        return (), False
    low, high = found[0]
    chosen = tuple(line for n, line in enumerate(lines) if (low >> n) & 1 or (n >= half and (high >> (n - half)) & 1))
    return chosen, len(found) == 1 and len(lines) <= CLEAR_LINES


def _sums(lines: Sequence[PurchaseOrderLine]) -> dict[Decimal, list[int]]:
    """Sum → which lines (bits) come to it; two ways are enough to know that it is not the only one."""
    sums: dict[Decimal, list[int]] = {NOTHING: [0]}
    for n, line in enumerate(lines):
        for amount, ways in list(sums.items()):
            sums.setdefault(amount + left_of_line(line), []).extend(way | (1 << n) for way in ways)
        sums = {amount: ways[:2] for amount, ways in sums.items()}
    return sums


def codes_of(line: PurchaseOrderLine) -> frozenset[str]:
    """Our code and the supplier's."""
    return frozenset(code for code in (line.item_code, line.supplier_item_code) if code)


def has_items(fields: InvoiceFields, orders: Iterable[PurchaseOrder]) -> bool:
    """Whether every line of the invoice has a code, and the orders have them all."""
    known = frozenset(code for order in orders for line in order.lines for code in codes_of(line))
    return bool(fields.lines) and all(line.item_code in known for line in fields.lines)


def by_codes(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> Decimal | None:
    """What the invoice's coded quantities cost at the orders' prices, to the cent.

    None when a line has no code or no quantity, its code is on no order line or on several, or more is billed than is left.
    """
    lines = [(order, line) for order in orders for line in order.lines]
    taken: dict[tuple[str, int], Decimal] = {}
    amount = NOTHING
    for own in fields.lines:
        same = [(order, line) for order, line in lines if own.item_code in codes_of(line)]
        if own.quantity is None or len(same) != 1:
            return None
        order, line = same[0]
        key = (order.number, line.number)
        taken[key] = taken.get(key, NOTHING) + own.quantity
        if taken[key] > quantity_left(line):
            return None
        amount += to_cents(own.quantity * line.unit_price)
    return amount if fields.lines else None

"""A line that is on none of the orders, and what would clear it: the item on the order, or an invoice without it (row N6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.invoice import InvoiceLine
from ap_engine.model.match import Variance, VarianceKind
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.line_assignment import assign


def unmatched(
    line: InvoiceLine, lines: Sequence[InvoiceLine], orders: Sequence[PurchaseOrder], quantity: Decimal, price: Decimal
) -> Variance:
    """The line beside nothing. A line that says nothing of what it is would not be found on an order either."""
    numbers, remedies = ", ".join(order.number for order in orders), []
    named = bool(line.item_code or line.ean or line.description.strip())
    like = as_ordered(line, orders[0], quantity, price) if orders and named else None
    if like is not None and line.number in assign([line], [replace(orders[0], lines=(like,))]):
        remedies.append(Remedy(Change.ORDER_LINE, quantity, line.number, orders[0].number, like.number))
        clears = f"Clears when order {numbers} has this item, or finance accepts the line with a reason."
    else:
        clears = "Nothing on the line says which item it is: the supplier names it, or finance accepts the line with a reason."
    rest = [other.net.amount for other in lines if other.number != line.number]
    if rest:
        remedies.append(Remedy(Change.BILL_WITHOUT, sum(rest, Decimal(0)), line.number))
    return Variance(VarianceKind.UNMATCHED_LINE, Decimal(0), quantity, clears, tuple(remedies))


def as_ordered(line: InvoiceLine, order: PurchaseOrder, quantity: Decimal, price: Decimal) -> PurchaseOrderLine:
    """The line as the order would have it."""
    number = max((one.number for one in order.lines), default=0) + 1
    return PurchaseOrderLine(number, line.item_code or "", line.description, quantity, line.unit or "", price, ean=line.ean)

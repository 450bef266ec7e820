"""Which purchase orders does this invoice bill? In the order of rule M9, scoped to the supplier, honest about certainty.

Certain is only an order that a reference names and that the amounts or the item codes bear out. Everything else is said
to be less, in `how`, and what is merely alike is a suggestion for a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import order_amounts, order_references
from ap_engine.rules.order_content import by_content

EXACT = Tolerance(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """The orders found, how in words, and whether that is certain.

    `unknown_references` name no open order of this supplier, `loosely` are those that name one only with good will.
    `suggestions` are orders that are only alike; `hint` says so in a sentence for the person who has to choose.
    """

    orders: tuple[PurchaseOrder, ...]
    how: str
    certain: bool
    unknown_references: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    hint: str = ""
    loosely: tuple[str, ...] = ()


def find(fields: InvoiceFields, orders: Sequence[PurchaseOrder], price: Tolerance = EXACT) -> OrderChoice:
    """The orders that the invoice names, else the one that its content singles out. `price` is what a unit price may differ.

    `orders` are one supplier's.
    """
    open_orders = [order for order in orders if not order.closed]
    named = order_references.look_up(references_of(fields), open_orders)
    if named.orders:
        return _named(fields, named)
    unknown = tuple(named.unknown)
    return _mentioned(fields, open_orders, unknown) or _alike(fields, open_orders, unknown, price)


def references_of(fields: InvoiceFields) -> tuple[str, ...]:
    """Every order reference of the header and the lines, in order, once each."""
    lines = (line.order_reference for line in fields.lines if line.order_reference)
    return tuple(dict.fromkeys((*fields.purchase_order_references, *lines)))


def _named(fields: InvoiceFields, named: order_references.Named) -> OrderChoice:
    agrees, sure = _agreement(fields, named.orders)
    how = "; ".join((f"names order {_numbers(named.orders)}{agrees}", *named.doubts))
    certain = sure and not named.unknown and not named.doubts
    return OrderChoice(tuple(named.orders), how, certain, tuple(named.unknown), loosely=tuple(named.loosely))


def _agreement(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> tuple[str, bool]:
    """What besides the reference speaks for the orders, in words, and whether that is enough (M9's first three cases)."""
    asked = order_amounts.asked(fields, orders[0].currency)
    if order_amounts.left_of(orders) in asked:
        return ", whose open amount is its total" if len(orders) == 1 else ", whose open amounts are its total", True
    lines, clear = order_amounts.lines_of_total(asked, orders)
    if lines and clear:
        which = ", ".join(str(line.number) for line in lines)
        return f", its total is that of line {which}" if len(lines) == 1 else f", its total is that of lines {which}", True
    if order_amounts.has_items(fields, orders):
        return ", which has its items; the total is a part of it or differs", True
    if lines:
        return ", its total is that of some lines, which may be chance", False
    return "; the total differs from its open amount", False


def _mentioned(fields: InvoiceFields, orders: Sequence[PurchaseOrder], unknown: tuple[str, ...]) -> OrderChoice | None:
    """An order's number inside a line's description: behind an order's word, or bare where the amounts bear it out."""
    said, bare = order_references.mentioned((line.description for line in fields.lines), orders)
    found = said or (bare if bare and order_amounts.left_of(bare) in order_amounts.asked(fields, bare[0].currency) else [])
    if not found:
        return None
    agrees, _ = _agreement(fields, found)
    return OrderChoice(tuple(found), f"order {_numbers(found)} stands in a line's description{agrees}", False, unknown)


def _alike(fields: InvoiceFields, orders: Sequence[PurchaseOrder], unknown: tuple[str, ...], price: Tolerance) -> OrderChoice:
    found = by_content(fields, orders, price)
    return OrderChoice(found.orders, found.how, False, unknown, found.suggestions, found.hint)


def _numbers(orders: Sequence[PurchaseOrder]) -> str:
    return ", ".join(order.number for order in orders)

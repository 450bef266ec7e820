"""An order found without a usable reference: by its total, by item codes, by descriptions (rule M9). Never certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import order_amounts
from ap_engine.rules.order_descriptions import reads_like


@dataclass(frozen=True, slots=True)
class Alike:
    """An order taken by its content, or orders to suggest; how, in words, and the hint for a person."""

    orders: tuple[PurchaseOrder, ...]
    how: str
    suggestions: tuple[str, ...] = ()
    hint: str = ""


def by_content(fields: InvoiceFields, orders: Sequence[PurchaseOrder], price: Tolerance) -> Alike:
    """The one open order with this total, or with these codes, prices and quantities; else what is alike, as a suggestion."""
    # A reference may be to an order that is used up, and is held for it; what is only alike has to have something left.
    orders = [order for order in orders if order_amounts.is_open(order)]
    return _by_total(fields, orders) or _by_codes(fields, orders) or _by_descriptions(fields, orders, price)


def _by_total(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> Alike | None:
    same = [order for order in orders if order_amounts.left_of([order]) in order_amounts.asked(fields, order.currency)]
    # Billed in part and now asked for as a whole: its holds say more than that no order was found.
    same = same or [order for order in orders if order.net_total in (fields.net_total, fields.gross_total)]
    if len(same) != 1:
        return None
    return Alike((same[0],), f"no usable reference; only order {same[0].number} has this total")


def _by_codes(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> Alike | None:
    codes = {line.item_code for line in fields.lines if line.item_code}
    same = [order for order in orders if codes and codes <= _codes(order)]
    if len(same) == 1 and _line_for_line(fields, same[0]):
        how = f"no usable reference; only order {same[0].number} has these items, at these prices and quantities"
        return Alike((same[0],), how)
    if not same:
        return None
    # Alike items alone are a suggestion for a person: a repeat purchase without an order has them as well.
    numbers = ", ".join(order.number for order in same)
    return Alike((), f"no order found; its item codes are on {numbers}", _numbers(same), f"Its items are on {numbers}.")


def _line_for_line(fields: InvoiceFields, order: PurchaseOrder) -> bool:
    """Whether each line is, by code, all that is left of one order line, at its price."""
    if order_amounts.by_codes(fields, [order]) is None:
        return False
    return all(
        any(
            own.item_code in order_amounts.codes_of(line)
            and own.quantity == order_amounts.quantity_left(line)
            and own.unit_price == line.unit_price
            for line in order.lines
        )
        for own in fields.lines
    )


def _by_descriptions(fields: InvoiceFields, orders: Sequence[PurchaseOrder], price: Tolerance) -> Alike:
    found = reads_like(fields, orders, price)
    if found is None:
        return Alike((), "no order found")
    how = f"no order found; its lines read like those of {found.number}, at its prices"
    return Alike((), how, (found.number,), f"Its lines read like those of {found.number}.")


def _codes(order: PurchaseOrder) -> set[str]:
    return {code for line in order.lines for code in order_amounts.codes_of(line)}


def _numbers(orders: Sequence[PurchaseOrder]) -> tuple[str, ...]:
    return tuple(order.number for order in orders)

"""Which purchase orders does this invoice bill? In the order of rule M9, scoped to the supplier, honest about certainty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.purchasing import PurchaseOrder


@dataclass(frozen=True, slots=True)
class OrderChoice:
    """The orders found, how, whether that is certain; references that name no open order of this supplier; suggestions."""

    orders: tuple[PurchaseOrder, ...]
    how: str
    certain: bool
    unknown_references: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def normalised_reference(reference: str) -> str:
    """An order number without what people write around it.

    >>> normalised_reference("PO-0004711"), normalised_reference("Pedido nº 4711")
    ('4711', '4711')
    """
    plain = re.sub(r"[^A-Z0-9]", "", reference.upper())
    plain = re.sub(r"^(?:PURCHASEORDER|PEDIDODECOMPRA|PEDIDO|ORDER|PO|PC|OC|NO|N)+(?=\d)", "", plain)
    return plain.lstrip("0") or "0"


def find(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> OrderChoice:
    """The orders that the invoice names, else the one order that its total singles out."""
    by_number = {normalised_reference(order.number): order for order in orders}
    references = references_of(fields)
    named = {normalised_reference(r): by_number.get(normalised_reference(r)) for r in references}
    found = tuple(dict.fromkeys(order for order in named.values() if order is not None))
    unknown = tuple(r for r in references if normalised_reference(r) not in by_number)
    if found:
        numbers = ", ".join(order.number for order in found)
        return OrderChoice(found, f"names order {numbers}", not unknown, unknown)
    return _by_content(fields, orders, unknown)


def references_of(fields: InvoiceFields) -> tuple[str, ...]:
    """Every order reference of the header and the lines, in order, once each."""
    lines = (line.order_reference for line in fields.lines if line.order_reference)
    return tuple(dict.fromkeys((*fields.purchase_order_references, *lines)))


def _by_content(fields: InvoiceFields, orders: Sequence[PurchaseOrder], unknown: tuple[str, ...]) -> OrderChoice:
    # A reference may be to an order that is used up, and is held for it; what is only alike has to have something left.
    orders = [order for order in orders if any(line.billed < line.quantity for line in order.lines)]
    amounts = {amount for amount in (fields.net_total, fields.gross_total) if amount is not None}
    same_total = [order for order in orders if order.net_total in amounts]
    if len(same_total) == 1:
        return OrderChoice(
            (same_total[0],), f"no usable reference; only order {same_total[0].number} has this total", False, unknown
        )
    codes = {line.item_code for line in fields.lines if line.item_code}
    same_codes = [order for order in orders if codes and codes <= _codes(order)]
    # Alike items alone are a suggestion for a person: a repeat purchase without an order has them as well.
    return OrderChoice((), "no order found", False, unknown, tuple(order.number for order in same_codes))


def _codes(order: PurchaseOrder) -> set[str]:
    return {code for line in order.lines for code in (line.item_code, line.supplier_item_code) if code}

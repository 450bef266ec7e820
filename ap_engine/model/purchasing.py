"""Purchase orders and goods receipts, as the purchasing side knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class PurchaseOrderLine:
    """One line of an order. `item_code` is ours, `supplier_item_code` the supplier's; `received` is the quantity received so far.

    `billed` is the quantity on other live invoices matched to this line (drafts count, rule M4).
    """

    number: int
    item_code: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    supplier_item_code: str | None = None
    received: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order to one supplier. `cost_centers` is its default split (cost center id, percent as text)."""

    number: str
    supplier_id: str
    currency: str
    issue_date: date
    lines: tuple[PurchaseOrderLine, ...]
    cost_centers: tuple[tuple[str, str], ...] = ()
    category_code: str | None = None
    closed: bool = False

    @property
    def net_total(self) -> Money:
        """Ordered quantity times price, over all lines."""
        return Money(sum((line.quantity * line.unit_price for line in self.lines), Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class GoodsReceiptLine:
    """A quantity received against one order line."""

    order_line: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class GoodsReceipt:
    """What arrived on one day against one order."""

    id: str
    order_number: str
    received_on: date
    lines: tuple[GoodsReceiptLine, ...]

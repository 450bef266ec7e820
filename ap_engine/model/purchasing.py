"""Purchase orders and goods receipts, as the purchasing side knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class PurchaseOrderLine:
    """One line of an order. `item_code` is ours, `supplier_item_code` the supplier's; `received` is the quantity received so far.

    `accepted` is what of it was accepted after inspection (4-way). `billed` is the quantity on other live invoices matched
    to this line (drafts count, rule M4) less what credit notes gave back, `billed_amount` what was asked for it.
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
    ean: str | None = None
    accepted: Decimal = Decimal(0)
    billed_amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrderCharge:
    """An amount beside the lines, in the order's currency: freight, insurance, other, tax, or a discount (negative).

    `kind` is a charge's, as on invoices, or TAX, or TOTAL for what invoices without lines bill of the whole order.
    """

    kind: str
    amount: Decimal


TAX = "tax"
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order to one supplier. `cost_centers` is its default split (cost center id, percent as text).

    `charges` are what was agreed beside the lines, `billed_charges` what other live invoices asked for of that.
    """

    number: str
    supplier_id: str
    currency: str
    issue_date: date
    lines: tuple[PurchaseOrderLine, ...]
    cost_centers: tuple[tuple[str, str], ...] = ()
    category_code: str | None = None
    closed: bool = False
    charges: tuple[OrderCharge, ...] = ()
    billed_charges: tuple[OrderCharge, ...] = ()

    def agreed(self, kind: str) -> Decimal:
        """What was agreed of a kind of charge."""
        return sum((charge.amount for charge in self.charges if charge.kind == kind), Decimal(0))

    def billed_before(self, kind: str) -> Decimal:
        """What other live invoices asked for of a kind of charge."""
        return sum((charge.amount for charge in self.billed_charges if charge.kind == kind), Decimal(0))

    @property
    def net_total(self) -> Money:
        """Ordered quantity times price, over all lines."""
        return Money(sum((line.quantity * line.unit_price for line in self.lines), Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class GoodsReceiptLine:
    """A quantity received against one order line; `accepted` after inspection, None while nobody inspected it.

    An inspection that came later is a receipt of nothing, with what it accepted.
    """

    order_line: int
    quantity: Decimal
    accepted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GoodsReceipt:
    """What arrived on one day against one order."""

    id: str
    order_number: str
    received_on: date
    lines: tuple[GoodsReceiptLine, ...]

"""The invoice: the central noun, with everything that is decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ap_engine.model.approval import ApprovalStep, Comment
from ap_engine.model.coding import Allocation
from ap_engine.model.extraction import DocumentType, PaymentInstructions
from ap_engine.model.holds import Blocks, Hold
from ap_engine.model.lifecycle import State
from ap_engine.model.match import MatchResult
from ap_engine.model.money import Money, total
from ap_engine.model.payable import Payment, PaymentStatus, payment_status


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line, numbered from 1. `net` is the line's total after its own discount, before tax (EN 16931 BT-131).

    `tax_rate` is in percent (BT-152), None where the document says none for the line alone.
    """

    number: int
    description: str
    net: Money
    quantity: Decimal | None = None
    unit: str | None = None
    unit_price: Decimal | None = None
    item_code: str | None = None
    ean: str | None = None
    order_reference: str | None = None
    tax_rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """Freight, insurance, another charge, or a discount (negative) on the whole document (EN 16931 BG-20, BG-21)."""

    kind: str
    amount: Money


@dataclass(frozen=True, slots=True)
class InvoiceFields:
    """What the document says, as read and as corrected by people. Field names follow EN 16931's terms."""

    document_type: DocumentType = DocumentType.INVOICE
    supplier_id: str | None = None
    supplier_name: str | None = None
    supplier_tax_id: str | None = None
    buyer_tax_id: str | None = None
    invoice_number: str | None = None
    series: str | None = None
    access_key: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    currency: str | None = None
    net_total: Money | None = None
    tax_total: Money | None = None
    gross_total: Money | None = None
    amount_due: Money | None = None
    purchase_order_references: tuple[str, ...] = ()
    lines: tuple[InvoiceLine, ...] = ()
    charges: tuple[Charge, ...] = ()
    payment: PaymentInstructions = PaymentInstructions()
    original_invoice_number: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice and where it stands.

    `version` counts its content (fields, split): what people approve. `revision` counts every write: what the store
    compares. `entered_by` uploaded it; `changed_by` corrected or coded it: none of these approve it.
    `holds` has open and released ones. `accounting_amount` is what is to be paid in the company's own currency: what the
    split, the limits and the ERP go by.
    """

    id: str
    state: State
    version: int
    revision: int
    original_sha256: str
    file_name: str
    received_at: datetime
    entered_by: str
    channel: str = "upload"
    fields: InvoiceFields = InvoiceFields()
    accounting_amount: Money | None = None
    category_code: str | None = None
    changed_by: frozenset[str] = frozenset()
    match: MatchResult | None = None
    allocations: tuple[Allocation, ...] = ()
    steps: tuple[ApprovalStep, ...] = ()
    holds: tuple[Hold, ...] = ()
    comments: tuple[Comment, ...] = ()
    erp_id: str | None = None
    posted_at: datetime | None = None
    payments: tuple[Payment, ...] = ()
    confirmed_by: str | None = None
    note: str | None = None

    @property
    def open_holds(self) -> tuple[Hold, ...]:
        """Holds that nobody released and that keep something from happening."""
        return tuple(hold for hold in self.holds if hold.open and hold.blocks is not Blocks.NOTHING)

    @property
    def notices(self) -> tuple[Hold, ...]:
        """What whoever decides should know, though nothing waits for it."""
        return tuple(hold for hold in self.holds if hold.open and hold.blocks is Blocks.NOTHING)

    def blocked(self, step: Blocks) -> tuple[Hold, ...]:
        """Open holds that keep `step` from happening. What blocks approval also blocks what comes after it."""
        order = (Blocks.APPROVAL, Blocks.POSTING, Blocks.PAYMENT)
        upto = order[: order.index(step) + 1]
        return tuple(hold for hold in self.open_holds if hold.blocks in upto)

    @property
    def payable_amount(self) -> Money | None:
        """What is to be paid: the amount due where the document says one, else its total."""
        return self.fields.amount_due if self.fields.amount_due is not None else self.fields.gross_total

    @property
    def owed(self) -> Money | None:
        """What the ERP carries: the amount in the company's currency, once it is known."""
        return self.accounting_amount if self.accounting_amount is not None else self.payable_amount

    @property
    def paid_amount(self) -> Money | None:
        """What payments have settled of it."""
        due = self.owed
        if due is None:
            return None
        return total((p.amount for p in self.payments if not p.reversed), due.currency)

    def payment_status(self, today: date) -> PaymentStatus:
        """Unpaid, partly paid, paid or overdue, as of `today`."""
        return payment_status(self.owed, self.paid_amount, self.fields.due_date, today)

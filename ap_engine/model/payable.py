"""What the ERP is told, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.money import Money


class PaymentStatus(StrEnum):
    """Always computed from payments and the due date, never stored."""

    UNPAID = "unpaid"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    OVERDUE = "overdue"


def payment_status(due: Money | None, paid: Money | None, due_date: date | None, today: date) -> PaymentStatus:
    """Unpaid, partly paid, paid or overdue as of `today`; overdue says more than partly paid."""
    if due is not None and paid is not None and paid and paid >= due:
        return PaymentStatus.PAID
    if due_date is not None and due_date < today:
        return PaymentStatus.OVERDUE
    return PaymentStatus.PARTLY_PAID if paid else PaymentStatus.UNPAID


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that left, as the ERP tells it. `id` is the ERP's payment id; `amount` is what it settled of the payable.

    Interest and fine were paid on top of it, the discount was kept. `reversed` payments stay as history.
    """

    id: str
    paid_on: date
    amount: Money
    interest: Money
    fine: Money
    discount: Money
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class PayableShare:
    """A share of a payable on one of the ERP's departments. Percents of a payable sum to 100.00, amounts to its total."""

    department_code: str
    percent: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Payable:
    """What an approved invoice becomes in the ERP. `reference` is ours, unique for ever, and known before anything is sent."""

    reference: str
    supplier_erp_id: str
    amount: Money
    due_date: date
    issue_date: date | None
    entry_date: date
    category_code: str
    bank_account_id: str
    invoice_number: str
    shares: tuple[PayableShare, ...]
    order_number: str | None = None
    access_key: str | None = None
    boleto: str | None = None
    pix: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ErpPayable:
    """A payable as the ERP has it. `status` is the ERP's own word; `payments` is empty until something was paid."""

    erp_id: str
    reference: str
    amount: Money | None = None
    open_amount: Money | None = None
    settled: bool = False
    cancelled: bool = False
    status: str = ""
    due_date: date | None = None
    supplier_erp_id: str | None = None
    shares: tuple[PayableShare, ...] = ()
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class ErpSupplier:
    """A supplier as the ERP has it; `tax_id` is compact."""

    erp_id: str
    name: str
    tax_id: str


@dataclass(frozen=True, slots=True)
class ErpCode:
    """A department, category or bank account that may be used on a payable."""

    code: str
    name: str


class MessageKind(StrEnum):
    """What an outbox message asks of the ERP."""

    POST_PAYABLE = "post_payable"
    ATTACH_DOCUMENT = "attach_document"


class MessageState(StrEnum):
    """The life of an outbox message. SENDING after a crash means that the outcome is unknown."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    REFUSED = "refused"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class ErpMessage:
    """One message to the ERP: id is `kind:invoice:version`. `words` is the ERP's last answer, as it was."""

    id: str
    kind: MessageKind
    invoice_id: str
    invoice_version: int
    payload: str
    state: MessageState = MessageState.WAITING
    attempts: int = 0
    words: str = ""

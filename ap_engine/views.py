"""What screens are given: small frozen values, made by `queries.py`. Nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ap_engine.model.extraction import Extraction
from ap_engine.model.hold_codes import Blocks, HoldCode, Owner
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import DriftAlarm, Origin
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import Supplier
from ap_engine.model.payable import ErpMessage, PaymentStatus
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.model.waiting import DelayCost, Wait


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice in a list. `amount` is what is to be paid as the document says it,
    `owed` the same in the company's currency, `paid` what was paid of that; `waiting_for` are the names of those who are asked now."""

    id: str
    version: int
    state: State
    supplier: str | None
    invoice_number: str | None
    document_type: str
    issue_date: date | None
    due_date: date | None
    amount: Money | None
    owed: Money | None
    paid: Money | None
    payment_status: PaymentStatus
    received_at: datetime
    entered_by: str
    file_name: str
    open_holds: tuple[HoldCode, ...] = ()
    waiting_for: tuple[str, ...] = ()
    cost_centers: tuple[str, ...] = ()
    notices: tuple[HoldCode, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One open hold in the queue. `owner` says whose work it is; `person` who that is, where it follows from the order."""

    invoice: InvoiceRow
    code: HoldCode
    line: int | None
    blocks: Blocks
    reason: str
    clears_when: str
    placed_at: datetime
    owner: Owner
    twin: str | None = None
    person_id: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A column of a board: its invoices (the first of them, when there are many), how many there are, and their sum by currency."""

    key: str
    title: str
    rows: tuple[InvoiceRow, ...]
    count: int
    totals: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of an invoice's history, in words."""

    happened_at: datetime
    actor: str
    event: str
    detail: str


@dataclass(frozen=True, slots=True)
class BudgetLook:
    """A budget as it will be after this invoice: `before` and `this` are hundredths of what was planned, for a bar.

    `first_day` is the month's, or for a year's budget the year's.
    """

    first_day: date
    planned: Money
    spent: Money
    committed: Money
    ordered: Money
    left: Money
    before: int
    this: int


@dataclass(frozen=True, slots=True)
class ShareLook:
    """A cost center's share with its budgets, where it has any."""

    name: str
    percent: Decimal
    amount: Money
    month: BudgetLook | None
    year: BudgetLook | None


@dataclass(frozen=True, slots=True)
class OrderLook:
    """What is left of an order once this invoice is billed."""

    number: str
    left: Money


@dataclass(frozen=True, slots=True)
class BankLook:
    """A bank account: its balance with its age, what else is `due` up to `until`, and what is left once all of it is paid."""

    name: str
    balance: Money
    as_of: date
    fetched_at: datetime
    until: date
    due: Money
    after: Money
    stale: bool


@dataclass(frozen=True, slots=True)
class BalanceView:
    """Is there money for it? `bank` is None where it was never asked, `asks_bank` whether the policy looks at it."""

    shares: tuple[ShareLook, ...]
    orders: tuple[OrderLook, ...]
    asks_bank: bool
    bank: BankLook | None


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """Everything about one invoice. `names` gives people and cost centers their names by id."""

    invoice: Invoice
    extraction: Extraction | None
    supplier: Supplier | None
    orders: tuple[PurchaseOrder, ...]
    history: tuple[HistoryEntry, ...]
    messages: tuple[ErpMessage, ...]
    names: dict[str, str]
    balance: BalanceView
    earlier: tuple[InvoiceRow, ...]
    kind: str
    pages: int
    wait: Wait | None = None
    delay: DelayCost | None = None


@dataclass(frozen=True, slots=True)
class SpendRow:
    """What one cost center spent in one month (of issue), in one currency, with its budget for the month."""

    cost_center_id: str
    cost_center: str
    month: date
    amount: Money
    budget: Money | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """An outbox message and the ERP's last words."""

    message: ErpMessage
    supplier: str | None
    invoice_number: str | None
    amount: Money | None
    not_before: datetime


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit entry with the actor's name."""

    sequence: int
    happened_at: datetime
    actor: str
    event: str
    subject: str
    data: str


@dataclass(frozen=True, slots=True)
class AuditChain:
    """The audit log's chain: how many entries, the first that was touched (None when the chain is whole), the last hash."""

    entries: int
    first_bad: int | None
    last_hash: str


@dataclass(frozen=True, slots=True)
class ErpHealth:
    """How the ERP and its copies here are doing: when master data was last fetched, what waits, what is stuck."""

    name: str
    address: str
    is_sandbox: bool
    last_sync: datetime | None
    waiting: int
    parked: int


@dataclass(frozen=True, slots=True)
class Share:
    """A cost center's percent of a split, with its name."""

    cost_center_id: str
    name: str
    percent: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One supplier's template in a list.

    `version` is 0 for a file; `overrides_file` says that the books' template stands in the place of a file of that name.
    `documents` counts the supplier's reconciled documents. `mistake` is why a broken one is not read with.
    """

    name: str
    supplier: str
    supplier_id: str | None
    origin: Origin
    version: int
    in_force: bool
    examples: int
    fields: tuple[str, ...]
    documents: int
    changed_at: datetime | None
    changed_by: str
    alarm: DriftAlarm | None
    overrides_file: bool = False
    mistake: str = ""


@dataclass(frozen=True, slots=True)
class ReconciledRow:
    """One reconciled document of a supplier. `wrong` are the fields that had been read otherwise, `template` the layout."""

    invoice_id: str
    version: int
    reconciled_at: datetime
    received_at: datetime
    values: tuple[tuple[str, str], ...]
    lines: int
    template: str | None
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineToConfirm:
    """A line of goods that invoices bill beyond what was received or accepted. `missing` is what would let them pass."""

    order_line: int
    description: str
    unit: str
    ordered: Decimal
    received: Decimal
    accepted: Decimal
    missing: Decimal
    inspect: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptToConfirm:
    """An order whose invoices wait for somebody to say that the goods arrived (rule M15).

    `seen_receipts` goes into the command; `invoices` are (id, number) of those that wait, `due_date` the first of theirs.
    """

    order_number: str
    supplier: str
    lines: tuple[LineToConfirm, ...]
    invoices: tuple[tuple[str, str | None], ...]
    due_date: date | None
    seen_receipts: int

"""What a supplier sees of its invoices at the portal: what was read, what keeps them, what would clear it, when they are paid.

Nothing here is of another supplier or of the inside: holds that are ours to mend are one word, "others". A document that
names another supplier is shown to whoever sent it as a file that arrived, and nothing of what was read in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ap_engine.capture import kinds
from ap_engine.engine import Engine
from ap_engine.model.holds import Hold, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import Supplier
from ap_engine.model.portal import PortalLink, actor_of
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.validation import missing_fields
from ap_engine.store import Transaction
from ap_engine.workflow import check_match
from ap_engine.workflow.case import Case
from ap_engine.workflow.portal_answers import MENDABLE

PAGE = 10


class Stage(StrEnum):
    """Where an invoice stands, as far as it is the supplier's business."""

    READING = "reading"
    NEEDS_YOU = "needs_you"
    WITH_US = "with_us"
    APPROVAL = "approval"
    APPROVED = "approved"
    TO_BE_PAID = "to_be_paid"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


# Holds that the supplier can do something about, or that it will be asked about. All others are ours.
THEIRS = (
    HoldCode.UNREADABLE,
    HoldCode.MISSING_FIELD,
    HoldCode.WRONG_BUYER,
    HoldCode.WRONG_TAX_ID,
    HoldCode.DOES_NOT_ADD_UP,
    HoldCode.FISCAL_CANCELLED,
    HoldCode.DUPLICATE,
    HoldCode.DUPLICATE_LIKELY,
    HoldCode.NO_ORDER,
    HoldCode.ORDER_OF_OTHER_SUPPLIER,
    HoldCode.UNMATCHED_LINE,
    HoldCode.UNIT_DIFFERS,
    HoldCode.PRICE_VARIANCE,
    HoldCode.QUANTITY_ORDERED,
    HoldCode.QUANTITY_RECEIVED,
    HoldCode.QUANTITY_ACCEPTED,
    HoldCode.CHARGE_VARIANCE,
    HoldCode.TAX_VARIANCE,
    HoldCode.TOTAL_VARIANCE,
    HoldCode.CURRENCY_MISMATCH,
    HoldCode.PAYMENT_INSTRUCTIONS,
    HoldCode.BANK_CHANGED,
)
_BY_ANOTHER_ORDER = frozenset({HoldCode.NO_ORDER, HoldCode.ORDER_OF_OTHER_SUPPLIER, HoldCode.UNMATCHED_LINE})
_BY_XML = frozenset({HoldCode.UNREADABLE, HoldCode.MISSING_FIELD, HoldCode.DOES_NOT_ADD_UP})
# What would clear a hold without touching our tolerances, budgets or accounts.
_SHOWN_REMEDIES = frozenset(Change) - {
    Change.TOLERANCE_PERCENT,
    Change.BUDGET,
    Change.YEAR_BUDGET,
    Change.SHARE,
    Change.BANK_BALANCE,
}
_STAGES = {
    State.RECEIVED: Stage.READING,
    State.PENDING_APPROVAL: Stage.APPROVAL,
    State.APPROVED: Stage.APPROVED,
    State.POSTING: Stage.APPROVED,
    State.REJECTED: Stage.DECLINED,
    State.CANCELLED: Stage.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that keeps an invoice and that the supplier can do something about. `twin` is the supplier's own other invoice."""

    code: HoldCode
    line: int | None
    remedies: tuple[Remedy, ...] = ()
    twin: str = ""
    twin_day: date | None = None


@dataclass(frozen=True, slots=True)
class PortalInvoice:
    """An invoice as its supplier sees it. `foreign`: it names somebody else, and nothing of it but the file is shown."""

    id: str
    version: int
    revision: int
    stage: Stage
    files: tuple[str, ...]
    received_at: datetime
    foreign: bool
    number: str | None = None
    issue_date: date | None = None
    due_date: date | None = None
    total: Money | None = None
    orders: tuple[str, ...] = ()
    lines: int = 0
    paid_on: date | None = None
    concerns: tuple[Concern, ...] = ()
    missing: tuple[str, ...] = ()
    others: bool = False
    may_name_order: bool = False
    wants_xml: bool = False


def portal_links(engine: Engine, supplier_id: str) -> tuple[PortalLink, ...]:
    """The links of a supplier, the newest first."""
    with engine.store.snapshot() as tx:
        return tx.portal.of_supplier(supplier_id)


def portal_invoices(engine: Engine, supplier: Supplier, page: int = 0) -> tuple[tuple[PortalInvoice, ...], bool]:
    """A page of the supplier's invoices, the newest first, and whether there are older ones."""
    with engine.store.snapshot() as tx:
        ids = tx.portal.invoices_of(supplier.id, actor_of(supplier.id), PAGE + 1, page * PAGE)
        return tuple(_seen(engine, tx, tx.invoices.get(one), supplier) for one in ids[:PAGE]), len(ids) > PAGE


def portal_invoice(engine: Engine, supplier: Supplier, invoice_id: str) -> PortalInvoice | None:
    """One invoice, None when it is not the supplier's: whether it exists is nobody else's business."""
    with engine.store.snapshot() as tx:
        found = next(iter(tx.invoices.states([invoice_id])), None)
        invoice = tx.invoices.get(invoice_id) if found else None
        if invoice is None or not (invoice.fields.supplier_id == supplier.id or invoice.entered_by == actor_of(supplier.id)):
            return None
        return _seen(engine, tx, invoice, supplier)


def _seen(engine: Engine, tx: Transaction, invoice: Invoice, supplier: Supplier) -> PortalInvoice:
    if _is_foreign(invoice, supplier):
        stage = Stage.READING if invoice.state is State.RECEIVED else Stage.WITH_US
        return PortalInvoice(
            invoice.id, invoice.version, invoice.revision, stage, (invoice.file_name,), invoice.received_at, True
        )  # fmt: skip
    holds = _ahead(engine, tx, invoice, supplier)
    concerns = tuple(_concern(tx, hold, supplier) for hold in holds if hold.code in THEIRS)
    codes = {concern.code for concern in concerns}
    joined = (tx.invoices.get(one).file_name for one in tx.portal.joined_to(invoice.id))
    fields = invoice.fields
    paid = [payment.paid_on for payment in invoice.payments if not payment.reversed]
    mendable = invoice.state in MENDABLE and fields.supplier_id == supplier.id
    return PortalInvoice(
        id=invoice.id,
        version=invoice.version,
        revision=invoice.revision,
        stage=_stage(invoice, concerns),
        files=(invoice.file_name, *joined),
        received_at=invoice.received_at,
        foreign=False,
        number=fields.invoice_number,
        issue_date=fields.issue_date,
        due_date=fields.due_date,
        total=invoice.payable_amount,
        orders=invoice.match.order_numbers if invoice.match else fields.purchase_order_references,
        lines=len(fields.lines),
        paid_on=max(paid, default=None),
        concerns=concerns,
        missing=missing_fields(fields, engine.policy.required_fields) if HoldCode.MISSING_FIELD in codes else (),
        others=any(hold.code not in THEIRS for hold in holds),
        may_name_order=mendable and bool(codes & _BY_ANOTHER_ORDER),
        wants_xml=bool(codes & _BY_XML) and _kind(engine, invoice) is not kinds.FileKind.XML,
    )


def _is_foreign(invoice: Invoice, supplier: Supplier) -> bool:
    """Whether what was read names somebody else: by the register, or by a tax id that is not this supplier's."""
    named = invoice.fields.supplier_id
    if named is not None:
        return named != supplier.id
    return invoice.fields.supplier_tax_id not in (None, "", supplier.tax_id)


def _ahead(engine: Engine, tx: Transaction, invoice: Invoice, supplier: Supplier) -> tuple[Hold, ...]:
    """What holds the invoice, and what would once its fields are confirmed: orders are asked ahead, nothing is written."""
    if invoice.state in (State.PAID, State.CANCELLED, State.REJECTED):
        return ()
    case = Case(engine, tx, invoice)
    if invoice.state is State.EXTRACTED and invoice.fields.supplier_id == supplier.id:
        check_match.check(case, supplier)
    return case.invoice.open_holds


def _concern(tx: Transaction, hold: Hold, supplier: Supplier) -> Concern:
    remedies = tuple(one for one in hold.remedies if one.change in _SHOWN_REMEDIES)
    twin = tx.invoices.get(hold.twin) if hold.twin else None
    if twin is None or twin.fields.supplier_id != supplier.id:
        return Concern(hold.code, hold.line, remedies)
    return Concern(hold.code, hold.line, remedies, twin.fields.invoice_number or "", twin.fields.issue_date)


def _stage(invoice: Invoice, concerns: Iterable[Concern]) -> Stage:
    if invoice.state is State.PAID:
        return Stage.PAID
    if invoice.state is State.POSTED:
        return Stage.PARTLY_PAID if any(not one.reversed for one in invoice.payments) else Stage.TO_BE_PAID
    if invoice.state in (State.EXTRACTED, State.VALIDATED, State.MATCHED):
        return Stage.NEEDS_YOU if any(True for _ in concerns) else Stage.WITH_US
    return _STAGES[invoice.state]


def _kind(engine: Engine, invoice: Invoice) -> kinds.FileKind:
    with engine.originals.open(invoice.original_sha256) as stream:
        return kinds.kind_of(stream.read(1024))

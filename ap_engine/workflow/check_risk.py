"""Named risks, each with its reason (rule F5), and bills without an order against what their supplier usually bills (M17)."""

from __future__ import annotations

from ap_engine.model.extraction import DocumentType
from ap_engine.model.history import PastBill, Registered
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.rules import recurrence, risk, risk_limits
from ap_engine.rules.duplicates import supplier_root
from ap_engine.store import Transaction
from ap_engine.workflow.case import Case

CODES = (HoldCode.UNEXPECTED_BILL, *risk.CODES)


def check(case: Case, supplier: Supplier) -> None:
    """Place and release what is unusual about the invoice. Money back is none of this: other rules look at it."""
    if case.invoice.fields.document_type is DocumentType.CREDIT_NOTE:
        case.settle((), CODES)
        return
    bills = bills_of(case.tx, supplier, case.invoice.id)
    known = _known(case, supplier, bills)
    unexpected = _unexpected(case, supplier, bills)
    case.settle((*unexpected, *risk.check(case.invoice, known, case.engine.policy)), CODES)


def bills_of(tx: Transaction, supplier: Supplier, excluding: str) -> tuple[PastBill, ...]:
    """The last other invoices of the supplier, of all its branches (rule D5)."""
    root = supplier_root(supplier.tax_id)
    same = [other for other, tax_id in tx.supplier_history.ids_of_root(root) if supplier_root(tax_id) == root]
    return tx.supplier_history.bills(same or [supplier.id], excluding)


def exposure(case: Case, supplier: Supplier) -> dict[str | None, Money]:
    """What the supplier's other bills of these days come to, where they may be parts of one purchase (rule F7)."""
    bills = bills_of(case.tx, supplier, case.invoice.id)
    return risk_limits.exposure(case.invoice, bills, case.engine.policy.risk.several_days)


def _known(case: Case, supplier: Supplier, bills: tuple[PastBill, ...]) -> risk.Known:
    tx, accepted = case.tx, [bill.invoice_id for bill in bills if bill.accepted]
    centers = {center.id: center for center in tx.coding.cost_centers()}
    people = {person.id: person for person in tx.people.all()}
    return risk.Known(
        supplier=supplier,
        registered=None if accepted else _registered(tx, supplier),
        bills=bills,
        prices=tx.supplier_history.prices(accepted) if case.invoice.fields.lines else (),
        limits=risk_limits.limits_of(case.invoice, centers, people, case.engine.policy),
    )


def _registered(tx: Transaction, supplier: Supplier) -> Registered | None:
    at = tx.supplier_history.registered_at(supplier.id)
    if at is None:
        return None
    person = tx.people.find(supplier.created_by)
    by = person.name if person else "the ERP's register" if supplier.created_by == SYSTEM else supplier.created_by
    return Registered(at, by)


def _unexpected(case: Case, supplier: Supplier, bills: tuple[PastBill, ...]) -> tuple[Finding, ...]:
    """A bill that needs no order, and has none, against those that were accepted (rule M17)."""
    invoice, amount = case.invoice, case.invoice.payable_amount
    ordered = invoice.match is not None and bool(invoice.match.order_numbers)
    if supplier.order_required or ordered or amount is None:
        return ()
    unordered = [bill for bill in bills if not bill.orders and bill.amount.currency == amount.currency]
    accepted = risk.standing(unordered, amount.currency)
    before = [bill.day for bill in unordered if _goes_before(bill, invoice)]
    return recurrence.check(amount, risk_limits.day_of(invoice), accepted, before, case.engine.policy.recurrence)


def _goes_before(bill: PastBill, invoice: Invoice) -> bool:
    """Of two that nobody has decided about the one that came first is the expected one; whoever is further on goes before."""
    first = (bill.received_at, bill.invoice_id) < (invoice.received_at, invoice.id)
    if invoice.state is State.PENDING_APPROVAL:
        return first if bill.state is State.PENDING_APPROVAL else bill.accepted
    return first if bill.state in (State.VALIDATED, State.MATCHED) else True

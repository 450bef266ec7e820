"""The invoice held against its orders and receipts, as the books have them now (rules M1-M20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.match import MatchResult
from ap_engine.model.parties import Supplier
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import credit_notes, matching
from ap_engine.rules.order_finding import references_of
from ap_engine.rules.order_references import spellings
from ap_engine.workflow import check_credit
from ap_engine.workflow.case import Case


def check(case: Case, supplier: Supplier) -> None:
    """Place and release what the orders and receipts say, and keep the match on the invoice."""
    invoice, tx = case.invoice, case.tx
    if credit_notes.is_credit(invoice.fields):
        check_credit.match(case)
        case.settle((), matching.CODES)
        return
    if case.open(frozenset({HoldCode.DUPLICATE})):
        # A certain duplicate bills nothing: matched, it would use up what its twin may bill.
        case.invoice = replace(invoice, match=None)
        case.settle((), matching.CODES)
        return
    orders = open_orders(case, supplier)
    # An order of another supplier is found by its number as the books write it, whatever stands around it here.
    written = dict.fromkeys(one for reference in references_of(invoice.fields) for one in spellings(reference))
    named = (tx.purchasing.order(number, excluding=invoice.id) for number in written)
    others = tuple(order for order in named if order is not None and order.supplier_id != supplier.id)
    result, findings = matching.match(invoice.fields, supplier, orders, others, case.engine.policy)
    case.invoice = replace(invoice, match=result)
    case.settle(findings, matching.CODES)


def open_orders(case: Case, supplier: Supplier) -> tuple[PurchaseOrder, ...]:
    """The supplier's open orders with what was received and what invoices bill of them that go before this one (rule M4)."""
    orders = case.tx.purchasing.orders_of(supplier.id, excluding=case.invoice.id)
    return matching.without(orders, _giving_way(case, orders))


def _giving_way(case: Case, orders: Iterable[PurchaseOrder]) -> list[MatchResult]:
    """What invoices bill that give way to this one: who came first has the goods, and whoever is before the approvers.

    Of two drafts the earlier never counts the later, and the later always counts the earlier; whoever is before the
    approvers counts for every draft, and no draft for it. So at least one of any two counts the other (rule M4).
    """
    invoice, tx = case.invoice, case.tx
    billed = (order.number for order in orders if order.billed_charges or any(line.billed for line in order.lines))
    others = {other for number in billed for other in tx.invoices.touching_order(number)} - {invoice.id}
    drafts = (tx.invoices.get(other) for other in sorted(others))
    return [
        draft.match
        for draft in drafts
        if draft.match is not None and draft.fields.document_type is not DocumentType.CREDIT_NOTE and _gives_way(draft, invoice)
    ]


def _gives_way(other: Invoice, to: Invoice) -> bool:
    later = (other.received_at, other.id) > (to.received_at, to.id)
    drafts = (State.VALIDATED, State.MATCHED)
    if to.state is State.PENDING_APPROVAL:
        return other.state in drafts or (other.state is State.PENDING_APPROVAL and later)
    return other.state in drafts and later

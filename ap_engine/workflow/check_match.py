"""The invoice held against its orders and receipts, as the books have them now (rules M1-M20)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.match import MatchResult
from ap_engine.model.parties import Supplier
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import matching
from ap_engine.rules.order_finding import references_of
from ap_engine.rules.order_references import spellings
from ap_engine.workflow.case import Case


def check(case: Case, supplier: Supplier) -> None:
    """Place and release what the orders and receipts say, and keep the match on the invoice."""
    invoice, tx = case.invoice, case.tx
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
    return matching.without(orders, _later_drafts(case, orders))


def _later_drafts(case: Case, orders: Iterable[PurchaseOrder]) -> list[MatchResult]:
    """What invoices bill that came after this one and are not before their approvers yet: who came first has the goods.

    Of two drafts the earlier never counts the later, and the later always counts the earlier; whoever is before the
    approvers counts for everybody. So at least one of any two counts the other (rule M4).
    """
    invoice, tx = case.invoice, case.tx
    billed = (order.number for order in orders if any(line.billed for line in order.lines))
    others = {other for number in billed for other in tx.invoices.touching_order(number)} - {invoice.id}
    drafts = (tx.invoices.get(other) for other in sorted(others))
    return [
        draft.match
        for draft in drafts
        if draft.state in (State.VALIDATED, State.MATCHED)
        and draft.match is not None
        and draft.fields.document_type is not DocumentType.CREDIT_NOTE
        and (draft.received_at, draft.id) > (invoice.received_at, invoice.id)
    ]

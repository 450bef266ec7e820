"""Receipts that somebody has to confirm, because invoices wait for them (rule M15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ap_engine.engine import Engine
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.match import VarianceKind
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.store import Transaction
from ap_engine.views import LineToConfirm, ReceiptToConfirm
from ap_engine.workflow.receiving import may_receive

_WAITING = {
    HoldCode.QUANTITY_RECEIVED: VarianceKind.RECEIVED_QUANTITY,
    HoldCode.QUANTITY_ACCEPTED: VarianceKind.ACCEPTED_QUANTITY,
}
_Missing = dict[str, dict[int, tuple[Decimal, bool]]]


def receipts_to_confirm(engine: Engine, person_id: str) -> tuple[ReceiptToConfirm, ...]:
    """The orders that this person may confirm a receipt of and whose invoices wait for one, the first that is due on top."""
    codes = ", ".join(f"'{code.value}'" for code in _WAITING)
    rows = engine.store.rows(
        f"SELECT DISTINCT h.invoice_id FROM holds h JOIN invoices i ON i.id = h.invoice_id "  # noqa: S608
        f"WHERE h.code IN ({codes}) AND h.released_by IS NULL AND i.state NOT IN ('paid', 'rejected', 'cancelled')"
    )
    with engine.store.snapshot() as tx:
        person = tx.people.find(person_id)
        if person is None:
            return ()
        centers = tx.coding.cost_centers()
        found = []
        for number, waiting in _by_order([tx.invoices.get(row[0]) for row in rows]).items():
            order = tx.purchasing.order(number)
            if order is not None and may_receive(person, order, centers):
                found.append(_to_confirm(tx, order, waiting))
    return tuple(sorted(found, key=lambda one: (one.due_date is None, one.due_date, one.order_number)))


def _by_order(invoices: Iterable[Invoice]) -> dict[str, list[Invoice]]:
    orders: dict[str, list[Invoice]] = {}
    for invoice in invoices:
        for number in _missing([invoice]):
            orders.setdefault(number, []).append(invoice)
    return orders


def _missing(invoices: Sequence[Invoice]) -> _Missing:
    """Order → line → what is missing for the invoice that wants most, and whether it has to be inspected too."""
    result: _Missing = {}
    for invoice in invoices:
        if invoice.match is None:
            continue
        held = {hold.line: hold for hold in invoice.open_holds if hold.code in _WAITING}
        for m in invoice.match.lines:
            if m.order_number is None or m.order_line is None or m.line not in held:
                continue
            for v in m.variances:
                if v.kind in _WAITING.values():
                    line = result.setdefault(m.order_number, {})
                    before = line.get(m.order_line, (Decimal(0), False))
                    inspect = before[1] or v.kind is VarianceKind.ACCEPTED_QUANTITY
                    line[m.order_line] = (max(before[0], v.actual - v.expected), inspect)
        if None in held and not invoice.match.lines:
            for number in invoice.match.order_numbers:
                result.setdefault(number, {})
    return result


def _to_confirm(tx: Transaction, order: PurchaseOrder, waiting: Sequence[Invoice]) -> ReceiptToConfirm:
    missing = _missing(waiting)[order.number]
    # An invoice without lines waits for whatever of the order is not here yet.
    rest = {one.number: (one.quantity - one.received, False) for one in order.lines if one.quantity > one.received}
    wanted = missing or rest
    supplier = tx.suppliers.find(order.supplier_id)
    lines = tuple(
        LineToConfirm(line.number, line.description, line.unit, line.quantity, line.received, line.accepted, *wanted[line.number])
        for line in order.lines
        if line.number in wanted and not line.is_service
    )
    due = min((invoice.fields.due_date for invoice in waiting if invoice.fields.due_date), default=None)
    named = tuple((invoice.id, invoice.fields.invoice_number) for invoice in waiting)
    return ReceiptToConfirm(
        order.number, supplier.name if supplier else order.supplier_id, lines, named, due, tx.purchasing.receipts_of(order.number)
    )

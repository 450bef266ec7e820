"""One invoice with everything around it, for its page: SELECTs gathered into an InvoiceView."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ap_engine.capture import kinds
from ap_engine.engine import Engine
from ap_engine.model.invoice import Invoice
from ap_engine.model.payable import ErpMessage
from ap_engine.model.portal import supplier_behind
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.queries.balance import balance_of
from ap_engine.queries.lists import earlier_of_supplier
from ap_engine.queries.lookups import audit, deliveries
from ap_engine.rules.delay_cost import delay_cost
from ap_engine.store import Transaction
from ap_engine.views import HistoryEntry, InvoiceView

SHOWN = (
    "until",
    "reason",
    "on_behalf_of",
    "text",
    "words",
    "changes",
    "shares",
    "erp_id",
    "source",
    "file_name",
    "payments",
    "placed",
    "released",
)


def invoice(engine: Engine, invoice_id: str) -> InvoiceView:
    """Everything about one invoice. Raises UnknownInvoice."""
    with engine.store.snapshot() as tx:
        found = tx.invoices.get(invoice_id)
        extraction = tx.invoices.extraction(invoice_id)
        wait = tx.waits.find(invoice_id)
        supplier = tx.suppliers.find(found.fields.supplier_id) if found.fields.supplier_id else None
        orders = _orders(tx, found)
        names = {person.id: person.name for person in tx.people.all()} | {c.id: c.name for c in tx.coding.cost_centers()}
        sender = tx.suppliers.find(supplier_behind(found.entered_by) or "")
        names |= {found.entered_by: f"{sender.name} (portal)"} if sender else {}
        balance = balance_of(engine, tx, found, orders, names)
    return InvoiceView(
        invoice=found,
        extraction=extraction,
        supplier=supplier,
        orders=orders,
        history=history(engine, invoice_id),
        messages=messages_of(engine, invoice_id),
        names=names,
        balance=balance,
        earlier=earlier_of_supplier(engine, supplier.id, invoice_id) if supplier else (),
        kind=_kind(engine, found.original_sha256),
        pages=extraction.pages if extraction else 0,
        wait=wait if wait is not None and wait.in_force(found.version, engine.today()) else None,
        delay=delay_cost(found.owed, found.fields.due_date, engine.today(), engine.policy.payment),
    )


def _kind(engine: Engine, sha256: str) -> str:
    with engine.originals.open(sha256) as stream:
        return kinds.kind_of(stream.read(1024)).value


def _orders(tx: Transaction, found: Invoice) -> tuple[PurchaseOrder, ...]:
    numbers = found.match.order_numbers if found.match else ()
    orders = (tx.purchasing.order(number, excluding=found.id) for number in numbers)
    return tuple(order for order in orders if order is not None)


def messages_of(engine: Engine, invoice_id: str) -> tuple[ErpMessage, ...]:
    """The invoice's messages to the ERP."""
    return tuple(row.message for row in deliveries(engine, invoice_id=invoice_id))


def history(engine: Engine, invoice_id: str) -> tuple[HistoryEntry, ...]:
    """The invoice's audit entries, oldest first, in words."""
    rows = reversed(audit(engine, 500, invoice_id))
    return tuple(HistoryEntry(row.happened_at, row.actor, row.event, _words(json.loads(row.data))) for row in rows)


def _words(data: Mapping[str, object]) -> str:
    shown = {key: data[key] for key in SHOWN if data.get(key)}
    return " · ".join(f"{key}: {_text(value)}" for key, value in shown.items())


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} → {v}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_text(v) if not isinstance(v, list) else " ".join(map(str, v)) for v in value)
    return str(value)

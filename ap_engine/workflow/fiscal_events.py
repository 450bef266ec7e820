"""A cancellation at the tax authority that came as a file of its own: remembered, and applied to the invoice it is about (F11)."""

from __future__ import annotations

from ap_engine.model.extraction import FiscalEvent
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import Event, State
from ap_engine.rules import fiscal_status
from ap_engine.rules.duplicates import ACCESS_KEY
from ap_engine.workflow.case import Case

_OVER = (State.CANCELLED, State.REJECTED)


def take_in(case: Case, event: FiscalEvent) -> None:
    """The file is no invoice: its entry is closed, and what it says is remembered for good.

    An invoice that has the key is held at once, whatever its state; one that is still to come is held when it comes.
    """
    case.tx.fiscal_events.save(event)
    owner = _owner(case, event)
    about = f"of the invoice {owner}" if owner else "of a document that has not come"
    case.happens(Event.CANCELLED, note=f"No invoice: the cancellation {about}, key {event.access_key}.")
    if owner is None:
        return
    invoice = case.tx.invoices.get(owner)
    if invoice.state in _OVER:
        return
    other = Case(case.engine, case.tx, invoice)
    extraction = case.tx.invoices.extraction(owner)
    other.settle(fiscal_status.check_status(invoice.fields, extraction, event, invoice.state), (HoldCode.FISCAL_CANCELLED,))
    if other.events:
        other.save({"event": event.kind, "protocol": event.protocol, "file": case.invoice.id})


def _owner(case: Case, event: FiscalEvent) -> str | None:
    row = case.tx.rows("SELECT invoice_id FROM unique_keys WHERE kind = ? AND value = ?", (ACCESS_KEY, event.access_key))
    return str(row[0][0]) if row else None

"""Is the document one at all: its supplier's tax id, and whether the tax authority has it as cancelled (rules F4, F11).

Nobody is asked here: what is known came with the document, or as an event's XML. A look-up at the tax authority on the
payment day is a port that has no adapter yet.
"""

from __future__ import annotations

from ap_engine.model.extraction import NOT_AUTHORISED, Extraction, FiscalEvent
from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Supplier
from ap_engine.model.tax_ids import is_valid_tax_id

_IN_ERP = (State.POSTING, State.POSTED, State.PAID)


def check_tax_id(fields: InvoiceFields, supplier: Supplier | None = None) -> tuple[Finding, ...]:
    """A finding where the supplier's tax id has check digits, and they do not fit (rule F4).

    The very id that the register has was looked at when the supplier was registered: it says nothing new on each invoice.
    """
    tax_id = fields.supplier_tax_id
    if not tax_id or is_valid_tax_id(tax_id) is not False or (supplier is not None and supplier.tax_id == tax_id):
        return ()
    return (
        Finding(
            HoldCode.WRONG_TAX_ID,
            f"The check digits of {tax_id} do not fit: no company has this tax id.",
            "Correct it if it was misread; else ask the supplier for a right document.",
        ),
    )


def check_status(
    fields: InvoiceFields, extraction: Extraction | None, event: FiscalEvent | None, state: State
) -> tuple[Finding, ...]:
    """A finding where the tax authority has cancelled the document, or never authorised it (rule F11).

    In the ERP already, it keeps the payment from being made there; paid already, the money is to be asked back.
    """
    reason = _cancelled(event) if event is not None and event.access_key == fields.access_key else None
    if reason is None and extraction is not None:
        reason = next((problem.message for problem in extraction.problems if problem.code == NOT_AUTHORISED), None)
    if reason is None:
        return ()
    clears, severity = "Cancel this invoice; a new document of the supplier takes its place.", None
    if state in _IN_ERP:
        severity = Blocks.PAYMENT
        clears = "It is in the ERP already: stop the payment there, and have the payable taken back."
    if state is State.PAID:
        clears = "It was paid already: ask the supplier for the money back."
    return (Finding(HoldCode.FISCAL_CANCELLED, reason, clears, severity=severity),)


def _cancelled(event: FiscalEvent) -> str:
    instead = f" {event.replaced_by} takes its place." if event.replaced_by else ""
    why = f" Reason: {event.reason}" if event.reason else ""
    return f"Cancelled at the tax authority on {event.happened_at[:10]}, protocol {event.protocol}.{instead}{why}"

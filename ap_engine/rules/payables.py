"""What an approved invoice becomes in the ERP, and what the ERP's payable says about the invoice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ap_engine.model.coding import CostCenter
from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State, next_state
from ap_engine.model.parties import Supplier
from ap_engine.model.payable import ErpPayable, Payable, PayableShare, Payment
from ap_engine.model.policy import Policy

ATTACHMENT_ID_LENGTH = 20


def reference_of(invoice: Invoice) -> str:
    """Our reference in the ERP: the invoice and its version, unique for ever, the same at every attempt (rule S1)."""
    return f"{invoice.id}-v{invoice.version}"


def attachment_id(invoice: Invoice) -> str:
    """Our id of the document attached to the payable, the same at every attempt: Omie takes 20 characters."""
    reference = reference_of(invoice)
    return (
        reference
        if len(reference) <= ATTACHMENT_ID_LENGTH
        else hashlib.sha256(reference.encode()).hexdigest()[:ATTACHMENT_ID_LENGTH]
    )


def mapping_findings(invoice: Invoice, supplier: Supplier, centers: Mapping[str, CostCenter]) -> tuple[Finding, ...]:
    """What has no counterpart in the ERP yet: a missing mapping is a hold, never a guess."""
    missing = [] if supplier.erp_id else [f"supplier {supplier.name}"]
    missing += [
        f"cost center {centers[a.cost_center_id].name}" for a in invoice.allocations if not centers[a.cost_center_id].erp_code
    ]
    if not missing:
        return ()
    what = ", ".join(missing)
    return (
        Finding(
            HoldCode.NOT_IN_ERP,
            f"The ERP does not know {what}.",
            f"Register {what} in the ERP; it is fetched at the next synchronisation.",
        ),
    )


def payable_of(
    invoice: Invoice,
    supplier: Supplier,
    centers: Mapping[str, CostCenter],
    policy: Policy,
    today: date,
    first_account: str,
) -> Payable:
    """The payable of an approved invoice whose mappings are complete.

    `first_account` is the bank account that is used when the policy names none.

    An invoice without a due date is due on the day it is entered: the ERP requires one.
    """
    amount = invoice.owed
    assert amount is not None
    assert supplier.erp_id is not None
    fields = invoice.fields
    orders = invoice.match.order_numbers if invoice.match else ()
    return Payable(
        reference=reference_of(invoice),
        supplier_erp_id=supplier.erp_id,
        amount=amount,
        due_date=fields.due_date or today,
        issue_date=fields.issue_date,
        entry_date=today,
        category_code=invoice.category_code or supplier.category_code or policy.default_category,
        bank_account_id=policy.bank_account_id or first_account,
        invoice_number=fields.invoice_number or "",
        shares=tuple(PayableShare(centers[a.cost_center_id].erp_code or "", a.percent, a.amount) for a in invoice.allocations),
        order_number=orders[0] if orders else None,
        access_key=fields.access_key,
        boleto=fields.payment.boleto,
        pix=fields.payment.pix,
        note=_note(invoice, supplier),
    )


def _note(invoice: Invoice, supplier: Supplier) -> str:
    """What a person in the ERP reads beside the payable; a foreign invoice shows what the document says."""
    parts = [invoice.fields.supplier_name or supplier.name, invoice.fields.invoice_number or ""]
    if invoice.payable_amount != invoice.owed:
        parts.append(str(invoice.payable_amount))
    return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class Settled:
    """The invoice after a look at the ERP's payable, what happened, and where the two differ."""

    invoice: Invoice
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]


def settle(invoice: Invoice, seen: ErpPayable) -> Settled:
    """Take over payments that are new or reversed, and say where the ERP's payable is no longer what was approved.

    The ERP's whole list of payments is compared with ours, so events may be lost, doubled or late (rules S5–S7).
    """
    payments, changed, undone = _merge(invoice.payments, seen.payments)
    state, events = invoice.state, []
    after = replace(invoice, payments=payments)
    if undone:
        state = next_state(state, Event.PAYMENT_REVERSED)
        events.append(Event.PAYMENT_REVERSED)
    due, paid = after.owed, after.paid_amount
    in_full = seen.settled or (due is not None and paid is not None and paid >= due)
    if in_full and any(not p.reversed for p in payments) and state is State.POSTED:
        state = next_state(state, Event.SETTLED_IN_FULL)
        events.append(Event.SETTLED_IN_FULL)
    elif changed and state is State.POSTED:
        events.append(Event.PAYMENT_RECORDED)
    return Settled(replace(after, state=state), tuple(events), _differences(invoice, seen))


def _merge(ours: Sequence[Payment], theirs: Sequence[Payment]) -> tuple[tuple[Payment, ...], bool, bool]:
    """Our payments after theirs: (payments, something new, something undone)."""
    there = {payment.id: payment for payment in theirs}
    merged, undone = [], False
    for payment in ours:
        now = there.pop(payment.id, None)
        gone = now is None or now.reversed
        undone = undone or (gone and not payment.reversed)
        merged.append(replace(now or payment, reversed=gone))
    new = [payment for payment in there.values() if not payment.reversed]
    return (*merged, *new), bool(new), undone


def _differences(invoice: Invoice, seen: ErpPayable) -> tuple[Finding, ...]:
    """Where a person changed the payable inside the ERP after the approval (omie-api.md, pitfall 15)."""
    changes = []
    amount = invoice.owed
    if seen.cancelled:
        changes.append("it was cancelled there")
    if seen.amount is not None and amount is not None and seen.amount.amount != amount.amount:
        changes.append(f"the amount is {seen.amount}, approved was {amount}")
    if not changes:
        return ()
    return (
        Finding(
            HoldCode.ERP_DIFFERS,
            f"In the ERP {' and '.join(changes)}.",
            "Mend it in the ERP, or finance accepts it with a reason.",
        ),
    )


def may_post(invoice: Invoice) -> bool:
    """Whether an approved invoice may be entered in the ERP now. A credit note never may, whatever was released (rule M16)."""
    if invoice.fields.document_type is DocumentType.CREDIT_NOTE:
        return False
    return invoice.state is State.APPROVED and not invoice.blocked(Blocks.POSTING)

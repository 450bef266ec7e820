"""Whose account is to be paid, and is the document one at all? Asked when it is read and before it is posted (F1-F4, F11, N5)."""

from __future__ import annotations

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.parties import Supplier
from ap_engine.rules import account_changed, fiscal_status, payment_instructions
from ap_engine.workflow.case import Case

CODES = (HoldCode.PAYMENT_INSTRUCTIONS, HoldCode.BANK_CHANGED, HoldCode.WRONG_TAX_ID, HoldCode.FISCAL_CANCELLED)


def check(case: Case, supplier: Supplier | None) -> None:
    """Place and release what the payment instructions, the tax id and the tax authority's events say."""
    tx, fields = case.tx, case.invoice.fields
    extraction = tx.invoices.extraction(case.invoice.id)
    event = tx.fiscal_events.of(fields.access_key) if fields.access_key else None
    findings: list[Finding] = [
        *payment_instructions.check(fields, extraction, supplier),
        *fiscal_status.check_tax_id(fields, supplier),
        *fiscal_status.check_status(fields, extraction, event, case.invoice.state),
    ]
    # What names no account is not looked up.
    if supplier is not None and account_changed.asked_for(fields, extraction):
        paid, changes = tx.bank_changes.paid_to(supplier.id), tx.bank_changes.of_supplier(supplier.id)
        findings += account_changed.check(fields, extraction, supplier, paid, changes, case.engine.today())
    case.settle(findings, CODES)


def kept_out(case: Case, supplier: Supplier) -> frozenset[str]:
    """Who does not approve the invoice, because they had a hand in the account that it is paid to (rule F6)."""
    extraction = case.tx.invoices.extraction(case.invoice.id)
    accounts = account_changed.asked_for(case.invoice.fields, extraction)
    return account_changed.hands_on(accounts, supplier, case.tx.bank_changes.of_supplier(supplier.id))

"""Whose account is to be paid? What the document says against the register, when it is read and before it is posted."""

from __future__ import annotations

from ap_engine.model.holds import HoldCode
from ap_engine.model.parties import Supplier
from ap_engine.rules import payment_instructions
from ap_engine.workflow.case import Case

CODES = (HoldCode.PAYMENT_INSTRUCTIONS, HoldCode.BANK_CHANGED)


def check(case: Case, supplier: Supplier | None) -> None:
    """Place and release what the payment instructions say."""
    findings = () if supplier is None else payment_instructions.check(case.invoice.fields, supplier)
    case.settle(findings, CODES)

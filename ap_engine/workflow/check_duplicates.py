"""Is this invoice here already? Asked when it is read, matched and posted (rules D1-D10)."""

from __future__ import annotations

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.rules import duplicates
from ap_engine.workflow.case import Case

CODES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)


def check(case: Case) -> None:
    """Claim the invoice's certain keys: whoever holds one already is the twin (the claim is the proof under concurrency)."""
    findings: list[Finding] = []
    for kind, value in duplicates.certain_keys(case.invoice.fields):
        owner = case.tx.claim_key(kind, value, case.invoice.id)
        if owner is not None and not findings:
            findings.append(duplicates.finding(kind, case.tx.invoices.get(owner)))
    case.settle(findings, CODES)


def at_posting(case: Case) -> None:
    """Once more before the ERP hears of it: what came in between may be the same invoice (rule D8)."""
    check(case)

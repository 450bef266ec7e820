"""Is everything there that an invoice needs before it is held against an order?"""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.parties import Company, Supplier
from ap_engine.model.policy import Policy

CODES = (
    HoldCode.UNREADABLE,
    HoldCode.MISSING_FIELD,
    HoldCode.UNKNOWN_SUPPLIER,
    HoldCode.BLOCKED_SUPPLIER,
    HoldCode.WRONG_BUYER,
    HoldCode.CREDIT_NOTE_UNLINKED,
)

FIELD_NAMES = {
    "supplier_name": "supplier",
    "invoice_number": "invoice number",
    "issue_date": "issue date",
    "due_date": "due date",
    "currency": "currency",
    "net_total": "net total",
    "tax_total": "tax",
    "gross_total": "total",
    "amount_due": "amount due",
}


def missing_fields(fields: InvoiceFields, required: tuple[str, ...]) -> tuple[str, ...]:
    """The required fields that have no value (rule C4)."""
    return tuple(name for name in required if getattr(fields, name) in (None, ""))


def check(fields: InvoiceFields, supplier: Supplier | None, company: Company, policy: Policy) -> tuple[Finding, ...]:
    """Everything that is wrong with the invoice by itself, all at once."""
    return (
        *_missing(fields, policy),
        *_supplier(fields, supplier),
        *_buyer(fields, company),
        *_credit_note(fields),
    )


def _missing(fields: InvoiceFields, policy: Policy) -> Iterator[Finding]:
    missing = missing_fields(fields, policy.required_fields)
    if missing:
        names = ", ".join(FIELD_NAMES.get(name, name) for name in missing)
        yield Finding(HoldCode.MISSING_FIELD, f"Not found on the document: {names}.", f"Fill in {names}.")
    if fields.issue_date and fields.due_date and fields.due_date < fields.issue_date:
        yield Finding(
            HoldCode.MISSING_FIELD,
            f"Due on {fields.due_date}, before it was issued on {fields.issue_date}.",
            "Correct one of the two dates.",
            line=0,
        )


def _supplier(fields: InvoiceFields, supplier: Supplier | None) -> Iterator[Finding]:
    if supplier is None:
        who = fields.supplier_name or "nobody named"
        tax_id = f" ({fields.supplier_tax_id})" if fields.supplier_tax_id else ""
        yield Finding(
            HoldCode.UNKNOWN_SUPPLIER, f"{who}{tax_id} is not in the register.", "Register the supplier, or choose the right one."
        )
    elif supplier.blocked:
        yield Finding(HoldCode.BLOCKED_SUPPLIER, f"{supplier.name} is blocked.", "An administrator lifts the block.")


def _buyer(fields: InvoiceFields, company: Company) -> Iterator[Finding]:
    if fields.buyer_tax_id and fields.buyer_tax_id != company.tax_id:
        yield Finding(
            HoldCode.WRONG_BUYER,
            f"Addressed to {fields.buyer_tax_id}; we are {company.tax_id}.",
            "The supplier issues it to us, or finance accepts it with a reason.",
        )


def _credit_note(fields: InvoiceFields) -> Iterator[Finding]:
    """An invoice that asks for nothing; what is a credit note by name is linked to its invoice (`rules.credit_notes`)."""
    asked = fields.amount_due or fields.gross_total
    if fields.document_type is not DocumentType.CREDIT_NOTE and asked is not None and asked.amount <= 0:
        yield Finding(
            HoldCode.CREDIT_NOTE_UNLINKED,
            f"It asks for {asked}: there is nothing to pay.",
            "Correct the total if it was misread, else finance sets it off in the ERP and cancels it here.",
        )

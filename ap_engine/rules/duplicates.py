"""What makes two invoices the same invoice for certain: the fiscal key, or the supplier's number (rules D3–D5)."""

from __future__ import annotations

import re

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice, InvoiceFields

ACCESS_KEY = "access_key"
NUMBER = "number"

_PREFIX = re.compile(r"^(?:NFSE|NFE|NF|INV|FAT|FATURA|INVOICE|RE|RG)(?=\d)")


def normalised_number(number: str) -> str:
    """The number without what people type differently: case, punctuation, a known prefix, leading zeros (rule D4).

    >>> normalised_number("NF-e 000.123/4"), normalised_number("inv 1234")
    ('1234', '1234')
    """
    plain = re.sub(r"[^A-Z0-9]", "", number.upper())
    plain = _PREFIX.sub("", plain)
    return plain.lstrip("0") or "0"


def supplier_root(tax_id: str) -> str:
    """What identifies the supplier over all its branches: the first 8 of a CNPJ (rule D5), else the whole tax id."""
    return tax_id[:8] if re.fullmatch(r"[A-Z0-9]{12}\d{2}", tax_id) else tax_id


def certain_keys(fields: InvoiceFields) -> tuple[tuple[str, str], ...]:
    """(kind, value) pairs of which each may belong to one live invoice only.

    The number is kept apart by series (NF-e numbers restart in each), by document type and by the year of issue:
    suppliers whose numbers restart each year are legitimate (rule D7), and a later issue learns which they are.
    """
    keys: list[tuple[str, str]] = []
    if fields.access_key:
        keys.append((ACCESS_KEY, fields.access_key))
    if fields.supplier_tax_id and fields.invoice_number:
        year = str(fields.issue_date.year) if fields.issue_date else ""
        parts = (
            supplier_root(fields.supplier_tax_id),
            fields.document_type.value,
            (fields.series or "").lstrip("0"),
            year,
            normalised_number(fields.invoice_number),
        )
        keys.append((NUMBER, "|".join(parts)))
    return tuple(keys)


def finding(kind: str, twin: Invoice) -> Finding:
    """The finding that another live invoice has the same key."""
    same = "the same access key" if kind == ACCESS_KEY else f"the same number ({twin.fields.invoice_number}) from this supplier"
    return Finding(
        HoldCode.DUPLICATE,
        f"{twin.id}, received on {twin.received_at:%d %b %Y} and now {twin.state.replace('_', ' ')}, has {same}.",
        "Cancel this one, or correct the number if it was misread.",
        twin=twin.id,
    )

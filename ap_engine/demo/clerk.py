"""The demonstration's clerk: looks at the document and types over what was misread or not found."""

from __future__ import annotations

import json
from decimal import Decimal

from ap_engine.demo.documents import WITHOUT_LINES, InvoiceDraft
from ap_engine.model.extraction import DocumentType
from ap_engine.model.invoice import Invoice, InvoiceFields


def corrections(invoice: Invoice, draft: InvoiceDraft) -> tuple[tuple[str, str], ...]:
    """What the clerk changes, as (field, text): only what differs from what the document says."""
    read, said = _as_read(invoice.fields), _as_printed(draft)
    changes = [(name, value) for name, value in said.items() if read.get(name) != value]
    if _lines_read(invoice.fields) != _lines_printed(draft):
        changes.append(("lines", json.dumps(_lines_printed(draft), ensure_ascii=False)))
    charges = [{"kind": "freight", "amount": str(draft.freight)}] if draft.freight else []
    if [{"kind": c.kind, "amount": str(c.amount.amount)} for c in invoice.fields.charges] != charges:
        changes.append(("charges", json.dumps(charges)))
    return tuple(changes)


def _as_printed(draft: InvoiceDraft) -> dict[str, str]:
    return {
        "currency": draft.currency,
        "supplier_name": draft.issuer.name,
        "supplier_tax_id": draft.issuer.tax_id,
        "buyer_tax_id": draft.buyer.tax_id,
        "invoice_number": draft.number,
        "series": draft.series or "",
        "document_type": draft.document_type.value,
        "issue_date": draft.issue_date.isoformat(),
        "due_date": draft.due_date.isoformat(),
        "net_total": str(draft.net_total),
        "tax_total": str(draft.tax_total),
        "gross_total": str(draft.gross_total),
        "amount_due": str(draft.gross_total),
        "purchase_order_references": " ".join(draft.order_numbers),
    }


def _as_read(fields: InvoiceFields) -> dict[str, str]:
    amounts = {name: getattr(fields, name) for name in ("net_total", "tax_total", "gross_total", "amount_due")}
    return {
        "currency": fields.currency or "",
        "supplier_name": fields.supplier_name or "",
        "supplier_tax_id": fields.supplier_tax_id or "",
        "buyer_tax_id": fields.buyer_tax_id or "",
        "invoice_number": fields.invoice_number or "",
        "series": fields.series or "",
        "document_type": DocumentType(fields.document_type).value,
        "issue_date": fields.issue_date.isoformat() if fields.issue_date else "",
        "due_date": fields.due_date.isoformat() if fields.due_date else "",
        "purchase_order_references": " ".join(fields.purchase_order_references),
        **{name: str(amount.amount) for name, amount in amounts.items() if amount is not None},
    }


def _lines_printed(draft: InvoiceDraft) -> list[dict[str, str]]:
    if WITHOUT_LINES in draft.hidden:
        return []
    return [
        _line(line.item_code, line.description, line.quantity, line.unit, line.unit_price, line.net, line.order_number)
        for line in draft.lines
    ]


def _lines_read(fields: InvoiceFields) -> list[dict[str, str]]:
    return [
        _line(line.item_code, line.description, line.quantity, line.unit, line.unit_price, line.net.amount, line.order_reference)
        for line in fields.lines
    ]


def _line(
    code: str | None,
    description: str,
    quantity: Decimal | None,
    unit: str | None,
    price: Decimal | None,
    net: Decimal,
    order: str | None,
) -> dict[str, str]:
    values = {
        "item_code": code or "",
        "description": description,
        "quantity": _plain(quantity),
        "unit": unit or "",
        "unit_price": _plain(price),
        "line_net": _plain(net),
        "purchase_order_reference": order or "",
    }
    return {name: value for name, value in values.items() if value}


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"

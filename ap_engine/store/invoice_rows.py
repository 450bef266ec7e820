"""An invoice as rows: which table and columns each part of it has, there and back. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ap_engine.model.approval import ApprovalStep, Comment, Decision
from ap_engine.model.coding import Allocation
from ap_engine.model.extraction import DocumentType, PaymentInstructions
from ap_engine.model.holds import Blocks, Hold, HoldCode
from ap_engine.model.invoice import Charge, Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import State
from ap_engine.model.match import MatchResult
from ap_engine.model.money import Money
from ap_engine.model.remedies import Remedy
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Row


def header(invoice: Invoice) -> dict[str, object]:
    """The columns of `invoices`, `revision` excepted."""
    fields = invoice.fields
    net, tax, gross, due = (
        values.money_columns(money) for money in (fields.net_total, fields.tax_total, fields.gross_total, fields.amount_due)
    )
    accounting = values.money_columns(invoice.accounting_amount)
    return {
        "id": invoice.id,
        "state": invoice.state,
        "version": invoice.version,
        "original_sha256": invoice.original_sha256,
        "file_name": invoice.file_name,
        "received_at": invoice.received_at,
        "entered_by": invoice.entered_by,
        "channel": invoice.channel,
        "document_type": fields.document_type,
        "supplier_id": fields.supplier_id,
        "supplier_name": fields.supplier_name,
        "supplier_tax_id": fields.supplier_tax_id,
        "buyer_tax_id": fields.buyer_tax_id,
        "invoice_number": fields.invoice_number,
        "series": fields.series,
        "access_key": fields.access_key,
        "issue_date": fields.issue_date,
        "due_date": fields.due_date,
        "currency": fields.currency,
        "net_amount": net[0],
        "net_currency": net[1],
        "tax_amount": tax[0],
        "tax_currency": tax[1],
        "gross_amount": gross[0],
        "gross_currency": gross[1],
        "due_amount": due[0],
        "due_currency": due[1],
        "boleto": fields.payment.boleto,
        "pix": fields.payment.pix,
        "iban": fields.payment.iban,
        "original_invoice_number": fields.original_invoice_number,
        "accounting_amount": accounting[0],
        "accounting_currency": accounting[1],
        "category_code": invoice.category_code,
        "changed_by": serialise.dumps(invoice.changed_by),
        "match_result": None if invoice.match is None else serialise.dumps(invoice.match),
        "erp_id": invoice.erp_id,
        "posted_at": invoice.posted_at,
        "confirmed_by": invoice.confirmed_by,
        "note": invoice.note,
    }


def invoice_of(row: Mapping[str, Any], parts: Mapping[str, tuple[Any, ...]], payments: tuple[Any, ...]) -> Invoice:
    """The invoice from its header row (with `revision`) and its parts, by table."""
    match = row["match_result"]
    return Invoice(
        id=row["id"],
        state=State(row["state"]),
        version=row["version"],
        revision=row["revision"],
        original_sha256=row["original_sha256"],
        file_name=row["file_name"],
        received_at=values.moment(row["received_at"]),
        entered_by=row["entered_by"],
        channel=row["channel"],
        fields=_fields(row, parts),
        accounting_amount=values.money_of(row["accounting_amount"], row["accounting_currency"]),
        category_code=row["category_code"],
        changed_by=serialise.loads(frozenset[str], row["changed_by"]),
        match=None if match is None else serialise.loads(MatchResult, match),
        allocations=parts["allocations"],
        steps=parts["approval_steps"],
        holds=parts["holds"],
        comments=parts["comments"],
        erp_id=row["erp_id"],
        posted_at=values.moment_or_none(row["posted_at"]),
        payments=payments,
        confirmed_by=row["confirmed_by"],
        note=row["note"],
    )


def _fields(row: Mapping[str, Any], parts: Mapping[str, tuple[Any, ...]]) -> InvoiceFields:
    return InvoiceFields(
        document_type=DocumentType(row["document_type"]),
        supplier_id=row["supplier_id"],
        supplier_name=row["supplier_name"],
        supplier_tax_id=row["supplier_tax_id"],
        buyer_tax_id=row["buyer_tax_id"],
        invoice_number=row["invoice_number"],
        series=row["series"],
        access_key=row["access_key"],
        issue_date=row["issue_date"],
        due_date=row["due_date"],
        currency=row["currency"],
        net_total=values.money_of(row["net_amount"], row["net_currency"]),
        tax_total=values.money_of(row["tax_amount"], row["tax_currency"]),
        gross_total=values.money_of(row["gross_amount"], row["gross_currency"]),
        amount_due=values.money_of(row["due_amount"], row["due_currency"]),
        purchase_order_references=tuple(number for number, origin in parts["invoice_orders"] if origin == "document"),
        lines=parts["invoice_lines"],
        charges=parts["invoice_charges"],
        payment=PaymentInstructions(row["boleto"], row["pix"], row["iban"]),
        original_invoice_number=row["original_invoice_number"],
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A table of rows that belong to an invoice, in order: what to take from it, and its rows there and back."""

    table: str
    columns: tuple[str, ...]
    items: Callable[[Invoice], Sequence[Any]]
    to_row: Callable[[Any], Row]
    of_row: Callable[[Row], Any]


def _orders(invoice: Invoice) -> list[tuple[str, str]]:
    found = invoice.match.order_numbers if invoice.match else ()
    return [*((n, "document") for n in invoice.fields.purchase_order_references), *((n, "match") for n in found)]


def _hold_row(h: Hold) -> Row:
    return (
        h.code, h.blocks, h.reason, h.clears_when, h.placed_at, h.line, h.twin,
        h.released_by, h.released_at, h.release_reason, serialise.dumps(h.remedies), h.severity,
    )  # fmt: skip


def _hold(r: Row) -> Hold:
    at, released = values.moment(r[4]), values.moment_or_none(r[8])
    severity = Blocks(r[11]) if r[11] else None
    remedies = serialise.loads(tuple[Remedy, ...], r[10]) if r[10] else ()
    return Hold(HoldCode(r[0]), r[2], r[3], at, r[5], r[6], r[7], released, r[9], remedies, severity)


def _step_row(s: ApprovalStep) -> Row:
    covered = serialise.dumps(s.cost_center_ids)
    money = values.money_columns(s.amount)
    return (s.level, s.approver_id, *money, s.why, covered, s.decision, s.decided_by, s.decided_at, s.reason)


def _step(r: Row) -> ApprovalStep:
    covered, at = tuple(json.loads(r[5])), values.moment_or_none(r[8])
    return ApprovalStep(r[0], r[1], Money(r[2], r[3]), r[4], covered, Decision(r[6]), r[7], at, r[9])


def _line_row(n: InvoiceLine) -> Row:
    money = values.money_columns(n.net)
    amounts = (values.quantity(n.quantity), n.unit, values.quantity(n.unit_price))
    return (n.number, n.description, *money, *amounts, n.item_code, n.ean, n.order_reference, values.quantity(n.tax_rate))


def _line(r: Row) -> InvoiceLine:
    quantity, price = values.short_or_none(r[4]), values.short_or_none(r[6])
    return InvoiceLine(r[0], r[1], Money(r[2], r[3]), quantity, r[5], price, r[7], r[8], r[9], values.short_or_none(r[10]))


PARTS = (
    Part(
        "invoice_lines",
        ("line", "description", "net_amount", "net_currency", "quantity", "unit", "unit_price", "item_code", "ean",
         "order_reference", "tax_rate"),
        lambda i: i.fields.lines, _line_row, _line,
    ),
    Part(
        "invoice_charges", ("kind", "amount", "currency"),
        lambda i: i.fields.charges,
        lambda c: (c.kind, *values.money_columns(c.amount)),
        lambda r: Charge(r[0], Money(r[1], r[2])),
    ),
    Part("invoice_orders", ("order_number", "origin"), _orders, tuple, tuple),
    Part(
        "match_lines", ("line", "order_number", "order_line", "quantity", "price", "certain", "amount", "credits"),
        lambda i: i.match.lines if i.match else (),
        lambda m: (m.line, m.order_number, m.order_line, values.quantity(m.quantity), values.quantity(m.price), m.certain,
                   values.quantity(m.amount), m.credits),
        tuple,
    ),
    Part(
        "match_charges", ("kind", "order_number", "amount", "credits"),
        lambda i: [charge for charge in i.match.charges if charge.amount] if i.match else (),
        lambda c: (c.kind, c.order_number, values.quantity(c.amount), c.credits),
        tuple,
    ),
    Part(
        "allocations", ("cost_center_id", "percent", "amount", "currency"),
        lambda i: i.allocations,
        lambda a: (a.cost_center_id, values.percent(a.percent), *values.money_columns(a.amount)),
        lambda r: Allocation(r[0], values.short(r[1]), Money(r[2], r[3])),
    ),
    Part(
        "approval_steps",
        ("level", "approver_id", "amount", "currency", "why", "cost_center_ids", "decision", "decided_by",
         "decided_at", "reason"),
        lambda i: i.steps, _step_row, _step,
    ),
    Part(
        "holds",
        ("code", "blocks", "reason", "clears_when", "placed_at", "line", "twin", "released_by", "released_at",
         "release_reason", "remedies", "severity"),
        lambda i: i.holds, _hold_row, _hold,
    ),
    Part(
        "comments", ("author", "written_at", "content", "addressed_to"),
        lambda i: i.comments,
        lambda c: (c.author, c.written_at, c.text, c.to),
        lambda r: Comment(r[0], values.moment(r[1]), r[2], r[3]),
    ),
)  # fmt: skip

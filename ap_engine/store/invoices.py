"""Invoices in the books: found, read whole, and written with a check that nobody wrote in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ap_engine.model.errors import StaleVersion, UnknownInvoice
from ap_engine.model.extraction import DocumentType, Extraction
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import CurrencyMismatch, Money
from ap_engine.model.payable import Payment
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.invoice_rows import PARTS, Part, header, invoice_of

_MATCHABLE = (State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL)
_PAYMENT = ("id", "position", "paid_on", "amount", "interest", "fine", "discount", "currency", "reversed")


class Invoices:
    """The invoices as one transaction or snapshot sees them."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor
        # What this transaction read or wrote last of each invoice, so that a save writes only the parts that changed.
        self._seen: dict[str, Invoice] = {}

    def get(self, invoice_id: str, version: int | None = None) -> Invoice:
        """The invoice. Raises UnknownInvoice, or StaleVersion when its content is not at `version` any more."""
        invoice = self.find(invoice_id)
        if invoice is None:
            raise UnknownInvoice(f"({invoice_id})")
        if version is not None and invoice.version != version:
            raise StaleVersion(f"(version {invoice.version}, you saw {version})")
        return invoice

    def find(self, invoice_id: str) -> Invoice | None:
        """The invoice, or None."""
        found = self._cursor.named("SELECT * FROM invoices WHERE id = ?", (invoice_id,))
        if found is None:
            return None
        parts = {part.table: self._part(part, invoice_id) for part in PARTS if not part.table.startswith("match_")}
        invoice = invoice_of(found, parts, self._payments(invoice_id))
        self._seen[invoice_id] = invoice
        return invoice

    def by_sha(self, sha256: str) -> Invoice | None:
        """The invoice that came with a file of this hash (the first, when one file had several)."""
        return self._first("original_sha256 = ?", sha256)

    def by_erp_id(self, erp_id: str) -> Invoice | None:
        """The invoice that the ERP knows by this id."""
        return self._first("erp_id = ?", erp_id)

    def _first(self, condition: str, value: str) -> Invoice | None:
        row = self._cursor.one(
            f"SELECT id FROM invoices WHERE {condition} ORDER BY received_at NULLS LAST, id LIMIT 1",  # noqa: S608
            (value,),
        )
        return self.find(row[0]) if row else None

    def billed_by(self, supplier_id: str) -> list[tuple[str, str | None, str | None]]:
        """(id, number, access key) of a supplier's invoices that are neither rejected nor cancelled; no credit notes."""
        return self._of_supplier(supplier_id, "invoice_number, access_key", "<>")

    def credited_by(self, supplier_id: str) -> list[tuple[str, str | None]]:
        """(id, number of the invoice that it credits) of a supplier's credit notes that are neither rejected nor cancelled."""
        return self._of_supplier(supplier_id, "original_invoice_number", "=")

    def _of_supplier(self, supplier_id: str, columns: str, kind: str) -> list[Any]:
        rows = self._cursor.rows(
            f"SELECT id, {columns} FROM invoices WHERE supplier_id = ? AND document_type {kind} ? AND state NOT IN (?, ?) "  # noqa: S608
            "ORDER BY received_at NULLS LAST, id",
            (supplier_id, DocumentType.CREDIT_NOTE, State.REJECTED, State.CANCELLED),
        )
        return list(rows)

    def in_state(self, *states: State) -> list[str]:
        """The ids of invoices in one of the states, the longest received first."""
        if not states:
            return []
        marks = ", ".join("?" * len(states))
        rows = self._cursor.rows(
            f"SELECT id FROM invoices WHERE state IN ({marks}) ORDER BY received_at NULLS LAST, id",  # noqa: S608
            states,
        )
        return [row[0] for row in rows]

    def states(self, invoice_ids: Sequence[str]) -> dict[str, State]:
        """Where these invoices stand; one that does not exist is missing."""
        if not invoice_ids:
            return {}
        marks = ", ".join("?" * len(invoice_ids))
        rows = self._cursor.rows(f"SELECT id, state FROM invoices WHERE id IN ({marks})", invoice_ids)  # noqa: S608
        return {row[0]: State(row[1]) for row in rows}

    def touching_order(self, order_number: str) -> list[str]:
        """Ids of invoices between confirmation and approval that name this order or were matched to it."""
        rows = self._cursor.rows(
            "SELECT id FROM invoices WHERE state IN (:a, :b, :c) AND ("
            "id IN (SELECT invoice_id FROM invoice_orders WHERE order_number = :order)"
            " OR id IN (SELECT invoice_id FROM match_lines WHERE order_number = :order)"
            " OR id IN (SELECT invoice_id FROM invoice_lines WHERE order_reference = :order)"
            ") ORDER BY received_at NULLS LAST, id",
            {"order": order_number, **dict(zip("abc", _MATCHABLE, strict=True))},
        )
        return [row[0] for row in rows]

    def extraction(self, invoice_id: str) -> Extraction | None:
        """What was read from the invoice's original, as of its latest version that has a reading."""
        row = self._cursor.one(
            "SELECT body FROM extractions WHERE invoice_id = ? ORDER BY version DESC NULLS LAST LIMIT 1", (invoice_id,)
        )
        return serialise.loads(Extraction, row[0]) if row else None

    def save_extraction(self, invoice_id: str, version: int, extraction: Extraction) -> None:
        """Keep what was read for this version; a further reading of the same version takes its place."""
        row = {"invoice_id": invoice_id, "version": version, "body": serialise.dumps(extraction)}
        self._cursor.upsert("extractions", ("invoice_id", "version"), row)

    def write(self, invoice: Invoice) -> Invoice:
        """Insert (revision 0) or update; returned with its new revision.

        Raises StaleVersion when the books have another revision (storage.md, rule 5: by the count of touched rows).
        """
        columns = header(invoice)
        if invoice.revision == 0:
            self._cursor.insert("invoices", [*columns, "revision"], [[*columns.values(), 1]])
            before: Invoice | None = replace(
                invoice, fields=replace(invoice.fields, lines=(), charges=(), purchase_order_references=()),
                match=None, allocations=(), steps=(), holds=(), comments=(), payments=(),
            )  # fmt: skip
        else:
            del columns["id"]
            assignments = ", ".join(f"{name} = ?" for name in columns)
            touched = self._cursor.change(
                f"UPDATE invoices SET {assignments}, revision = ? WHERE id = ? AND revision = ?",  # noqa: S608
                [*columns.values(), invoice.revision + 1, invoice.id, invoice.revision],
            )
            if touched != 1:
                raise StaleVersion(f"({invoice.id})")
            before = self._seen.get(invoice.id)
        for part in PARTS:
            self._write_part(part, invoice, before)
        self._write_payments(invoice, before)
        written = replace(invoice, revision=invoice.revision + 1)
        self._seen[invoice.id] = written
        return written

    def _part(self, part: Part, invoice_id: str) -> tuple[object, ...]:
        rows = self._cursor.rows(
            f"SELECT {', '.join(part.columns)} FROM {part.table} WHERE invoice_id = ? ORDER BY position NULLS LAST",  # noqa: S608
            (invoice_id,),
        )
        return tuple(part.of_row(row) for row in rows)

    def _write_part(self, part: Part, invoice: Invoice, before: Invoice | None) -> None:
        """Write a part anew when it changed. These tables have no primary key, so taking out and putting in is safe."""
        now, old = list(part.items(invoice)), None if before is None else list(part.items(before))
        if now == old:
            return
        if old is None or old:
            self._cursor.change(f"DELETE FROM {part.table} WHERE invoice_id = ?", (invoice.id,))  # noqa: S608
        rows = [(invoice.id, position, *part.to_row(item)) for position, item in enumerate(now)]
        self._cursor.insert(part.table, ("invoice_id", "position", *part.columns), rows)

    def _payments(self, invoice_id: str) -> tuple[Payment, ...]:
        rows = self._cursor.rows(
            f"SELECT {', '.join(_PAYMENT)} FROM payments WHERE invoice_id = ? ORDER BY position NULLS LAST",  # noqa: S608
            (invoice_id,),
        )
        return tuple(_payment(row) for row in rows)

    def _write_payments(self, invoice: Invoice, before: Invoice | None) -> None:
        """Payments have a key and are never taken out: new ones are inserted, changed ones updated."""
        old = {p.id: p for p in (self._payments(invoice.id) if before is None else before.payments)}
        new: list[Row] = []
        for position, payment in enumerate(invoice.payments):
            row = _payment_row(position, payment)
            if payment.id not in old:
                new.append((invoice.id, *row))
            elif payment != old[payment.id]:
                assignments = ", ".join(f"{name} = ?" for name in _PAYMENT[2:])
                self._cursor.change(
                    f"UPDATE payments SET {assignments} WHERE invoice_id = ? AND id = ?",  # noqa: S608
                    [*row[2:], invoice.id, payment.id],
                )
        if set(old) - {p.id for p in invoice.payments}:
            raise ValueError("a payment is reversed, never taken out")
        self._cursor.insert("payments", ("invoice_id", *_PAYMENT), new)


def _payment_row(position: int, payment: Payment) -> Row:
    parts: Sequence[Money] = (payment.amount, payment.interest, payment.fine, payment.discount)
    if len({money.currency for money in parts}) != 1:
        raise CurrencyMismatch(f"payment {payment.id} has several currencies")
    amounts = (values.amount(money) for money in parts)
    return (payment.id, position, payment.paid_on, *amounts, payment.amount.currency, payment.reversed)


def _payment(row: Row) -> Payment:
    amount, interest, fine, discount = (Money(value, row[7]) for value in row[3:7])
    return Payment(row[0], row[2], amount, interest, fine, discount, reversed=row[8])

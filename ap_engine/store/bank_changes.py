"""Changes of bank details with their call-backs, which accounts were paid before, and cancellations at the tax authority."""

from __future__ import annotations

from datetime import datetime

from ap_engine.model.bank_changes import BankChange
from ap_engine.model.errors import UnknownBankChange
from ap_engine.model.extraction import FiscalEvent, PaymentInstructions
from ap_engine.store import serialise
from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.parties import Note


class BankChanges:
    """The changes as one transaction or snapshot sees them."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def get(self, change_id: str) -> BankChange:
        """The change; raises UnknownBankChange."""
        row = self._cursor.one("SELECT body FROM bank_changes WHERE id = ?", (change_id,))
        if row is None:
            raise UnknownBankChange(f"({change_id})")
        return serialise.loads(BankChange, row[0])

    def of_supplier(self, supplier_id: str) -> tuple[BankChange, ...]:
        """A supplier's changes, the newest first."""
        rows = self._cursor.rows(
            "SELECT body FROM bank_changes WHERE supplier_id = ? ORDER BY requested_at DESC NULLS LAST, id", (supplier_id,)
        )
        return tuple(serialise.loads(BankChange, row[0]) for row in rows)

    def save(self, change: BankChange, event: str) -> None:
        """Keep a change as it is now; the audit entry stands under its supplier and has the whole of it."""
        row = {
            "id": change.id,
            "supplier_id": change.supplier_id,
            "state": change.state,
            "body": serialise.dumps(change),
            "requested_at": change.requested_at,
        }
        self._cursor.upsert("bank_changes", ("id",), row)
        self._note(event, change.supplier_id, change)

    def paid_to(self, supplier_id: str) -> tuple[PaymentInstructions, ...]:
        """How the supplier's paid invoices asked to be paid, the one paid last first; payments taken back do not count."""
        rows = self._cursor.rows(
            "SELECT i.boleto, i.pix, i.iban FROM invoices i JOIN (SELECT invoice_id, max(paid_on) AS paid_on FROM payments "
            "WHERE NOT reversed GROUP BY invoice_id) p ON p.invoice_id = i.id "
            "WHERE i.supplier_id = ? ORDER BY p.paid_on DESC NULLS LAST, i.id",
            (supplier_id,),
        )
        return tuple(PaymentInstructions(row[0], row[1], row[2]) for row in rows)


class FiscalEvents:
    """Cancellations at the tax authority."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def of(self, access_key: str | None) -> FiscalEvent | None:
        """What was heard about a document, by its key."""
        row = self._cursor.one("SELECT body FROM fiscal_events WHERE access_key = ?", (access_key or "",))
        return serialise.loads(FiscalEvent, row[0]) if row else None

    def save(self, event: FiscalEvent) -> None:
        """Remember an event for good; the one that is known stays."""
        if self.of(event.access_key) is None:
            row = (event.access_key, serialise.dumps(event), self._at)
            self._cursor.insert("fiscal_events", ("access_key", "body", "received_at"), [row])

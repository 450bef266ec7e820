"""A supplier's earlier invoices, the last ones only: what is usual is learned from them, and what is unusual told by them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ap_engine.model.extraction import DocumentType, PaymentInstructions
from ap_engine.model.history import PastBill, PastPrice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor

BILLS = 60  # the last so many invoices of a supplier are its history
_DEAD = (State.RECEIVED, State.EXTRACTED, State.REJECTED, State.CANCELLED)


class SupplierHistory:
    """What suppliers sent before."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def ids_of_root(self, root: str) -> tuple[tuple[str, str], ...]:
        """(id, tax id) of the suppliers whose tax id begins like this: branches of one company among them."""
        rows = self._cursor.rows("SELECT id, tax_id FROM suppliers WHERE starts_with(tax_id, ?) ORDER BY id", (root,))
        return tuple((row[0], row[1]) for row in rows)

    def bills(self, supplier_ids: Sequence[str], excluding: str) -> tuple[PastBill, ...]:
        """The last live invoices of these suppliers that were confirmed, without one of them, the newest first."""
        if not supplier_ids:
            return ()
        rows = self._cursor.rows(
            "SELECT i.id, coalesce(i.invoice_number, ''), i.state, coalesce(i.issue_date, CAST(i.received_at AS DATE)), i.received_at, "  # noqa: S608
            "coalesce(i.due_amount, i.gross_amount), coalesce(i.due_currency, i.gross_currency), "
            "coalesce(i.accounting_amount, i.due_amount, i.gross_amount), "
            "coalesce(i.accounting_currency, i.due_currency, i.gross_currency), i.boleto, i.pix, i.iban FROM invoices i "
            f"WHERE i.supplier_id IN ({_marks(supplier_ids)}) AND i.id <> ? AND i.state NOT IN ({_marks(_DEAD)}) "
            "AND i.document_type <> ? AND coalesce(i.due_amount, i.gross_amount) IS NOT NULL "
            "ORDER BY 4 DESC NULLS LAST, i.received_at DESC NULLS LAST, i.id LIMIT ?",
            [*supplier_ids, excluding, *_DEAD, DocumentType.CREDIT_NOTE, BILLS],
        )
        ids = [row[0] for row in rows]
        orders, shares = self._orders(ids), self._shares(ids)
        return tuple(
            PastBill(
                row[0], row[1], State(row[2]), row[3], values.moment(row[4]), Money(row[5], row[6]), Money(row[7], row[8]),
                frozenset(orders.get(row[0], ())), PaymentInstructions(row[9], row[10], row[11]), tuple(shares.get(row[0], ())),
            )
            for row in rows
        )  # fmt: skip

    def _orders(self, ids: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        if ids:
            sql = f"SELECT invoice_id, order_number FROM invoice_orders WHERE origin = 'match' AND invoice_id IN ({_marks(ids)})"  # noqa: S608
            for invoice_id, number in self._cursor.rows(sql, ids):
                found.setdefault(invoice_id, []).append(number)
        return found

    def _shares(self, ids: Sequence[str]) -> dict[str, list[tuple[str, Money]]]:
        found: dict[str, list[tuple[str, Money]]] = {}
        if ids:
            sql = f"SELECT invoice_id, cost_center_id, amount, currency FROM allocations WHERE invoice_id IN ({_marks(ids)}) ORDER BY position"  # noqa: S608
            for invoice_id, center, amount, currency in self._cursor.rows(sql, ids):
                found.setdefault(invoice_id, []).append((center, Money(amount, currency)))
        return found

    def prices(self, invoice_ids: Sequence[str]) -> tuple[PastPrice, ...]:
        """The unit prices on these invoices' lines."""
        if not invoice_ids:
            return ()
        rows = self._cursor.rows(
            f"SELECT item_code, description, unit, unit_price, net_currency FROM invoice_lines WHERE invoice_id IN ({_marks(invoice_ids)}) "  # noqa: S608
            "AND unit_price > 0 ORDER BY invoice_id, position",
            list(invoice_ids),
        )
        return tuple(PastPrice(row[0], row[1], row[2], values.short(row[3]), row[4]) for row in rows)

    def registered_at(self, supplier_id: str) -> datetime | None:
        """When the supplier was first put into the register, as the audit log has it."""
        row = self._cursor.one(
            "SELECT happened_at FROM audit_log WHERE subject = ? AND event = 'SupplierSaved' ORDER BY sequence LIMIT 1",
            (supplier_id,),
        )
        return values.moment(row[0]) if row else None


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))

"""A supplier's statement of account against our books (rule D11)."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.engine import Engine
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.rules.duplicates import root_of
from ap_engine.rules.statement import LedgerEntry, StatementLine, StatementResult, reconcile

_OVER = (State.PAID, State.REJECTED)


def statement(engine: Engine, supplier_id: str, lines: Sequence[StatementLine]) -> tuple[StatementResult, ...]:
    """Each line with its invoice, in whichever of its register entries and branches it stands. Raises UnknownSupplier."""
    with engine.store.snapshot() as tx:
        supplier = tx.suppliers.get(supplier_id)
        root = root_of(supplier.tax_id, None, supplier.id)
        same = [one.id for one in tx.suppliers.all() if root_of(one.tax_id, None, one.id) == root]
        marks = ", ".join("?" * len(same))
        rows = tx.rows(
            "SELECT id, invoice_number, issue_date, coalesce(due_amount, gross_amount), coalesce(due_currency, gross_currency), state "  # noqa: S608
            f"FROM invoices WHERE supplier_id IN ({marks}) AND state <> ? ORDER BY issue_date NULLS LAST, id",
            (*same, State.CANCELLED),
        )
    entries = [
        LedgerEntry(row[0], row[1] or "", row[2], Money(row[3], row[4]) if row[3] is not None else None, row[5] not in _OVER)
        for row in rows
    ]
    return reconcile(lines, entries)

"""The payables board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from ap_engine.engine import Engine
from ap_engine.model.money import Money
from ap_engine.queries.lists import ROWS, row_of, search
from ap_engine.views import BoardColumn, InvoiceRow

SHOWN_AS_PAID = timedelta(days=90)

# Which column of the board an invoice stands in; :today decides what is overdue.
_COLUMN = """
CASE WHEN i.state IN ('received', 'extracted') THEN 'to_confirm'
     WHEN i.state IN ('validated', 'matched') OR (i.state = 'approved' AND h.codes IS NOT NULL) THEN 'on_hold'
     WHEN i.state = 'pending_approval' THEN 'to_approve'
     WHEN i.state IN ('approved', 'posting') THEN 'to_erp'
     WHEN i.state = 'posted' AND i.due_date < :today THEN 'overdue'
     WHEN i.state = 'posted' AND p.paid > 0 THEN 'partly_paid'
     WHEN i.state = 'posted' THEN 'unpaid'
     WHEN i.state = 'paid' THEN 'paid' END
"""

COLUMNS = {
    "to_confirm": "To confirm",
    "on_hold": "On hold",
    "to_approve": "To approve",
    "to_erp": "On its way to the ERP",
    "unpaid": "Unpaid",
    "overdue": "Overdue",
    "partly_paid": "Partly paid",
    "paid": "Paid",
}


def board(engine: Engine, per_column: int = 60, text: str = "") -> tuple[BoardColumn, ...]:
    """The payables board: each column with its first cards (by due date), its count and its sums."""
    where, parameters = search(text)
    recent = engine.now() - SHOWN_AS_PAID
    shown = f"{where} AND (i.state <> 'paid' OR i.posted_at >= :recent) AND i.state NOT IN ('rejected', 'cancelled')"
    sql = ROWS.replace("SELECT", f"SELECT {_COLUMN} AS place,", 1) + f" WHERE {shown}"
    found = engine.store.rows(
        f"{sql} ORDER BY i.due_date ASC NULLS LAST, i.id", {**parameters, "today": engine.today(), "recent": recent}
    )
    by_column: dict[str, list[InvoiceRow]] = {key: [] for key in COLUMNS}
    for values in found:
        by_column[values[0]].append(row_of(engine, values[1:]))
    by_column["paid"].reverse()
    return tuple(
        BoardColumn(key, title, tuple(by_column[key][:per_column]), len(by_column[key]), _totals(by_column[key]))
        for key, title in COLUMNS.items()
    )


def _totals(rows: Sequence[InvoiceRow]) -> tuple[Money, ...]:
    sums: dict[str, Money] = {}
    for row in rows:
        if row.owed is not None:
            sums[row.owed.currency] = sums.get(row.owed.currency, Money.zero(row.owed.currency)) + row.owed
    return tuple(sums[currency] for currency in sorted(sums))

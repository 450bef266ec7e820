"""Cost centers and their budgets; what is committed and spent follows from the invoices' splits."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from ap_engine.model.coding import Budget, CostCenter
from ap_engine.model.extraction import DocumentType
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.parties import Note

_COMMITTED = (State.PENDING_APPROVAL, State.APPROVED, State.POSTING)
_SPENT = (State.POSTED, State.PAID)


class Coding:
    """Cost centers and budgets."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def cost_centers(self) -> tuple[CostCenter, ...]:
        """Every cost center, by name."""
        rows = self._cursor.rows("SELECT id, name, leader_id, erp_code, active FROM cost_centers ORDER BY name NULLS LAST, id")
        return tuple(CostCenter(*row) for row in rows)

    def cost_center(self, cost_center_id: str) -> CostCenter | None:
        """One cost center, or None."""
        row = self._cursor.one("SELECT id, name, leader_id, erp_code, active FROM cost_centers WHERE id = ?", (cost_center_id,))
        return CostCenter(*row) if row else None

    def save_cost_center(self, center: CostCenter) -> None:
        """Enter or change a cost center."""
        before = self.cost_center(center.id)
        if center != before:
            self._cursor.upsert("cost_centers", ("id",), asdict(center))
            self._note("CostCenterSaved", center.id, {"before": before, "now": center})

    def set_budget(self, cost_center_id: str, year: int, month: int, amount: Money) -> None:
        """What a cost center may spend in a month, in one currency."""
        key = {"cost_center_id": cost_center_id, "year": year, "month": month, "currency": amount.currency}
        self._cursor.upsert("budgets", tuple(key), {**key, "amount": values.amount(amount)})
        self._note("BudgetSet", cost_center_id, {**key, "amount": amount.amount})

    def budget(self, cost_center_id: str, year: int, month: int, currency: str, excluding: str | None = None) -> Budget | None:
        """The month's budget with what invoices issued in that month have used of it, `excluding` one; None without a budget.

        Committed: pending approval, approved, posting. Spent: posted, paid. Credit notes give back. An invoice without
        an issue date counts in the month in which it came.
        """
        planned = self._cursor.one(
            "SELECT amount FROM budgets WHERE cost_center_id = ? AND year = ? AND month = ? AND currency = ?",
            (cost_center_id, year, month, currency),
        )
        if planned is None:
            return None
        used = self._used(cost_center_id, date(year, month, 1), currency, excluding)
        committed = sum((used.get(state, Decimal(0)) for state in _COMMITTED), Decimal(0))
        spent = sum((used.get(state, Decimal(0)) for state in _SPENT), Decimal(0))
        amounts = (planned[0], committed, spent)
        return Budget(cost_center_id, year, month, *(Money(amount, currency) for amount in amounts))

    def _used(self, cost_center_id: str, first: date, currency: str, excluding: str | None) -> dict[str, Decimal]:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        rows = self._cursor.rows(
            "SELECT i.state, sum(CASE WHEN i.document_type = :credit THEN -a.amount ELSE a.amount END) "
            "FROM allocations a JOIN invoices i ON i.id = a.invoice_id "
            "WHERE a.cost_center_id = :center AND a.currency = :currency AND i.id <> :excluding "
            "AND coalesce(i.issue_date, CAST(i.received_at AS DATE)) >= :first "
            "AND coalesce(i.issue_date, CAST(i.received_at AS DATE)) < :after GROUP BY i.state",
            {
                "credit": DocumentType.CREDIT_NOTE,
                "center": cost_center_id,
                "currency": currency,
                "excluding": excluding or "",
                "first": first,
                "after": after,
            },
        )
        return dict(rows)

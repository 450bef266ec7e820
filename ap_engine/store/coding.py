"""Cost centers and their budgets; what is committed and spent follows from the invoices' splits and the open orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from ap_engine.model.coding import Commitment, CostCenter
from ap_engine.model.extraction import DocumentType
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.parties import Note

COMMITTED = (State.PENDING_APPROVAL, State.APPROVED, State.POSTING)
SPENT = (State.POSTED, State.PAID)
_COUNTED = ", ".join(f"'{state}'" for state in (*COMMITTED, *SPENT))


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
        """What a cost center may spend in a month, or with month YEAR in a year, in one currency."""
        key = {"cost_center_id": cost_center_id, "year": year, "month": month, "currency": amount.currency}
        self._cursor.upsert("budgets", tuple(key), {**key, "amount": values.amount(amount)})
        self._note("BudgetSet", cost_center_id, {**key, "amount": amount.amount})

    def planned(self, centers: Sequence[str], year: int, currency: str) -> dict[tuple[str, int], Money]:
        """What these cost centers may spend in a year, by (cost center, month); month YEAR for the year as such."""
        if not centers:
            return {}
        rows = self._cursor.rows(
            f"SELECT cost_center_id, month, amount FROM budgets WHERE cost_center_id IN ({_marks(centers)}) "  # noqa: S608
            "AND year = ? AND currency = ?",
            [*centers, year, currency],
        )
        return {(row[0], row[1]): Money(row[2], currency) for row in rows}

    def used(
        self, centers: Sequence[str], year: int, currency: str, excluding: Sequence[str] = ()
    ) -> dict[tuple[str, int, bool], Money]:
        """What invoices issued in a year use of these cost centers, `excluding` some, by (cost center, month, whether spent).

        Committed: pending approval, approved, posting. Spent: posted, paid. Credit notes give back. An invoice without
        an issue date counts in the month in which it came. One pass over the invoices, whatever the split.
        """
        if not centers:
            return {}
        names = {f"c{place}": center for place, center in enumerate(centers)}
        others = {f"x{place}": invoice_id for place, invoice_id in enumerate(excluding or ("",))}
        rows = self._cursor.rows(
            "SELECT a.cost_center_id, EXTRACT(month FROM coalesce(i.issue_date, CAST(i.received_at AS DATE))), i.state IN ('posted', 'paid'), "  # noqa: S608
            "sum(CASE WHEN i.document_type = :credit THEN -a.amount ELSE a.amount END) "
            "FROM allocations a JOIN invoices i ON i.id = a.invoice_id "
            f"WHERE a.cost_center_id IN ({', '.join(f':{name}' for name in names)}) AND a.currency = :currency "
            f"AND i.id NOT IN ({', '.join(f':{name}' for name in others)}) AND i.state IN ({_COUNTED}) "
            "AND coalesce(i.issue_date, CAST(i.received_at AS DATE)) BETWEEN :first AND :last GROUP BY 1, 2, 3",
            {
                **names,
                **others,
                "credit": DocumentType.CREDIT_NOTE,
                "currency": currency,
                "first": date(year, 1, 1),
                "last": date(year, 12, 31),
            },
        )
        return {(row[0], row[1], row[2]): Money(row[3], currency) for row in rows}

    def commitments(
        self,
        centers: Sequence[str],
        year: int,
        excluding: Sequence[str] = (),
        billing: Mapping[tuple[str, int], Decimal] | None = None,
    ) -> tuple[Commitment, ...]:
        """Orders of a year for these cost centers of which something is still to be billed.

        Billed is what `used` counts, so that nothing counts twice and nothing falls between: an order is relieved of what
        an invoice bills in the moment in which the invoice counts. What the invoices `excluding` bill is open still, but for
        `billing`: what the invoice in question bills itself, by (order, line).
        """
        found = self._open_lines(centers, year, excluding)
        left: dict[str, Decimal] = {}
        heads = {}
        for number, line, day, currency, split, rest, price in found:
            mine = (billing or {}).get((number, line), Decimal(0))
            heads[number] = (day, currency, split)
            left[number] = left.get(number, Decimal(0)) + max(rest - mine, Decimal(0)) * price
        return tuple(
            Commitment(number, day, Money(left[number], currency), serialise.loads(tuple[tuple[str, str], ...], split))
            for number, (day, currency, split) in heads.items()
            if left[number] > 0
        )

    def _open_lines(
        self, centers: Sequence[str], year: int, excluding: Sequence[str]
    ) -> list[tuple[str, int, date, str, str, Decimal, Decimal]]:
        if not centers:
            return []
        # The split is kept as JSON: ["sales", "100"]. Which orders name a cost center is found by its quoted id.
        named = " OR ".join(["position(? IN o.cost_centers) > 0"] * len(centers))
        orders = self._cursor.rows(
            f"SELECT o.number FROM purchase_orders o WHERE NOT o.closed AND o.issue_date BETWEEN ? AND ? AND ({named})",  # noqa: S608
            [date(year, 1, 1), date(year, 12, 31), *(serialise.dumps(center) for center in centers)],
        )
        numbers = [row[0] for row in orders]
        if not numbers:
            return []
        marks = _marks(numbers)
        rows = self._cursor.rows(
            "SELECT o.number, l.line, o.issue_date, o.currency, o.cost_centers, l.quantity - coalesce(b.quantity, 0), l.unit_price "  # noqa: S608
            "FROM purchase_orders o JOIN purchase_order_lines l ON l.order_number = o.number "
            "LEFT JOIN (SELECT m.order_number, m.order_line, sum(m.quantity) AS quantity FROM match_lines m "
            f"JOIN invoices i ON i.id = m.invoice_id WHERE m.order_number IN ({marks}) AND i.state IN ({_COUNTED}) "
            f"AND i.document_type <> ? AND i.id NOT IN ({_marks(excluding or ('',))}) GROUP BY m.order_number, m.order_line) b "
            "ON b.order_number = o.number AND b.order_line = l.line "
            f"WHERE o.number IN ({marks}) AND l.quantity > coalesce(b.quantity, 0) ORDER BY o.number, l.line",
            [*numbers, DocumentType.CREDIT_NOTE, *(excluding or ("",)), *numbers],
        )
        return [(r[0], r[1], r[2], r[3], r[4], r[5], r[6]) for r in rows]


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))

"""Spend by cost center, and what a split comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from ap_engine.engine import Engine
from ap_engine.model.money import Money
from ap_engine.queries.lists import select
from ap_engine.queries.lookups import cost_centers
from ap_engine.rules import coding
from ap_engine.views import InvoiceRow, Share, SpendRow


def spend(engine: Engine, first: date, last: date) -> tuple[SpendRow, ...]:
    """Approved spend by cost center, month of issue and currency, beside the month's budget, where there is either.

    Credit notes count against it.
    """
    rows = engine.store.rows(
        """
        SELECT a.cost_center_id, c.name, date_trunc('month', i.issue_date), a.currency,
               sum(CASE WHEN i.document_type = 'credit_note' THEN -a.amount ELSE a.amount END)
        FROM allocations a
        JOIN invoices i ON i.id = a.invoice_id
        JOIN cost_centers c ON c.id = a.cost_center_id
        WHERE i.state IN ('approved', 'posting', 'posted', 'paid') AND i.issue_date BETWEEN :first AND :last
        GROUP BY a.cost_center_id, c.name, date_trunc('month', i.issue_date), a.currency
        """,
        {"first": first, "last": last},
    )
    spent = {(center, name, _day(month), currency): Money(amount, currency) for center, name, month, currency, amount in rows}
    budgets = _budgets(engine, first, last)
    return tuple(
        SpendRow(center, name, month, spent.get(key, Money.zero(currency)), budgets.get(key))
        for key in sorted(spent.keys() | budgets.keys(), key=lambda key: (key[2], key[1], key[3]))
        for center, name, month, currency in (key,)
    )


def _budgets(engine: Engine, first: date, last: date) -> dict[tuple[str, str, date, str], Money]:
    rows = engine.store.rows(
        "SELECT b.cost_center_id, c.name, b.year, b.month, b.currency, b.amount FROM budgets b "
        "JOIN cost_centers c ON c.id = b.cost_center_id WHERE b.month > 0 AND b.year * 12 + b.month BETWEEN :first AND :last",
        {"first": first.year * 12 + first.month, "last": last.year * 12 + last.month},
    )
    return {
        (center, name, date(year, month, 1), currency): Money(amount, currency)
        for center, name, year, month, currency, amount in rows
    }


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def spend_detail(engine: Engine, cost_center_id: str, month: date) -> tuple[InvoiceRow, ...]:
    """The invoices behind one cost center's spend in the month that `month` lies in."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    where = """i.state IN ('approved', 'posting', 'posted', 'paid') AND i.issue_date >= :first AND i.issue_date < :after
        AND EXISTS (SELECT 1 FROM allocations t WHERE t.invoice_id = i.id AND t.cost_center_id = :center)"""
    return select(engine, where, {"first": first, "after": after, "center": cost_center_id}, "i.issue_date")


def split_preview(engine: Engine, amount: Money, shares: Sequence[tuple[str, Decimal]]) -> tuple[Share, ...]:
    """What a split would come to, to the cent. Raises InvalidSplit."""
    names = {center.id: center.name for center in cost_centers(engine)}
    return tuple(
        Share(a.cost_center_id, names.get(a.cost_center_id, ""), a.percent, a.amount) for a in coding.split(amount, shares)
    )

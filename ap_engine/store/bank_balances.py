"""What the ERP said last about each bank account, and what the books have to pay out of it."""

from __future__ import annotations

from datetime import date

from ap_engine.model.coding import BankBalance
from ap_engine.model.extraction import DocumentType
from ap_engine.model.money import Money
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor


class BankBalances:
    """The bank accounts' balances. They are the ERP's, copied: nothing of ours is decided in writing one."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def save(self, balance: BankBalance) -> None:
        """Put what was fetched in the place of what was known."""
        row = {
            "account_id": balance.account_id,
            "name": balance.name,
            "currency": balance.balance.currency,
            "balance": values.amount(balance.balance),
            "as_of": balance.as_of,
            "fetched_at": balance.fetched_at,
        }
        self._cursor.upsert("bank_balances", ("account_id",), row)

    def find(self, account_id: str) -> BankBalance | None:
        """The account's balance as last fetched; None when it never was."""
        row = self._cursor.one(
            "SELECT account_id, name, balance, currency, as_of, fetched_at FROM bank_balances WHERE account_id = ?", (account_id,)
        )
        return BankBalance(row[0], row[1], Money(row[2], row[3]), row[4], values.moment(row[5])) if row else None

    def due_until(self, until: date, today: date, currency: str, excluding: str) -> Money:
        """What approved and entered invoices still have to be paid up to a day, in one currency, without one of them.

        What is overdue counts, and what names no due date counts as due today. Credit notes are not money in the bank.
        """
        row = self._cursor.one(
            "SELECT coalesce(sum(coalesce(i.accounting_amount, i.due_amount, i.gross_amount) - coalesce(p.paid, 0)), 0) "
            "FROM invoices i LEFT JOIN (SELECT invoice_id, sum(amount) AS paid FROM payments WHERE NOT reversed "
            "GROUP BY invoice_id) p ON p.invoice_id = i.id "
            "WHERE i.state IN ('approved', 'posting', 'posted') AND i.document_type <> :credit AND i.id <> :excluding "
            "AND coalesce(i.due_date, :today) <= :until "
            "AND coalesce(i.accounting_currency, i.due_currency, i.gross_currency) = :currency",
            {"credit": DocumentType.CREDIT_NOTE, "excluding": excluding, "today": today, "until": until, "currency": currency},
        )
        assert row is not None, "a sum has one row"
        return Money(row[0], currency)

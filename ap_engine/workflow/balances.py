"""What the money for an invoice depends on, as the books have it: budgets, the bank. Asked before approval and shown with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ap_engine.model.coding import Budget
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money
from ap_engine.model.policy import Policy
from ap_engine.rules import budgets
from ap_engine.rules.balance import Bank
from ap_engine.store import Transaction


def budgets_of(
    tx: Transaction, policy: Policy, invoice: Invoice, today: date, giving_way: Sequence[str] = ()
) -> tuple[Budget, ...]:
    """The budgets of the split's cost centers in the month and the year of issue, without this invoice and what it bills.

    Invoices `giving_way` to this one are not counted either; what they bill of an order is ordered still.
    """
    centers = [share.cost_center_id for share in invoice.allocations]
    if not centers:
        return ()
    day, currency = invoice.fields.issue_date or today, invoice.allocations[0].amount.currency
    planned = tx.coding.planned(centers, day.year, currency)
    if not planned:
        return ()
    without = (invoice.id, *giving_way)
    books = budgets.Books(
        currency=currency,
        planned=planned,
        used=tx.coding.used(centers, day.year, currency, excluding=without),
        commitments=tx.coding.commitments(centers, day.year, without, budgets.billed_by(invoice.match)),
    )
    return budgets.of(books, centers, day.year, day.month, policy.exchange_rates)


def bank_of(tx: Transaction, policy: Policy, invoice: Invoice, today: date) -> Bank | None:
    """The account that the invoice would be paid from, beside what else it has to pay by then; None for one never looked at.

    An invoice that is due already, or names no due date, is due today.
    """
    account = account_of(tx, policy)
    balance = tx.bank_balances.find(account) if account else None
    if balance is None:
        return None
    until, currency = max(invoice.fields.due_date or today, today), balance.balance.currency
    due = tx.bank_balances.due_until(until, today, currency, excluding=invoice.id)
    return Bank(balance, due, until, Money(policy.balance.keep_in_bank, currency))


def account_of(tx: Transaction, policy: Policy) -> str | None:
    """The policy's bank account, else the first that the ERP lists; None before the ERP was asked."""
    if policy.bank_account_id:
        return policy.bank_account_id
    accounts = tx.erp_codes.all("bank_account")
    return accounts[0].code if accounts else None

"""Is there money for it? Budgets of the split's cost centers and the bank, before anybody approves (row R4)."""

from __future__ import annotations

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.policy import Severity
from ap_engine.rules import balance
from ap_engine.workflow.balances import bank_of, budgets_of
from ap_engine.workflow.case import Case

CODES = (HoldCode.BUDGET_EXCEEDED, HoldCode.YEAR_BUDGET_EXCEEDED, HoldCode.BANK_BALANCE)


def check(case: Case) -> None:
    """Place and release what budgets and the bank say about the split."""
    case.settle((*_budgets(case), *_bank(case)), CODES)


def _budgets(case: Case) -> tuple[Finding, ...]:
    policy = case.engine.policy
    if policy.balance.month_budget is policy.balance.year_budget is Severity.OFF:
        return ()
    found = budgets_of(case.tx, policy, case.invoice, case.engine.today(), _giving_way(case))
    names = {center.id: center.name for center in case.tx.coding.cost_centers()} if found else {}
    return balance.check(case.invoice.allocations, found, names, policy.balance)


def _giving_way(case: Case) -> list[str]:
    """Of two that are before their approvers the one that came first has the money: the later was held against it."""
    if case.invoice.state is not State.PENDING_APPROVAL:
        return []
    waiting = case.tx.invoices.in_state(State.PENDING_APPROVAL)  # the longest received first
    return waiting[waiting.index(case.invoice.id) + 1 :]


def _bank(case: Case) -> tuple[Finding, ...]:
    policy, amount = case.engine.policy, case.invoice.owed
    if policy.balance.bank is Severity.OFF or amount is None:
        return ()
    bank = bank_of(case.tx, policy, case.invoice, case.engine.today())
    return balance.check_bank(amount, bank, policy.balance, case.tx.at)

"""Is there money for it? Budgets of the split's cost centers, before anybody approves (row R4)."""

from __future__ import annotations

from ap_engine.model.holds import HoldCode
from ap_engine.model.policy import Severity
from ap_engine.rules import balance
from ap_engine.workflow.case import Case

CODES = (HoldCode.BUDGET_EXCEEDED, HoldCode.YEAR_BUDGET_EXCEEDED, HoldCode.BANK_BALANCE)


def check(case: Case) -> None:
    """Place and release what budgets and the bank say about the split."""
    if case.engine.policy.balance.month_budget is Severity.OFF:
        case.settle((), CODES)
        return
    invoice, fields = case.invoice, case.invoice.fields
    month = fields.issue_date or case.engine.today()
    names = {center.id: center.name for center in case.tx.coding.cost_centers()}
    budgets = (
        case.tx.coding.budget(a.cost_center_id, month.year, month.month, a.amount.currency, excluding=invoice.id)
        for a in invoice.allocations
    )
    case.settle(balance.check(invoice.allocations, [b for b in budgets if b is not None], names), CODES)

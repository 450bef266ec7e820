"""Is there money for it? The budget of each cost center in the split (row R4)."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.model.coding import Allocation, Budget
from ap_engine.model.holds import Finding, HoldCode


def check(allocations: Sequence[Allocation], budgets: Sequence[Budget], names: dict[str, str]) -> tuple[Finding, ...]:
    """A finding for each share that exceeds what is left of its cost center's month; without a budget there is none."""
    by_center = {budget.cost_center_id: budget for budget in budgets}
    findings = []
    for position, share in enumerate(allocations, start=1):
        budget = by_center.get(share.cost_center_id)
        if budget is None or budget.amount.currency != share.amount.currency or share.amount <= budget.left:
            continue
        name = names.get(share.cost_center_id, share.cost_center_id)
        findings.append(
            Finding(
                HoldCode.BUDGET_EXCEEDED,
                f"{name} has {_left(budget, share)} in {budget.month:02d}/{budget.year}; its share is {share.amount}.",
                f"Raise the budget by {share.amount - budget.left}, change the split, or finance accepts it with a reason.",
                line=position,
            )
        )
    return tuple(findings)


def _left(budget: Budget, share: Allocation) -> str:
    """What there is for the share. Where the whole budget is too small, what others spend of it changes nothing: a person's
    release of such a hold has to outlast their invoices (rule M13)."""
    whole = share.amount > budget.amount
    return f"a budget of {budget.amount}" if whole else f"{budget.left} left of {budget.amount}"

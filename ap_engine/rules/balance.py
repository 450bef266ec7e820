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
                f"{name} has {budget.left} left of {budget.amount} in {budget.month:02d}/{budget.year}; its share is {share.amount}.",
                f"Raise the budget by {share.amount - budget.left}, change the split, or finance accepts it with a reason.",
                line=position,
            )
        )
    return tuple(findings)

"""Is there money for it? The budgets of the split's cost centers, what is left of the order, and the bank (row R4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ap_engine.model.coding import Allocation, BankBalance, Budget
from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.money import Money, total
from ap_engine.model.policy import BalancePolicy
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.severity import weighed

# A balance that was asked for longer ago says little of today: it is shown with its age and blocks nothing.
STALE = timedelta(days=1)


def check(
    allocations: Sequence[Allocation],
    budgets: Sequence[Budget],
    names: dict[str, str],
    policy: BalancePolicy,
) -> tuple[Finding, ...]:
    """A finding for each share that exceeds what is left of its cost center's month, and one for its year.

    Without a budget there is none. `line` is the share's place in the split.
    """
    months = {budget.cost_center_id: budget for budget in budgets if not budget.is_year}
    years = {budget.cost_center_id: budget for budget in budgets if budget.is_year}
    return (
        *weighed(_exceeded(allocations, months, names), policy.month_budget),
        *weighed(_exceeded(allocations, years, names), policy.year_budget),
    )


def _exceeded(allocations: Sequence[Allocation], budgets: dict[str, Budget], names: dict[str, str]) -> list[Finding]:
    found = []
    for position, share in enumerate(allocations, start=1):
        budget = budgets.get(share.cost_center_id)
        if budget is None or budget.amount.currency != share.amount.currency or share.amount <= budget.left:
            continue
        name = names.get(share.cost_center_id, share.cost_center_id)
        when = f"{budget.year}" if budget.is_year else f"{budget.month:02d}/{budget.year}"
        found.append(
            Finding(
                HoldCode.YEAR_BUDGET_EXCEEDED if budget.is_year else HoldCode.BUDGET_EXCEEDED,
                f"{name} has {_left(budget, share)} in {when}; its share is {share.amount}.",
                f"Raise the budget by {share.amount - budget.left}, change the split, or finance accepts it with a reason.",
                line=position,
                remedies=_remedies(budget, share),
            )
        )
    return found


def _left(budget: Budget, share: Allocation) -> str:
    """What there is for the share. Where the whole budget is too small, what others spend of it changes nothing: a person's
    release of such a hold has to outlast their invoices (rule M13)."""
    whole = share.amount > budget.amount
    if whole:
        return f"a budget of {budget.amount}"
    return (
        f"{budget.left} left of {budget.amount}"
        if budget.left.amount >= 0
        else f"overspent its {budget.amount} by {-budget.left}"
    )


def _remedies(budget: Budget, share: Allocation) -> tuple[Remedy, ...]:
    change = Change.YEAR_BUDGET if budget.is_year else Change.BUDGET
    enough = Remedy(change, (budget.used + share.amount).amount, subject=share.cost_center_id)
    smaller = Remedy(Change.SHARE, budget.left.amount, subject=share.cost_center_id)
    return (enough, smaller) if budget.left.amount > 0 else (enough,)


def order_left(order: PurchaseOrder, billing: dict[tuple[str, int], Decimal]) -> Money:
    """What is left of an order in money, by its prices, after other invoices and after this one's `billing` by (order, line)."""
    return total(
        (
            Money(
                max(line.quantity - line.billed - billing.get((order.number, line.number), Decimal(0)), Decimal(0))
                * line.unit_price,
                order.currency,
            )
            for line in order.lines
        ),
        order.currency,
    )


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank account beside what it has to pay: `due` are entered and approved invoices that fall due up to `until`, without
    the one in question; `keep` stays in the account whatever happens."""

    balance: BankBalance
    due: Money
    until: date
    keep: Money

    def after(self, amount: Money) -> Money:
        """What may still be spent once everything up to that day is paid, this amount too."""
        return self.balance.balance - self.keep - self.due - amount

    def stale(self, now: datetime) -> bool:
        """Whether the balance was asked for longer than a day ago."""
        return now - self.balance.fetched_at > STALE


def check_bank(amount: Money, bank: Bank | None, policy: BalancePolicy, now: datetime) -> tuple[Finding, ...]:
    """A finding where the bank does not have what falls due up to this invoice's due date. A balance that is not known finds
    nothing, one older than a day is said as such and holds nothing up.

    The reason is about this invoice; the figures, which every payment changes, stand in what would clear it: so that a
    release outlasts the next look at the bank (rule M13).
    """
    if bank is None or amount.currency != bank.balance.balance.currency or amount.amount <= 0:
        return ()
    missing = -bank.after(amount)
    if missing.amount <= 0:
        return ()
    have, keep = bank.balance.balance, f", of which {bank.keep} stay" if bank.keep else ""
    old = bank.stale(now)
    said = f"as of {bank.balance.as_of}{', older than a day' if old else ''}"
    enough = have + missing
    finding = Finding(
        HoldCode.BANK_BALANCE,
        f"{bank.balance.name} does not have what falls due up to {bank.until} with this invoice of {amount}.",
        f"{missing} are missing: the bank has {have}{keep} ({said}), and {bank.due} are to be paid besides this. "
        "It clears with money in the account, or finance accepts it with a reason.",
        remedies=(Remedy(Change.BANK_BALANCE, enough.amount, subject=bank.balance.account_id),),
    )
    return weighed((replace(finding, severity=Blocks.NOTHING) if old else finding,), policy.bank)

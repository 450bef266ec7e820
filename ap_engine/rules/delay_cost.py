"""What paying late costs: a fine once, interest by the day (row N8). The queue is ordered by it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from ap_engine.model.money import Money
from ap_engine.model.policy import PaymentPolicy
from ap_engine.model.waiting import DelayCost

HORIZON = 7
_MONTH, _HUNDRED = Decimal(30), Decimal(100)


def delay_cost(owed: Money | None, due: date | None, today: date, policy: PaymentPolicy) -> DelayCost | None:
    """The cost of paying after `due`; None where nothing is to be paid, nothing says when, or the policy knows no cost.

    What a day of delay costs now is seen over a week: a fine that strikes tomorrow is close, one of next month is not.
    """
    if owed is None or due is None or owed.amount <= 0:
        return None
    if not policy.late_fine_percent and not policy.late_interest_percent:
        return None
    week = lost(owed, due, today + timedelta(days=HORIZON), policy) - lost(owed, due, today, policy)
    return DelayCost(
        per_day=Money(_interest(owed, policy), owed.currency),
        fine=Money(_fine(owed, policy), owed.currency),
        since=due + timedelta(days=1),
        week=Money(week, owed.currency),
    )


def lost(owed: Money, due: date, paid_on: date, policy: PaymentPolicy) -> Decimal:
    """What is lost by paying on a day: nothing up to the due date."""
    days = (paid_on - due).days
    return _fine(owed, policy) + _interest(owed, policy) * days if days > 0 else Decimal(0)


def _fine(owed: Money, policy: PaymentPolicy) -> Decimal:
    return owed.amount * policy.late_fine_percent / _HUNDRED


def _interest(owed: Money, policy: PaymentPolicy) -> Decimal:
    return owed.amount * policy.late_interest_percent / _HUNDRED / _MONTH

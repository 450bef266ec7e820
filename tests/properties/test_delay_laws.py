"""What paying late costs (row N8), as laws: never a gain, never before the due date, more for more."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ap_engine.model.money import Money
from ap_engine.model.policy import PaymentPolicy
from ap_engine.rules.delay_cost import HORIZON, delay_cost, lost

USUAL = PaymentPolicy(0, Decimal(2), Decimal(1))
TODAY = date(2026, 11, 25)
amounts = some.decimals("0.01", "9999999.99", places=2).map(lambda value: Money(value, "BRL"))
days = some.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
percents = some.decimals(0, 20, places=2)
policies = some.builds(lambda fine, interest: PaymentPolicy(0, fine, interest), percents, percents)


@given(amounts, days, days, policies)
def test_nothing_is_lost_up_to_the_due_date_and_never_less_by_another_day(owed: Money, due: date, on: date, policy) -> None:
    one_more = lost(owed, due, on + timedelta(days=1), policy)
    assert one_more >= lost(owed, due, on, policy) >= 0
    assert on > due or lost(owed, due, on, policy) == 0


@given(amounts, amounts, days, policies)
def test_what_is_larger_and_due_the_same_day_loses_at_least_as_much(one: Money, other: Money, due: date, policy) -> None:
    less, more = sorted((one, other))
    assert lost(less, due, TODAY, policy) <= lost(more, due, TODAY, policy)
    costs = delay_cost(less, due, TODAY, policy), delay_cost(more, due, TODAY, policy)
    assert costs[0] is None or (costs[1] is not None and costs[0].week <= costs[1].week)


@given(amounts, days)
def test_only_what_falls_due_within_the_week_or_is_overdue_loses_by_waiting(owed: Money, due: date) -> None:
    cost = delay_cost(owed, due, TODAY, USUAL)
    assert cost is not None and cost.since == due + timedelta(days=1)
    if (due - TODAY).days >= HORIZON:
        assert cost.week.amount == 0
    elif due >= TODAY:
        # A fine that still strikes: at least that is lost.
        assert cost.week >= cost.fine


@pytest.mark.parametrize(
    ("due", "week"),
    [
        # 2 % once and 1 % for 30 days of 3,000: 60.00 and 1.00 a day.
        (date(2026, 12, 3), "0.00"),
        (date(2026, 12, 2), "0.00"),
        (date(2026, 12, 1), "61.00"),
        (date(2026, 11, 25), "67.00"),
        (date(2026, 11, 24), "7.00"),
        (date(2026, 1, 1), "7.00"),
    ],
)
def test_a_week_of_waiting_in_figures(due: date, week: str) -> None:
    cost = delay_cost(Money.of("3000", "BRL"), due, TODAY, USUAL)
    assert cost is not None
    assert (cost.per_day, cost.fine) == (Money.of("1", "BRL"), Money.of("60", "BRL"))
    assert cost.week == Money.of(week, "BRL")


def test_without_a_date_an_amount_or_a_policy_there_is_no_cost() -> None:
    owed = Money.of("100", "BRL")
    for found in (
        delay_cost(None, TODAY, TODAY, USUAL),
        delay_cost(owed, None, TODAY, USUAL),
        delay_cost(-owed, TODAY, TODAY, USUAL),
        delay_cost(owed, TODAY, TODAY, PaymentPolicy()),
    ):
        assert found is None

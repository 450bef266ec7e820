"""The split of an invoice over cost centers, closing to the cent (row R5)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from ap_engine.model.coding import Allocation, CostCenter
from ap_engine.model.errors import InvalidSplit
from ap_engine.model.money import CENT, Money

HUNDRED = Decimal(100)


def split(amount: Money, shares: Sequence[tuple[str, Decimal]]) -> tuple[Allocation, ...]:
    """Each share's amount to the cent; the cents that rounding leaves go to the largest remainders, then to the first.

    Percents have at most two decimals and sum to 100 exactly. Raises InvalidSplit.

    >>> [str(a.amount.amount) for a in split(Money.of("100", "BRL"), (("a", Decimal("33.33")), ("b", Decimal("66.67"))))]
    ['33.33', '66.67']
    """
    _check(shares)
    sign = -1 if amount.amount < 0 else 1
    exact = [abs(amount.amount) * percent / HUNDRED for _, percent in shares]
    floors = [value.quantize(CENT, rounding=ROUND_DOWN) for value in exact]
    spare = int((abs(amount.amount) - sum(floors, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(shares)), key=lambda i: (floors[i] - exact[i], i))
    for index in by_remainder[:spare]:
        floors[index] += CENT
    return tuple(
        Allocation(cost_center, percent, Money(sign * value, amount.currency))
        for (cost_center, percent), value in zip(shares, floors, strict=True)
    )


def in_currency(amount: Money, currency: str, rates: Sequence[tuple[str, Decimal]]) -> Money | None:
    """The amount in the company's currency, to the cent; None when there is no rate for it."""
    if amount.currency == currency:
        return amount
    rate = dict(rates).get(amount.currency)
    return Money(amount.amount * rate, currency) if rate else None


def check_cost_centers(shares: Sequence[tuple[str, Decimal]], known: Sequence[CostCenter]) -> None:
    """Raise InvalidSplit when a share names a cost center that does not exist or is closed."""
    active = {center.id for center in known if center.active}
    unknown = [cost_center for cost_center, _ in shares if cost_center not in active]
    if unknown:
        raise InvalidSplit(f"Not an open cost center: {', '.join(unknown)}.")


def _check(shares: Sequence[tuple[str, Decimal]]) -> None:
    if not shares:
        raise InvalidSplit("Choose at least one cost center.")
    if len({cost_center for cost_center, _ in shares}) != len(shares):
        raise InvalidSplit("A cost center stands there twice.")
    for _, percent in shares:
        if not percent.is_finite() or percent <= 0 or percent != percent.quantize(CENT):
            raise InvalidSplit("Each share is a percentage above zero, with at most two decimals.")
    total = sum((percent for _, percent in shares), Decimal(0))
    if total != HUNDRED:
        raise InvalidSplit(f"The shares come to {total.normalize():f} %, not 100 %.")

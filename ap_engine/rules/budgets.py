"""The budgets that a split touches, of the month and of the year, with what stands against each (row R4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.model.coding import YEAR, Budget, Commitment
from ap_engine.model.match import MatchResult
from ap_engine.model.money import Money, total
from ap_engine.rules.coding import HUNDRED, in_currency

Rates = Sequence[tuple[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Books:
    """What the books say about some cost centers in one year, in one currency.

    `planned` by (cost center, month; month YEAR for the year as such); `used` by (cost center, month, whether spent);
    `commitments` are open orders of the year.
    """

    currency: str
    planned: Mapping[tuple[str, int], Money]
    used: Mapping[tuple[str, int, bool], Money]
    commitments: Sequence[Commitment]


def of(books: Books, centers: Sequence[str], year: int, month: int, rates: Rates = ()) -> tuple[Budget, ...]:
    """The month's and the year's budget of each cost center, where one was set.

    An invoice counts in the month in which it was issued. An order counts in the month in which it was placed, by its
    default split, until it is billed: from then on its invoices count, each in its own month; an order in a currency
    without a rate counts nowhere. The year's budget is the one that was set for the year as such; without one it is the
    sum of its months, and then only what is used in months that have a budget counts against it.
    """
    ordered = _ordered(books, rates)
    found: list[Budget] = []
    for center in dict.fromkeys(centers):
        months = [at for of_center, at in books.planned if of_center == center and at != YEAR]
        if month in months:
            found.append(_budget(books, ordered, center, year, month, books.planned[center, month], [month]))
        if (center, YEAR) in books.planned:
            found.append(_budget(books, ordered, center, year, YEAR, books.planned[center, YEAR], range(1, 13)))
        elif months:
            plan = total((books.planned[center, at] for at in months), books.currency)
            found.append(_budget(books, ordered, center, year, YEAR, plan, months))
    return tuple(found)


def _budget(
    books: Books, ordered: Mapping[tuple[str, int], Money], center: str, year: int, month: int, plan: Money, months: Sequence[int]
) -> Budget:
    nothing = Money.zero(books.currency)
    committed, spent = (
        total((books.used.get((center, at, done), nothing) for at in months), books.currency) for done in (False, True)
    )
    open_orders = total((ordered.get((center, at), nothing) for at in months), books.currency)
    return Budget(center, year, month, plan, committed, spent, open_orders)


def _ordered(books: Books, rates: Rates) -> dict[tuple[str, int], Money]:
    """What is still to be billed of open orders, by (cost center, month of the order)."""
    sums: dict[tuple[str, int], Money] = {}
    for one in books.commitments:
        ours = in_currency(one.left, books.currency, rates)
        if ours is None:
            continue
        for center, percent in one.split:
            key = (center, one.day.month)
            share = Money(ours.amount * Decimal(percent) / HUNDRED, books.currency)
            sums[key] = sums[key] + share if key in sums else share
    return sums


def billed_by(match: MatchResult | None) -> dict[tuple[str, int], Decimal]:
    """What an invoice itself bills, by (order, line)."""
    sums: dict[tuple[str, int], Decimal] = {}
    for line in match.lines if match is not None else ():
        if line.order_number is not None and line.order_line is not None:
            key = (line.order_number, line.order_line)
            sums[key] = sums.get(key, Decimal(0)) + line.quantity
    return sums

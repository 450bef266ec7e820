"""Bills without an order against what their supplier usually bills: how much, how often, how many at a time (rules M17, D9).

What is usual is learned from the bills that people accepted, and every figure of it is named. Too few of them expect
nothing: that a supplier is new is said elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.money import CENT, Money, to_cents
from ap_engine.model.policy import RecurrencePolicy
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.severity import weighed

HUNDRED = Decimal(100)
# Named distances in days; what is a fifth off still goes by the name: months have 28 to 31 days, and offices weekends.
_NAMED = (
    (7, "each week"),
    (14, "each fortnight"),
    (30, "each month"),
    (61, "every two months"),
    (91, "each quarter"),
    (182, "each half-year"),
    (365, "each year"),
)
_NO_RHYTHM = "without a rhythm"
_OFF = 5
# An amount half as large again as the next smaller one begins a level of its own: a supplier may have two contracts.
_APART = Decimal("1.5")


@dataclass(frozen=True, slots=True)
class Level:
    """Amounts that belong together: the smallest and the largest that were seen, and the one in the middle."""

    low: Decimal
    usual: Decimal
    high: Decimal

    def band(self, percent: Decimal) -> tuple[Decimal, Decimal]:
        """What may be asked for: so many percent off the usual amount, to the cent."""
        room = self.usual * percent / HUNDRED
        return to_cents(self.usual - room), to_cents(self.usual + room)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a supplier's bills let expect: amounts, and where they are regular, `count` bills every `days` days.

    `days` is None for bills that come as they please; `every` is the distance in words.
    """

    levels: tuple[Level, ...]
    days: int | None
    count: int
    every: str

    def level_of(self, amount: Decimal) -> Level:
        """The level that an amount is nearest to, by proportion."""
        return min(self.levels, key=lambda level: (abs(amount - level.usual) / level.usual, level.usual))

    def too_many(self, day: date, others: Iterable[date]) -> tuple[date, ...]:
        """The bills that leave no room for one of `day`: those less than half a period from it, when they are all that is due."""
        if self.days is None:
            return ()
        near = tuple(sorted(other for other in others if 2 * abs((other - day).days) < self.days))
        return near if len(near) >= self.count else ()


def expected(history: Iterable[tuple[Decimal, date]], policy: RecurrencePolicy) -> Expectation | None:
    """What these bills (amount, day) let expect; None when they are fewer than `policy.after`."""
    bills = sorted((day, amount) for amount, day in history if amount > 0)
    if not bills or len(bills) < policy.after:
        return None
    days, count, every = _rhythm([day for day, _ in bills])
    return Expectation(_levels(sorted(amount for _, amount in bills)), days, count, every)


def explained(
    history: Iterable[tuple[Decimal, date]], amount: Decimal, day: date, policy: RecurrencePolicy | None = None
) -> bool:
    """Whether a bill of this amount on this day is what the supplier's other bills let expect, and not one too many (rule D9).

    >>> rents = [(Decimal(5000), date(2026, month, 5)) for month in (7, 8, 9, 10)]
    >>> explained(rents, Decimal(5000), date(2026, 11, 5)), explained(rents, Decimal(5000), date(2026, 10, 9))
    (True, False)
    """
    policy = policy or RecurrencePolicy()
    bills = tuple(history)
    pattern = expected(bills, policy)
    if pattern is None or pattern.days is None:
        return False
    low, high = pattern.level_of(amount).band(policy.band_percent)
    return low <= amount <= high and not pattern.too_many(day, (other for _, other in bills))


def check(
    amount: Money, day: date, accepted: Sequence[tuple[Decimal, date]], others: Sequence[date], policy: RecurrencePolicy
) -> tuple[Finding, ...]:
    """UNEXPECTED_BILL where the amount is outside the usual band, or one bill more than is usual came.

    `accepted` are the supplier's bills that people said yes to, in the bill's currency, without this one; `others` are the
    days of all its live bills that go before this one. Less than usual is told and holds nothing up (rule M6).
    """
    pattern = expected(accepted, policy)
    if pattern is None:
        return ()
    level = pattern.level_of(amount.amount)
    low, high = level.band(policy.band_percent)
    near = pattern.too_many(day, others)
    inside = low <= amount.amount <= high
    if inside and not near:
        return ()
    words = [_amount_words(amount, pattern, level, policy)] * (not inside) + [_count_words(pattern, near)] * bool(near)
    # Each change has to clear the hold alone: of a bill that is one too many no figure does.
    remedies = () if near else _remedies(amount.amount, level, low, high)
    dearer = amount.amount > high or bool(near)
    finding = Finding(
        HoldCode.UNEXPECTED_BILL,
        " ".join(words),
        _clears(amount, low, high) if not near else "Finance accepts it with a reason, or it is cancelled as one too many.",
        remedies=remedies,
        severity=None if dearer else Blocks.NOTHING,
    )
    return weighed((finding,), policy.severity)


def _amount_words(amount: Money, pattern: Expectation, level: Level, policy: RecurrencePolicy) -> str:
    low, usual, high = (to_cents(value) for value in (level.low, level.usual, level.high))
    money = amount.currency
    seen = f"{money} {low}" if low == high else f"{money} {low}–{money} {high}"
    way = "above" if amount.amount > level.usual else "below"
    band = f"{policy.band_percent.normalize():f} %"
    return f"Usually {seen}, {pattern.every}; this one of {amount} is more than {band} {way} {money} {usual}."


def _count_words(pattern: Expectation, near: Sequence[date]) -> str:
    days = ", ".join(f"{day}" for day in near)
    usual = "Usual is one bill" if pattern.count == 1 else f"Usual are {pattern.count} bills"
    return f"{usual}, {pattern.every}; there is one of {days} already."


def _clears(amount: Money, low: Decimal, high: Decimal) -> str:
    return f"A bill of {amount.currency} {low} to {amount.currency} {high} is usual; or finance accepts this one with a reason."


def _remedies(amount: Decimal, level: Level, low: Decimal, high: Decimal) -> tuple[Remedy, ...]:
    percent = (abs(amount - level.usual) * HUNDRED / level.usual).quantize(CENT, rounding=ROUND_CEILING)
    nearest = Remedy(Change.BILL_TOTAL, high if amount > high else low)
    return (nearest, Remedy(Change.TOLERANCE_PERCENT, percent, subject="recurrence"))


def _levels(amounts: Sequence[Decimal]) -> tuple[Level, ...]:
    """The levels of amounts in rising order. What was seen once is a level only where nothing was seen more often."""
    groups: list[list[Decimal]] = []
    for amount in amounts:
        if groups and amount < groups[-1][-1] * _APART:
            groups[-1].append(amount)
        else:
            groups.append([amount])
    several = [group for group in groups if len(group) > 1] or [list(amounts)]
    return tuple(Level(group[0], middle(group), group[-1]) for group in several)


def _rhythm(days: Sequence[date]) -> tuple[int | None, int, str]:
    """(days between two periods, bills of a period, in words), by the shortest named distance that fits, else by their own."""
    for named, words in _NAMED:
        starts, sizes = _periods(days, named)
        gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
        fitting = [gap for gap in gaps if abs(gap - named) * _OFF <= named]
        if len(gaps) >= 2 and len(fitting) * 3 >= len(gaps) * 2:
            return int(middle(fitting)), _most(sizes), words
    single = sorted(set(days))
    gaps = [(later - earlier).days for earlier, later in pairwise(single)]
    if len(gaps) >= 2:
        own = int(middle(gaps))
        fitting = [gap for gap in gaps if abs(gap - own) * _OFF <= own]
        if len(fitting) * 3 >= len(gaps) * 2:
            return own, 1, f"every {own} days"
    return None, 1, _NO_RHYTHM


def _periods(days: Sequence[date], length: int) -> tuple[list[date], list[int]]:
    """Bills less than half a period apart belong to one: the first day of each, and how many there are."""
    starts: list[date] = []
    sizes: list[int] = []
    for day in days:
        if starts and 2 * (day - starts[-1]).days < length:
            sizes[-1] += 1
        else:
            starts.append(day)
            sizes.append(1)
    return starts, sizes


def _most(sizes: Sequence[int]) -> int:
    """The most frequent size, of equally frequent ones the larger."""
    return max(Counter(sizes).items(), key=lambda item: (item[1], item[0]))[0]


def middle(values: Sequence[Decimal] | Sequence[int]) -> Decimal:
    """The median: of an even number the mean of the two in the middle.

    >>> middle([Decimal(3), Decimal(1), Decimal(2)]), middle([1, 4])
    (Decimal('2'), Decimal('2.5'))
    """
    ordered = sorted(Decimal(value) for value in values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2

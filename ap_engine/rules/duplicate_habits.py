"""How a supplier numbers its invoices, and how often it bills the same amount: learned from what is stored (rules D7, D9).

Nothing is kept but the invoices themselves: habits follow from the shelves each time, so that a corrected invoice leaves
no trace in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_numbers import core_number, is_number

_KNOWN = 4  # as many numbers make a grammar
_PERIOD = 20  # days: bills of two months are at least so far apart, a rent's between the 20th and the 10th
_BILLS = 8  # bills of the months around that show how a supplier's amounts are
_COUNTER = 500
_STEPS = 3  # as many usual steps from the nearest number is still counting on
_PRICE = 3  # as many equal amounts, days apart, are the supplier's price


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is known of a supplier's numbers: (day of issue, number) of a few dozen of its invoices, and how many have none."""

    known: tuple[tuple[date, str], ...] = ()
    without: int = 0

    @classmethod
    def of(cls, invoices: Iterable[Likeness]) -> Numbering:
        """From invoices of the supplier."""
        invoices = tuple(invoices)
        several = {
            (each.issued, core_number(each.number, each.issued))
            for each in invoices
            if each.issued is not None and is_number(each.number)
        }
        return cls(tuple(sorted(several)), len({each.invoice_id for each in invoices if not is_number(each.number)}))

    @property
    def digits_only(self) -> bool:
        """Whether letters do not matter: all its numbers are of digits, and a letter among them was misread."""
        return len(self.known) >= _KNOWN and sum(number.isdigit() for _, number in self.known) * 10 >= len(self.known) * 9

    def count_on(self, *several: Likeness) -> bool:
        """Whether these numbers stand where the supplier's counting has them at their days, so that all are its own."""
        if len(self._counted) < _KNOWN or not rising(*several):
            return False
        return all(self._in_order(day, number) for day, number in _points(several))

    @property
    def counts(self) -> bool:
        """Whether its numbers rise with the days, so that one that does not is a stranger."""
        numbers = self._counted
        steps = [low < high for (first, low), (last, high) in pairwise(numbers) if first != last]
        return len(steps) >= _KNOWN and sum(steps) * 10 >= len(steps) * 9

    @property
    def _counted(self) -> list[tuple[date, int]]:
        return [(day, int(number)) for day, number in self.known if _counts(number)]

    def _in_order(self, day: date, number: int) -> bool:
        """Above nearly all of the days before and below nearly all of the days after, and no leap away from them."""
        numbers = sorted(n for _, n in self._counted)
        steps = sorted(high - low for low, high in pairwise(numbers))
        usual_step = max(steps[len(steps) * 3 // 4], 1)
        others = [(d, n) for d, n in self._counted if d != day]
        right = sum((d < day) == (n < number) and n != number for d, n in others)
        near = min(abs(n - number) for n in numbers if n != number) <= _STEPS * usual_step
        return right * 10 >= len(others) * 9 and near

    def fits(self, number: str) -> bool:
        """Whether a number is made as the supplier's others are: of digits or not as those are, and as long; or missing as on most."""
        if not is_number(number):
            return self.without > len(self.known)
        if len(self.known) < _KNOWN:
            return True
        made_alike = [n for _, n in self.known if n.isdigit() == _plain(number).isdigit()]
        lengths = sorted(len(n) for n in made_alike)
        return len(made_alike) * 10 > len(self.known) and lengths[0] <= len(_plain(number)) <= lengths[-1]


def _plain(number: str) -> str:
    return core_number(number, None)


def _counts(number: str) -> bool:
    return number.isdigit() and len(number) < 20


def _points(several: Sequence[Likeness]) -> list[tuple[date, int]]:
    numbers = ((one.issued, core_number(one.number, one.issued)) for one in several)
    return sorted((day, int(number)) for day, number in numbers if day is not None and _counts(number))


def rising(*several: Likeness) -> bool:
    """Whether all have plain numbers, and whoever was issued later has the higher one."""
    points = _points(several)
    return len(points) == len(several) and all(low < high or first == last for (first, low), (last, high) in pairwise(points))


def is_next(one: Likeness, other: Likeness) -> bool:
    """Whether one place of the number was counted up from the earlier invoice to the later: 17/48 and 18/48, 3003 and 3023."""
    if one.issued is None or other.issued is None or one.issued == other.issued:
        return False
    earlier, later = (_plain(each.number) for each in sorted((one, other), key=lambda each: each.issued or date.min))
    changed = [(low, high) for low, high in zip(earlier, later, strict=False) if low != high]
    return len(earlier) == len(later) and len(changed) == 1 and all(low < high for low, high in changed)


def restarts(first: Sequence[Likeness], following: Sequence[Likeness]) -> bool | None:
    """Whether numbers start again each year, by what stands on the shelves of two years; None where that is not known yet.

    They do when the following year's first numbers are below the last ones of the year before (rule D7).
    """
    before = [(each.issued, core_number(each.number, each.issued)) for each in first if each.issued and is_number(each.number)]
    after = [(each.issued, core_number(each.number, each.issued)) for each in following if each.issued and is_number(each.number)]
    old = [int(number) for _, number in sorted(before) if number.isdigit()][-4:]
    new = [int(number) for _, number in sorted(after) if number.isdigit()][:4]
    if len(old) < 2 or len(new) < 2:
        return None
    if max(new) < min(old):
        return True
    return False if min(new) > max(old) else None


def has_prices(recent: Sequence[Likeness]) -> bool:
    """Whether the supplier sells at a few prices (fares, tolls, fuel by the fifty): a quarter of its bills share their amount."""
    amounts = Counter((each.amount, each.currency) for each in recent)
    shared = sum(count for count in amounts.values() if count > 1)
    return len(recent) >= _BILLS and shared * 4 >= len(recent)


def is_counter_sale(amount: Decimal | None) -> bool:
    """Whether an amount is a small round sum, as fuel and fares are: two of them in a month are no coincidence to speak of."""
    return amount is not None and amount < _COUNTER and amount % 10 == 0


def is_account(shelf: Sequence[Likeness]) -> bool:
    """Whether a “number” is the customer's or the line's and stands on every bill: three days of issue, weeks apart."""
    days = sorted({each.issued for each in shelf if each.issued is not None})
    return len(days) >= 3 and all((later - earlier).days >= _PERIOD for earlier, later in pairwise(days))


def is_usual(one: Likeness, other: Likeness, alike: Sequence[Likeness]) -> bool:
    """Whether two equal amounts of a supplier are explained by how often it bills this amount (rule D9).

    `alike` are its invoices of the amount. Explained are two that are a month apart, and two as near as others of them were
    twice before: a rent's next month is explained, its second bill within one month is not.
    """
    if one.issued is None or other.issued is None:
        return False
    earlier, later = sorted((one, other), key=lambda each: (each.issued or date.min, each.order))
    day, since = later.issued or date.min, earlier.issued or date.min
    before = sorted(
        each.issued
        for each in alike
        if each.issued is not None and each.issued <= day and each.invoice_id != later.invoice_id and each.order <= later.order
    )
    if since == day:
        return _within_the_day(day, before)
    apart = (day - since).days
    return is_month_apart(apart) or sum((after - first).days <= apart for first, after in pairwise(before)) >= 2


def is_month_apart(days: int) -> bool:
    """Whether two equal amounts are so far apart that they are a month's each."""
    return days >= _PERIOD


def is_price(alike: Sequence[Likeness]) -> bool:
    """Whether an amount is one that the supplier asks again and again, at days without a rhythm."""
    days = sorted(each.issued for each in alike if each.issued is not None)
    gaps = [(after - first).days for first, after in pairwise(days)]
    return len(days) > _PRICE and sum(gap < _PERIOD for gap in gaps) * 2 > len(gaps)


def _within_the_day(day: date, before: Sequence[date]) -> bool:
    """Whether as many on one day were seen on two earlier days."""
    days = Counter(before)
    here = days.pop(day, 0) + 1
    return sum(count >= here for count in days.values()) >= 2

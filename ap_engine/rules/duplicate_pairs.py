"""Are these two the same invoice? One judgement for a pair, the same whichever of the two is asked about (rule D6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ap_engine.model.holds import HoldCode
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules.duplicate_habits import (
    Numbering,
    is_account,
    is_counter_sale,
    is_month_apart,
    is_next,
    is_price,
    is_usual,
    rising,
)
from ap_engine.rules.duplicate_numbers import core_number, digits_of, folded_number, is_near, is_number, normalised_number

_PICTURE_BITS = 8  # of 64 that may differ between two scans of one sheet (measured: 0 to 10; another sheet of the form: from 6)
_TELLING = 5  # characters from which a number tells documents of different suppliers apart


class Ground(StrEnum):
    """Why two invoices look like one."""

    KEY = "key"
    NUMBER = "number"
    KEY_CANCELLED = "key_cancelled"
    WORDS = "words"
    PICTURE = "picture"
    NUMBER_CONFUSED = "number_confused"
    NUMBER_AGAIN = "number_again"
    AMOUNT_AND_DATE = "amount_and_date"
    ELSEWHERE = "elsewhere"
    OTHER_YEAR = "other_year"
    NEAR_NUMBER = "near_number"
    AMOUNT = "amount"
    SUM = "sum"

    @property
    def code(self) -> HoldCode:
        """The hold that it makes: certain, probable or possible (rule D6)."""
        if self in (Ground.KEY, Ground.NUMBER):
            return HoldCode.DUPLICATE
        weak = (Ground.OTHER_YEAR, Ground.NEAR_NUMBER, Ground.AMOUNT, Ground.SUM)
        return HoldCode.DUPLICATE_POSSIBLE if self in weak else HoldCode.DUPLICATE_LIKELY


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An invoice that this one may be, and why; `beside` is the second of two bills whose sum it is."""

    other: Likeness
    ground: Ground
    beside: Likeness | None = None

    @property
    def code(self) -> HoldCode:
        """The hold that it makes."""
        return self.ground.code


@dataclass(frozen=True, slots=True)
class Habits:
    """What is known of the pair's supplier: how it numbers, what else bears this number, and what bills this amount.

    `restarts`: its numbers start again each year; None where that is not known.
    """

    numbering: Numbering = Numbering()
    same_number: Sequence[Likeness] = ()
    alike: Sequence[Likeness] = ()
    restarts: bool | None = None
    prices: bool = False


def judge(one: Likeness, other: Likeness, habits: Habits, policy: DuplicatePolicy) -> Ground | None:
    """Why the two look like the same invoice, the gravest ground; None where they do not."""
    if one.access_key and one.access_key == other.access_key:
        return Ground.KEY_CANCELLED if one.cancelled or other.cancelled else Ground.KEY
    if one.cancelled or other.cancelled or one.document_type is not other.document_type:
        return None
    if one.words and one.words == other.words:
        return Ground.WORDS
    found = _of_supplier(one, other, habits, policy) if one.root and one.root == other.root else _elsewhere(one, other)
    if found is not None and one.access_key and other.access_key:
        # The tax authority knows them as two documents.
        return Ground.AMOUNT if found in (Ground.AMOUNT, Ground.AMOUNT_AND_DATE) else None
    return Ground.PICTURE if found is None and _same_picture(one, other) else found


def same_amount(one: Likeness, other: Likeness) -> bool:
    """Whether both ask for the same."""
    return one.amount is not None and (one.amount, one.currency) == (other.amount, other.currency)


def _days(one: Likeness, other: Likeness) -> int | None:
    return None if one.issued is None or other.issued is None else abs((one.issued - other.issued).days)


def _of_supplier(one: Likeness, other: Likeness, habits: Habits, policy: DuplicatePolicy) -> Ground | None:
    """Two invoices of one supplier, by number, amount and date."""
    if not (one.series and other.series and one.series != other.series):
        by_number = _by_number(one, other, habits)
        if by_number is not None:
            return by_number
    return _by_amount(one, other, habits, policy) if same_amount(one, other) else None


def _by_number(one: Likeness, other: Likeness, habits: Habits) -> Ground | None:
    if not (is_number(one.number) and is_number(other.number)):
        return None
    same = normalised_number(one.number) == normalised_number(other.number)
    if not same and not _confused(one, other):
        return None
    days, amount = _days(one, other), same_amount(one, other)
    if days == 0 and amount:
        return Ground.NUMBER if same or habits.numbering.digits_only else Ground.NUMBER_CONFUSED
    if days and _other_years(one, other):
        # Legitimate where numbers start again each year (rule D7); where they count on, nothing else explains it.
        return {None: Ground.OTHER_YEAR if amount else None, True: None, False: Ground.NUMBER_AGAIN}[habits.restarts]
    if days and is_account(habits.same_number):
        return None
    return Ground.NUMBER_AGAIN


def _other_years(one: Likeness, other: Likeness) -> bool:
    return one.issued is not None and other.issued is not None and one.issued.year != other.issued.year


def _confused(one: Likeness, other: Likeness) -> bool:
    """Whether the numbers are one but for letters like digits, letters at all, or the year written along."""
    if folded_number(one.number) == folded_number(other.number):
        return True
    if core_number(one.number, one.issued) == core_number(other.number, other.issued):
        return True
    digits = digits_of(one.number)
    return len(digits) >= _TELLING and digits == digits_of(other.number) and same_amount(one, other)


def _by_amount(one: Likeness, other: Likeness, habits: Habits, policy: DuplicatePolicy) -> Ground | None:
    days = _days(one, other)
    if days is None:
        return None
    both = is_number(one.number) and is_number(other.number)
    near = both and is_near(folded_number(one.number), folded_number(other.number))
    # What is usual explains a bill of the supplier's own kind only: not one whose number is missing or a stranger's.
    own = habits.numbering.fits(one.number) and habits.numbering.fits(other.number)
    usual = is_month_apart(days) or (own and is_usual(one, other, habits.alike))
    if days == 0:
        return Ground.AMOUNT_AND_DATE if near or not usual else None
    if habits.numbering.count_on(one, other):
        return None
    if near and days <= policy.near_number_days and not (usual and is_next(one, other)):
        return Ground.NEAR_NUMBER
    if usual:
        return None
    return Ground.AMOUNT if days <= policy.same_amount_days and not (own and _at_a_price(one, other, habits)) else None


def _at_a_price(one: Likeness, other: Likeness, habits: Habits) -> bool:
    """Whether equal amounts are how this supplier sells; not where its numbers rise with the days and these two do not."""
    if habits.numbering.counts and not rising(one, other):
        return False
    return habits.prices or is_price(habits.alike) or (is_counter_sale(one.amount) and rising(one, other))


def _elsewhere(one: Likeness, other: Likeness) -> Ground | None:
    """The same document under another supplier: number and amount are the same (an audit test of IDEA, rule D5)."""
    if not (same_amount(one, other) and is_number(one.number) and is_number(other.number)):
        return None
    number = folded_number(one.number)
    if number != folded_number(other.number):
        return None
    days = _days(one, other)
    return Ground.ELSEWHERE if days == 0 or len(number) >= _TELLING or not (one.root and other.root) else None


def _same_picture(one: Likeness, other: Likeness) -> bool:
    """Whether two scans show one sheet, and nothing that was read of them says otherwise: forms look alike."""
    if not one.picture or len(one.picture) != len(other.picture):
        return False
    if (int(one.picture, 16) ^ int(other.picture, 16)).bit_count() > _PICTURE_BITS:
        return False
    numbers = is_number(one.number) and is_number(other.number)
    if numbers and not is_near(folded_number(one.number), folded_number(other.number)) and not _confused(one, other):
        return False
    amounts = one.amount is not None and other.amount is not None
    return not (_days(one, other) or (amounts and not same_amount(one, other)))

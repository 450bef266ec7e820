"""One bill split in two, or two bills asked for once more as one: a sum that two others make (rule D6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules.duplicate_habits import Numbering, is_counter_sale

_APART = 1  # days between the two parts: what is split is billed in one go
_PRICE = 3  # as many bills of one amount are a price


def sums(
    one: Likeness, recent: Sequence[Likeness], numbering: Numbering, policy: DuplicatePolicy
) -> Iterator[tuple[Likeness, Likeness]]:
    """(the other bill, the one beside it) where three make a sum: one is both others together, or one and another are a third.

    `recent` are bills of the same supplier from about the same time. Amounts that the supplier bills again and again make
    sums by chance, and three numbers that stand where its counting has them are three bills.
    """
    if one.amount is None or one.issued is None:
        return
    window = timedelta(days=policy.same_amount_days)
    near = [each for each in recent if _like(one, each) and each.issued is not None and abs(each.issued - one.issued) <= window]
    if is_counter_sale(one.amount):
        near = [each for each in near if not is_counter_sale(each.amount)]
    by_amount: dict[Decimal, list[Likeness]] = {}
    for each in near:
        by_amount.setdefault(each.amount or Decimal(0), []).append(each)
    near = [each for each in near if len(by_amount[each.amount or Decimal(0)]) < _PRICE]
    if len(by_amount.get(one.amount, ())) >= _PRICE - 1:
        return
    for part in near:
        rest = one.amount - (part.amount or Decimal(0))
        for beside in by_amount.get(rest, ()):
            if part.order < beside.order and _together(part, beside) and not numbering.count_on(one, part, beside):
                yield part, beside
        for whole in by_amount.get(one.amount + (part.amount or Decimal(0)), ()):
            if _together(one, part) and not numbering.count_on(one, part, whole):
                yield whole, part


def _like(one: Likeness, other: Likeness) -> bool:
    return other.document_type is one.document_type and other.currency == one.currency and (other.amount or 0) > 0


def _together(one: Likeness, other: Likeness) -> bool:
    return one.issued is not None and other.issued is not None and abs((one.issued - other.issued).days) <= _APART

"""On which terms an invoice line is held against its order: how many ways, and what may differ (rules M1–M3, M6–M8)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class MatchLevel(StrEnum):
    """What a line is held against: the order; what was received too; what was accepted after inspection as well."""

    TWO_WAY = "2-way"
    THREE_WAY = "3-way"
    FOUR_WAY = "4-way"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much a value may differ: a percentage and an absolute amount.

    The first that is exceeded fires; with `both` only a difference that exceeds both (rule M3). Zero allows no
    difference. There is no empty tolerance that would mean infinity (rule M2).
    """

    percent: Decimal
    absolute: Decimal
    both: bool = False

    def allowed(self, reference: Decimal) -> Decimal:
        """What may differ from `reference`, which is an amount or a quantity."""
        share = abs(reference) * self.percent / 100
        return max(share, self.absolute) if self.both else min(share, self.absolute)


NOTHING = Tolerance(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class MatchTerms:
    """The level and the tolerances for one line, or for the document where they are the company's.

    `price_under`: what a price may be below the order's before it is held; None notes it and holds nothing (rule M6).
    `charges` is for freight, insurance and other charges beyond what the order agreed, `tax` for the tax total.
    """

    level: MatchLevel
    price: Tolerance
    ordered: Tolerance
    received: Tolerance
    total: Tolerance
    charges: Tolerance = NOTHING
    tax: Tolerance = NOTHING
    price_under: Tolerance | None = None


@dataclass(frozen=True, slots=True)
class MatchRule:
    """Terms of its own for a supplier, an item, or an item of a supplier: the most specific one wins (rule M1).

    None leaves a term as the less specific rule has it.
    """

    supplier_id: str | None = None
    item_code: str | None = None
    level: MatchLevel | None = None
    price: Tolerance | None = None
    ordered: Tolerance | None = None
    received: Tolerance | None = None
    total: Tolerance | None = None
    charges: Tolerance | None = None
    tax: Tolerance | None = None
    price_under: Tolerance | None = None

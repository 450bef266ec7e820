"""The outcome of holding an invoice against its orders and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.hold_codes import HoldCode
from ap_engine.model.match_terms import MatchLevel, Tolerance
from ap_engine.model.money import Money
from ap_engine.model.remedies import Remedy


class VarianceKind(StrEnum):
    """What differs from the order or the receipt."""

    PRICE = "price"
    UNDER_CHARGE = "under_charge"
    ORDERED_QUANTITY = "ordered_quantity"
    RECEIVED_QUANTITY = "received_quantity"
    ACCEPTED_QUANTITY = "accepted_quantity"
    UNIT = "unit"
    NO_PRICE = "no_price"
    UNMATCHED_LINE = "unmatched_line"


@dataclass(frozen=True, slots=True)
class Variance:
    """A difference beyond tolerance: expected and actual in the unit of the kind, and what would clear it."""

    kind: VarianceKind
    expected: Decimal
    actual: Decimal
    clears_when: str
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class LineMatch:
    """One invoice line beside the order line that it bills; the whole equation of rule M20.

    Quantities and prices are in the order's unit, `unit`; `said` is what the invoice says where that is another one.
    `amount` is what the line asks for; `by_amount`: the quantity is that amount's share at the order's price.
    `charge` is the kind of charge that a line without an order line is (rule M8), `credits` the invoice of which a credit
    note's line gives back. `amount_before` is what was asked for `billed_before`; `items` are the codes by which the item
    goes, for terms of its own.
    """

    line: int
    order_number: str | None
    order_line: int | None
    ordered: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    billed_before: Decimal = Decimal(0)
    quantity: Decimal = Decimal(0)
    order_price: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    how: str = ""
    certain: bool = False
    variances: tuple[Variance, ...] = ()
    amount: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)
    unit: str = ""
    said: str = ""
    charge: str | None = None
    credits: str | None = None
    by_amount: bool = False
    level: MatchLevel | None = None
    price_tolerance: Tolerance | None = None
    amount_before: Decimal = Decimal(0)
    is_service: bool = False
    items: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether something is beyond tolerance; a price below the order's is only noted."""
        return any(variance.kind is not VarianceKind.UNDER_CHARGE for variance in self.variances)

    @property
    def left(self) -> Decimal:
        """What remains of the order line after this invoice."""
        return self.ordered - self.billed_before - self.quantity


@dataclass(frozen=True, slots=True)
class ChargeMatch:
    """An amount beside the lines that one order bears: agreed, billed before, on this invoice (rules M7, M8).

    `order_number` is None where no order was found. Beside freight, insurance, other and discount the kinds are TAX, and
    TOTAL for an invoice without lines. `credits` is the invoice of which a credit note gives it back.
    """

    kind: str
    order_number: str | None
    agreed: Decimal
    billed_before: Decimal
    amount: Decimal
    differs: bool = False
    credits: str | None = None

    @property
    def left(self) -> Decimal:
        """What remains of the agreed amount after this invoice."""
        return self.agreed - self.billed_before - self.amount


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing of the whole document that was held against a tolerance, whether it was beyond it or not.

    `code` is the hold that it is when `difference` is more than the tolerance named `tolerance` allows of `reference`.
    """

    code: HoldCode
    tolerance: str
    difference: Decimal
    reference: Decimal


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The match of a whole invoice. `how` says in words which logic found the order (rule M9); `certain` is honest about it.

    `credits` is the invoice that a credit note takes back from (rule M16).
    """

    order_numbers: tuple[str, ...]
    lines: tuple[LineMatch, ...]
    how: str
    certain: bool
    expected_total: Money | None = None
    charges: tuple[ChargeMatch, ...] = ()
    credits: str | None = None
    compared: tuple[Compared, ...] = ()

    @property
    def within_tolerance(self) -> bool:
        """Whether no line and no charge differs beyond tolerance."""
        return not any(line.differs for line in self.lines) and not any(charge.differs for charge in self.charges)

"""The outcome of holding an invoice against its orders and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.money import Money


class VarianceKind(StrEnum):
    """What differs from the order or the receipt."""

    PRICE = "price"
    ORDERED_QUANTITY = "ordered_quantity"
    RECEIVED_QUANTITY = "received_quantity"
    UNMATCHED_LINE = "unmatched_line"


@dataclass(frozen=True, slots=True)
class Variance:
    """A difference beyond tolerance: expected and actual in the unit of the kind, and what would clear it."""

    kind: VarianceKind
    expected: Decimal
    actual: Decimal
    clears_when: str


@dataclass(frozen=True, slots=True)
class LineMatch:
    """One invoice line beside the order line that it bills; the whole equation of rule M20."""

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

    @property
    def left(self) -> Decimal:
        """What remains of the order line after this invoice."""
        return self.ordered - self.billed_before - self.quantity


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The match of a whole invoice. `how` says in words which logic found the order (rule M9); `certain` is honest about it."""

    order_numbers: tuple[str, ...]
    lines: tuple[LineMatch, ...]
    how: str
    certain: bool
    expected_total: Money | None = None

    @property
    def within_tolerance(self) -> bool:
        """Whether no line has a variance."""
        return not any(line.variances for line in self.lines)

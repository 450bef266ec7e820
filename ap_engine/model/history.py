"""What a supplier sent before: the facts that unusual things are told by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ap_engine.model.extraction import PaymentInstructions
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money

ACCEPTED = (State.APPROVED, State.POSTING, State.POSTED, State.PAID)


@dataclass(frozen=True, slots=True)
class PastBill:
    """Another invoice of the same supplier, in short. `amount` is what it asks for, `owed` the same in the company's currency,
    `shares` its split (cost center id, amount), `day` its date of issue, else the day on which it came."""

    invoice_id: str
    number: str
    state: State
    day: date
    received_at: datetime
    amount: Money
    owed: Money
    orders: frozenset[str] = frozenset()
    payment: PaymentInstructions = PaymentInstructions()
    shares: tuple[tuple[str, Money], ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether people said yes to it, or the rule did."""
        return self.state in ACCEPTED


@dataclass(frozen=True, slots=True)
class PastPrice:
    """What was paid for one unit of something on an earlier invoice that was accepted."""

    item_code: str | None
    description: str
    unit: str | None
    price: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Registered:
    """When a supplier was put into the register, and the name of who did it."""

    at: datetime
    by: str

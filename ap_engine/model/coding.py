"""Cost centers, their budgets, what stands against them, and the split of an invoice over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class CostCenter:
    """An area that pays. `leader_id` is the person who approves its share; `erp_code` is Omie's department code."""

    id: str
    name: str
    leader_id: str
    erp_code: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Allocation:
    """A share of the invoice on a cost center: percent (two decimals) and the amount that it comes to, to the cent."""

    cost_center_id: str
    percent: Decimal
    amount: Money


YEAR = 0
"""The month of a budget that is for its whole year."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a cost center may spend in a calendar month, or in a year (month YEAR), and what is gone of it already.

    `committed`: invoices before their approvers, approved or on their way into the ERP; `spent`: in the ERP, paid or not;
    `ordered`: what open orders of that time still let come, None for nothing. `amount` is what was planned.
    """

    cost_center_id: str
    year: int
    month: int
    amount: Money
    committed: Money
    spent: Money
    ordered: Money | None = None

    @property
    def left(self) -> Money:
        """What is left of it."""
        rest = self.amount - self.committed - self.spent
        return rest if self.ordered is None else rest - self.ordered

    @property
    def used(self) -> Money:
        """What is gone of it."""
        return self.amount - self.left

    @property
    def is_year(self) -> bool:
        """Whether it is for the whole year."""
        return self.month == YEAR

    def left_after(self, share: Money) -> Money:
        """What is left of it once `share` is committed too."""
        return self.left - share


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is still to be billed of an open order, by the order's prices: its day, and its split (cost center id, percent)."""

    order_number: str
    day: date
    left: Money
    split: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BankBalance:
    """What the ERP said last about a bank account: the balance at the end of the day `as_of`, asked at `fetched_at`."""

    account_id: str
    name: str
    balance: Money
    as_of: date
    fetched_at: datetime

"""Cost centers, their budgets, and the split of an invoice over them."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Budget:
    """What a cost center may spend in a calendar month, and what is already committed and spent there."""

    cost_center_id: str
    year: int
    month: int
    amount: Money
    committed: Money
    spent: Money

    @property
    def left(self) -> Money:
        """What is left of it."""
        return self.amount - self.committed - self.spent

    def left_after(self, share: Money) -> Money:
        """What is left of it once `share` is committed too."""
        return self.left - share

"""What the company decided: tolerances, limits, what is done by rule. Loaded from `data/policy.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ap_engine.model.match import Tolerance
from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules in force. `version` goes into the audit log with every decision.

    `touchless_error`: in percent, the most that reading a field may be wrong by its supplier's history, at 95 %, for the
    field to need nobody either (row N2); zero for never.
    `two_approvals_above`: from this amount on, a director (`director_id`) approves after the leaders.
    `confirm_when_certain`: an invoice whose required readings are all certain needs nobody to confirm its fields.
    `auto_approve_up_to`: matched within tolerance on an order and not above this amount; None for never.
    `exchange_rates`: what one unit of a currency is worth in the company's own.
    `budget_blocks`: whether an exceeded budget is a hold (else it is only shown).
    """

    version: str
    price: Tolerance
    quantity: Tolerance
    total: Tolerance
    rounding: Money
    required_fields: tuple[str, ...]
    confirm_when_certain: bool
    two_approvals_above: Money | None
    director_id: str | None
    auto_approve_up_to: Money | None
    budget_blocks: bool
    receipt_required: bool
    exchange_rates: tuple[tuple[str, Decimal], ...]
    default_category: str
    bank_account_id: str
    touchless_error: Decimal = Decimal(0)

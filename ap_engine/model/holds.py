"""Holds: every problem with an invoice, as a value with a reason and what would clear it. No finding is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ap_engine.model.parties import Role


class Blocks(StrEnum):
    """The step that a hold keeps from happening."""

    APPROVAL = "approval"
    POSTING = "posting"
    PAYMENT = "payment"


class HoldCode(StrEnum):
    """The catalogue of holds (rule M12)."""

    UNREADABLE = "unreadable"
    MISSING_FIELD = "missing_field"
    UNKNOWN_SUPPLIER = "unknown_supplier"
    BLOCKED_SUPPLIER = "blocked_supplier"
    WRONG_BUYER = "wrong_buyer"
    DOES_NOT_ADD_UP = "does_not_add_up"
    DUPLICATE = "duplicate"
    NO_ORDER = "no_order"
    ORDER_OF_OTHER_SUPPLIER = "order_of_other_supplier"
    UNMATCHED_LINE = "unmatched_line"
    PRICE_VARIANCE = "price_variance"
    QUANTITY_ORDERED = "quantity_ordered"
    QUANTITY_RECEIVED = "quantity_received"
    CURRENCY_MISMATCH = "currency_mismatch"
    CODING_REQUIRED = "coding_required"
    NO_EXCHANGE_RATE = "no_exchange_rate"
    BUDGET_EXCEEDED = "budget_exceeded"
    PAYMENT_INSTRUCTIONS = "payment_instructions"
    CREDIT_NOTE_UNLINKED = "credit_note_unlinked"
    NO_APPROVER = "no_approver"
    NOT_IN_ERP = "not_in_erp"
    ERP_REFUSED = "erp_refused"
    ERP_DIFFERS = "erp_differs"


@dataclass(frozen=True, slots=True)
class HoldKind:
    """What a hold of one code blocks, and who may release it by hand; nobody means only the cause's end releases it."""

    blocks: Blocks
    releasable_by: frozenset[Role]
    title: str


def _kind(blocks: Blocks, title: str, *roles: Role) -> HoldKind:
    return HoldKind(blocks, frozenset(roles), title)


CATALOGUE: dict[HoldCode, HoldKind] = {
    HoldCode.UNREADABLE: _kind(Blocks.APPROVAL, "Could not be read"),
    HoldCode.MISSING_FIELD: _kind(Blocks.APPROVAL, "Required field missing"),
    HoldCode.UNKNOWN_SUPPLIER: _kind(Blocks.APPROVAL, "Supplier not in the register"),
    HoldCode.BLOCKED_SUPPLIER: _kind(Blocks.APPROVAL, "Supplier is blocked"),
    HoldCode.WRONG_BUYER: _kind(Blocks.APPROVAL, "Not addressed to us", Role.FINANCE),
    HoldCode.DOES_NOT_ADD_UP: _kind(Blocks.APPROVAL, "Amounts do not add up", Role.FINANCE),
    HoldCode.DUPLICATE: _kind(Blocks.APPROVAL, "Already received"),
    HoldCode.NO_ORDER: _kind(Blocks.APPROVAL, "No purchase order", Role.FINANCE),
    HoldCode.ORDER_OF_OTHER_SUPPLIER: _kind(Blocks.APPROVAL, "Order belongs to another supplier"),
    HoldCode.UNMATCHED_LINE: _kind(Blocks.APPROVAL, "Line not on the order", Role.FINANCE),
    HoldCode.PRICE_VARIANCE: _kind(Blocks.APPROVAL, "Price differs from the order", Role.FINANCE),
    HoldCode.QUANTITY_ORDERED: _kind(Blocks.APPROVAL, "More than was ordered", Role.FINANCE),
    HoldCode.QUANTITY_RECEIVED: _kind(Blocks.APPROVAL, "More than was received", Role.FINANCE),
    HoldCode.CURRENCY_MISMATCH: _kind(Blocks.APPROVAL, "Currency differs from the order"),
    HoldCode.CODING_REQUIRED: _kind(Blocks.APPROVAL, "No cost center yet"),
    HoldCode.NO_EXCHANGE_RATE: _kind(Blocks.APPROVAL, "No exchange rate"),
    HoldCode.BUDGET_EXCEEDED: _kind(Blocks.APPROVAL, "Budget exceeded", Role.FINANCE),
    HoldCode.PAYMENT_INSTRUCTIONS: _kind(Blocks.POSTING, "Payment instructions disagree", Role.FINANCE),
    HoldCode.CREDIT_NOTE_UNLINKED: _kind(Blocks.APPROVAL, "Money back, not a payable"),
    HoldCode.NO_APPROVER: _kind(Blocks.APPROVAL, "Nobody can approve this"),
    HoldCode.NOT_IN_ERP: _kind(Blocks.POSTING, "Not mapped to the ERP"),
    HoldCode.ERP_REFUSED: _kind(Blocks.POSTING, "The ERP refused it", Role.FINANCE),
    HoldCode.ERP_DIFFERS: _kind(Blocks.PAYMENT, "The ERP shows something else", Role.FINANCE),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """One finding on one invoice. Key: (invoice, code, line). `line` is None for a finding about the whole invoice.

    `released_by` names the person (or SYSTEM, when the cause went away); a hold that a person released is not placed
    again by the next run of the same rule (rule M13). `twin` is the other invoice of a duplicate.
    """

    code: HoldCode
    reason: str
    clears_when: str
    placed_at: datetime
    line: int | None = None
    twin: str | None = None
    released_by: str | None = None
    released_at: datetime | None = None
    release_reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still holds something up."""
        return self.released_by is None

    @property
    def kind(self) -> HoldKind:
        """What it blocks and who may release it."""
        return CATALOGUE[self.code]

    @property
    def key(self) -> tuple[HoldCode, int | None]:
        """What makes two findings of an invoice the same one."""
        return (self.code, self.line)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found on an invoice, before it becomes a hold: why, and what would clear it."""

    code: HoldCode
    reason: str
    clears_when: str
    line: int | None = None
    twin: str | None = None

    @property
    def key(self) -> tuple[HoldCode, int | None]:
        """The same key as the hold that it becomes."""
        return (self.code, self.line)

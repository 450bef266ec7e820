"""The catalogue of holds: every code with what it blocks, where it stands, who mends it and who may let it pass (rule M12)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ap_engine.model.parties import Role


class Blocks(StrEnum):
    """The step that a hold keeps from happening. NOTHING is a notice: whoever decides is told, and nothing waits for it."""

    APPROVAL = "approval"
    POSTING = "posting"
    PAYMENT = "payment"
    NOTHING = "nothing"


class Owner(StrEnum):
    """Whose work it is to mend the cause of a hold."""

    ACCOUNTS_PAYABLE = "accounts_payable"
    FINANCE = "finance"
    BUYER = "buyer"
    RECEIVER = "receiver"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class HoldCode(StrEnum):
    """Every kind of problem that an invoice can have."""

    UNREADABLE = "unreadable"
    MISSING_FIELD = "missing_field"
    UNKNOWN_SUPPLIER = "unknown_supplier"
    BLOCKED_SUPPLIER = "blocked_supplier"
    WRONG_BUYER = "wrong_buyer"
    WRONG_TAX_ID = "wrong_tax_id"
    DOES_NOT_ADD_UP = "does_not_add_up"
    FISCAL_CANCELLED = "fiscal_cancelled"
    DUPLICATE = "duplicate"
    DUPLICATE_LIKELY = "duplicate_likely"
    DUPLICATE_POSSIBLE = "duplicate_possible"
    NO_ORDER = "no_order"
    ORDER_OF_OTHER_SUPPLIER = "order_of_other_supplier"
    ORDER_WITHOUT_PRICE = "order_without_price"
    UNMATCHED_LINE = "unmatched_line"
    UNIT_DIFFERS = "unit_differs"
    PRICE_VARIANCE = "price_variance"
    UNDER_CHARGE = "under_charge"
    QUANTITY_ORDERED = "quantity_ordered"
    QUANTITY_RECEIVED = "quantity_received"
    QUANTITY_ACCEPTED = "quantity_accepted"
    CHARGE_VARIANCE = "charge_variance"
    TAX_VARIANCE = "tax_variance"
    TOTAL_VARIANCE = "total_variance"
    CURRENCY_MISMATCH = "currency_mismatch"
    UNEXPECTED_BILL = "unexpected_bill"
    CODING_REQUIRED = "coding_required"
    NO_EXCHANGE_RATE = "no_exchange_rate"
    BUDGET_EXCEEDED = "budget_exceeded"
    YEAR_BUDGET_EXCEEDED = "year_budget_exceeded"
    BANK_BALANCE = "bank_balance"
    PAYMENT_INSTRUCTIONS = "payment_instructions"
    BANK_CHANGED = "bank_changed"
    CREDIT_NOTE_UNLINKED = "credit_note_unlinked"
    CREDIT_EXCEEDS = "credit_exceeds"
    CREDIT_TO_SET_OFF = "credit_to_set_off"
    RISK_NEW_SUPPLIER = "risk_new_supplier"
    RISK_NEW_ACCOUNT = "risk_new_account"
    RISK_ROUND_AMOUNT = "risk_round_amount"
    RISK_UNDER_LIMIT = "risk_under_limit"
    RISK_SEVERAL_SAME_DAY = "risk_several_same_day"
    RISK_PRICE_JUMP = "risk_price_jump"
    NO_APPROVER = "no_approver"
    NOT_IN_ERP = "not_in_erp"
    ERP_REFUSED = "erp_refused"
    ERP_DIFFERS = "erp_differs"


@dataclass(frozen=True, slots=True)
class HoldKind:
    """What a hold of one code blocks, who may release it by hand (nobody: only the cause's end does) and whose work it is."""

    blocks: Blocks
    releasable_by: frozenset[Role]
    title: str
    owner: Owner


_AP, _FINANCE, _BUYER, _RECEIVER = Owner.ACCOUNTS_PAYABLE, Owner.FINANCE, Owner.BUYER, Owner.RECEIVER
_APPROVAL, _POSTING, _PAYMENT, _NOTHING = Blocks.APPROVAL, Blocks.POSTING, Blocks.PAYMENT, Blocks.NOTHING


def _kind(blocks: Blocks, title: str, owner: Owner, *roles: Role) -> HoldKind:
    return HoldKind(blocks, frozenset(roles), title, owner)


CATALOGUE: dict[HoldCode, HoldKind] = {
    HoldCode.UNREADABLE: _kind(_APPROVAL, "Could not be read", _AP),
    HoldCode.MISSING_FIELD: _kind(_APPROVAL, "Required field missing", _AP),
    HoldCode.UNKNOWN_SUPPLIER: _kind(_APPROVAL, "Supplier not in the register", _FINANCE),
    HoldCode.BLOCKED_SUPPLIER: _kind(_APPROVAL, "Supplier is blocked", Owner.ADMINISTRATOR),
    HoldCode.WRONG_BUYER: _kind(_APPROVAL, "Not addressed to us", _FINANCE, Role.FINANCE),
    HoldCode.WRONG_TAX_ID: _kind(_APPROVAL, "Tax id with wrong check digits", _AP, Role.FINANCE),
    HoldCode.DOES_NOT_ADD_UP: _kind(_APPROVAL, "Amounts do not add up", _AP, Role.FINANCE),
    HoldCode.FISCAL_CANCELLED: _kind(_APPROVAL, "Cancelled at the tax authority", _AP),
    HoldCode.DUPLICATE: _kind(_APPROVAL, "Already received", _AP),
    HoldCode.DUPLICATE_LIKELY: _kind(_APPROVAL, "Probably received already", _AP, Role.FINANCE),
    HoldCode.DUPLICATE_POSSIBLE: _kind(_NOTHING, "Looks like another one", _AP, Role.CLERK, Role.FINANCE),
    HoldCode.NO_ORDER: _kind(_APPROVAL, "No purchase order", _BUYER, Role.FINANCE),
    HoldCode.ORDER_OF_OTHER_SUPPLIER: _kind(_APPROVAL, "Order belongs to another supplier", _AP),
    HoldCode.ORDER_WITHOUT_PRICE: _kind(_APPROVAL, "Order without price or quantity", _BUYER),
    HoldCode.UNMATCHED_LINE: _kind(_APPROVAL, "Line not on the order", _BUYER, Role.FINANCE),
    HoldCode.UNIT_DIFFERS: _kind(_APPROVAL, "Unit differs from the order", _BUYER, Role.FINANCE),
    HoldCode.PRICE_VARIANCE: _kind(_APPROVAL, "Price differs from the order", _BUYER, Role.FINANCE),
    HoldCode.UNDER_CHARGE: _kind(_NOTHING, "Billed below the order's price", _BUYER, Role.CLERK, Role.FINANCE),
    HoldCode.QUANTITY_ORDERED: _kind(_APPROVAL, "More than was ordered", _BUYER, Role.FINANCE),
    HoldCode.QUANTITY_RECEIVED: _kind(_APPROVAL, "More than was received", _RECEIVER, Role.FINANCE),
    HoldCode.QUANTITY_ACCEPTED: _kind(_APPROVAL, "More than was accepted", _RECEIVER, Role.FINANCE),
    HoldCode.CHARGE_VARIANCE: _kind(_APPROVAL, "Freight or charge not agreed", _BUYER, Role.FINANCE),
    HoldCode.TAX_VARIANCE: _kind(_APPROVAL, "Tax is not what it should be", _AP, Role.FINANCE),
    HoldCode.TOTAL_VARIANCE: _kind(_APPROVAL, "Total differs from the order", _BUYER, Role.FINANCE),
    HoldCode.CURRENCY_MISMATCH: _kind(_APPROVAL, "Currency differs from the order", _BUYER),
    HoldCode.UNEXPECTED_BILL: _kind(_APPROVAL, "Not what this supplier usually bills", _FINANCE, Role.FINANCE),
    HoldCode.CODING_REQUIRED: _kind(_APPROVAL, "No cost center yet", _AP),
    HoldCode.NO_EXCHANGE_RATE: _kind(_APPROVAL, "No exchange rate", Owner.ADMINISTRATOR),
    HoldCode.BUDGET_EXCEEDED: _kind(_APPROVAL, "Budget exceeded", _FINANCE, Role.FINANCE),
    HoldCode.YEAR_BUDGET_EXCEEDED: _kind(_APPROVAL, "Year's budget exceeded", _FINANCE, Role.FINANCE),
    HoldCode.BANK_BALANCE: _kind(_APPROVAL, "Not enough in the bank", _FINANCE, Role.FINANCE),
    HoldCode.PAYMENT_INSTRUCTIONS: _kind(_POSTING, "Payment instructions disagree", _FINANCE, Role.FINANCE),
    HoldCode.BANK_CHANGED: _kind(_POSTING, "Another account than the one on file", _FINANCE),
    HoldCode.CREDIT_NOTE_UNLINKED: _kind(_APPROVAL, "Money back, not a payable", _FINANCE),
    HoldCode.CREDIT_EXCEEDS: _kind(_APPROVAL, "Credit is more than was billed", _FINANCE),
    HoldCode.CREDIT_TO_SET_OFF: _kind(_PAYMENT, "A credit is to be set off", _FINANCE, Role.FINANCE),
    HoldCode.RISK_NEW_SUPPLIER: _kind(_NOTHING, "First invoice of a new supplier", _FINANCE, Role.FINANCE),
    HoldCode.RISK_NEW_ACCOUNT: _kind(_NOTHING, "First payment to this account", _FINANCE, Role.FINANCE),
    HoldCode.RISK_ROUND_AMOUNT: _kind(_NOTHING, "A round amount", _FINANCE, Role.FINANCE),
    HoldCode.RISK_UNDER_LIMIT: _kind(_NOTHING, "Just under an approval limit", _FINANCE, Role.FINANCE),
    HoldCode.RISK_SEVERAL_SAME_DAY: _kind(_NOTHING, "Several of this supplier within days", _FINANCE, Role.FINANCE),
    HoldCode.RISK_PRICE_JUMP: _kind(_NOTHING, "Dearer than it used to be", _FINANCE, Role.FINANCE),
    HoldCode.NO_APPROVER: _kind(_APPROVAL, "Nobody can approve this", Owner.ADMINISTRATOR),
    HoldCode.NOT_IN_ERP: _kind(_POSTING, "Not mapped to the ERP", Owner.ADMINISTRATOR),
    HoldCode.ERP_REFUSED: _kind(_POSTING, "The ERP refused it", _FINANCE, Role.FINANCE),
    HoldCode.ERP_DIFFERS: _kind(_PAYMENT, "The ERP shows something else", _FINANCE, Role.FINANCE),
}

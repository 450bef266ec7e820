"""Named risks, each with its reason (rule F5), and bills without an order against what their supplier usually bills (M17)."""

from __future__ import annotations

from ap_engine.model.holds import HoldCode
from ap_engine.model.parties import Supplier
from ap_engine.workflow.case import Case

CODES = (
    HoldCode.UNEXPECTED_BILL,
    HoldCode.RISK_NEW_SUPPLIER,
    HoldCode.RISK_NEW_ACCOUNT,
    HoldCode.RISK_ROUND_AMOUNT,
    HoldCode.RISK_UNDER_LIMIT,
    HoldCode.RISK_SEVERAL_SAME_DAY,
    HoldCode.RISK_PRICE_JUMP,
)


def check(case: Case, supplier: Supplier) -> None:
    """Place and release what is unusual about the invoice."""
    case.settle((), CODES)

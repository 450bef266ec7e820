"""What would clear a hold, as a typed change: a person reads it, and a test applies it and sees the hold gone (row N6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Change(StrEnum):
    """The one thing that is changed; `to` is the value afterwards unless said otherwise."""

    BILL_QUANTITY = "bill_quantity"  # the invoice line's quantity
    BILL_PRICE = "bill_price"  # the invoice line's price of one unit
    BILL_CHARGE = "bill_charge"  # a charge of the invoice; `subject` is its kind
    BILL_TAX = "bill_tax"
    BILL_TOTAL = "bill_total"  # the invoice's net total, or the net of `line`
    RECEIVE_MORE = "receive_more"  # `to` is what is still to be received
    ACCEPT_MORE = "accept_more"  # `to` is what is still to be accepted
    BILL_UNIT = "bill_unit"  # the invoice line is in the unit `subject`, `to` is its quantity; its amount stays
    BILL_WITHOUT = "bill_without"  # the invoice line is taken off; `to` is what the lines come to without it
    BILL_CURRENCY = "bill_currency"  # the invoice is made out in the currency `subject`; `to` says nothing
    ORDER_QUANTITY = "order_quantity"  # the order line's quantity
    ORDER_PRICE = "order_price"  # the order line's price of one unit
    ORDER_UNIT = "order_unit"  # the order line is in the unit `subject`; `to` is how many of its unit so far one of those is
    ORDER_LINE = "order_line"  # the order has a line like the invoice's, as billed; `to` is its quantity
    ORDER_CURRENCY = "order_currency"  # the order is in the currency `subject`; `to` says nothing
    TOLERANCE_PERCENT = "tolerance_percent"  # `subject` is the tolerance's name; its absolute amount is `absolute`
    BUDGET = "budget"  # `subject` is the cost center; the month's budget
    YEAR_BUDGET = "year_budget"  # `subject` is the cost center
    SHARE = "share"  # `subject` is the cost center; the amount of its share
    BANK_BALANCE = "bank_balance"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change that clears the hold by itself. Amounts are in the currency of the document or of the order.

    `line` is the invoice's, `order_number` and `order_line` say where in the order.
    """

    change: Change
    to: Decimal
    line: int | None = None
    order_number: str | None = None
    order_line: int | None = None
    subject: str = ""
    absolute: Decimal | None = None

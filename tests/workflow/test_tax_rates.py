"""The rates that an electronic invoice says go into the books with its lines, and its tax is held against them (rule M7)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ap_engine.model.holds import HoldCode
from tests.house import House, place
from tests.workflow.trade import BAKERY, Bill, held_for, now, order, receive

_RATE = b"<a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>10</b:Percent></a:ClassifiedTaxCategory></a:Item>"


def taxed(bill: Bill, tax: str) -> bytes:
    """The bill with 10 % on its line, and this tax in its total."""
    gross = bill.total + Decimal(tax)
    xml = Bill(**{**{name: getattr(bill, name) for name in Bill.__dataclass_fields__}, "gross": gross}).xml()
    return xml.replace(b"</a:Item>", _RATE).replace(b">0.00</b:TaxAmount>", f">{tax}</b:TaxAmount>".encode())


@pytest.mark.parametrize(("tax", "held"), [("12.50", False), ("14.00", True), ("11.00", True)])
def test_with_an_order_and_without_one(house: House, tax: str, held: bool) -> None:
    place(house, order(f"80-{tax}"))
    with_order = receive(house, taxed(Bill(f"81{tax[:2]}", order=f"80-{tax}"), tax))
    without = receive(house, taxed(Bill(f"82{tax[:2]}", BAKERY), tax))
    for invoice in (with_order, without):
        known = now(house, invoice)
        assert [one.tax_rate for one in known.fields.lines] == [Decimal(10)]
        assert (HoldCode.TAX_VARIANCE in held_for(known)) is held, [hold.reason for hold in known.open_holds]

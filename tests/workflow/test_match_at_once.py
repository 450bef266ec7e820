"""Whoever comes when: what is left of an order is billed once, and in which order things arrive does not matter."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest

from ap_engine import workflow
from ap_engine.model.commands_receiving import ConfirmReceipt
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.purchasing import OrderCharge
from ap_engine.workflow.master_data import reexamine_held
from tests.house import House, place
from tests.workflow.trade import FLOUR, Bill, approve, at_once, confirm, held_for, now, order, receive

TO_SALES = (("sales", "100"),)


def bags(count: str) -> tuple[tuple[str, str, Decimal, Decimal], ...]:
    return ((FLOUR[0], FLOUR[1], Decimal(count), Decimal("12.50")),)


def read_at_once(house: House, *bills: Bill) -> list[str]:
    ids = [workflow.receive_document(house.engine, "clara", bill.xml(), "x.xml").invoice_id for bill in bills]
    at_once(*(lambda which=which: workflow.read_document(house.engine, which) for which in ids))
    return ids


def passed(house: House, ids: list[str]) -> list[str]:
    return [which for which in ids if now(house, which).state is State.PENDING_APPROVAL]


def test_two_that_race_for_what_is_left_do_not_both_pass(house: House) -> None:
    place(house, order("80", quantity=10, cost_centers=TO_SALES))
    approve(house, receive(house, Bill("800", order="80", lines=bags("6"))), "saulo")
    ids = read_at_once(house, *(Bill(str(n), order="80", lines=bags("3")) for n in (801, 802, 803, 804)))
    for _ in range(2):
        (first,) = passed(house, ids)
        assert all(HoldCode.QUANTITY_ORDERED in held_for(now(house, which)) for which in ids if which != first)
        reexamine_held(house.engine)
    approve(house, now(house, first), "saulo")
    reexamine_held(house.engine)
    assert passed(house, ids) == []


def test_two_that_bill_the_agreed_freight_do_not_both_pass(house: House) -> None:
    place(house, order("81", quantity=10, cost_centers=TO_SALES, charges=(OrderCharge("freight", Decimal("50.00")),)))
    freight = ("F", "Frete", Decimal(1), Decimal("50.00"))
    ids = read_at_once(house, *(Bill(str(n), order="81", lines=(*bags("5"), freight)) for n in (811, 812)))
    for _ in range(2):
        (first,) = passed(house, ids)
        (other,) = [which for which in ids if which != first]
        assert held_for(now(house, other)) == {HoldCode.CHARGE_VARIANCE}
        reexamine_held(house.engine)


def test_totals_without_lines_race_for_the_order_as_well(house: House) -> None:
    place(house, order("82", quantity=10, cost_centers=TO_SALES))
    ids = read_at_once(house, *(Bill(str(n), order="82", lines=(), gross=Decimal("125.00")) for n in (821, 822)))
    for which in ids:
        invoice = now(house, which)
        confirm(house, invoice, net_total="125.00", gross_total="125.00", amount_due="125.00")
    for _ in range(2):
        assert len(passed(house, ids)) == 1
        assert [HoldCode.TOTAL_VARIANCE in held_for(now(house, which)) for which in ids].count(True) == 1
        reexamine_held(house.engine)


@pytest.mark.parametrize("sequence", list(permutations(("invoice", "first part", "second part"))), ids=" ".join)
def test_in_which_order_an_invoice_and_its_goods_arrive_does_not_matter(house: House, sequence: tuple[str, ...]) -> None:
    place(house, order("83", quantity=10, cost_centers=TO_SALES), received=False)
    seen = 0
    for what in sequence:
        if what == "invoice":
            which = receive(house, Bill("831", order="83")).id
        else:
            lines = ((1, Decimal(6 if what == "first part" else 4), None),)
            workflow.confirm_receipt(house.engine, ConfirmReceipt("saulo", "83", lines, house.engine.today(), seen))
            seen += 1
    after = now(house, which)
    assert (after.state, held_for(after)) == (State.PENDING_APPROVAL, set())
    assert after.match is not None
    (line,) = after.match.lines
    assert (line.ordered, line.received, line.billed_before, line.quantity, line.left) == (10, 10, 0, 10, 0)

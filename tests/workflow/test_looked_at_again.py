"""What changes around an invoice that is before its approvers already: it keeps its place, and their yes is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ap_engine.model.errors import NotAllowed
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine
from ap_engine.workflow.master_data import reexamine_held
from tests.house import House, place
from tests.workflow.trade import Bill, approve, held_for, now, order, pending, reject


def change(house: House, number: str, quantity: str) -> None:
    """The buyer changes the order's only line."""
    with house.engine.store.write("purchasing", house.engine.now()) as tx:
        known = tx.purchasing.order(number)
        assert known is not None
        tx.purchasing.save_order(replace(known, lines=(replace(known.lines[0], quantity=Decimal(quantity)),)))
    reexamine_held(house.engine)


def test_an_order_that_shrinks_holds_the_yes_back_until_it_is_put_right(house: House) -> None:
    place(house, order("70"))
    invoice = pending(house, Bill("701", order="70"))
    change(house, "70", "4")
    held = now(house, invoice)
    assert held.state is State.PENDING_APPROVAL
    assert HoldCode.QUANTITY_ORDERED in held_for(held)
    with pytest.raises(NotAllowed, match="It is on hold: More than was ordered"):
        approve(house, held, "ines")
    change(house, "70", "10")
    assert held_for(now(house, invoice)) == set()
    assert approve(house, now(house, invoice), "ines", "saulo").state is State.POSTING


def test_a_no_is_never_held_back(house: House) -> None:
    place(house, order("71"))
    invoice = pending(house, Bill("711", order="71"))
    change(house, "71", "4")
    assert reject(house, now(house, invoice), "ines").state is State.REJECTED


def test_who_came_to_the_approvers_first_is_not_held_by_a_later_one(house: House) -> None:
    place(house, order("72"))
    first = pending(house, Bill("721", order="72"))
    second = pending(house, Bill("722", order="72"))
    reexamine_held(house.engine)
    assert held_for(now(house, first)) == set()
    assert HoldCode.QUANTITY_ORDERED in held_for(now(house, second))


def test_receipts_that_were_put_right_are_seen_too(house: House) -> None:
    place(house, order("73"))
    invoice = pending(house, Bill("731", order="73"))
    with house.engine.store.write("warehouse", house.engine.now()) as tx:
        tx.purchasing.save_receipt(GoodsReceipt("R-back", "73", date(2026, 11, 20), (GoodsReceiptLine(1, Decimal(-3)),)))
    reexamine_held(house.engine)
    assert HoldCode.QUANTITY_RECEIVED in held_for(now(house, invoice))

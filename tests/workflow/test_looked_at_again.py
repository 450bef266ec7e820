"""What changes around an invoice that is before its approvers already: it keeps its place, and their yes is held back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ap_engine import workflow
from ap_engine.model.errors import NotAllowed
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine
from ap_engine.workflow.master_data import reexamine_held
from tests.house import House, place
from tests.workflow.trade import BAKERY, Bill, approve, at_once, held_for, now, order, pending, receive, reject, release, split


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
    with pytest.raises(NotAllowed, match=r"It is on hold, .*More than was ordered"):
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


ALL_TO_SALES = (("sales", Decimal(100)),)


def set_budget(house: House, amount: str) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, 11, Money.of(amount, "BRL"))


def on_sales(house: House, number: str, **more: object) -> Invoice:
    """A bill of 125.00 that needs no order, all of it for Sales."""
    return split(house, receive(house, Bill(number, BAKERY, **more)), shares=ALL_TO_SALES)  # type: ignore[arg-type]


def test_a_budget_that_is_cut_holds_the_yes_back_until_it_is_raised_again(house: House) -> None:
    set_budget(house, "125.00")
    invoice = on_sales(house, "741")
    assert invoice.state is State.PENDING_APPROVAL
    set_budget(house, "100.00")
    reexamine_held(house.engine)
    held = now(house, invoice)
    assert (held.state, held_for(held), held.steps) == (State.PENDING_APPROVAL, {HoldCode.BUDGET_EXCEEDED}, invoice.steps)
    with pytest.raises(NotAllowed, match=r"It is on hold, .*Budget exceeded"):
        approve(house, held, "saulo")
    set_budget(house, "125.00")
    assert approve(house, now(house, invoice), "saulo").state is State.POSTING, "the yes looks for itself"


def test_a_yes_right_after_the_cut_is_held_back_before_anybody_looked_again(house: House) -> None:
    """Nothing was examined since: the yes itself looks, in its own commit, and what it found is written down."""
    set_budget(house, "125.00")
    invoice = on_sales(house, "742")
    set_budget(house, "100.00")
    assert held_for(now(house, invoice)) == set()
    with pytest.raises(NotAllowed, match="Budget exceeded"):
        approve(house, invoice, "saulo")
    after = now(house, invoice)
    assert (after.state, held_for(after)) == (State.PENDING_APPROVAL, {HoldCode.BUDGET_EXCEEDED})
    assert all(step.decided_by is None for step in after.steps)
    let_pass = release(house, after, HoldCode.BUDGET_EXCEEDED, line=1)
    assert approve(house, let_pass, "saulo").state is State.POSTING, "finance let it pass, and looking again keeps to that"


def test_the_last_of_the_bank_is_not_said_yes_to_twice(house: House) -> None:
    """Each alone is in the bank, both together are not: of two who say yes at one moment one is told so."""
    house.engine.policy = replace(
        house.engine.policy,
        balance=replace(house.engine.policy.balance, bank=Severity.HOLD, keep_in_bank=Decimal("99800.00")),
    )
    workflow.fetch_balances(house.engine, on_demand=True)
    both = [on_sales(house, number) for number in ("751", "752")]
    assert [one.state for one in both] == [State.PENDING_APPROVAL] * 2
    told: list[str] = []

    def yes(one: Invoice) -> None:
        try:
            approve(house, one, "saulo")
        except NotAllowed as refusal:
            told.append(str(refusal))

    at_once(*(lambda one=one: yes(one) for one in both))  # type: ignore[misc]
    after = [now(house, one) for one in both]
    assert sorted(one.state for one in after) == [State.PENDING_APPROVAL, State.POSTING]
    assert len(told) == 1 and "Not enough in the bank" in told[0]
    assert [held_for(one) for one in after if one.state is State.PENDING_APPROVAL] == [{HoldCode.BANK_BALANCE}]


def test_who_has_the_budget_keeps_it_when_finance_lets_a_later_one_above_it(house: House) -> None:
    set_budget(house, "200.00")
    first, second = on_sales(house, "761"), on_sales(house, "762")
    assert held_for(second) == {HoldCode.BUDGET_EXCEEDED}
    second = release(house, second, HoldCode.BUDGET_EXCEEDED, line=1)
    assert second.state is State.PENDING_APPROVAL
    reexamine_held(house.engine)
    assert held_for(now(house, first)) == held_for(now(house, second)) == set()
    assert approve(house, now(house, second), "saulo").state is State.POSTING
    reexamine_held(house.engine)
    assert held_for(now(house, first)) == {HoldCode.BUDGET_EXCEEDED}, "it is spent now: whoever is left is told"


def test_what_an_approver_is_told_is_told_anew(house: House) -> None:
    """A first invoice of a supplier is told as such until another one was accepted; then it is no news any more."""
    first, second = on_sales(house, "771"), on_sales(house, "772")
    told = {hold.code for hold in now(house, second).notices}
    assert HoldCode.RISK_NEW_SUPPLIER in told
    approve(house, first, "saulo")
    reexamine_held(house.engine)
    assert HoldCode.RISK_NEW_SUPPLIER not in {hold.code for hold in now(house, second).notices}

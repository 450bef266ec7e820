"""Is there money for it, and what is unusual, through the whole engine: real books, a real bank over HTTP, real threads."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ap_engine import queries, workflow
from ap_engine.model.coding import YEAR
from ap_engine.model.commands_delegation import EndDelegation, GiveDelegation
from ap_engine.model.errors import ErpUnavailable, NotAllowed
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from ap_engine.store import audit_log
from ap_engine.workflow.master_data import reexamine_held
from tests.house import PEOPLE, House, place
from tests.workflow.trade import (
    BAKERY,
    FLOUR,
    MILL,
    Bill,
    approve,
    at_once,
    fault,
    held_for,
    now,
    order,
    pending,
    posted,
    receive,
    reject,
    release,
    split,
)

ALL_TO_SALES = (("sales", Decimal(100)),)


def set_budget(house: House, amount: str, month: int = 11) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, month, Money.of(amount, "BRL"))


def notices(invoice: Any) -> set[HoldCode]:
    return {hold.code for hold in invoice.notices}


def policy(house: House, **balance: Any) -> None:
    house.engine.policy = replace(house.engine.policy, balance=replace(house.engine.policy.balance, **balance))


def test_an_order_stands_against_its_month_until_it_is_billed_and_never_twice(house: House) -> None:
    set_budget(house, "250.00")
    place(house, replace(order("50", quantity=16, cost_centers=(("sales", "100"),)), issue_date=date(2026, 11, 1)))
    other = split(house, receive(house, Bill("1", BAKERY)), shares=ALL_TO_SALES)
    assert held_for(other) == {HoldCode.BUDGET_EXCEEDED}, "200.00 are ordered, 50.00 are left, 125.00 are asked for"
    bill = receive(house, Bill("2", order="50", lines=(("FLOUR", FLOUR[1], Decimal(16), Decimal("12.50")),)))
    assert bill.state is State.PENDING_APPROVAL, "its own order is not counted beside it"
    assert queries.invoice(house.engine, bill.id).balance.shares[0].month.left == Money.of("50", "BRL")
    assert queries.invoice(house.engine, other.id).balance.shares[0].month.left == Money.of("-75", "BRL"), "counted once"
    reject(house, bill, "saulo")
    assert queries.invoice(house.engine, other.id).balance.shares[0].month.left == Money.of("-75", "BRL"), "it is open again"


def test_half_of_an_order_billed_leaves_the_other_half_committed(house: House) -> None:
    set_budget(house, "200.00")
    place(house, replace(order("51", quantity=10, cost_centers=(("sales", "100"),)), issue_date=date(2026, 11, 1)))
    half = receive(house, Bill("3", order="51", lines=(("FLOUR", FLOUR[1], Decimal(4), Decimal("12.50")),)))
    (share,) = queries.invoice(house.engine, half.id).balance.shares
    assert (share.month.ordered, share.month.left) == (Money.of("75", "BRL"), Money.of("75", "BRL"))
    assert queries.invoice(house.engine, half.id).balance.orders[0].left == Money.of("75", "BRL")


def test_the_years_budget_is_its_own_else_the_sum_of_its_months(house: House) -> None:
    policy(house, month_budget=Severity.OFF, year_budget=Severity.HOLD)
    set_budget(house, "60.00", 10)
    set_budget(house, "60.00", 11)
    held = split(house, receive(house, Bill("4", BAKERY)), shares=ALL_TO_SALES)
    assert held_for(held) == {HoldCode.YEAR_BUDGET_EXCEEDED}
    set_budget(house, "125.00", YEAR)
    reexamine_held(house.engine)
    assert now(house, held).state is State.PENDING_APPROVAL


def test_two_invoices_do_not_both_spend_the_last_of_a_year(house: House) -> None:
    policy(house, year_budget=Severity.HOLD)
    set_budget(house, "200.00", YEAR)
    waiting = [receive(house, Bill(str(n), BAKERY, issued=date(2026, n, 2))) for n in (9, 10, 11)]
    at_once(*(lambda i=i: split(house, i, shares=ALL_TO_SALES) for i in waiting))
    for _ in range(2):
        after = [now(house, i) for i in waiting]
        assert Counter(i.state for i in after) == {State.PENDING_APPROVAL: 1, State.MATCHED: 2}
        assert all((HoldCode.YEAR_BUDGET_EXCEEDED in held_for(i)) == (i.state is State.MATCHED) for i in after)
        reexamine_held(house.engine)


def test_an_order_and_an_invoice_without_one_do_not_both_take_the_last_of_it(house: House) -> None:
    set_budget(house, "200.00")
    place(house, order("52", cost_centers=(("sales", "100"),)))
    plain = receive(house, Bill("5", BAKERY))
    received = workflow.receive_document(house.engine, "clara", Bill("6", order="52").xml(), "x.xml")
    at_once(lambda: split(house, plain, shares=ALL_TO_SALES), lambda: workflow.read_document(house.engine, received.invoice_id))
    both = (now(house, plain), now(house, received))
    assert sorted(HoldCode.BUDGET_EXCEEDED in held_for(i) for i in both) == [False, True]


def test_the_bank_is_asked_seldom_and_holds_what_it_cannot_pay(house: House) -> None:
    policy(house, bank=Severity.HOLD, keep_in_bank=Decimal("99900.00"))
    first = pending(house, Bill("7", BAKERY))
    assert first.state is State.PENDING_APPROVAL, "a balance that nobody knows blocks nothing"
    assert workflow.fetch_balances(house.engine) == 1
    assert workflow.fetch_balances(house.engine) == 0, "not again within half an hour"
    assert workflow.fetch_balances(house.engine, on_demand=True) == 0, "nor on demand within a minute"
    held = split(house, receive(house, Bill("8", BAKERY)))
    assert held_for(held) == {HoldCode.BANK_BALANCE}, "100,000 in the bank, 99,900 have to stay, 125 are asked for"
    (remedy,) = held.open_holds[0].remedies
    assert remedy.to == Decimal("100025.00")
    house.forward(minutes=31)
    assert workflow.fetch_balances(house.engine) == 1
    policy(house, keep_in_bank=Decimal("99000.00"))
    reexamine_held(house.engine)
    assert now(house, held).state is State.PENDING_APPROVAL


def test_what_is_approved_and_entered_is_due_before_it(house: House) -> None:
    posted(house, Bill("9", BAKERY))
    workflow.fetch_balances(house.engine, on_demand=True)
    view = queries.invoice(house.engine, pending(house, Bill("10", BAKERY)).id)
    bank = view.balance.bank
    assert (bank.balance, bank.due, bank.after) == tuple(Money.of(n, "BRL") for n in ("100000", "125", "99750"))
    assert (bank.until, bank.stale) == (max(date(2026, 12, 20), house.engine.today()), False)
    house.forward(days=2)
    assert queries.invoice(house.engine, view.invoice.id).balance.bank.stale


def test_a_balance_of_the_day_before_yesterday_only_tells(house: House) -> None:
    policy(house, bank=Severity.HOLD, keep_in_bank=Decimal("99900.00"))
    workflow.fetch_balances(house.engine)
    house.forward(days=2)
    told = split(house, receive(house, Bill("11", BAKERY)))
    assert (told.state, HoldCode.BANK_BALANCE in notices(told)) == (State.PENDING_APPROVAL, True)
    assert "older than a day" in next(h for h in told.notices if h.code is HoldCode.BANK_BALANCE).clears_when


def test_a_bank_that_does_not_answer_leaves_what_was_known(house: House) -> None:
    workflow.fetch_balances(house.engine, on_demand=True)
    house.forward(minutes=40)
    fault(house, "timeout", "ListarExtrato", times=20, seconds=0)
    with pytest.raises(ErpUnavailable):
        workflow.fetch_balances(house.engine)
    with house.engine.store.snapshot() as tx:
        (account,) = tx.erp_codes.all("bank_account")
        assert tx.bank_balances.find(account.code).balance == Money.of("100000", "BRL")


def test_a_first_invoice_is_told_until_one_is_accepted(house: House) -> None:
    first, second = (pending(house, Bill(n, BAKERY)) for n in ("12", "13"))
    assert HoldCode.RISK_NEW_SUPPLIER in notices(first) & notices(second)
    approve(house, first, "ines", "saulo")
    assert HoldCode.RISK_NEW_SUPPLIER not in notices(pending(house, Bill("14", BAKERY)))


def test_a_notice_that_finance_has_seen_is_not_told_again(house: House) -> None:
    invoice = receive(house, Bill("15", BAKERY))
    (told,) = [hold for hold in invoice.notices if hold.code is HoldCode.RISK_NEW_SUPPLIER]
    assert "registered" in told.reason
    with pytest.raises(NotAllowed):
        release(house, invoice, HoldCode.RISK_NEW_SUPPLIER, who="carlos")
    release(house, invoice, HoldCode.RISK_NEW_SUPPLIER)
    reexamine_held(house.engine)
    seen = split(house, now(house, invoice))
    assert (HoldCode.RISK_NEW_SUPPLIER in notices(seen), seen.state) == (False, State.PENDING_APPROVAL)


def test_a_purchase_cut_in_two_goes_to_the_director(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(replace(PEOPLE["saulo"], approval_limit=Money.of("200", "BRL")))
    first = split(house, receive(house, Bill("16", BAKERY)), shares=ALL_TO_SALES)
    eleven = ((*FLOUR[:2], Decimal(11), FLOUR[3]),)
    second = split(house, receive(house, Bill("17", BAKERY, lines=eleven)), shares=ALL_TO_SALES)
    assert [step.approver_id for step in first.steps] == ["saulo"]
    assert [step.approver_id for step in second.steps] == ["helena.prado"]
    assert HoldCode.RISK_SEVERAL_SAME_DAY in notices(second)


def by_rule(house: House, **risks: Severity) -> None:
    """Up to 100.00 nobody is asked."""
    policy = house.engine.policy
    house.engine.policy = replace(policy, auto_approve_up_to=Money.of("100", "BRL"), risk=replace(policy.risk, **risks))


def test_a_new_suppliers_first_invoice_is_for_a_person_however_small(house: House) -> None:
    by_rule(house)
    place(house, order("61", quantity=5, cost_centers=(("sales", "100"),)))
    first = receive(house, Bill("610", order="61", lines=((*FLOUR[:2], Decimal(5), FLOUR[3]),)))
    assert HoldCode.RISK_NEW_SUPPLIER in notices(first)
    assert (first.state, bool(first.steps)) == (State.PENDING_APPROVAL, True)


def test_an_order_billed_in_parts_that_each_need_nobody_needs_somebody_for_the_whole(house: House) -> None:
    by_rule(house, new_supplier=Severity.OFF)
    place(house, order("60", quantity=11, cost_centers=(("sales", "100"),)))
    parts = [receive(house, Bill(f"6{n}", order="60", lines=((*FLOUR[:2], Decimal(n), FLOUR[3]),))) for n in (5, 6)]
    assert [part.steps == () for part in parts] == [True, False], "62.50 needs nobody, 137.50 does"
    assert parts[1].state is State.PENDING_APPROVAL


def usual(house: House, *months: int) -> None:
    """Bread of each of these months, accepted."""
    for month in months:
        posted(house, Bill(f"B{month}", BAKERY, issued=date(2026, month, 5)))


def test_bread_of_every_month_passes_and_a_second_one_does_not(house: House) -> None:
    usual(house, 7, 8, 9)
    third = pending(house, Bill("B10", BAKERY, issued=date(2026, 10, 5)))
    assert HoldCode.UNEXPECTED_BILL not in held_for(third)
    again = split(house, receive(house, Bill("B10x", BAKERY, issued=date(2026, 10, 9))))
    assert HoldCode.UNEXPECTED_BILL in held_for(again)


def test_a_bill_far_dearer_than_usual_waits_for_finance(house: House) -> None:
    usual(house, 7, 8, 9)
    dear = (("FLOUR", FLOUR[1], Decimal(10), Decimal("31.25")),)
    held = split(house, receive(house, Bill("B11", BAKERY, issued=date(2026, 10, 5), lines=dear)))
    assert HoldCode.UNEXPECTED_BILL in held_for(held)
    assert HoldCode.RISK_PRICE_JUMP in notices(held)
    passed = release(house, held, HoldCode.UNEXPECTED_BILL)
    assert HoldCode.UNEXPECTED_BILL not in held_for(passed)


def test_an_order_required_supplier_has_no_usual_bill(house: House) -> None:
    assert MILL.order_required
    held = split(house, receive(house, Bill("M1")))
    assert held_for(held) == {HoldCode.NO_ORDER}


def give(house: House, giver: str, taker: str, number: int = 1, days: int = 3) -> Any:
    today = house.engine.today()
    return workflow.give_delegation(
        house.engine, GiveDelegation(giver, taker, today, today + timedelta(days=days), "Away", number)
    )


def test_a_delegate_decides_and_both_names_stand_in_the_log(house: House) -> None:
    invoice = split(house, receive(house, Bill("20", BAKERY)), shares=(("technology", Decimal(100)),))
    assert queries.approvals_of(house.engine, "saulo") == ()
    given = give(house, "ines", "saulo")
    assert give(house, "ines", "saulo") == given, "a double click is one"
    assert [row.id for row in queries.approvals_of(house.engine, "saulo")] == [invoice.id]
    after = approve(house, invoice, "saulo")
    assert [(step.approver_id, step.decided_by) for step in after.steps] == [("ines", "saulo")]
    (entry,) = [e for e in queries.invoice(house.engine, invoice.id).history if e.event == "LastStepApproved"]
    assert (entry.actor, "ines, Ines Leader" in entry.detail) == ("Saulo Leader", True)
    assert audit_log.verify(house.engine.store)[1] is None


def test_a_delegation_ends_with_its_days_or_when_it_is_taken_back(house: House) -> None:
    invoice = split(house, receive(house, Bill("21", BAKERY)), shares=(("technology", Decimal(100)),))
    given = give(house, "ines", "saulo")
    with pytest.raises(NotAllowed):
        workflow.end_delegation(house.engine, EndDelegation("saulo", given.id))
    workflow.end_delegation(house.engine, EndDelegation("ines", given.id))
    with pytest.raises(NotAllowed):
        approve(house, invoice, "saulo")
    give(house, "ines", "saulo", number=2)
    house.forward(days=4)
    assert queries.approvals_of(house.engine, "saulo") == ()
    with pytest.raises(NotAllowed):
        approve(house, invoice, "saulo")


def test_a_delegation_is_not_passed_on(house: House) -> None:
    invoice = split(house, receive(house, Bill("22", BAKERY)), shares=(("technology", Decimal(100)),))
    give(house, "ines", "saulo")
    give(house, "saulo", "helena.prado")
    assert queries.approvals_of(house.engine, "helena.prado") == ()
    with pytest.raises(NotAllowed):
        approve(house, invoice, "helena.prado")


def test_a_delegate_and_the_other_decide_at_once_and_it_is_one_decision(house: House) -> None:
    invoice = split(house, receive(house, Bill("23", BAKERY)), shares=(("technology", Decimal(100)),))
    give(house, "ines", "saulo")
    at_once(lambda: approve(house, invoice, "ines"), lambda: approve(house, invoice, "saulo"))
    with house.engine.store.snapshot() as tx:
        steps = tx.invoices.get(invoice.id).steps
    assert [step.decided_by in ("ines", "saulo") for step in steps] == [True]
    events = [row.event for row in queries.audit(house.engine, 200, invoice.id)]
    assert events.count("LastStepApproved") == 1

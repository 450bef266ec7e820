"""Holds live and end by rule M13; payables close to the cent; payments come and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed
from ap_engine.model.holds import Finding, Hold, HoldCode
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import SYSTEM, Role
from ap_engine.model.payable import ErpPayable, Payment, PaymentStatus
from ap_engine.rules import holds, payables
from tests.unit.trade import NOW, brl, fields, invoice, line, person

PRICE = Finding(HoldCode.PRICE_VARIANCE, "5.11 each, ordered at 5.00", "at 5.00", line=1)
CODES = (HoldCode.PRICE_VARIANCE,)
FINANCE = person("fabio", Role.FINANCE)


def settled(before: tuple[Hold, ...], *findings: Finding) -> tuple[Hold, ...]:
    return holds.settle(before, findings, CODES, NOW)


def test_a_finding_places_one_hold_however_often_the_rule_runs() -> None:
    once = settled((), PRICE)
    assert settled(once, PRICE) == once
    assert [h.open for h in once] == [True]


def test_the_end_of_the_cause_releases_it() -> None:
    (hold,) = settled(settled((), PRICE))
    assert (hold.open, hold.released_by) == (False, SYSTEM)


def test_what_a_person_released_is_not_placed_again() -> None:
    released = holds.release(settled((), PRICE), PRICE.code, 1, FINANCE, "agreed by phone", NOW)
    assert [h.open for h in settled(released, PRICE)] == [False]


def test_but_a_larger_variance_is_a_new_finding() -> None:
    released = holds.release(settled((), PRICE), PRICE.code, 1, FINANCE, "agreed by phone", NOW)
    worse = replace(PRICE, reason="6.00 each, ordered at 5.00")
    assert [h.open for h in settled(released, worse)] == [False, True]


def test_a_cause_that_comes_back_places_it_again() -> None:
    assert [h.open for h in settled(settled(settled((), PRICE)), PRICE)] == [False, True]


def test_releases_need_a_reason_a_role_and_an_open_hold() -> None:
    placed = settled((), PRICE)
    with pytest.raises(IncompleteInvoice):
        holds.release(placed, PRICE.code, 1, FINANCE, " ", NOW)
    with pytest.raises(NotAllowed):
        holds.release(placed, PRICE.code, 1, person("ines"), "fine by me", NOW)
    with pytest.raises(IllegalTransition):
        holds.release(placed, PRICE.code, 2, FINANCE, "fine", NOW)
    duplicate = holds.settle((), [Finding(HoldCode.DUPLICATE, "twin", "cancel")], (HoldCode.DUPLICATE,), NOW)
    with pytest.raises(NotAllowed):
        holds.release(duplicate, HoldCode.DUPLICATE, None, FINANCE, "pay twice", NOW)


POSTED = invoice(fields(line(1, "A", "10", "10.00")), State.POSTED, erp_id="77")


def payment(name: str, amount: str, **more: object) -> Payment:
    made = Payment(name, date(2026, 11, 10), brl(amount), brl("0"), brl("0"), brl("0"))
    return replace(made, **more)  # type: ignore[arg-type]


def seen(*payments: Payment, settled: bool = False, amount: str = "100", cancelled: bool = False) -> ErpPayable:
    return ErpPayable("77", "AP-1-v1", brl(amount), settled=settled, cancelled=cancelled, payments=payments)


def test_paid_in_full() -> None:
    after = payables.settle(POSTED, seen(payment("p1", "100"), settled=True))
    assert (after.invoice.state, after.events) == (State.PAID, (Event.SETTLED_IN_FULL,))


def test_partly_paid_then_the_rest() -> None:
    partly = payables.settle(POSTED, seen(payment("p1", "40")))
    assert (partly.invoice.state, partly.events) == (State.POSTED, (Event.PAYMENT_RECORDED,))
    assert partly.invoice.payment_status(date(2026, 11, 11)) is PaymentStatus.PARTLY_PAID
    full = payables.settle(partly.invoice, seen(payment("p1", "40"), payment("p2", "60"), settled=True))
    assert full.invoice.state is State.PAID


def test_looking_twice_changes_nothing() -> None:
    once = payables.settle(POSTED, seen(payment("p1", "100"), settled=True)).invoice
    assert payables.settle(once, seen(payment("p1", "100"), settled=True)) == payables.Settled(once, (), ())


def test_a_payment_that_is_gone_was_reversed() -> None:
    paid = payables.settle(POSTED, seen(payment("p1", "100"), settled=True)).invoice
    back = payables.settle(paid, seen())
    assert (back.invoice.state, back.events) == (State.POSTED, (Event.PAYMENT_REVERSED,))
    assert back.invoice.paid_amount == brl("0")


def test_reversed_and_paid_again_ends_paid() -> None:
    paid = payables.settle(POSTED, seen(payment("p1", "100"), settled=True)).invoice
    again = payables.settle(paid, seen(payment("p2", "100"), settled=True))
    assert again.events == (Event.PAYMENT_REVERSED, Event.SETTLED_IN_FULL)
    assert again.invoice.state is State.PAID


def test_what_was_changed_inside_the_erp_is_named() -> None:
    (finding,) = payables.settle(POSTED, seen(amount="120")).findings
    assert finding.code is HoldCode.ERP_DIFFERS
    assert "BRL 120.00" in finding.reason
    assert payables.settle(POSTED, seen(cancelled=True)).findings

"""The approver's queue: what waits until a day, what stands on top, and several decided together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ap_engine import queries, workflow
from ap_engine.model.commands_waiting import PutOff, TakeUp
from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed, Refusal, StaleVersion
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import PaymentPolicy, RiskPolicy, Severity
from tests.house import PEOPLE, House, place
from tests.workflow.trade import (
    BAKERY,
    FLOUR,
    Bill,
    approve,
    at_once,
    confirm,
    correct,
    history,
    now,
    order,
    pending,
    reject,
    split,
)

REASON = "The goods are checked on Friday."


def in_days(house: House, days: int) -> date:
    return house.engine.today() + timedelta(days=days)


def put_off(house: House, invoice: Invoice, who: str = "ines", days: int = 3, reason: str = REASON) -> Invoice:
    seen = now(house, invoice)
    return workflow.put_off(house.engine, PutOff(who, seen.id, seen.version, seen.revision, in_days(house, days), reason))


def take_up(house: House, invoice: Invoice, who: str) -> Invoice:
    seen = now(house, invoice)
    return workflow.take_up(house.engine, TakeUp(who, seen.id, seen.version, seen.revision))


def queue(house: House, who: str = "ines", put_off: bool = False) -> list[str]:
    return [row.id for row in queries.approvals_of(house.engine, who, put_off)]


@pytest.fixture
def invoice(house: House) -> Invoice:
    return pending(house, Bill("1", BAKERY))


def test_what_waits_leaves_every_queue_and_comes_back_on_its_day(house: House, invoice: Invoice) -> None:
    put_off(house, invoice)
    for who in ("ines", "saulo"):
        assert (queue(house, who), queue(house, who, put_off=True)) == ([], [invoice.id])
    with pytest.raises(NotAllowed, match="It waits until"):
        approve(house, invoice, "saulo")
    assert queries.invoice(house.engine, invoice.id).wait is not None
    house.forward(days=2)
    assert queue(house) == []
    house.forward(days=1)
    assert (queue(house), queue(house, put_off=True)) == ([invoice.id], [])
    assert queries.invoice(house.engine, invoice.id).wait is None
    approve(house, invoice, "ines", "saulo")
    assert now(house, invoice).state is State.POSTING
    told = [row for row in queries.audit(house.engine, subject=invoice.id) if row.event == "PutOff"]
    assert len(told) == 1 and REASON in told[0].data and told[0].actor == "Ines Leader"


def test_a_no_and_a_question_are_not_kept_waiting(house: House, invoice: Invoice) -> None:
    put_off(house, invoice)
    assert reject(house, invoice, "saulo").state is State.REJECTED


@pytest.mark.parametrize(("who", "may"), [("ines", True), ("saulo", True), ("fabio", True), ("ada", True), ("clara", False)])
def test_who_is_asked_and_finance_put_it_off(house: House, invoice: Invoice, who: str, may: bool) -> None:
    if not may:
        with pytest.raises(NotAllowed):
            put_off(house, invoice, who)
    else:
        put_off(house, invoice, who)
    assert (queue(house) == []) is may


def test_it_needs_a_reason_and_a_day_within_the_year(house: House, invoice: Invoice) -> None:
    for days, reason in ((3, " "), (0, REASON), (-1, REASON), (367, REASON)):
        with pytest.raises(IncompleteInvoice):
            put_off(house, invoice, days=days, reason=reason)
    approve(house, invoice, "ines", "saulo")
    with pytest.raises(IllegalTransition):
        put_off(house, invoice, "fabio")


def test_it_is_taken_up_by_who_put_it_off_or_by_finance(house: House, invoice: Invoice) -> None:
    put_off(house, invoice)
    with pytest.raises(NotAllowed):
        take_up(house, invoice, "saulo")
    take_up(house, invoice, "ines")
    assert queue(house) == [invoice.id]
    # The same days once more are another time.
    put_off(house, invoice)
    assert queue(house) == []
    take_up(house, invoice, "fabio")
    with pytest.raises(IllegalTransition):
        take_up(house, invoice, "fabio")
    approve(house, invoice, "ines")
    assert history(house, invoice).count("PutOff") == history(house, invoice).count("TakenUp") == 2


def test_an_invoice_that_changes_is_looked_at_at_once(house: House, invoice: Invoice) -> None:
    put_off(house, invoice, days=30)
    split(house, now(house, invoice), "saulo", (("technology", Decimal(50)), ("sales", Decimal(50))))
    assert queue(house) == [invoice.id]
    put_off(house, invoice, days=30)
    correct(house, now(house, invoice), due_date="2026-12-24")
    assert queries.invoice(house.engine, invoice.id).wait is None


def test_a_double_click_puts_it_off_once_and_an_old_screen_is_told(house: House, invoice: Invoice) -> None:
    command = PutOff("ines", invoice.id, invoice.version, invoice.revision, in_days(house, 3), REASON)
    answers = at_once(*(lambda: workflow.put_off(house.engine, command) for _ in range(4)))
    assert all(isinstance(answer, Invoice) for answer in answers)
    assert history(house, invoice).count("PutOff") == 1
    with pytest.raises(StaleVersion):
        workflow.put_off(house.engine, replace(command, actor="saulo", version=invoice.version - 1))


def test_the_queue_begins_with_what_loses_most_by_waiting(house: House) -> None:
    """2 % once and 1 % a month: a fine about to strike on much money stands before what is only long overdue."""
    house.engine.policy = replace(house.engine.policy, payment=PaymentPolicy(0, Decimal(2), Decimal(1)))
    today = house.engine.today()
    dues = {"11": today - timedelta(days=40), "23": today + timedelta(days=1), "35": today + timedelta(days=90), "47": None}
    prices = {"11": "10", "23": "90", "35": "500", "47": "50"}
    ids = {}
    for number, due in dues.items():
        line = ((*FLOUR[:3], Decimal(prices[number])),)
        issued = today - timedelta(days=60 + int(number))
        invoice = pending(house, Bill(number, BAKERY, lines=line, issued=issued))  # type: ignore[arg-type]
        if due is not None:
            invoice = correct(house, invoice, due_date=due.isoformat())
            invoice = confirm(house, invoice) if invoice.state is State.EXTRACTED else invoice
        ids[invoice.id] = number
    assert [ids[one] for one in queue(house)] == ["23", "11", "47", "35"]
    house.engine.policy = replace(house.engine.policy, payment=PaymentPolicy())
    assert [ids[one] for one in queue(house)] == ["11", "23", "47", "35"], "without a cost the first one due is first"


def without_risks(house: House) -> None:
    """Nothing is worth knowing: the risks are off in the policy."""
    off = dict.fromkeys(("new_supplier", "new_account", "round_amount", "under_limit", "several", "price_jump"), Severity.OFF)
    house.engine.policy = replace(house.engine.policy, risk=RiskPolicy(**off))


def test_several_green_ones_are_approved_each_by_its_own_entry(house: House) -> None:
    without_risks(house)
    waiting = _green(house)
    rows = queries.approvals_of(house.engine, "ines")
    assert {row.id for row in queries.approved_together(house.engine, "ines", rows)} == {one.id for one in waiting}
    outcome = workflow.approve_several(house.engine, "ines", [(one.id, one.version) for one in waiting])
    assert all(isinstance(one, Invoice) for one in outcome)
    for one in waiting:
        entries = [row for row in queries.audit(house.engine, subject=one.id) if row.event == "StepApproved"]
        assert len(entries) == 1 and '"through":"several at once"' in entries[0].data
    assert queue(house) == []


def _green(house: House) -> list[Invoice]:
    place(house, *(order(f"PO-{100 + n}", quantity=10 + 3 * n) for n in range(3)))
    bills = [
        Bill(str(7301 + 1234 * n), order=f"PO-{100 + n}", lines=((*FLOUR[:2], Decimal(10 + 3 * n), FLOUR[3]),)) for n in range(3)
    ]
    return [pending(house, bill) for bill in bills]


def test_one_refusal_does_not_stop_the_others(house: House) -> None:
    without_risks(house)
    first, second, third = _green(house)
    changed = split(house, second, "saulo", (("technology", Decimal(50)), ("sales", Decimal(50))))
    outcome = workflow.approve_several(house.engine, "ines", [(one.id, one.version) for one in (first, second, third)])
    assert [isinstance(one, Refusal) for one in outcome] == [False, True, False]
    assert isinstance(outcome[1], StaleVersion)
    assert queue(house) == [changed.id]


def test_what_asks_for_a_look_of_its_own_is_not_approved_with_others(house: House) -> None:
    # A new supplier is worth knowing; the bakery's bill has no order.
    place(house, order("PO-7"))
    noted, without_order = pending(house, Bill("7", order="PO-7")), pending(house, Bill("8", BAKERY))
    assert noted.notices
    rows = queries.approvals_of(house.engine, "ines")
    assert queries.approved_together(house.engine, "ines", rows) == ()
    outcome = workflow.approve_several(house.engine, "ines", [(one.id, one.version) for one in (noted, without_order)])
    assert all(isinstance(one, NotAllowed) and "look of its own" in one.detail for one in outcome)
    assert not {"StepApproved"} & {*history(house, noted), *history(house, without_order)}


def test_nobody_approves_others_cards_or_above_the_limit_that_way(house: House) -> None:
    without_risks(house)
    waiting = _green(house)
    chosen = [(one.id, one.version) for one in waiting]
    assert all(isinstance(one, Refusal) for one in workflow.approve_several(house.engine, "clara", chosen))
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(replace(PEOPLE["ines"], approval_limit=Money.of("80", "BRL")))
    rows = queries.approvals_of(house.engine, "ines")
    within = queries.approved_together(house.engine, "ines", rows)
    assert [row.amount for row in within] == [Money.of("125", "BRL")], "60 % of 125.00 is 75.00"
    outcome = workflow.approve_several(house.engine, "ines", chosen)
    assert sum(isinstance(one, Invoice) for one in outcome) == 1


def test_a_double_tap_on_several_decides_each_once(house: House) -> None:
    without_risks(house)
    waiting = _green(house)
    chosen = [(one.id, one.version) for one in waiting]
    answers = at_once(*(lambda: workflow.approve_several(house.engine, "ines", chosen) for _ in range(3)))
    assert all(isinstance(one, Invoice) for answer in answers for one in answer)
    assert [history(house, one).count("StepApproved") for one in waiting] == [1, 1, 1]

"""The approver's page: put off until a day and taken up again, several approved together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from ap_engine import queries
from ap_engine.model.invoice import Invoice
from ap_engine.model.policy import PaymentPolicy, RiskPolicy, Severity
from tests.house import House, place
from tests.screens.conftest import Screens
from tests.screens.test_desk import said
from tests.workflow.trade import FLOUR, Bill, history, order, pending


@pytest.fixture(autouse=True)
def calm(house: House) -> Iterator[None]:
    """No named risk is worth knowing, and late payment costs 2 % and 1 % a month."""
    off = dict.fromkeys(("new_supplier", "new_account", "round_amount", "under_limit", "several", "price_jump"), Severity.OFF)
    cost = PaymentPolicy(0, Decimal(2), Decimal(1))
    house.engine.policy = replace(house.engine.policy, risk=RiskPolicy(**off), payment=cost)
    yield
    house.engine.policies.fixed = None


def bill(house: House, number: int, quantity: int) -> Invoice:
    place(house, order(f"PO-{number}", quantity=quantity))
    return pending(house, Bill(str(number), order=f"PO-{number}", lines=((*FLOUR[:2], Decimal(quantity), FLOUR[3]),)))


def test_an_approver_puts_a_card_off_and_takes_it_up_again(screens: Screens, house: House) -> None:
    invoice = bill(house, 5301, 17)
    at = screens("ines", "work/approvals.py", invoice=invoice.id)
    assert "0.07 a day" in str([element.proto for element in at.get("bidi_component")])
    at.button(key="put_off_send").click().run()
    assert "Choose a day" in said(at)
    at.date_input(key="put_off_until").set_value(house.engine.today() + timedelta(days=60))
    at.text_input(key="put_off_reason").set_value("Checked after the holidays").run()
    assert "days after it is due" in said(at)
    at.button(key="put_off_send").click().run()
    assert not at.exception
    assert "Checked after the holidays" in said(at) and "Waits until" in said(at)
    assert queries.approvals_of(house.engine, "ines") == ()
    finance = screens("fabio", "work/review.py", invoice=invoice.id)
    finance.button(key="take_up").click().run()
    assert [row.id for row in queries.approvals_of(house.engine, "ines")] == [invoice.id]


def test_several_that_agree_are_approved_with_their_sum_on_the_button(screens: Screens, house: House) -> None:
    invoices = [bill(house, number, quantity) for number, quantity in ((5417, 11), (6529, 23), (7731, 31))]
    at = screens("ines", "work/approvals.py", phone=True)
    assert at.button(key="several_send").disabled
    at.button(key="several_all").click().run()
    assert all(box.value for box in at.checkbox)
    left_out = next(box for box in at.checkbox if invoices[2].id in box.key)
    left_out.uncheck().run()
    assert "R$\u00a0" in at.button(key="several_send").label
    at.button(key="several_send").click().run()
    assert not at.exception
    assert [history(house, one).count("StepApproved") for one in invoices] == [1, 1, 0]

"""Did it arrive? Whoever leads the area that ordered says so, and what waited goes on by itself."""

from __future__ import annotations

from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from tests.house import House, place
from tests.screens.conftest import Screens
from tests.screens.test_desk import said
from tests.workflow.trade import Bill, held_for, now, order, receive

PAGE = "work/receipts.py"
SALES = (("sales", "100"),)


def test_what_arrived_is_said_and_the_invoice_goes_on(screens: Screens, house: House) -> None:
    place(house, order("PO-R1", cost_centers=SALES), received=False)
    invoice = receive(house, Bill("3101", order="PO-R1"))
    assert HoldCode.QUANTITY_RECEIVED in held_for(invoice)
    at = screens("saulo", PAGE)
    assert not at.exception and "Order PO-R1" in said(at)
    assert at.text_input(key="quantity_PO-R1_1").value == "10"
    at.text_input(key="quantity_PO-R1_1").set_value("4")
    at.button(key="receipt_send_PO-R1").click().run()
    assert "10 billed, 4 received" in " ".join(hold.reason for hold in now(house, invoice).open_holds)
    assert at.text_input(key="quantity_PO-R1_1").value == "4", "what was typed stays until the page is opened again"
    at = screens("saulo", PAGE)
    assert at.text_input(key="quantity_PO-R1_1").value == "6"
    at.button(key="receipt_send_PO-R1").click().run()
    assert now(house, invoice).state is State.PENDING_APPROVAL


def test_what_is_no_quantity_says_so_and_changes_nothing(screens: Screens, house: House) -> None:
    place(house, order("PO-R2", cost_centers=SALES), received=False)
    invoice = receive(house, Bill("3102", order="PO-R2"))
    at = screens("saulo", PAGE, order="PO-R2")
    at.text_input(key="quantity_PO-R2_1").set_value("ten")
    at.button(key="receipt_send_PO-R2").click().run()
    assert "“ten” is no quantity" in said(at)
    at.text_input(key="quantity_PO-R2_1").set_value("")
    at.button(key="receipt_send_PO-R2").click().run()
    assert "Say how much arrived" in said(at)
    assert HoldCode.QUANTITY_RECEIVED in held_for(now(house, invoice))


def test_who_leads_another_area_is_not_asked(screens: Screens, house: House) -> None:
    place(house, order("PO-R3", cost_centers=SALES), received=False)
    receive(house, Bill("3103", order="PO-R3"))
    assert "PO-R3" not in said(screens("ines", PAGE))
    assert "PO-R3" in said(screens("fabio", PAGE))

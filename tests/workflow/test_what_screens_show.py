"""What people are shown: one clear message for what could not be read, budgets beside spend, one row an invoice."""

from __future__ import annotations

from datetime import date

from ap_engine import queries
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from tests.house import House
from tests.workflow.trade import BAKERY, Bill, confirm, held_for, posted, receive

NOT_AN_INVOICE = b"<recipe><egg/></recipe>"


def test_what_could_not_be_read_has_one_hold_that_says_so(house: House) -> None:
    invoice = receive(house, NOT_AN_INVOICE)
    assert invoice.state is State.EXTRACTED
    assert held_for(invoice) == {HoldCode.UNREADABLE}


def test_a_person_who_types_the_fields_in_lifts_it(house: House) -> None:
    invoice = confirm(
        house,
        receive(house, NOT_AN_INVOICE),
        supplier_name=BAKERY.name,
        supplier_tax_id=BAKERY.tax_id,
        invoice_number="77",
        issue_date="2026-11-02",
        gross_total="80.00",
    )
    assert HoldCode.UNREADABLE not in held_for(invoice)
    assert invoice.fields.supplier_id == BAKERY.id
    assert invoice.state is not State.EXTRACTED


def test_a_cost_center_without_spend_still_shows_its_budget(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, 11, Money.of("500", "BRL"))
    (row,) = queries.spend(house.engine, date(2026, 11, 1), date(2026, 11, 30))
    assert (row.cost_center, row.amount, row.budget) == ("Sales", Money.of("0", "BRL"), Money.of("500", "BRL"))


def test_spend_is_the_approved_shares_beside_the_budget(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, 11, Money.of("500", "BRL"))
    posted(house, Bill("1001", BAKERY))
    rows = queries.spend(house.engine, date(2026, 11, 1), date(2026, 11, 30))
    assert [(row.cost_center, row.amount, row.budget) for row in rows] == [
        ("Sales", Money.of("50", "BRL"), Money.of("500", "BRL")),
        ("Technology", Money.of("75", "BRL"), None),
    ]
    assert len(queries.spend_detail(house.engine, "sales", date(2026, 11, 1))) == 1
    assert queries.spend_detail(house.engine, "sales", date(2026, 10, 1)) == ()

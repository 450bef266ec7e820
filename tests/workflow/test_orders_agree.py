"""The books as witnesses of what was read: an invoice whose order agrees needs nobody to confirm it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ap_engine import workflow
from ap_engine.model.commands import RecordExtraction
from ap_engine.model.extraction import Box, Evidence, ExtractedLine, Extraction, Reading, Source, Witness
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM
from ap_engine.workflow import intake
from pages.ui import paper
from tests.house import House, place
from tests.workflow.trade import BAKERY, MILL, confirm, held_for, now, order

SURE = {"invoice_number": "77", "issue_date": "2026-11-02", "currency": "BRL"}
LIKELY = {
    "supplier_name": MILL.name,
    "supplier_tax_id": MILL.tax_id,
    "purchase_order_numbers": "4711",
    "net_total": "125.00",
    "gross_total": "125.00",
}
FLOUR = (ExtractedLine(item_code="FLOUR", description="Wheat flour", quantity="10", unit_price="12.50", line_net="125.00"),)


def page(**changes: str) -> Extraction:
    """An invoice on paper: number and day are certain by themselves, the rest is only likely."""
    values = SURE | LIKELY | changes
    readings = tuple(
        Reading(name, value, 85, name in SURE, Source.PDF_TEXT, Evidence(1, Box(0, n * 10, 50, n * 10 + 8)))
        for n, (name, value) in enumerate(values.items())
    )
    numbers = tuple(values["purchase_order_numbers"].split())
    return Extraction(Source.PDF_TEXT, readings=readings, purchase_order_numbers=numbers, lines=FLOUR, pages=1)


def read(house: House, extraction: Extraction, name: str = "invoice.pdf") -> Invoice:
    """The file came in, and this was read from it."""
    received = workflow.receive_document(house.engine, "clara", f"%PDF-1.4 {name}".encode(), name)
    return intake.record_extraction(house.engine, RecordExtraction(SYSTEM, received.invoice_id, 1, extraction))


def witnesses(house: House, invoice: Invoice) -> dict[str, Witness]:
    with house.engine.store.snapshot() as tx:
        stored = tx.invoices.extraction(invoice.id)
    assert stored is not None
    return {one.field: one.witness for one in stored.readings if one.witness is not None}


def test_an_invoice_that_its_order_agrees_with_confirms_itself(house: House) -> None:
    place(house, order("4711"))
    invoice = read(house, page())
    assert invoice.confirmed_by == SYSTEM
    assert invoice.state is State.MATCHED
    assert invoice.match is not None
    assert invoice.match.certain
    assert witnesses(house, invoice) == dict.fromkeys(LIKELY, Witness.ORDER) | {
        "supplier_name": Witness.REGISTER,
        "supplier_tax_id": Witness.REGISTER,
    }
    sql = "SELECT data FROM audit_log WHERE subject = ? AND data LIKE '%agreed%'"
    assert house.engine.store.rows(sql, (invoice.id,))


@pytest.mark.parametrize(
    "changes",
    [
        {"purchase_order_numbers": "4799"},
        {"gross_total": "135.00", "net_total": "135.00"},
        {"supplier_name": "Rua das Flores"},
        {"supplier_name": BAKERY.name, "supplier_tax_id": BAKERY.tax_id},
    ],
    ids=["no such order", "another total", "another name", "another supplier's order"],
)
def test_what_the_books_do_not_bear_out_waits_for_a_person(house: House, changes: dict[str, str]) -> None:
    place(house, order("4711"))
    invoice = read(house, page(**changes))
    assert invoice.state is State.EXTRACTED
    assert invoice.confirmed_by is None


def test_an_order_that_comes_later_agrees_as_well(house: House) -> None:
    invoice = read(house, page())
    assert invoice.state is State.EXTRACTED
    place(house, order("4711"))
    intake.reexamine(house.engine, invoice.id)
    assert now(house, invoice).confirmed_by == SYSTEM
    assert witnesses(house, invoice)["gross_total"] is Witness.ORDER


def test_what_another_invoice_bills_is_not_left_for_this_one(house: House) -> None:
    place(house, order("4711"))
    read(house, page())
    second = read(house, page(invoice_number="78"), "second.pdf")
    assert second.state is State.EXTRACTED
    assert witnesses(house, second)["purchase_order_numbers"] is Witness.ORDER
    assert "gross_total" not in witnesses(house, second)


def test_the_screen_says_which_witness_it_was(house: House) -> None:
    place(house, order("4711"))
    with house.engine.store.snapshot() as tx:
        stored = tx.invoices.extraction(read(house, page()).id)
    assert stored is not None
    said = {one.field: paper.level_of(one) for one in stored.readings}
    assert said["gross_total"] == ("certain", "Certain", "The purchase order agrees.")
    assert said["supplier_name"] == ("certain", "Certain", "The supplier register agrees.")
    assert said["invoice_number"][2].startswith("Something independent agrees")


def test_a_loosely_written_order_of_another_supplier_is_held(house: House) -> None:
    place(house, order("4711", supplier=BAKERY))
    invoice = confirm(house, read(house, page(purchase_order_numbers="Pedido-nº-4711")))
    assert HoldCode.ORDER_OF_OTHER_SUPPLIER in held_for(invoice)
    assert invoice.match is not None
    assert invoice.match.order_numbers == ()


def test_an_order_found_by_good_will_says_so(house: House) -> None:
    place(house, replace(order("4711"), issue_date=date(2026, 10, 2)))
    invoice = confirm(house, read(house, page(purchase_order_numbers="47I1")))
    assert invoice.match is not None
    assert invoice.match.order_numbers == ("4711",)
    assert not invoice.match.certain
    assert "I for 1" in invoice.match.how

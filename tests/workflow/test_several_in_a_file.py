"""One file, several invoices: none is lost, each goes its own way (rule C16)."""

from __future__ import annotations

import json
from urllib.request import urlopen

from ap_engine import jobs, workflow
from ap_engine.model.lifecycle import State
from tests.house import House, place
from tests.workflow.trade import BAKERY, MILL, Bill, approve, deliver, now, order, split


def both(*bills: Bill) -> bytes:
    """The bills in one envelope, as some portals hand them out."""
    return b"<Batch>" + b"".join(bill.xml().removeprefix(b'<?xml version="1.0"?>') for bill in bills) + b"</Batch>"


def test_each_invoice_of_a_file_becomes_one(house: House) -> None:
    place(house, order("4711"))
    engine = house.engine
    received = workflow.receive_document(engine, "clara", both(Bill("1001", order="4711"), Bill("2002", BAKERY)), "two.xml")
    assert jobs.read_waiting(engine) == 2
    first, second = now(house, received.invoice_id), now(house, f"{received.invoice_id}-2")
    assert (first.fields.invoice_number, second.fields.invoice_number) == ("1001", "2002")
    assert (first.fields.supplier_id, second.fields.supplier_id) == (MILL.id, BAKERY.id)
    assert first.original_sha256 == second.original_sha256
    assert second.entered_by == "clara"


def test_the_file_again_is_neither_of_them_again(house: House) -> None:
    file = both(Bill("1001", BAKERY), Bill("1002", BAKERY))
    workflow.receive_document(house.engine, "clara", file, "two.xml")
    jobs.read_waiting(house.engine)
    assert workflow.receive_document(house.engine, "carlos", file, "again.xml").already
    assert jobs.read_waiting(house.engine) == 0


def test_each_is_posted_once_with_the_file_attached(house: House) -> None:
    received = workflow.receive_document(house.engine, "clara", both(Bill("1001", BAKERY), Bill("1002", BAKERY)), "two.xml")
    jobs.read_waiting(house.engine)
    for invoice_id in (received.invoice_id, f"{received.invoice_id}-2"):
        approve(house, split(house, now(house, invoice_id)), "ines", "saulo")
    deliver(house)
    with urlopen(f"{house.address}/sandbox/books.json") as answer:
        payables = json.load(answer)["payables"]
    assert sorted(p["numero_documento_fiscal"] for p in payables) == ["1001", "1002"]
    assert {len(p["attachments"]) for p in payables} == {1}
    assert {now(house, i).state for i in (received.invoice_id, f"{received.invoice_id}-2")} == {State.POSTED}

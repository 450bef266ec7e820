"""The index of duplicates: it follows the invoices, and books from before it are entered when they are opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.lifecycle import State
from ap_engine.rules import duplicates
from ap_engine.rules.duplicate_keys import Key
from ap_engine.store import Store
from tests.store.examples import NOW
from tests.unit.trade import brl, invoice

FIELDS = InvoiceFields(
    supplier_tax_id="12345678000195", invoice_number="4711", issue_date=date(2026, 3, 1), gross_total=brl("10.00"), currency="BRL"
)
BILL = replace(invoice(FIELDS), revision=0)
NUMBER = Key("number", "12345678|4711")


def test_what_was_corrected_is_found_where_it_belongs_now_and_not_where_it_was(path: Path) -> None:
    store = Store.open(path)
    one = duplicates.likeness(BILL, None)
    for changed in (one, replace(one, number="NF 4712"), replace(one, number="4712")):
        with store.write("clara", NOW) as tx:
            tx.likenesses.enter(changed)
            tx.settings.set("written", changed.number)
    with store.snapshot() as tx:
        assert tx.likenesses.read([NUMBER])[NUMBER] == ()
        there = Key("number", "12345678|4712")
        assert tx.likenesses.read([there])[there] == (replace(one, number="4712"),)
        assert tx.likenesses.find(one.invoice_id) == replace(one, number="4712")
    store.close()


def test_whoever_leaves_a_shelf_leaves_the_others_on_it(path: Path) -> None:
    store = Store.open(path)
    one, other = duplicates.likeness(BILL, None), duplicates.likeness(replace(BILL, id="AP-2"), None)
    for entered in (one, other, replace(one, number="4712")):
        with store.write("clara", NOW) as tx:
            tx.likenesses.enter(entered)
            tx.settings.set("written", f"{entered.invoice_id} {entered.number}")
    with store.snapshot() as tx:
        assert tx.likenesses.read([NUMBER])[NUMBER] == (other,)
    store.close()


def test_books_from_before_the_index_are_entered_when_they_are_opened(path: Path) -> None:
    store = Store.open(path)
    with store.write("clara", NOW) as tx:
        tx.save(BILL)
        tx.save(replace(BILL, id="AP-2", state=State.CANCELLED))
        tx.save(replace(BILL, id="AP-3", state=State.RECEIVED, fields=InvoiceFields()))
    store.close()
    with duckdb.connect(str(path)) as raw:
        raw.execute("DELETE FROM likeness")
    for _ in range(2):
        store = Store.open(path)
        with store.snapshot() as tx:
            assert tx.likenesses.read([NUMBER])[NUMBER] == (duplicates.likeness(BILL, None),)
            assert tx.likenesses.find("AP-2") is not None
            assert tx.likenesses.find("AP-3") is None
        store.close()

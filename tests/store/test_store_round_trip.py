"""What goes into the books comes out of them."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ap_engine.model.errors import IncompleteInvoice, StaleVersion, UnknownInvoice
from ap_engine.model.extraction import Box, Evidence, Extraction, Reading, Source
from ap_engine.model.invoice import Invoice, InvoiceFields
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.money import CurrencyMismatch, Money
from ap_engine.store import Store, values
from tests.store.examples import ANA, NOW, brl, full_invoice, plain_invoice


def saved(store: Store, invoice: Invoice, *events: Event) -> Invoice:
    with store.write(ANA, NOW) as tx:
        return tx.save(invoice, *events)


def test_the_full_example_leaves_no_field_at_its_default() -> None:
    invoice = full_invoice()
    for value, kind in ((invoice, Invoice), (invoice.fields, InvoiceFields)):
        left = [f.name for f in fields(kind) if f.default is not MISSING and getattr(value, f.name) == f.default]
        assert left == []


def test_a_full_invoice_comes_back_as_it_went_in(store: Store) -> None:
    written = saved(store, full_invoice(), Event.DOCUMENT_RECEIVED)
    assert written == replace(full_invoice(), revision=1)
    with store.snapshot() as books:
        assert books.invoices.get("inv-full") == written


def test_it_comes_back_after_closing_and_opening(path: Path) -> None:
    first = Store.open(path)
    written = saved(first, full_invoice())
    first.close()
    again = Store.open(path)
    with again.snapshot() as books:
        assert books.invoices.get("inv-full") == written
    again.close()


def test_every_part_can_be_changed_and_emptied(store: Store) -> None:
    full = saved(store, full_invoice())
    bare = saved(store, plain_invoice(2))
    swapped = replace(full, id=bare.id, revision=bare.revision)
    grown = saved(store, swapped)
    with store.snapshot() as books:
        assert books.invoices.get(bare.id) == grown == replace(swapped, revision=2)
    shrunk = saved(store, replace(plain_invoice(2), payments=grown.payments, revision=2))
    with store.snapshot() as books:
        assert books.invoices.get(bare.id) == shrunk
        assert books.invoices.get("inv-full") == full
        assert books.rows("SELECT count(*) FROM match_lines WHERE invoice_id = ?", [bare.id]) == [(0,)]


def test_several_saves_in_one_transaction(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        invoice = tx.save(full_invoice(), Event.DOCUMENT_RECEIVED)
        invoice = tx.save(replace(invoice, steps=(), match=None), Event.FIELDS_CORRECTED)
        invoice = tx.save(replace(invoice, steps=full_invoice().steps, match=full_invoice().match), Event.MATCH_COMPLETED)
        assert tx.invoices.get(invoice.id) == invoice
    with store.snapshot() as books:
        assert books.invoices.get(invoice.id) == invoice
        assert invoice.revision == 3


def test_a_payment_is_reversed_and_never_taken_out(store: Store) -> None:
    invoice = saved(store, full_invoice())
    first, second = invoice.payments
    invoice = saved(store, replace(invoice, payments=(first, replace(second, reversed=True))))
    with store.snapshot() as books:
        assert [p.reversed for p in books.invoices.get(invoice.id).payments] == [True, True]
    with pytest.raises(ValueError, match="never taken out"):
        saved(store, replace(invoice, payments=(first,)))
    with pytest.raises(CurrencyMismatch):
        saved(store, replace(invoice, payments=(first, replace(second, fine=Money.of("1", "EUR")))))


def test_who_saves_what_somebody_else_changed_is_told(store: Store) -> None:
    invoice = saved(store, plain_invoice())
    saved(store, replace(invoice, note="first"))
    with pytest.raises(StaleVersion):
        saved(store, replace(invoice, note="second"))
    with store.snapshot() as books:
        assert books.invoices.get(invoice.id).note == "first"
        with pytest.raises(StaleVersion):
            books.invoices.get(invoice.id, version=2)
        with pytest.raises(UnknownInvoice):
            books.invoices.get("nobody")
        assert books.invoices.find("nobody") is None


def test_invoices_are_found(store: Store) -> None:
    full = saved(store, full_invoice())
    named = plain_invoice(2, state=State.MATCHED)
    named = replace(named, fields=replace(named.fields, purchase_order_references=("PO-9",)))
    matched = replace(full_invoice(), id="inv-3", state=State.VALIDATED, erp_id=None, received_at=NOW + timedelta(days=1))
    named, matched = saved(store, named), saved(store, matched)
    with store.snapshot() as books:
        assert books.invoices.by_sha("ab" * 32) == full
        assert books.invoices.by_sha("none") is None
        assert books.invoices.by_erp_id("4711") == full
        assert books.invoices.by_erp_id("4712") is None
        assert books.invoices.in_state(State.MATCHED, State.VALIDATED) == [named.id, matched.id]
        assert books.invoices.in_state() == []
        assert books.invoices.touching_order("PO-9") == [named.id]
        assert books.invoices.touching_order("PO-1") == [matched.id]


def test_an_extraction_is_kept_by_version(store: Store) -> None:
    reading = Reading("due_date", "2026-12-03", 97, True, Source.OCR, Evidence(1, Box(1, 2, 3, 4)))
    first = Extraction(Source.OCR, readings=(reading,), notes={"engine": "tesseract \ud800 \0"})
    invoice = saved(store, plain_invoice())
    with store.write(ANA, NOW) as tx:
        tx.save_extraction(invoice.id, 1, Extraction(Source.XML))
        tx.save_extraction(invoice.id, 1, first)
    with store.snapshot() as books:
        assert books.invoices.extraction(invoice.id) == first
        assert books.invoices.extraction("nobody") is None
    with store.write(ANA, NOW) as tx:
        tx.invoices.save_extraction(invoice.id, 2, Extraction(Source.PDF_TEXT))
        assert tx.invoices.extraction(invoice.id) == Extraction(Source.PDF_TEXT)


def test_text_that_no_database_takes_is_made_harmless(store: Store) -> None:
    odd = plain_invoice()
    saved(
        store, replace(odd, file_name="a\0b\ud800c", fields=replace(odd.fields, supplier_name="x\udfff")), Event.DOCUMENT_RECEIVED
    )
    with store.snapshot() as books:
        assert books.invoices.get(odd.id).file_name == "a\ufffdb?c"


@given(st.decimals(min_value="-9999999999999999.99", max_value="9999999999999999.99", places=2))
def test_money_is_exact(amount: Decimal) -> None:
    assert values.money_columns(Money(amount, "BRL")) == (amount, "BRL")


def test_money_and_quantities_are_exact_through_the_file(store: Store) -> None:
    amounts = [Decimal(t) for t in ("1E+5", "1.2E+3", "0.10", "-0.01", "9999999999999999.99", "0", "1E-2", "123.40")]
    quantities = [Decimal(t) for t in ("1E+5", "0.0000000001", "2", "2.50", "99999999999999999.1234567891", "100", "0", "-3")]
    base = full_invoice().fields.lines[1]
    lines = tuple(
        replace(base, number=i, net=Money(a, "BRL"), quantity=q, unit_price=q)
        for i, (a, q) in enumerate(zip(amounts, quantities, strict=True))
    )
    invoice = plain_invoice()
    saved(store, replace(invoice, fields=replace(invoice.fields, lines=lines)))
    with store.snapshot() as books:
        back = books.invoices.get(invoice.id).fields.lines
    assert [line.net.amount for line in back] == amounts
    assert [line.quantity for line in back] == quantities
    assert [str(line.quantity) for line in back][:6] == [
        "100000", "1E-10", "2", "2.5", "99999999999999999.1234567891", "100",
    ]  # fmt: skip
    assert store.rows("SELECT sum(net_amount) FROM invoice_lines") == [(sum(amounts),)]


def test_an_amount_that_cannot_be_one_is_refused(store: Store) -> None:
    invoice = plain_invoice()
    with pytest.raises(IncompleteInvoice, match="cannot be an amount"):
        saved(store, replace(invoice, fields=replace(invoice.fields, gross_total=brl("10000000000000000"))))
    assert store.rows("SELECT count(*) FROM invoices") == [(0,)]


def test_the_columns_that_screens_query(store: Store) -> None:
    saved(store, full_invoice())
    sql = """SELECT state, supplier_id, gross_amount, due_amount, due_currency, issue_date, category_code, entered_by,
             document_type, erp_id FROM invoices WHERE received_at <= :now"""
    row = (
        "posted",
        "acme",
        Decimal("100000.00"),
        Decimal("-17.23"),
        "EUR",
        date(2026, 11, 3),
        "2.01.03",
        ANA,
        "credit_note",
        "4711",
    )
    assert store.rows(sql, {"now": NOW}) == [row]
    assert store.rows("SELECT code, blocks FROM holds WHERE released_by IS NULL") == [("erp_differs", "payment")]
    assert store.rows("SELECT approver_id FROM approval_steps WHERE decision = ?", ["waiting"]) == [("dora",)]

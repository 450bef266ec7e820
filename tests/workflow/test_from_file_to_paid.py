"""The main job: a supplier's file comes in, and in the end the ERP says that it was paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ap_engine import workflow
from ap_engine.demo.documents import DraftLine, Format, InvoiceDraft, render
from ap_engine.demo.letterhead import Letterhead
from ap_engine.extraction.einvoice import read_xml
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import Company, Supplier
from ap_engine.model.payable import PaymentStatus
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.store import audit_log
from tests.house import CORPUS, HOME, House, furnish, opened, place, sandbox
from tests.workflow.trade import (
    BAKERY,
    FLOUR,
    MILL,
    Bill,
    approve,
    confirm,
    deliver,
    held_for,
    history,
    now,
    order,
    posted,
    receive,
    reference,
    split,
)

NFE = CORPUS / "nfelib-xml" / "26180875335849000115550010000016871192213331-nfe.xml"
UBL = CORPUS / "zugferd-corpus-xml" / "EN16931_Einfach_DueDate.ubl.xml"


def shares_of(title: dict[str, Any]) -> list[tuple[str, Decimal, Decimal]]:
    """(department, percent, amount) of a title in the ERP's books."""
    return [(share["cDesDep"], Decimal(str(share["nPerDep"])), Decimal(str(share["nValDep"]))) for share in title["distribuicao"]]


def order_for(path: Path, number: str, supplier: Supplier) -> PurchaseOrder:
    """The order that an electronic invoice bills, line by line."""
    read = read_xml(path.read_bytes())[0]
    lines = tuple(
        PurchaseOrderLine(n, line.item_code or "", line.description or "", Decimal(line.quantity or 1), line.unit or "",
                          Decimal(line.line_net or 0) / Decimal(line.quantity or 1))
        for n, line in enumerate(read.lines, start=1)
    )  # fmt: skip
    return PurchaseOrder(number, supplier.id, read.value("currency") or "", date(2018, 1, 1), lines)


def pay(house: House, invoice: Invoice, amount: str, **more: Decimal) -> str:
    """Finance pays in the ERP."""
    return house.omie.pay(reference(invoice), Decimal(amount), date(2026, 11, 23), **more)


def after_sync(house: House, invoice: Invoice) -> Invoice:
    """The invoice after a look at what the ERP changed."""
    workflow.sync_payments(house.engine)
    return now(house, invoice)


@pytest.mark.skipif(not NFE.exists(), reason=f"the corpus is not there: {NFE}")
def test_an_nfe_goes_from_the_file_to_paid(tmp_path: Path) -> None:
    read = read_xml(NFE.read_bytes())[0]
    supplier = Supplier("sup", read.supplier.name or "", read.supplier.tax_id or "")
    company = Company("Casa Ltda", read.buyer.tax_id or "", "BRL")
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address, company=company) as house:
        furnish(house, supplier)
        place(house, order_for(NFE, "4711", supplier))
        invoice = receive(house, NFE.read_bytes(), name="../../nota.xml")
        assert (invoice.state, invoice.file_name) == (State.MATCHED, "nota.xml")
        assert invoice.confirmed_by == "system", "every reading of an NF-e is certain: nobody has to confirm it"
        assert invoice.match is not None
        assert (invoice.match.order_numbers, invoice.match.within_tolerance) == (("4711",), True)
        invoice = split(house, invoice)
        assert [(step.approver_id, step.amount) for step in invoice.steps] == [
            ("ines", Money.of("3468.00", "BRL")),
            ("saulo", Money.of("2312.00", "BRL")),
        ]
        assert approve(house, invoice, "ines").state is State.PENDING_APPROVAL
        assert approve(house, invoice, "saulo").state is State.POSTING
        deliver(house)
        invoice = now(house, invoice)
        (title,) = house.payables()
        assert (invoice.state, invoice.erp_id) == (State.POSTED, str(title["codigo_lancamento_omie"]))
        assert title["codigo_lancamento_integracao"] == reference(invoice)
        assert (title["valor_documento"], title["chave_nfe"]) == (5780, read.value("access_key"))
        assert shares_of(title) == [("Technology", 60, 3468), ("Sales", 40, 2312)]
        (attached,) = title["attachments"]
        assert attached["sha256"] == sha256(NFE.read_bytes()).hexdigest()
        pay(house, invoice, "5780.00")
        invoice = after_sync(house, invoice)
        assert (invoice.state, invoice.paid_amount) == (State.PAID, Money.of("5780.00", "BRL"))
        assert after_sync(house, invoice).revision == invoice.revision, "looking twice changes nothing"
        assert audit_log.verify(house.engine.store)[1] is None
        assert history(house, invoice)[-1] == "SettledInFull"


@pytest.mark.skipif(not UBL.exists(), reason=f"the corpus is not there: {UBL}")
def test_a_ubl_invoice_in_euro_is_booked_in_our_currency_by_the_rate_of_the_policy(tmp_path: Path) -> None:
    supplier = Supplier("lieferant", "Lieferant GmbH", "DE123456789")
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address) as house:
        house.engine.policy = replace(house.engine.policy, exchange_rates=(("EUR", Decimal("6.1234")),))
        furnish(house, supplier)
        place(house, order_for(UBL, "90", supplier))
        invoice = receive(house, UBL.read_bytes())
        assert invoice.state is State.EXTRACTED, "its tax id has wrong check digits: a person looks at it first"
        invoice = confirm(house, invoice, purchase_order_references="90")
        assert invoice.state is State.MATCHED
        invoice = split(house, invoice, "carlos", (("technology", Decimal("33.33")), ("sales", Decimal("66.67"))))
        ours = Money.of("3244.61", "BRL")  # 529.87 × 6.1234 = 3244.605958
        assert invoice.owed == ours
        assert sum(step.amount.amount for step in invoice.steps) == ours.amount
        approve(house, invoice, "ines", "saulo")
        deliver(house)
        (title,) = house.payables()
        assert title["valor_documento"] == 3244.61
        assert "EUR 529.87" in title["observacao"], "who reads it in the ERP sees what the document says"
        assert [share[1:] for share in shares_of(title)] == [
            (Decimal("33.33"), Decimal("1081.43")),
            (Decimal("66.67"), Decimal("2163.18")),
        ]
        pay(house, now(house, invoice), "3244.61")
        assert after_sync(house, invoice).state is State.PAID


def test_a_pdf_is_read_confirmed_by_a_person_and_paid(house: House) -> None:
    place(house, order("4712"))
    mill = Letterhead(MILL.name, "Moinho", MILL.tax_id, "Rua das Flores", "10", "Centro", "Campinas", "3509502", "SP",
                      "13010000", "19 3232-1000", "faturas@moinho.example")  # fmt: skip
    us = replace(mill, name=HOME.name, trade_name="Casa", tax_id=HOME.tax_id, email="compras@casa.example")
    line = DraftLine(FLOUR[0], FLOUR[1], FLOUR[2], "UN", FLOUR[3])
    bill = InvoiceDraft(mill, us, "20981", date(2026, 11, 3), date(2026, 12, 3), "BRL", (line,), order_numbers=("4712",))
    house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
    invoice = receive(house, render(bill, Format.BILL_PDF), name="fatura.pdf")
    assert invoice.state is State.EXTRACTED
    fields = invoice.fields
    assert (fields.supplier_id, fields.gross_total) == ("mill", Money.of("125.00", "BRL"))
    invoice = split(house, confirm(house, invoice, invoice_number="20981"), "carlos")
    assert invoice.fields.invoice_number == "20981", "whatever was read, the person has the last word"
    assert invoice.match is not None
    assert invoice.match.order_numbers == ("4712",)
    approve(house, invoice, "ines", "saulo")
    deliver(house)
    (title,) = house.payables()
    assert shares_of(title) == [("Technology", 60, 75), ("Sales", 40, 50)]
    assert [attached["name"] for attached in title["attachments"]] == ["fatura.pdf"]
    pay(house, now(house, invoice), "125.00")
    assert after_sync(house, invoice).state is State.PAID


def test_a_payment_in_two_parts_is_paid_with_the_second(house: House) -> None:
    invoice = posted(house, Bill("77", BAKERY))
    first = pay(house, invoice, "50.00")
    invoice = after_sync(house, invoice)
    assert invoice.state is State.POSTED
    assert invoice.payment_status(date(2026, 11, 23)) is PaymentStatus.PARTLY_PAID
    second = pay(house, invoice, "75.00")
    invoice = after_sync(house, invoice)
    assert (invoice.state, [payment.id for payment in invoice.payments]) == (State.PAID, [first, second])
    assert history(house, invoice)[-2:] == ["PaymentRecorded", "SettledInFull"]


def test_a_payment_that_is_taken_back_turns_the_card_back(house: House) -> None:
    invoice = posted(house, Bill("78", BAKERY))
    first, second = pay(house, invoice, "50.00"), pay(house, invoice, "75.00")
    assert after_sync(house, invoice).state is State.PAID
    house.omie.cancel_payment(second)
    invoice = after_sync(house, invoice)
    assert invoice.state is State.POSTED
    assert invoice.paid_amount == Money.of("50.00", "BRL")
    assert [(payment.id, payment.reversed) for payment in invoice.payments] == [(first, False), (second, True)]
    assert history(house, invoice)[-1] == "PaymentReversed"
    pay(house, invoice, "75.00")
    invoice = after_sync(house, invoice)
    assert (invoice.state, len(invoice.payments)) == (State.PAID, 3), "what was taken back stays as history"


def test_interest_and_fine_are_paid_on_top_and_settle_nothing(house: House) -> None:
    invoice = posted(house, Bill("79", BAKERY))
    pay(house, invoice, "124.00", interest=Decimal("1.10"), fine=Decimal("2.50"))
    invoice = after_sync(house, invoice)
    assert invoice.state is State.POSTED, "a real of the invoice itself is still open"
    pay(house, invoice, "1.00")
    invoice = after_sync(house, invoice)
    assert (invoice.state, invoice.paid_amount) == (State.PAID, Money.of("125.00", "BRL"))
    payment = invoice.payments[0]
    assert (payment.interest, payment.fine) == (Money.of("1.10", "BRL"), Money.of("2.50", "BRL"))


def test_a_currency_without_a_rate_waits_for_one(house: House) -> None:
    house.engine.policy = replace(house.engine.policy, exchange_rates=())
    invoice = receive(house, Bill("80", BAKERY, currency="EUR"))
    invoice = split(house, invoice)
    assert HoldCode.NO_EXCHANGE_RATE in held_for(invoice)
    assert invoice.state is State.MATCHED
    house.engine.policy = replace(house.engine.policy, exchange_rates=(("EUR", Decimal("6")),))
    workflow.master_data.reexamine_held(house.engine)
    invoice = now(house, invoice)
    assert (invoice.state, invoice.owed) == (State.PENDING_APPROVAL, Money.of("750.00", "BRL"))
    assert sum(share.amount.amount for share in invoice.allocations) == 750

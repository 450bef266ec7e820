"""What the engine may expect of an ERP. Run over real HTTP against the sandbox; `test_live_omie.py` does the same with Omie."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ap_engine.erp.port import Erp
from ap_engine.model.errors import ErpRefused
from ap_engine.model.money import Money
from ap_engine.model.payable import ErpCode
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from tests.contract.running import Company, RunningSandbox


def brl(amount: str) -> Money:
    return Money.of(amount, "BRL")


class TestEnteringAPayable:
    def test_it_is_there_with_amount_due_date_supplier_and_split(self, company: Company) -> None:
        posted = company.erp.post_payable(company.payable("invoice-1:1"))
        found = company.erp.find_payable("invoice-1:1")
        assert found is not None
        assert found.erp_id == posted.erp_id
        assert (found.amount, found.open_amount, found.due_date) == (brl("1612.05"), brl("1612.05"), date(2026, 12, 15))
        assert found.supplier_erp_id == company.supplier
        assert [(share.department_code, share.percent, share.amount) for share in found.shares] == [
            (company.departments[0], Decimal(60), brl("967.23")),
            (company.departments[1], Decimal(40), brl("644.82")),
        ]
        assert (found.settled, found.cancelled, found.payments) == (False, False, ())

    def test_the_same_reference_again_answers_with_the_one_that_is_there(self, company: Company, sandbox: RunningSandbox) -> None:
        first = company.erp.post_payable(company.payable("invoice-1:1"))
        again = company.erp.post_payable(company.payable("invoice-1:1", "99.00"))
        assert again.erp_id == first.erp_id
        assert again.amount == brl("1612.05"), "what is in the ERP, not what was asked"
        assert len(sandbox.payables()) == 1

    def test_a_reference_that_was_never_sent_is_not_there(self, company: Company) -> None:
        assert company.erp.find_payable("invoice-9:1") is None

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"supplier_erp_id": "999"}, "Cliente não cadastrado"),
            ({"category_code": "9.99"}, "Categoria não cadastrada"),
            ({"bank_account_id": "999"}, "Nenhuma conta corrente"),
            ({"supplier_erp_id": "supplier-1"}, "no Omie id"),
            ({"amount": Money.of("10", "EUR")}, "books in BRL"),
            ({"reference": "x" * 61}, "1 to 60"),
        ],
    )
    def test_a_business_no_is_a_refusal_with_the_words(
        self, company: Company, sandbox: RunningSandbox, change: dict[str, object], words: str
    ) -> None:
        with pytest.raises(ErpRefused, match=words):
            company.erp.post_payable(replace(company.payable("invoice-1:1"), **change))
        assert sandbox.payables() == []

    def test_a_split_that_does_not_sum_to_100_is_never_sent(self, company: Company, sandbox: RunningSandbox) -> None:
        whole = company.payable("invoice-1:1")
        with pytest.raises(ErpRefused, match="100 percent"):
            company.erp.post_payable(replace(whole, shares=whole.shares[:1]))
        assert sandbox.payables() == []

    def test_how_it_is_paid_and_what_it_belongs_to_go_along(self, company: Company, sandbox: RunningSandbox) -> None:
        key = "3" * 44
        company.erp.post_payable(
            company.payable("with-pix", pix="00020126580014br.gov.bcb.pix", order_number="4500017", access_key=key)
        )
        company.erp.post_payable(company.payable("with-boleto", boleto="34191.79001 01043.510047 91020.150008 6 91070026000"))
        pix, boleto = sandbox.payables()
        assert pix["cnab_integracao_bancaria"] == {"codigo_forma_pagamento": "PIX", "pix_qrcode": "00020126580014br.gov.bcb.pix"}
        assert (pix["numero_pedido"], pix["chave_nfe"], pix["codigo_tipo_documento"]) == ("4500017", key, "NF")
        assert boleto["cnab_integracao_bancaria"]["codigo_forma_pagamento"] == "BOL"
        assert boleto["numero_documento_fiscal"] == "700218"


class TestAttaching:
    def test_the_bytes_arrive_once_however_often_it_is_sent(self, company: Company, sandbox: RunningSandbox) -> None:
        content = b"%PDF-1.7 the invoice"
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        for _ in range(2):
            company.erp.attach(erp_id, "sha256-" + "a" * 64, "../nota fiscal 12.v2.pdf", content)
        (attachment,) = sandbox.payables()[0]["attachments"]
        assert attachment["sha256"] == hashlib.sha256(content).hexdigest()
        assert (attachment["name"], attachment["size"], attachment["md5_matches"]) == ("nota fiscal 12_v2.pdf", len(content), "S")
        assert len(attachment["cCodIntAnexo"]) == 20

    def test_a_payable_that_is_not_there_takes_none(self, company: Company) -> None:
        with pytest.raises(ErpRefused, match="não cadastrado"):
            company.erp.attach("123", "a", "a.pdf", b"x")


class TestPayments:
    def test_part_by_part_until_it_is_settled(self, company: Company) -> None:
        company.erp.post_payable(company.payable("invoice-1:1"))
        company.erp.pay("invoice-1:1", Decimal("600"), date(2026, 12, 1), interest=Decimal("3.10"), fine=Decimal("2"))
        part = company.erp.find_payable("invoice-1:1")
        assert part is not None
        assert (part.settled, part.open_amount) == (False, brl("1012.05"))
        company.erp.pay("invoice-1:1", Decimal("1012.05"), date(2026, 12, 10), discount=Decimal("12.05"))
        full = company.erp.find_payable("invoice-1:1")
        assert full is not None
        assert (full.settled, full.open_amount, full.status) == (True, brl("0"), "PAGO")
        first, second = full.payments
        assert (first.paid_on, first.amount, first.interest, first.fine) == (date(2026, 12, 1), brl("600"), brl("3.10"), brl("2"))
        assert (second.paid_on, second.amount, second.discount) == (date(2026, 12, 10), brl("1012.05"), brl("12.05"))
        assert first.id != second.id

    def test_a_cancelled_payment_is_gone_and_the_payable_is_open_again(self, company: Company) -> None:
        company.erp.post_payable(company.payable("invoice-1:1"))
        payment = company.erp.pay("invoice-1:1", Decimal("1612.05"), date(2026, 12, 1))
        company.erp.cancel_payment(payment)
        found = company.erp.find_payable("invoice-1:1")
        assert found is not None
        assert (found.settled, found.payments, found.open_amount) == (False, (), brl("1612.05"))

    def test_more_than_is_open_is_refused(self, company: Company) -> None:
        company.erp.post_payable(company.payable("invoice-1:1"))
        with pytest.raises(ErpRefused, match="maior que o valor em aberto"):
            company.erp.pay("invoice-1:1", Decimal("1612.06"), date(2026, 12, 1))

    def test_the_bank_balance_falls_by_what_left(self, company: Company) -> None:
        company.erp.post_payable(company.payable("invoice-1:1"))
        company.erp.pay("invoice-1:1", Decimal("600"), date(2026, 12, 1), interest=Decimal("3.10"), discount=Decimal("1"))
        assert company.erp.bank_balance(company.account, date(2026, 11, 30)) == Decimal("100000.50")
        assert company.erp.bank_balance(company.account, date(2026, 12, 1)) == Decimal("99398.40")


class TestReadingTheErp:
    def test_changed_payables_come_with_all_their_payments(self, company: Company) -> None:
        for number in range(3):
            company.erp.post_payable(company.payable(f"invoice-{number}:1"))
        company.erp.pay("invoice-1:1", Decimal("100"), date(2026, 1, 5))
        company.erp.pay("invoice-1:1", Decimal("200"), date(2026, 11, 5))
        in_january = list(company.erp.changed_payables(date(2026, 1, 1), date(2026, 1, 31)))
        assert [found.reference for found in in_january] == ["invoice-1:1"]
        assert [payment.amount for payment in in_january[0].payments] == [brl("100"), brl("200")]
        today = [found.due_date for found in company.erp.changed_payables(date.today(), date.today())]
        assert len(today) in (0, 3), "all of them, or none within the hours when it is yesterday in Brazil"
        assert list(company.erp.changed_payables(date(2020, 1, 1), date(2020, 1, 2))) == []

    def test_lists_of_more_than_a_page_are_complete(self, company: Company) -> None:
        for number in range(101):
            company.erp.include_department(f"Area {number}")
        assert len(list(company.erp.departments())) == 103

    def test_only_what_a_payable_may_use_is_listed(self, company: Company) -> None:
        company.erp.include_department("Vendas", parent=company.departments[1])
        assert [code.name for code in company.erp.departments()] == ["Marketing", "Vendas"], "a total carries no share"
        assert list(company.erp.categories()) == [ErpCode("2.01.01", "Serviços de terceiros")]
        assert list(company.erp.bank_accounts()) == [ErpCode(company.account, "Banco do Brasil")]

    def test_suppliers_have_compact_tax_ids(self, company: Company) -> None:
        (supplier,) = company.erp.suppliers()
        assert (supplier.erp_id, supplier.name, supplier.tax_id) == (company.supplier, "Ação Embalagens Ltda", "39330543000102")

    def test_purchase_orders_come_back_as_they_went_in(self, company: Company) -> None:
        line = PurchaseOrderLine(1, "PAP-A4", "Papel A4", Decimal("10.5"), "CX", Decimal("23.4567"))
        split = ((company.departments[0], "70"), (company.departments[1], "30"))
        sent = PurchaseOrder("4500017", company.supplier, "BRL", date(2026, 11, 1), (line,), split, company.category)
        company.erp.include_purchase_order(sent, due=date(2026, 12, 1))
        (order,) = company.erp.purchase_orders()
        assert order == replace(sent, issue_date=order.issue_date)

    def test_it_is_the_erp_that_the_engine_asks_for(self, company: Company) -> None:
        erp: Erp = company.erp
        assert erp.name == "Omie"

"""UBL and CII as businesses use them: credit notes, corrections, sums that do not close, instalments, orders."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine.extraction.einvoice import read_xml
from ap_engine.extraction.en16931 import document_type
from ap_engine.model.extraction import DocumentType, ExtractedCharge, Extraction, Instalment

AMOUNTS = ("net_total", "tax_total", "gross_total", "amount_due")

UBL = """<{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>R-77</cbc:ID><cbc:IssueDate>2026-07-01+02:00</cbc:IssueDate>{type}
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>PO-1</cbc:ID></cac:OrderReference>
  <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>R-70</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>
  <cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="EM">billing@moinho.example</cbc:EndpointID>
    <cac:PartyTaxScheme><cbc:CompanyID>201/113/40209</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity><cbc:RegistrationName>Moinho GmbH</cbc:RegistrationName><cbc:CompanyID>HRB 1</cbc:CompanyID></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Padaria AG</cbc:Name></cac:PartyName></cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>{iban}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
  {terms}
  <cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>{sign}5.00</cbc:Amount></cac:AllowanceCharge>
  <cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>FC</cbc:AllowanceChargeReasonCode>
    <cbc:Amount>{sign}15.00</cbc:Amount></cac:AllowanceCharge>
  <cac:TaxTotal><cbc:TaxAmount currencyID="PLN">99.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{sign}20.90</cbc:TaxAmount>
    <cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">{sign}20.90</cbc:TaxAmount></cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal><cbc:LineExtensionAmount>{sign}100.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount>{sign}110.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount>{sign}130.90</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount>{sign}5.00</cbc:AllowanceTotalAmount><cbc:ChargeTotalAmount>{sign}15.00</cbc:ChargeTotalAmount>
    <cbc:PrepaidAmount>{sign}30.90</cbc:PrepaidAmount><cbc:PayableAmount>{sign}100.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <cac:{line}><cbc:ID>1</cbc:ID><cbc:{quantity} unitCode="KGM">{sign}20.000</cbc:{quantity}>
    <cbc:LineExtensionAmount>{sign}100.00</cbc:LineExtensionAmount>
    <cac:OrderLineReference><cbc:LineID>3</cbc:LineID><cac:OrderReference><cbc:ID>PO-2</cbc:ID></cac:OrderReference></cac:OrderLineReference>
    <cac:Item><cbc:Name>Wheat  flour</cbc:Name><cac:SellersItemIdentification><cbc:ID>F-1</cbc:ID></cac:SellersItemIdentification>
      <cac:StandardItemIdentification><cbc:ID schemeID="0160">4000001234562</cbc:ID></cac:StandardItemIdentification>
      <cac:ClassifiedTaxCategory><cbc:Percent>19.00</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount>50.00</cbc:PriceAmount><cbc:BaseQuantity>10</cbc:BaseQuantity></cac:Price></cac:{line}>
</{root}>"""

CII_INSTALMENTS = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
  <rsm:ExchangedDocument><ram:ID>F-9</ram:ID><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20260701</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
  <rsm:SupplyChainTradeTransaction>
    <ram:ApplicableHeaderTradeAgreement><ram:SellerTradeParty><ram:Name>Moinho</ram:Name></ram:SellerTradeParty>
      <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>PO-1</ram:IssuerAssignedID></ram:BuyerOrderReferencedDocument>
    </ram:ApplicableHeaderTradeAgreement>
    <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedLogisticsServiceCharge><ram:AppliedAmount>4.00</ram:AppliedAmount></ram:SpecifiedLogisticsServiceCharge>
      <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260801</udt:DateTimeString></ram:DueDateDateTime>
        <ram:PartialPaymentAmount>60.00</ram:PartialPaymentAmount></ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">20260901</udt:DateTimeString></ram:DueDateDateTime>
        <ram:PartialPaymentAmount>40.00</ram:PartialPaymentAmount></ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">0.00</ram:TaxTotalAmount><ram:GrandTotalAmount>100.00</ram:GrandTotalAmount>
        <ram:DuePayableAmount>100.00</ram:DuePayableAmount></ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    </ram:ApplicableHeaderTradeSettlement>
  </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def ubl(code: str = "380", *, credit_note: bool = False, sign: str = "", terms: str = "", **changes: str) -> str:
    root = "CreditNote" if credit_note else "Invoice"
    values = {
        "root": root,
        "type": f"<cbc:{root}TypeCode>{code}</cbc:{root}TypeCode>",
        "line": f"{root}Line",
        "quantity": "CreditedQuantity" if credit_note else "InvoicedQuantity",
        "vat": "DE136695976",
        "iban": "DE79000000001234567890",
    }
    return UBL.format(**(values | changes), sign=sign, terms=terms)


def read(text: str) -> Extraction:
    (extraction,) = read_xml(text.encode())
    return extraction


def uncertain(extraction: Extraction) -> set[str]:
    return {reading.field for reading in extraction.readings if not reading.certain}


def test_an_invoice_in_order_is_read_completely_and_is_certain() -> None:
    invoice = read(ubl())
    assert invoice.document_type is DocumentType.INVOICE
    assert {reading.field: reading.value for reading in invoice.readings} == {
        "supplier_name": "Moinho GmbH",
        "supplier_tax_id": "DE136695976",
        "buyer_name": "Padaria AG",
        "invoice_number": "R-77",
        "issue_date": "2026-07-01",
        "currency": "EUR",
        "net_total": "110.00",
        "tax_total": "20.90",
        "gross_total": "130.90",
        "amount_due": "100.00",
        "purchase_order_numbers": "PO-1 PO-2",
    }
    assert uncertain(invoice) == set()
    assert invoice.problems == ()
    assert invoice.supplier.email == "billing@moinho.example"
    assert invoice.supplier.other_tax_ids == ("20111340209", "HRB1")
    assert invoice.payment.iban == "DE79000000001234567890"
    assert invoice.charges == (ExtractedCharge("discount", "5.00"), ExtractedCharge("freight", "15.00"))
    assert invoice.original_invoice_number == "R-70"


def test_a_line_has_its_code_order_and_the_price_of_one_unit() -> None:
    (line,) = read(ubl()).lines
    assert (line.item_code, line.description, line.ean) == ("F-1", "Wheat flour", "4000001234562")
    assert (line.quantity, line.unit, line.unit_price, line.line_net) == ("20", "KGM", "5", "100.00")
    assert (line.purchase_order_reference, line.tax_rate) == ("PO-2", "19")
    assert line.evidence.path == "/Invoice/InvoiceLine[1]"


def test_values_say_where_they_stand() -> None:
    invoice = read(ubl())
    places = {reading.field: reading.evidence.path for reading in invoice.readings}
    assert places["invoice_number"] == "/Invoice/cbc:ID"
    assert places["tax_total"] == "/Invoice/cac:TaxTotal[2]/cbc:TaxAmount"


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_credit_note_is_positive_with_its_type_however_it_is_written(sign: str) -> None:
    note = read(ubl("381", credit_note=True, sign=sign))
    assert note.document_type is DocumentType.CREDIT_NOTE
    assert [note.value(field) for field in AMOUNTS] == ["110.00", "20.90", "130.90", "100.00"]
    assert (note.lines[0].quantity, note.lines[0].unit_price, note.lines[0].line_net) == ("20", "5", "100.00")
    assert note.charges[0].amount == "5.00"
    assert note.problems == ()


def test_an_invoice_by_form_with_a_credit_note_code_is_a_credit_note() -> None:
    assert read(ubl("381")).document_type is DocumentType.CREDIT_NOTE


@pytest.mark.parametrize("code", ["380", "384"])
def test_a_negative_correction_stays_an_invoice_with_its_sign(code: str) -> None:
    correction = read(ubl(code, sign="-"))
    assert correction.document_type is DocumentType.INVOICE
    assert correction.value("gross_total") == "-130.90"
    assert [problem.code for problem in correction.problems] == ["negative_total"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("380", DocumentType.INVOICE),
        ("389", DocumentType.INVOICE),
        ("261", DocumentType.CREDIT_NOTE),
        ("325", DocumentType.OTHER),
        (None, DocumentType.INVOICE),
    ],
)
def test_the_type_follows_the_code(code: str | None, kind: DocumentType) -> None:
    assert document_type(code) is kind


def test_a_pro_forma_invoice_is_not_to_be_paid() -> None:
    assert [problem.code for problem in read(ubl("325")).problems] == ["not_payable"]


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        (
            "BR-CO-10",
            "<cbc:LineExtensionAmount>100.00</cbc:LineExtensionAmount>\n    <cac:OrderLine",
            "<cbc:LineExtensionAmount>99.99</cbc:LineExtensionAmount>\n    <cac:OrderLine",
        ),
        ("BR-CO-11", "<cbc:Amount>5.00", "<cbc:Amount>6.00"),
        ("BR-CO-12", "<cbc:Amount>15.00", "<cbc:Amount>16.00"),
        ("BR-CO-13", "<cbc:TaxExclusiveAmount>110.00", "<cbc:TaxExclusiveAmount>110.01"),
        (
            "BR-CO-14",
            '<cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">20.90',
            '<cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">20.91',
        ),
        ("BR-CO-15", "<cbc:TaxInclusiveAmount>130.90", "<cbc:TaxInclusiveAmount>230.90"),
        ("BR-CO-16", "<cbc:PayableAmount>100.00", "<cbc:PayableAmount>130.90"),
    ],
)
def test_sums_that_do_not_close_leave_no_amount_certain_and_change_none(rule: str, old: str, new: str) -> None:
    text = ubl()
    assert old in text
    invoice = read(text.replace(old, new))
    assert any(rule in problem.message for problem in invoice.problems)
    assert uncertain(invoice) == set(AMOUNTS)
    written = read(text)
    changed = [field for field in AMOUNTS if invoice.value(field) != written.value(field)]
    assert len(changed) <= 1, "what is written stays as it is written"


def test_both_numbers_are_shown() -> None:
    (problem,) = read(ubl().replace("<cbc:PayableAmount>100.00", "<cbc:PayableAmount>130.90")).problems
    assert "100.00" in problem.message
    assert "130.90" in problem.message


def test_a_tax_id_with_wrong_check_digits_is_kept_but_not_certain() -> None:
    invoice = read(ubl(vat="DE 123 456 789"))
    assert invoice.supplier.tax_id == "DE123456789"
    assert uncertain(invoice) == {"supplier_tax_id"}
    assert [problem.code for problem in invoice.problems] == ["tax_id_invalid"]


def test_an_iban_with_wrong_check_digits_is_said() -> None:
    assert [problem.code for problem in read(ubl(iban="DE12123456781234567890")).problems] == ["iban_invalid"]


def test_an_account_that_is_no_iban_is_a_note() -> None:
    invoice = read(ubl(iban="000123-4"))
    assert invoice.payment.iban is None
    assert invoice.notes["payment_account"] == "000123-4"


def test_instalments_of_a_ubl_invoice() -> None:
    terms = "".join(
        f"<cac:PaymentTerms><cbc:Amount>{amount}</cbc:Amount><cbc:PaymentDueDate>{day}</cbc:PaymentDueDate></cac:PaymentTerms>"
        for day, amount in (("2026-08-01", "60.00"), ("2026-09-01", "40.00"))
    )
    invoice = read(ubl(terms=terms))
    assert invoice.instalments == (Instalment("1", "2026-08-01", "60.00"), Instalment("2", "2026-09-01", "40.00"))
    assert invoice.value("due_date") == "2026-08-01"


def test_instalments_of_a_cii_invoice_and_its_freight() -> None:
    invoice = read(CII_INSTALMENTS)
    assert invoice.instalments == (Instalment("1", "2026-08-01", "60.00"), Instalment("2", "2026-09-01", "40.00"))
    assert invoice.value("due_date") == "2026-08-01"
    assert invoice.charges == (ExtractedCharge("freight", "4.00"),)
    assert invoice.purchase_order_numbers == ("PO-1",)
    assert uncertain(invoice) == set()


LEVEL = """<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{0}</ram:LineID>{1}
  </ram:AssociatedDocumentLineDocument><ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation>
  <ram:LineTotalAmount>{2}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>"""


@pytest.mark.parametrize(
    ("total", "nets"),
    [("100.00", ["100.00"]), ("90.00", ["60.00", "30.00"]), ("190.00", ["100.00", "60.00", "30.00"])],
    ids=["the upper level", "the details", "all"],
)
def test_of_lines_on_two_levels_those_count_that_the_total_adds_up(total: str, nets: list[str]) -> None:
    levels = (
        LEVEL.format("1", "<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>", "100.00")
        + LEVEL.format("2", "<ram:ParentLineID>1</ram:ParentLineID>", "60.00")
        + LEVEL.format("3", "<ram:ParentLineID>1</ram:ParentLineID>", "30.00")
    )
    text = CII_INSTALMENTS.replace("<ram:TaxBasisTotal", f"<ram:LineTotalAmount>{total}</ram:LineTotalAmount><ram:TaxBasisTotal")
    invoice = read(text.replace("<ram:ApplicableHeaderTradeAgreement>", f"{levels}<ram:ApplicableHeaderTradeAgreement>"))
    assert [line.line_net for line in invoice.lines] == nets
    assert not any("BR-CO-10" in problem.message for problem in invoice.problems)


def test_missing_fields_are_named_at_once() -> None:
    (problem,) = read(
        ubl().replace("<cbc:ID>R-77</cbc:ID>", "").replace("<cbc:IssueDate>2026-07-01+02:00</cbc:IssueDate>", "")
    ).problems
    assert problem.message == "The document has no invoice number, no issue date."


def test_sub_lines_detail_their_line_and_are_not_counted() -> None:
    corpus = Path(__file__).parents[2].parent / "shared" / "corpus" / "xrechnung-xml" / "04.01a-INVOICE_ubl.xml"
    if not corpus.exists():
        pytest.skip(f"the corpus is not at {corpus}")
    (invoice,) = read_xml(corpus.read_bytes())
    assert [line.line_net for line in invoice.lines] == ["818.04", "11718.80"]
    assert sum(Decimal(line.line_net or 0) for line in invoice.lines) == Decimal(invoice.value("net_total") or 0)

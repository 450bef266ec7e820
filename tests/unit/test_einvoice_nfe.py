"""NF-e as it arrives: in order, and each way in which one can be wrong, returned, free, imported, or of the new taxes."""

from __future__ import annotations

import pytest

from ap_engine.extraction.einvoice import read_xml
from ap_engine.extraction.identifiers import mod_11_digit
from ap_engine.model.extraction import DocumentType, Extraction, Instalment

AMOUNTS = {"net_total", "tax_total", "gross_total", "amount_due"}
SUPPLIER = "12ABC34501DE35"

NFE = """<nfeProc xmlns="http://www.portalfiscal.inf.br/nfe" versao="4.00"><NFe><infNFe versao="4.00" Id="NFe{key}">
  <ide><cUF>35</cUF><natOp>Venda</natOp><mod>55</mod><serie>1</serie><nNF>4711</nNF><dhEmi>{issued}T23:30:00-03:00</dhEmi>
    <tpNF>{direction}</tpNF><tpAmb>{environment}</tpAmb><finNFe>{purpose}</finNFe>
    <NFref><refNFe>35260759594315000157550010000012341000012349</refNFe></NFref></ide>
  <emit><CNPJ>{supplier}</CNPJ><xNome>Moinho do Vale Ltda</xNome><IE>111222333444</IE></emit>
  <dest><CNPJ>59594315000157</CNPJ><xNome>Padaria Sol S.A.</xNome><email>contas@padaria.example</email></dest>
  <det nItem="1"><prod><cProd>F-1</cProd><cEAN>SEM GTIN</cEAN><xProd>Farinha de trigo</xProd><CFOP>{cfop}</CFOP><uCom>SC</uCom>
    <qCom>10.0000</qCom><vUnCom>80.0000000000</vUnCom><vProd>{goods}</vProd><indTot>1</indTot><xPed>PED-9</xPed></prod></det>
  <det nItem="2"><prod><cProd>B-1</cProd><cEAN>7891000315507</cEAN><xProd>Brinde</xProd><CFOP>{cfop}</CFOP><uCom>UN</uCom>
    <qCom>1</qCom><vUnCom>30</vUnCom><vProd>30.00</vProd><indTot>0</indTot></prod></det>
  <total><ICMSTot><vICMSDeson>0.00</vICMSDeson><vST>40.00</vST><vProd>800.00</vProd><vFrete>50.00</vFrete><vSeg>5.00</vSeg>
    <vDesc>20.00</vDesc><vII>0.00</vII><vIPI>60.00</vIPI><vOutro>1.00</vOutro><vNF>936.00</vNF></ICMSTot>{new_taxes}</total>
  <cobr>{bill}</cobr><pag><detPag><tPag>{payment}</tPag><vPag>{paid}</vPag></detPag></pag>
  <compra><xPed>PED-8</xPed></compra></infNFe></NFe>
  <protNFe><infProt><cStat>{status}</cStat></infProt></protNFe></nfeProc>"""

BILL = """<fat><nFat>1</nFat><vOrig>936.00</vOrig><vLiq>936.00</vLiq></fat>
<dup><nDup>001</nDup><dVenc>2026-08-15</dVenc><vDup>500.00</vDup></dup>
<dup><nDup>002</nDup><dVenc>2026-09-15</dVenc><vDup>436.00</vDup></dup>"""

NEW_TAXES = """<IBSCBSTot><gIBS><vIBS>0.80</vIBS></gIBS><gCBS><vCBS>7.20</vCBS></gCBS></IBSCBSTot><vNFTot>944.00</vNFTot>"""


def nfe(**changes: str) -> str:
    values = {
        "issued": "2026-07-31",
        "direction": "1",
        "environment": "1",
        "purpose": "1",
        "supplier": SUPPLIER,
        "cfop": "5102",
        "goods": "800.00",
        "new_taxes": "",
        "bill": BILL,
        "payment": "15",
        "paid": "936.00",
        "status": "100",
    } | changes
    issued = values["issued"]
    body = f"35{issued[2:4]}{issued[5:7]}{SUPPLIER}550010000047111123456780"[:43]
    return NFE.format(**({"key": body + mod_11_digit(body)} | values))


def read(text: str) -> Extraction:
    (extraction,) = read_xml(text.encode())
    return extraction


def uncertain(extraction: Extraction) -> set[str]:
    return {reading.field for reading in extraction.readings if not reading.certain}


def codes(extraction: Extraction) -> list[str]:
    return [problem.code for problem in extraction.problems]


def test_an_nfe_in_order_is_read_completely_and_is_certain() -> None:
    note = read(nfe())
    values = {reading.field: reading.value for reading in note.readings}
    assert len(values.pop("access_key")) == 44
    assert values == {
        "supplier_name": "Moinho do Vale Ltda",
        "supplier_tax_id": SUPPLIER,
        "buyer_name": "Padaria Sol S.A.",
        "buyer_tax_id": "59594315000157",
        "invoice_number": "4711",
        "series": "1",
        "issue_date": "2026-07-31",
        "due_date": "2026-08-15",
        "currency": "BRL",
        "net_total": "836.00",
        "tax_total": "100.00",
        "gross_total": "936.00",
        "amount_due": "936.00",
        "purchase_order_numbers": "PED-9 PED-8",
    }
    assert uncertain(note) == set()
    assert note.problems == ()
    assert note.document_type is DocumentType.INVOICE
    assert note.original_invoice_number is None
    assert note.supplier.other_tax_ids == ("111222333444",)
    assert note.buyer.email == "contas@padaria.example"


def test_its_instalments_charges_and_lines() -> None:
    note = read(nfe())
    assert note.instalments == (Instalment("001", "2026-08-15", "500.00"), Instalment("002", "2026-09-15", "436.00"))
    assert [(charge.kind, charge.amount) for charge in note.charges] == [
        ("freight", "50.00"),
        ("insurance", "5.00"),
        ("other", "1.00"),
        ("discount", "20.00"),
    ]
    first, second = note.lines
    assert (first.item_code, first.quantity, first.unit, first.unit_price, first.line_net) == ("F-1", "10", "SC", "80", "800.00")
    assert (first.ean, first.purchase_order_reference) == (None, "PED-9")
    assert (second.ean, second.purchase_order_reference) == ("7891000315507", None)
    assert first.evidence.path == "/nfeProc/NFe/infNFe/det[1]"


def test_values_say_where_they_stand() -> None:
    places = {reading.field: reading.evidence.path for reading in read(nfe()).readings}
    assert places["invoice_number"] == "/nfeProc/NFe/infNFe/ide/nNF"
    assert places["access_key"] == "/nfeProc/NFe/infNFe/@Id"
    assert places["due_date"] == "/nfeProc/NFe/infNFe/cobr/dup[1]/dVenc"
    assert places["purchase_order_numbers"] == "/nfeProc/NFe/infNFe/det[1]/prod/xPed"


def test_a_note_without_its_protocol_is_read_alike() -> None:
    bare = nfe().split("<NFe>")[1].split("</NFe>")[0]
    note = read(f'<NFe xmlns="http://www.portalfiscal.inf.br/nfe">{bare}</NFe>')
    assert note.value("gross_total") == "936.00"
    assert note.problems == ()


def test_a_batch_holds_several_notes() -> None:
    bare = nfe().split("<NFe>")[1].split("</NFe>")[0]
    batch = f'<enviNFe xmlns="http://www.portalfiscal.inf.br/nfe">{f"<NFe>{bare}</NFe>" * 3}</enviNFe>'
    assert len(read_xml(batch.encode())) == 3


@pytest.mark.parametrize(
    ("purpose", "kind"), [("4", DocumentType.CREDIT_NOTE), ("5", DocumentType.CREDIT_NOTE), ("6", DocumentType.INVOICE)]
)
def test_a_return_is_a_credit_note_and_names_the_note_it_amends(purpose: str, kind: DocumentType) -> None:
    note = read(nfe(purpose=purpose))
    assert note.document_type is kind
    assert note.value("gross_total") == "936.00"
    assert note.original_invoice_number == "1234"


def test_an_adjustment_is_not_to_be_paid() -> None:
    note = read(nfe(purpose="3"))
    assert note.document_type is DocumentType.OTHER
    assert codes(note) == ["not_payable"]


@pytest.mark.parametrize(
    ("change", "code", "fields"),
    [
        ({"environment": "2"}, "test_environment", {"access_key"}),
        ({"status": "101"}, "not_authorised", {"access_key"}),
        ({"supplier": "59594315000157"}, "access_key_mismatch", {"access_key", "supplier_tax_id"}),
        ({"key": "35260712ABC34501DE35550010000047111123456789"}, "access_key_mismatch", {"access_key"}),
        ({"goods": "790.00"}, "totals_do_not_add_up", AMOUNTS),
        ({"bill": BILL.replace("436.00", "437.00")}, "instalments_do_not_add_up", {"amount_due", "due_date"}),
        ({"direction": "0"}, "issued_by_buyer", {"supplier_name", "supplier_tax_id", "buyer_name", "buyer_tax_id"}),
    ],
    ids=["test environment", "cancelled", "other issuer in the key", "check digit", "lines", "instalments", "entry"],
)
def test_what_speaks_against_a_value_is_said_and_leaves_it_uncertain(change: dict[str, str], code: str, fields: set[str]) -> None:
    note = read(nfe(**change))
    assert codes(note) == [code]
    assert uncertain(note) == fields
    assert note.value("gross_total") == "936.00"


def test_a_total_that_goods_charges_and_taxes_do_not_make() -> None:
    note = read(nfe().replace("<vNF>936.00", "<vNF>963.00"))
    assert codes(note) == ["totals_do_not_add_up", "bill_differs"]
    assert uncertain(note) == AMOUNTS
    assert note.value("gross_total") == "963.00"


def test_waived_icms_may_be_taken_off() -> None:
    note = read(
        nfe(bill="", paid="926.00").replace("<vICMSDeson>0.00", "<vICMSDeson>10.00").replace("<vNF>936.00", "<vNF>926.00")
    )
    assert note.problems == ()
    assert note.value("tax_total") == "90.00"


def test_the_goods_of_an_import_may_hold_the_import_duty() -> None:
    changed = nfe(cfop="3102", direction="0").replace("<vII>0.00", "<vII>33.00")
    assert codes(read(changed)) == ["issued_by_buyer"]
    assert "totals_do_not_add_up" in codes(read(nfe().replace("<vII>0.00", "<vII>33.00")))


def test_goods_given_free_are_not_to_be_paid() -> None:
    note = read(nfe(payment="90", paid="0.00", bill=""))
    assert note.value("amount_due") == "0.00"
    assert uncertain(note) == {"amount_due"}
    assert codes(note) == ["no_payment"]


def test_a_return_never_carries_a_payment_and_stays_a_full_credit() -> None:
    note = read(nfe(purpose="4", payment="90", paid="0.00", bill=""))
    assert note.value("amount_due") is None
    assert note.problems == ()


def test_instalments_without_a_bill_have_to_make_the_total() -> None:
    parts = BILL.split("</fat>")[1]
    assert read(nfe(bill=parts)).problems == ()
    note = read(nfe(bill=parts.replace("436.00", "437.00")))
    assert codes(note) == ["instalments_do_not_add_up"]
    assert uncertain(note) == {"due_date"}


def test_the_due_date_is_the_first_day_whatever_the_order() -> None:
    note = read(nfe(bill=BILL.replace("2026-09-15", "2026-08-01")))
    due = note.reading("due_date")
    assert due is not None
    assert (due.value, due.evidence.path) == ("2026-08-01", "/nfeProc/NFe/infNFe/cobr/dup[2]/dVenc")


def test_without_a_bill_nothing_is_said_about_the_amount_due() -> None:
    note = read(nfe(bill=""))
    assert note.value("amount_due") is None
    assert note.value("due_date") is None


@pytest.mark.parametrize(
    ("issued", "bill", "paid", "total", "doubts"),
    [
        ("2026-07-31", BILL, "936.00", "936.00", set()),
        ("2027-01-31", BILL.replace("936.00", "944.00").replace("436.00", "444.00"), "944.00", "944.00", set()),
        ("2026-07-31", "", "0.00", "936.00", set()),
        ("2027-01-31", "", "0.00", "944.00", AMOUNTS - {"amount_due"}),
    ],
    ids=["2026, asked without", "2027, asked with", "2026, not said", "2027, not said"],
)
def test_ibs_and_cbs_count_when_they_are_asked_for(issued: str, bill: str, paid: str, total: str, doubts: set[str]) -> None:
    note = read(nfe(issued=issued, bill=bill, paid=paid, new_taxes=NEW_TAXES))
    assert note.value("gross_total") == total
    assert note.value("net_total") == "836.00"
    assert note.notes["total_with_ibs_cbs"] == "944.00"
    assert uncertain(note) == doubts


def test_a_total_with_new_taxes_that_does_not_close() -> None:
    note = read(nfe(new_taxes=NEW_TAXES.replace("944.00", "5000")))
    assert codes(note) == ["totals_do_not_add_up"]
    assert note.value("gross_total") == "936.00"


def test_services_on_the_same_note_belong_to_its_net_total() -> None:
    changed = (
        nfe(goods="900.00")
        .replace("<vNF>936.00", "<vNF>1036.00")
        .replace("</ICMSTot>", "</ICMSTot><ISSQNtot><vServ>100.00</vServ></ISSQNtot>")
    )
    note = read(changed.replace("936.00", "1036.00").replace("436.00", "536.00"))
    assert note.problems == ()
    assert note.value("net_total") == "936.00"


PIX = "00020126330014BR.GOV.BCB.PIX011197212482404520400005303986540530.005802BR5918Victor Julio Rocha6006RECIFE62110507VIPSURF630425A1"


@pytest.mark.parametrize(
    ("written", "boleto", "pix"),
    [
        (
            "Boleto: 00190.50095 40144.816069 06809.350314 3 37370000000100",
            "00190500954014481606906809350314337370000000100",
            None,
        ),
        ("Boleto: 00190.50095 40144.816069 06809.350314 3 37370000000101", None, None),
        (f"Pague com PIX: {PIX} obrigado", None, PIX),
        (f"Pague com PIX: {PIX[:-1]}2", None, None),
    ],
    ids=["boleto", "wrong boleto", "PIX", "wrong PIX"],
)
def test_payment_codes_in_the_free_text_are_taken_when_their_check_digits_fit(
    written: str, boleto: str | None, pix: str | None
) -> None:
    note = read(nfe().replace("</infNFe>", f"<infAdic><infCpl>{written}</infCpl></infAdic></infNFe>"))
    assert (note.payment.boleto, note.payment.pix) == (boleto, pix)


def test_a_foreign_buyer_and_a_farmer_with_a_cpf() -> None:
    changed = nfe().replace("<dest><CNPJ>59594315000157</CNPJ>", "<dest><idEstrangeiro>X-99 1</idEstrangeiro>")
    note = read(changed.replace(f"<emit><CNPJ>{SUPPLIER}</CNPJ>", "<emit><CPF>52998224725</CPF>"))
    assert note.buyer.tax_id == "X991"
    assert note.supplier.tax_id == "52998224725"
    assert note.reading("buyer_tax_id").certain  # type: ignore[union-attr]

"""NFS-e and CT-e: services, of which the taxes are inside the price."""

from __future__ import annotations

import pytest

from ap_engine.extraction.einvoice import read_xml
from ap_engine.extraction.identifiers import mod_11_digit
from ap_engine.model.extraction import DocumentType, Extraction, Instalment

NFSE = """<NFSe versao="1.00" xmlns="http://www.sped.fazenda.gov.br/nfse"><infNFSe Id="NFS{key}">
  <nNFSe>321</nNFSe><dhProc>2026-07-02T08:00:00-03:00</dhProc>
  <emit><CNPJ>59594315000157</CNPJ><IM>998877</IM><xNome>Contabilidade Sol</xNome><email>nfse@sol.example</email></emit>
  <valores><vTotalRet>{withheld}</vTotalRet><vLiq>{due}</vLiq></valores>
  <DPS><infDPS><tpAmb>1</tpAmb><dhEmi>2026-07-01T18:00:00-03:00</dhEmi><serie>900</serie><nDPS>77</nDPS><tpEmit>{issuer}</tpEmit>
    <prest><CNPJ>{provider}</CNPJ><xNome>Prestador X</xNome></prest>
    <toma><CNPJ>12ABC34501DE35</CNPJ><xNome>Padaria Sol S.A.</xNome></toma>
    <serv><cServ><cTribNac>170101</cTribNac><xDescServ>Assessoria de julho</xDescServ></cServ><infoCompl><xPed>PED-5</xPed></infoCompl></serv>
    <valores><vServPrest><vServ>1000.00</vServ></vServPrest><vDescCondIncond><vDescIncond>50.00</vDescIncond></vDescCondIncond></valores>
  </infDPS></DPS></infNFSe></NFSe>"""

CTE = """<cteProc xmlns="http://www.portalfiscal.inf.br/cte"><CTe><infCte Id="CTe{key}" versao="4.00">
  <ide><mod>57</mod><serie>2</serie><nCT>555</nCT><natOp>Transporte</natOp><dhEmi>2026-07-03T10:00:00-03:00</dhEmi><tpAmb>1</tpAmb>
    <tpCTe>{kind}</tpCTe>{payer}</ide>
  <emit><CNPJ>59594315000157</CNPJ><xNome>Transportes Rio</xNome></emit>
  <rem><CNPJ>12ABC34501DE35</CNPJ><xNome>Remetente</xNome></rem>
  <dest><CPF>52998224725</CPF><xNome>Destinatario</xNome></dest>
  <vPrest><vTPrest>300.00</vTPrest><vRec>280.00</vRec>{parts}</vPrest>
  <infCTeNorm><cobr><fat><vLiq>280.00</vLiq></fat><dup><nDup>1</nDup><dVenc>2026-08-03</dVenc><vDup>280.00</vDup></dup></cobr></infCTeNorm>
  </infCte></CTe><protCTe><infProt><cStat>100</cStat></infProt></protCTe></cteProc>"""

PARTS = "<Comp><xNome>FRETE PESO</xNome><vComp>250.00</vComp></Comp><Comp><xNome>PEDAGIO</xNome><vComp>50.00</vComp></Comp>"


def with_digit(body: str) -> str:
    return body + mod_11_digit(body)


def nfse(**changes: str) -> str:
    key = with_digit("3550308" + "1" + "2" + "59594315000157" + "0000000000321" + "2607" + "123456789")
    values = {"key": key, "withheld": "61.50", "due": "888.50", "issuer": "1", "provider": "59594315000157"}
    return NFSE.format(**(values | changes))


def cte(**changes: str) -> str:
    key = with_digit("35" + "2607" + "59594315000157" + "57" + "002" + "000000555" + "1" + "12345678")
    return CTE.format(**({"key": key, "kind": "0", "payer": "<toma3><toma>0</toma></toma3>", "parts": PARTS} | changes))


def read(text: str) -> Extraction:
    (extraction,) = read_xml(text.encode())
    return extraction


def uncertain(extraction: Extraction) -> set[str]:
    return {reading.field for reading in extraction.readings if not reading.certain}


def codes(extraction: Extraction) -> list[str]:
    return [problem.code for problem in extraction.problems]


def test_an_nfse_in_order_is_read_completely_and_is_certain() -> None:
    note = read(nfse())
    values = {reading.field: reading.value for reading in note.readings}
    assert len(values.pop("access_key")) == 50
    assert values == {
        "supplier_name": "Contabilidade Sol",
        "supplier_tax_id": "59594315000157",
        "buyer_name": "Padaria Sol S.A.",
        "buyer_tax_id": "12ABC34501DE35",
        "invoice_number": "321",
        "series": "900",
        "issue_date": "2026-07-01",
        "currency": "BRL",
        "net_total": "1000.00",
        "tax_total": "0.00",
        "gross_total": "1000.00",
        "amount_due": "888.50",
        "purchase_order_numbers": "PED-5",
    }
    assert uncertain(note) == set()
    assert note.problems == ()
    assert note.supplier.email == "nfse@sol.example"
    assert note.notes == {"dps_number": "77", "withheld": "61.50"}


def test_the_service_is_the_one_line_of_an_nfse() -> None:
    (line,) = read(nfse()).lines
    assert (line.item_code, line.description, line.quantity, line.line_net) == ("170101", "Assessoria de julho", "1", "1000.00")
    assert line.purchase_order_reference == "PED-5"


def test_an_nfse_issued_by_the_buyer_names_the_provider_as_supplier() -> None:
    note = read(nfse(issuer="2", provider="12ABC34501DE35"))
    assert note.value("supplier_name") == "Prestador X"
    assert note.value("supplier_tax_id") == "12ABC34501DE35"
    assert note.problems == ()


@pytest.mark.parametrize(
    ("change", "code", "fields"),
    [
        ({"due": "900.00"}, "totals_do_not_add_up", {"gross_total", "net_total", "amount_due"}),
        ({"key": "1" * 50}, "access_key_mismatch", {"access_key"}),
        (
            {"key": with_digit("3550308" + "12" + "59594315000157" + "0000000000322" + "2607" + "123456789")},
            "access_key_mismatch",
            {"access_key", "invoice_number"},
        ),
        (
            {"key": with_digit("3550308" + "12" + "12ABC34501DE35" + "0000000000321" + "2607" + "123456789")},
            "access_key_mismatch",
            {"access_key", "supplier_tax_id"},
        ),
    ],
    ids=["amount due", "no key", "other number", "other issuer"],
)
def test_what_speaks_against_an_nfse(change: dict[str, str], code: str, fields: set[str]) -> None:
    note = read(nfse(**change))
    assert codes(note) == [code]
    assert uncertain(note) == fields


def test_a_cte_in_order_is_read_completely_and_is_certain() -> None:
    bill = read(cte())
    assert bill.document_type is DocumentType.INVOICE
    assert {
        field: bill.value(field) for field in ("invoice_number", "series", "issue_date", "due_date", "gross_total", "amount_due")
    } == {
        "invoice_number": "555",
        "series": "2",
        "issue_date": "2026-07-03",
        "due_date": "2026-08-03",
        "gross_total": "300.00",
        "amount_due": "280.00",
    }
    assert uncertain(bill) == set()
    assert bill.problems == ()
    assert bill.instalments == (Instalment("1", "2026-08-03", "280.00"),)
    assert [(line.description, line.line_net) for line in bill.lines] == [("FRETE PESO", "250.00"), ("PEDAGIO", "50.00")]


@pytest.mark.parametrize(
    ("payer", "name"),
    [
        ("<toma3><toma>0</toma></toma3>", "Remetente"),
        ("<toma03><toma>3</toma></toma03>", "Destinatario"),
        ("<toma4><toma>4</toma><CNPJ>59594315000157</CNPJ><xNome>Terceiro</xNome></toma4>", "Terceiro"),
        ("", None),
    ],
)
def test_the_buyer_of_a_freight_is_who_pays_it(payer: str, name: str | None) -> None:
    assert read(cte(payer=payer)).value("buyer_name") == name


def test_components_that_do_not_make_the_price_give_way_to_one_line() -> None:
    (line,) = read(cte(parts=PARTS.replace("50.00", "40.00"))).lines
    assert (line.description, line.line_net) == ("Transporte", "300.00")


def test_a_freight_bill_that_asks_for_another_amount() -> None:
    bill = read(cte().replace("<vLiq>280.00", "<vLiq>300.00").replace("<vDup>280.00", "<vDup>300.00"))
    assert codes(bill) == ["bill_differs"]
    assert uncertain(bill) == {"amount_due"}


def test_a_cte_that_annuls_another_is_a_credit_note() -> None:
    assert read(cte(kind="2")).document_type is DocumentType.CREDIT_NOTE


def test_a_simplified_cte_has_its_totals_elsewhere() -> None:
    text = cte().replace("<CTe>", "<CTeSimp>").replace("</CTe>", "</CTeSimp>")
    text = text.replace(
        "<vPrest><vTPrest>300.00</vTPrest><vRec>280.00</vRec>", "<total><vTPrest>300.00</vTPrest><vTRec>280.00</vTRec>"
    )
    bill = read(text.replace(PARTS + "</vPrest>", "</total>"))
    assert bill.value("gross_total") == "300.00"
    assert bill.value("amount_due") == "280.00"

"""What must not break the reading of XML: every file gives an extraction with one clear problem, and nothing is raised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ap_engine.extraction.einvoice import MAX_INVOICES, read_xml
from ap_engine.extraction.xml_safety import MAX_BYTES, MAX_TAGS
from ap_engine.model.extraction import DocumentType, Source

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>R-1</cbc:ID><cbc:IssueDate>2026-07-01</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Moinho</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>
  <cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">10.00</cbc:TaxInclusiveAmount></cac:LegalMonetaryTotal>
</Invoice>"""


def code_of(xml: bytes) -> str:
    (read,) = read_xml(xml)
    assert read.document_type is DocumentType.OTHER
    assert read.source is Source.XML
    assert read.readings == ()
    assert read.problems[0].message.endswith(".")
    return read.problems[0].code


def with_doctype(doctype: str) -> str:
    return UBL.replace("<Invoice", f"{doctype}\n<Invoice", 1)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"   ",
        b"%PDF-1.7",
        b"<Invoice>",
        UBL[:300].encode(),
        b"\x00\xff\xfe",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
)
def test_what_is_not_well_formed(xml: bytes) -> None:
    assert code_of(xml) == "xml_malformed"


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE Invoice>",
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:1/x.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY a "b">]>',
        '<!DOCTYPE Invoice [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!-- a comment first --> <!DOCTYPE Invoice [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
        '<!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>',
    ],
)
def test_a_document_type_or_entities_are_refused_whatever_they_say(doctype: str) -> None:
    assert code_of(with_doctype(doctype).encode()) == "xml_forbidden"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_document_type_is_found_in_other_encodings(encoding: str) -> None:
    text = with_doctype("<!DOCTYPE Invoice>").replace("UTF-8", "UTF-16" if encoding == "utf-16" else "UTF-8")
    assert code_of(text.encode(encoding)) == "xml_forbidden"


def test_a_document_type_is_found_in_utf_16_without_a_mark() -> None:
    text = with_doctype('<!DOCTYPE Invoice [<!ENTITY a "b">]>').replace("UTF-8", "UTF-16LE")
    assert code_of(text.encode("utf-16-le")) == "xml_forbidden"


def test_the_words_of_a_document_type_inside_a_description_are_harmless() -> None:
    (read,) = read_xml(UBL.replace("Moinho", "<![CDATA[<!DOCTYPE html> & Moinho]]>").encode())
    assert read.value("supplier_name") == "<!DOCTYPE html> & Moinho"


def test_an_undefined_entity_is_malformed() -> None:
    assert code_of(UBL.replace("Moinho", "&passwd;").encode()) == "xml_malformed"


@pytest.mark.parametrize(
    "xml",
    [b"<a>" + b" " * MAX_BYTES + b"</a>", b"<a>" + b"<b/>" * MAX_TAGS + b"</a>", b"<a>" * 300 + b"</a>" * 300],
    ids=["bytes", "tags", "depth"],
)
def test_what_is_too_large(xml: bytes) -> None:
    assert code_of(xml) == "too_large"


def test_too_many_invoices_in_one_file() -> None:
    body = UBL.split("\n", 1)[1]
    assert code_of(f"<Batch>{body * (MAX_INVOICES + 1)}</Batch>".encode()) == "too_large"


@pytest.mark.parametrize(
    ("xml", "says"),
    [
        (b"<html><body/></html>", "html"),
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "a purchase order"),
        (b'<procEventoNFe xmlns="http://www.portalfiscal.inf.br/nfe"/>', "cancellation"),
        (b"<Invoice><number>1</number></Invoice>", "Invoice"),
    ],
)
def test_well_formed_xml_that_is_no_invoice_says_what_it_is(xml: bytes, says: str) -> None:
    assert code_of(xml) == "not_an_invoice"
    assert says in read_xml(xml)[0].problems[0].message


def test_several_invoices_in_one_envelope_are_several_extractions() -> None:
    body = UBL.split("\n", 1)[1]
    read = read_xml(f"<Envelope>{body}{body.replace('R-1', 'R-2')}</Envelope>".encode())
    assert [one.value("invoice_number") for one in read] == ["R-1", "R-2"]
    assert read[1].reading("invoice_number").evidence.path == "/Envelope/Invoice[2]/cbc:ID"  # type: ignore[union-attr]


def test_a_comment_inside_a_value_does_not_cut_it() -> None:
    (read,) = read_xml(UBL.replace("10.00", "1<!-- -->0.00").encode())
    assert read.value("gross_total") == "10.00"


@pytest.mark.parametrize("amount", ["1.234,00", "10,00", "NaN", "1e400", "Infinity", "9" * 40, "--1", "R$ 10", "１０"])
def test_an_amount_that_is_none_is_a_problem_and_not_a_reading(amount: str) -> None:
    (read,) = read_xml(UBL.replace(">10.00<", f">{amount}<").encode())
    assert read.value("gross_total") is None
    assert [problem.code for problem in read.problems] == ["value_unreadable", "field_missing"]


@pytest.mark.parametrize("day", ["2026-02-30", "01/07/2026", "26-07-01", "20260732", "0000-01-01"])
def test_a_date_that_is_none_is_a_problem_and_not_a_reading(day: str) -> None:
    (read,) = read_xml(UBL.replace("2026-07-01", day).encode())
    assert read.value("issue_date") is None
    assert read.problems[0].code == "value_unreadable"


def test_a_value_of_unreasonable_length_is_not_taken() -> None:
    (read,) = read_xml(UBL.replace("Moinho", "x" * 5000).encode())
    assert read.value("supplier_name") is None
    assert max(len(problem.message) for problem in read.problems) < 300


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(UBL) - 1), length=st.integers(0, 60), put=st.binary(max_size=12))
def test_a_damaged_file_never_raises(place: int, length: int, put: bytes) -> None:
    xml = UBL.encode()
    assert len(read_xml(xml[:place] + put + xml[place + length :])) >= 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_never_raise(content: bytes) -> None:
    assert len(read_xml(content)) >= 1
